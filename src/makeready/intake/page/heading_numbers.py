"""A heading's number → its family and its depth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_HAN = "一二三四五六七八九十百零〇两兩"
_WORDED = r"(?:\d{1,3}|[\w'’׳״΄ʹ\"\u200c]{1,12})(?!\w)"
"""A number in figures, in letters that count or spelt out."""

_ROMAN = "M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"

_PARTS = rf"(?:חלק|الجزء|القسم|الباب|جزء|بخش|حصہ|μέρος|μερος)\s+{_WORDED}|제\s?[{_HAN}\d]+\s?부"
_CHAPTERS = rf"(?:פרק|الفصل|فصل|باب|κεφάλαιον?|κεφαλαιον?)\s+{_WORDED}|제\s?[{_HAN}\d]+\s?[장회]"

_MORE = r"(?:\s+(?:و\s?[\w\u200c]{2,12}|عشرة?))?"
"""The second word of a number above ten that is spelt out in Arabic letters."""

_ALONE = r"(?=\s*(?:[.:．：。۔（(–—]|$))"
"""An article's number stands alone, or a mark follows it: in a sentence words go on."""

_ARTICLES = (
    rf"(?:סעיף|المادة|مادة|ماد[ۀه]ٔ?|دفعہ|آرٹیکل|[Άάα]ρθρο)\s+{_WORDED}{_MORE}"
    rf"|(?:article|artikel|art[ií]culo|articolo|artigo|artykuł|статья|стаття|art\.)\s+"
    rf"(?:\d+|{_ROMAN})[a-z]?\b"
    rf"|第\s?[{_HAN}\d]+\s?[条條]|제\s?[{_HAN}\d]+\s?조"
)

WORDS = 2  # of a number that is spelt out: Chapter One
LONGEST_NUMBER = 200  # characters of a heading that are looked at

SPELT = frozenset({"part", "chapter", "act", "scene", "article", "appendix"})
"""The families that a word announces."""

# The families from the highest rank to the lowest; the first that matches is taken.
_FAMILIES = (
    (
        "part",
        rf"(?:part|teil|partie|parte|buch|book|часть|książka|libro|livre)\s+(?P<n>\d+|{_ROMAN}|[a-zäéíа-яё]+)\b|第\s?[{_HAN}\d]+\s?[部编編篇巻卷]|{_PARTS}",
    ),
    (
        "chapter",
        rf"(?:chapter|kapitel|chapitre|capítulo|capitolo|hoofdstuk|rozdział|глава)\s+(?P<n2>\d+|{_ROMAN}|[a-zäéíа-яё]+)\b|第\s?[{_HAN}\d]+\s?[章回話话]|{_CHAPTERS}",
    ),
    (
        "act",
        rf"(?:act|akt|aufzug|acte|acto|atto|akte|bedrijf|действие)\s+(?P<n3>\d+|{_ROMAN})\b",
    ),
    (
        "scene",
        rf"(?:scene|szene|auftritt|scène|escena|scena|tooneel|явление)\s+(?P<n4>\d+|{_ROMAN})\b",
    ),
    ("article", rf"(?:{_ARTICLES}){_ALONE}"),
    (
        "appendix",
        r"(?:appendix|annex|anhang|anlage|annexe|apéndice|anexo|allegato|приложение)\s+(?:[A-Z]|\d+)\b|附录",
    ),
    ("han", rf"[{_HAN}]+[、．.]|第\s?[{_HAN}\d]+\s?[节節]"),
    # one letter alone is a roman number only where it is I, V or X
    ("roman", rf"(?=[IVX]|[LC][IVXLC])(?:{_ROMAN})[.)]\s"),
    ("decimal", r"(?:\d{1,3}|[A-Z])(?:\.\d{1,3})+\.?\)?\s"),
    ("arabic", r"(?:§\s*)?\d{1,3}(?:[.)]\s*|\s+)(?=\D)"),
    ("letter", r"[A-Z][.)]\s"),
    ("hanround", rf"[（(][{_HAN}]+[）)]"),
    ("small", r"[a-z]\)\s|\([a-z]\)\s"),
)
_PATTERNS = tuple(
    (name, re.compile(pattern, re.IGNORECASE if name in SPELT else 0))
    for name, pattern in _FAMILIES
)
_RANK = {name: rank for rank, (name, _) in enumerate(_FAMILIES)}
_DIGITS = re.compile(r"\d+")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The number before a heading's words: `value` is 0 where it is spelt out."""

    family: str
    text: str
    depth: int
    value: int


def read_number(text: str) -> Number | None:
    """Return the number that a heading starts with."""
    return _read(text[:LONGEST_NUMBER])


@lru_cache(maxsize=8192)  # one rule after the other asks for the same
def _read(text: str) -> Number | None:
    for family, pattern in _PATTERNS:
        match = pattern.match(text)
        if match is not None and match.group():
            found = match.group().strip()
            depth = found.strip(".)").count(".") if family == "decimal" else 0
            return Number(family=family, text=found, depth=depth, value=_value(family, found))
    return None


def strip_number(text: str) -> str:
    """Return a heading's words without its number."""
    number = read_number(text)
    if number is None or number.family in SPELT:
        return text
    return text[len(number.text) :].strip()


def is_label(text: str) -> bool:
    """Tell whether a heading is a number that a word announces, and no more: Chapter 3."""
    number = read_number(text)
    if number is None or number.family not in SPELT:
        return False
    spelt = number.family in {"part", "chapter"} and len(text.split()) == WORDS
    spelt = spelt and not set(number.text) & set(_HAN)
    return spelt or not any(map(str.isalnum, text[len(number.text) :]))


def _value(family: str, text: str) -> int:
    if family == "roman":
        values = [_VALUES[char] for char in text if char in _VALUES]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    if family == "letter":
        return ord(text[0]) - 64
    digits = _DIGITS.findall(text)
    return int(digits[-1]) if digits else 0


def rank_families(numbers: Iterable[Number]) -> Mapping[str, int]:
    """Return the level, from 1, of each family that occurs, in their order of rank."""
    seen: Sequence[str] = tuple(number.family for number in numbers)
    present = sorted(set(seen) - {"decimal", "appendix"}, key=_RANK.__getitem__)
    if "letter" in present and _follows(seen):
        present.remove("letter")
    levels = {name: level for level, name in enumerate(present, start=1)}
    levels.setdefault("letter", levels.get("arabic", levels.get("chapter", 1)))
    levels["appendix"] = levels.get("chapter", 1)
    base = [levels[name] for name in ("arabic", "chapter") if name in levels]
    levels["decimal"] = base[0] if base else 1
    return levels


def _follows(seen: Sequence[str]) -> bool:
    """Tell whether the lettered headings come after all numbered ones: appendices."""
    return "arabic" in seen and seen.index("letter") > max(
        place for place, family in enumerate(seen) if family == "arabic"
    )
