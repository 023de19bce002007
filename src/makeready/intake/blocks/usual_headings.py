"""The names of parts that most books have: introductions, notes, bibliographies."""

from __future__ import annotations

from makeready.intake.blocks.keys import key

# Headings that stand at the top of a book or an article without a number.
TOP = frozenset(
    key(name)
    for name in (
        "Abstract", "Introduction", "Preface", "Foreword", "Prologue", "Epilogue", "Conclusion",
        "Conclusions", "References", "Bibliography", "Acknowledgments", "Acknowledgements",
        "Appendix", "Index", "Glossary", "Notes", "Summary", "Afterword", "Contributors",
        "Zusammenfassung", "Einleitung", "Vorwort", "Nachwort", "Schluss", "Fazit", "Literatur",
        "Literaturverzeichnis", "Anhang", "Register", "Danksagung", "Résumé", "Avant-propos",
        "Préface", "Conclusion générale", "Bibliographie", "Remerciements", "Annexe", "Resumen",
        "Introducción", "Prólogo", "Conclusiones", "Conclusión", "Bibliografía", "Agradecimientos",
        "Epílogo", "前言", "序言", "引言", "绪论", "结论", "结语", "参考文献", "附录", "后记",
        "摘要", "Introduzione", "Prefazione", "Premessa", "Conclusione", "Conclusioni",
        "Introdução", "Prefácio", "Conclusão", "Wstęp", "Przedmowa", "Zakończenie", "Inleiding",
        "Voorwoord", "Inledning", "Förord", "Forord", "Johdanto", "Úvod", "Введение", "Предисловие",
        "Заключение", "Εισαγωγή", "Πρόλογος", "Επίλογος", "はじめに", "まえがき", "あとがき",
    )
)  # fmt: skip
BIBLIOGRAPHY = frozenset(
    key(name)
    for name in (
        "References", "Bibliography", "Works cited", "Literature", "Literatur",
        "Literaturverzeichnis", "Bibliographie", "Bibliografía", "Referencias", "参考文献",
    )
)  # fmt: skip
NOTES = frozenset(
    key(name)
    for name in (
        "Notes", "Endnotes", "End notes", "Footnotes", "Anmerkungen", "Fußnoten", "Endnoten",
        "Notas", "Notes et références", "Przypisy", "Примечания", "注释", "註釋",
    )
)  # fmt: skip
