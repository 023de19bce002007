"""A language becomes the few words that the press itself says in a book."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The press's own words in one language; `{}` stands for the names."""

    contents: str
    edited: str
    translated: str
    illustrated: str
    introduced: str
    series: str
    print_isbn: str
    ebook_isbn: str
    first_published: str
    edition_of: str
    names_and: str
    figure: str
    table: str
    works: str


ENGLISH = Words(
    contents="Contents",
    edited="Edited by {}",
    translated="Translated by {}",
    illustrated="Illustrated by {}",
    introduced="With an introduction by {}",
    series="{}, no. {}",
    print_isbn="ISBN {} (print)",
    ebook_isbn="ISBN {} (e-book)",
    first_published="First published {}",
    edition_of="This edition {}",
    names_and=" and ",
    figure="Figure",
    table="Table",
    works="Bibliography",
)
GERMAN = Words(
    contents="Inhalt",
    edited="Herausgegeben von {}",
    translated="Übersetzt von {}",
    illustrated="Illustriert von {}",
    introduced="Mit einer Einleitung von {}",
    series="{}, Bd. {}",
    print_isbn="ISBN {} (Druck)",
    ebook_isbn="ISBN {} (E-Book)",
    first_published="Zuerst erschienen {}",
    edition_of="Diese Ausgabe {}",
    names_and=" und ",
    figure="Abbildung",
    table="Tabelle",
    works="Literatur",
)
FRENCH = Words(
    contents="Table des matières",
    edited="Sous la direction de {}",
    translated="Traduit par {}",
    illustrated="Illustré par {}",
    introduced="Avec une introduction de {}",
    series="{}, n° {}",
    print_isbn="ISBN {} (papier)",
    ebook_isbn="ISBN {} (numérique)",
    first_published="Première publication {}",
    edition_of="Présente édition {}",
    names_and=" et ",
    figure="Figure",
    table="Tableau",
    works="Bibliographie",
)
SPANISH = Words(
    contents="Índice",
    edited="Edición de {}",
    translated="Traducción de {}",
    illustrated="Ilustraciones de {}",
    introduced="Con una introducción de {}",
    series="{}, n.º {}",
    print_isbn="ISBN {} (impreso)",
    ebook_isbn="ISBN {} (libro electrónico)",
    first_published="Primera publicación {}",
    edition_of="Esta edición {}",
    names_and=" y ",
    figure="Figura",
    table="Tabla",
    works="Bibliografía",
)
CHINESE = Words(
    contents="目录",
    edited="{} 编",
    translated="{} 译",
    illustrated="{} 绘",
    introduced="{} 导读",
    series="{}，第{}号",
    print_isbn="ISBN {}（印刷版）",
    ebook_isbn="ISBN {}（电子书）",
    first_published="首次出版 {}",
    edition_of="本版 {}",
    names_and="、",
    figure="图",
    table="表",
    works="参考文献",
)
LANGUAGES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "zh": CHINESE}


def words_for(language: str) -> Words:
    """Return the words for a BCP 47 tag; a language that is not in the table gets English."""
    return LANGUAGES.get(language.split("-", maxsplit=1)[0].lower(), ENGLISH)
