"""Accents that a converter set beside their letters → the letters that carry them.

TeX's older fonts have no accented letters: a page shows an accent and a letter one above the other,
and a converter writes them one after the other, as in `pi`u`, `w˛ezeł` and `f¨ur`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from makeready.intake.text.passages import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COMBINING: Mapping[str, str] = {
    "¨": "\u0308", "˜": "\u0303", "ˆ": "\u0302", "ˇ": "\u030c", "˘": "\u0306", "˚": "\u030a",
    "˝": "\u030b", "¸": "\u0327", "˛": "\u0328", "˙": "\u0307", "`": "\u0300", "´": "\u0301",
}  # fmt: skip
_BESIDE = re.compile(r"(?P<before>[^\W\d_])?(?P<sign>[¨˜ˆˇ˘˚˝¸˛˙])(?P<after>[^\W\d_])?")
# these two are typed for apostrophes, too: a vowel ends the word after one, or is the word
_LAST = re.compile(r"(?:(?<=[^\W\d_]{2})[`´](?P<vowel>[aeiouAEIOU])|(?<!\S)`(?P<word>[eE]))(?!\w)")
_BELOW = "¸˛"  # accents that stand under the letter before them, or under an e


def find_accents(text: str) -> Iterator[Edit]:
    """Yield the letters with accents for what stands as an accent beside a letter."""
    for match in _BESIDE.finditer(text):
        sign, after, before = match["sign"], match["after"] or "", match["before"] or ""
        composed, other = _compose(after, sign), _compose(before, sign)
        if sign in _BELOW and other and after not in "eE":
            composed = ""
        if composed:
            yield _replace(match.start("sign"), match.end("after"), composed)
        elif other:
            yield _replace(match.start("before"), match.end("sign"), other)
    for match in _LAST.finditer(text):
        letter = match["vowel"] or match["word"]
        yield _replace(match.start(), match.end(), _compose(letter, match.group()[0]))


def _compose(letter: str, sign: str) -> str:
    """Return the one character of a letter and an accent, or nothing where there is none."""
    made = unicodedata.normalize("NFC", letter + _COMBINING[sign]) if letter else ""
    return made if len(made) == 1 else ""


def _replace(start: int, end: int, text: str) -> Edit:
    why = "an accent beside its letter"
    return Edit(start=start, end=end, text=text, rule="S.accent", evidence=why, confidence=0.9)
