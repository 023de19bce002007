"""A language becomes the direction of its lines, and its row in a table of languages."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = TypeVar("Row")

LTR, RTL = "ltr", "rtl"

LEFTWARD_SCRIPTS = frozenset(
    "adlm arab aran hebr mand mend nkoo rohg samr syrc syre syrj syrn thaa yezi".split()
)
LEFTWARD = frozenset(
    "ae aii ar arc arz bal ckb dv fa glk he iw jpr khw lrc mzn nqo pnb ps sam sd skr syc "
    "syr ug ur yi ji".split()
)
"""Languages whose usual script runs from right to left (CLDR, likely subtags)."""


def find_row(table: Mapping[str, Row], language: str, otherwise: str = "en") -> Row:
    """Return the row for a BCP 47 tag by ever shorter tags, or that of another language."""
    parts = language.casefold().split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return table[next((tag for tag in tags if tag in table), otherwise)]


def direction_of(language: str) -> str:
    """Return the direction of a BCP 47 tag; the script in the tag decides, if there is one."""
    name, *others = language.casefold().split("-")
    scripts = [each for each in others if len(each) == len("Arab") and each.isalpha()]
    leftward = scripts[0] in LEFTWARD_SCRIPTS if scripts else name in LEFTWARD
    return RTL if leftward else LTR


@lru_cache(maxsize=4096)
def direction_of_character(character: str) -> str:
    """Return the direction of a letter, or nothing for what takes that of its neighbours."""
    return {"L": LTR, "R": RTL, "AL": RTL}.get(unicodedata.bidirectional(character), "")
