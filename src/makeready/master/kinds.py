"""Headings and classes tell what kind of section a part of a book is: a preface, a part, an index.

The kinds are those of EPUB's structural semantics with the roles of DPUB-ARIA.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.model import SECTION_KINDS, Matter

if TYPE_CHECKING:
    from collections.abc import Sequence

PART = "part"
FACING = "frontispiece"
"""The kind that faces the title page."""

LEADING = (FACING, "dedication", "epigraph")
"""Kinds that stand before the contents, in this order."""

ENDNOTES = "endnotes"
"""The kind that holds the notes of a book."""

LAST = "colophon"
"""The kind that ends a book, if it stands in the back matter."""

OUTSIDE = frozenset(
    "acknowledgments afterword appendix bibliography colophon conclusion endnotes epilogue "
    "glossary index".split()
)
"""Kinds that no part of a book holds, even if they follow its chapters."""

# What each kind is called in a class, and in headings of the languages that the press speaks.
_NAMES = {
    "abstract": "abstract|zusammenfassung|résumé|resumen|riassunto|resumo|streszczenie|аннотация",
    "acknowledgments": "acknowledgments|acknowledgements|danksagung|remerciements|agradecimientos|"
    "ringraziamenti|agradecimentos|podziękowania|благодарности",
    "afterword": "afterword|nachwort|postface|posfacio|postfazione|posfácio|posłowie|послесловие",
    "appendix": "appendix|anhang|annexe|apéndice|appendice|apêndice|aneks|приложение",
    "bibliography": "bibliography|bibliographie|literaturverzeichnis|bibliografía|bibliografia|"
    "библиография|список литературы",
    "colophon": "colophon|kolophon|colofón|colofon|kolofon|achevé d’imprimer|колофон",
    "conclusion": "conclusion|schluss|schlusswort|conclusión|conclusione|conclusão|zakończenie|"
    "заключение",
    "dedication": "dedication|widmung|dédicace|dedicatoria|dedica|dedicatória|dedykacja|посвящение",
    "endnotes": "endnotes",
    "epigraph": "epigraph|epigraphs|épigraphe|epígrafe|epigrafe|epigraf|эпиграф",
    "epilogue": "epilogue|epilog|épilogue|epílogo|epilogo|эпилог",
    "foreword": "foreword|geleitwort|avant-propos|presentación|presentazione|apresentação",
    "frontispiece": "frontispiece|frontispiz|frontispice",
    "glossary": "glossary|glossar|glossaire|glosario|glossario|glossário|glosariusz|глоссарий",
    "index": "index",
    "introduction": "introduction|einleitung|einführung|introducción|introduzione|introdução|wstęp|"
    "введение",
    "part": "part",
    "preface": "preface|vorwort|préface|prefacio|prefazione|prefácio|przedmowa|предисловие",
    "prologue": "prologue|prolog|prólogo|prologo|пролог",
}
# The same in Arabic, Chinese, Greek, Hebrew, Japanese, Korean, Persian and Urdu.
_OTHER_NAMES = {
    "abstract": "ملخص|الملخص|摘要|περίληψη|תקציר|要旨|초록|چکیده|خلاصہ",
    "acknowledgments": "شكر وتقدير|致谢|致謝|鸣谢|鳴謝|ευχαριστίες|תודות|謝辞|감사의 말|سپاسگزاری|"
    "اظہار تشکر",
    "afterword": "后记|後記|跋|επίμετρο|אחרית דבר|あとがき|후기|پس‌گفتار",
    "appendix": "ملحق|الملحق|附录|附錄|παράρτημα|נספח|付録|부록|پیوست|ضمیمہ",
    "bibliography": "المراجع|المصادر والمراجع|参考文献|參考文獻|βιβλιογραφία|ביבליוגרפיה|참고 문헌|"
    "참고문헌|کتاب‌نامه|کتابنامه|کتابیات",
    "conclusion": "خاتمة|الخاتمة|结论|結論|结语|結語|συμπεράσματα|סיכום|결론|맺음말|نتیجه‌گیری|"
    "اختتامیہ",
    "dedication": "إهداء|الإهداء|献辞|獻辭|献词|αφιέρωση|הקדשה|献呈|헌사|انتساب",
    "epilogue": "尾声|尾聲|επίλογος|אפילוג|エピローグ|에필로그",
    "foreword": "تقديم|פתח דבר",
    "glossary": "词汇表|詞彙表|γλωσσάρι|מילון מונחים|用語集|용어집|واژه‌نامه|فرہنگ",
    "index": "索引|ευρετήριο|מפתח|색인|찾아보기|نمایه|اشاریہ",
    "introduction": "مقدمة|المقدمة|导言|導言|绪论|緒論|引言|εισαγωγή|מבוא|序論|はじめに|서론|"
    "مقدمه|مقدمہ",
    "preface": "تمهيد|前言|序言|自序|序|πρόλογος|הקדמה|まえがき|序文|머리말|서문|"
    "پیشگفتار|پیش‌گفتار|دیباچہ",
    "prologue": "楔子|序章|פרולוג|プロローグ|프롤로그",
}
_ROLELESS = frozenset({"frontispiece"})
_DEFAULT = {
    Matter.FRONT: ("preamble", ""),
    Matter.BODY: ("chapter", "doc-chapter"),
    Matter.BACK: ("backmatter", ""),
}
_KINDS = {
    name: kind
    for table in (_OTHER_NAMES, _NAMES)
    for kind, names in table.items()
    for name in names.split("|")
}
_APPENDIX = f"{_NAMES['appendix']}|{_OTHER_NAMES['appendix']}"
_LETTERED = re.compile(
    rf"({_APPENDIX})\s*(?:\b[A-Z]|\d+|[IVX]+|[一二三四五六七八九十]+|[א-ת]['׳])(?![^\W_])",
    re.IGNORECASE,
)

_NOUNS = "part|teil|partie|parte|część|часть|book|buch|livre|libro|livro|księga|книга"
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve eins zwei drei vier "
    "fünf sechs sieben acht neun zehn un une deux trois quatre cinq sept huit neuf dix uno "
    "una dos tres cuatro cinco seis siete ocho nueve diez due tre quattro cinque sei sette "
    "otto nove dieci um uma dois duas três quatro sete oito dez"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth erster zweiter "
    "dritter vierter fünfter sechster siebter achter neunter zehnter erstes zweites "
    "drittes viertes fünftes premier première deuxième second seconde troisième quatrième "
    "cinquième sixième septième huitième neuvième dixième primera segunda tercera cuarta "
    "quinta sexta séptima octava novena décima primero segundo tercero cuarto quinto prima "
    "seconda terza quarta sesta settima ottava nona primo secondo terzo quarto primeira "
    "terceira sétima oitava primeiro terceiro pierwsza druga trzecia czwarta piąta szósta "
    "siódma ósma dziewiąta dziesiąta первая вторая третья четвёртая четвертая пятая шестая "
    "седьмая восьмая девятая десятая"
)


def _alternatives(words: str) -> str:
    return "|".join(dict.fromkeys(words.split()))


_NUMBERED = re.compile(
    rf"(?:(?:the\s+)?(?:{_alternatives(_ORDINALS)})\s+(?:{_NOUNS})"
    rf"|(?:{_NOUNS})(?:\s+the)?\s+"
    rf"(?:\d+|[ivxl]+|{_alternatives(_CARDINALS)}|{_alternatives(_ORDINALS)}))"
    r"(?:\s*[:.,;–—-]|\s+(?-i:[^\Wa-zà-ÿа-я_])|\s+[\"“„«(]|\s*$)",
    re.IGNORECASE,
)


NUMBERED = (
    "Part|Chapter|Book|Teil|Kapitel|Buch|Partie|Chapitre|Livre|Parte|Capítulo|Libro|Capitolo|Livro|"
    "Część|Rozdział|Księga|Часть|Глава|Книга"
)
"""Words that stand before the number of a chapter or a part."""

SPELLED_OUT = (
    rf"(?:{NUMBERED}|{NUMBERED.upper()})\s+(?i:{_alternatives(_CARDINALS)}|{_alternatives(_ORDINALS)})"
    r"(?:[.:)]|(?=\s+[^\W\d_a-zà-ÿа-яё]))"
)
"""A pattern for such a word with its number in words, as in “Part One: Water”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a section is: a name of SECTION_KINDS or none, its `epub:type` and its role or none."""

    name: str
    type: str
    role: str


def find_kind(classes: Sequence[str], title: str, matter: Matter) -> Kind:
    """Return what a section is by the classes of its heading, or else by the heading's words."""
    name = next((_KINDS[each] for each in classes if each in _KINDS), "") or _read_title(title)
    if not name:
        type_, role = _DEFAULT[matter]
        return Kind(name="", type=type_, role=role)
    return Kind(name=name, type=name, role="" if name in _ROLELESS else f"doc-{name}")


def _read_title(title: str) -> str:
    lettered = _LETTERED.match(title)
    return "appendix" if lettered else _KINDS.get(title.casefold(), "")


def is_numbered_part(title: str) -> bool:
    """Tell whether a heading says that it is a part and which: “Part One: Water”, “Teil II”."""
    return _NUMBERED.match(title) is not None


assert set(_NAMES) == SECTION_KINDS >= set(_OTHER_NAMES), (
    "each kind that book.toml may name has its words"
)
