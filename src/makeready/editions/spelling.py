"""The glyphs of a cluster become the characters that each of them stands for.

A cluster is a stretch of text whose glyphs HarfBuzz cannot tell apart by their characters: a letter
with its marks, or a syllable that is written in another order than it is spelled in.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SILENT = "\N{WORD JOINER}"
"""Stands for no character: PDF requires that each glyph has one, and this one has no width."""

# combining marks, and the scripts from Hebrew to Georgian and from Jamo to Vedic, whose letters
# join, take marks or change places (Unicode, chapters 9 to 17)
_COMPOSED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u109f\u1100-\u11ff\u1700-\u1cff\u1dc0-\u1dff\u20d0-\u20ff"
    "\u302a-\u302f\u3099\u309a\ua66f-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua800-\uabff\ufb1d-\ufdff"
    "\ufe20-\ufe2f\ufe70-\ufefc\U00010a00-\U00011fff\U00016ac0-\U00016bff\U0001bc00-\U0001bcaf"
    "\U0001e000-\U0001e95f\U0001ee00-\U0001eeff]"
)


def is_composed(text: str) -> bool:
    """Tell whether glyphs of a text may stand for more or less than one character each."""
    return _COMPOSED.search(text) is not None


def spell_cluster(text: str, glyphs: Sequence[int], own: Mapping[str, int]) -> tuple[str, ...]:
    """Return what each glyph of a cluster stands for; glyphs stand as their letters are spelled.

    `own` are the glyphs that the font gives to single characters. What is left of the text goes to
    the first glyph of no character's own; glyphs for which nothing is left are SILENT.
    """
    spelled: dict[int, str] = {}
    rest = text
    for written in (rest, unicodedata.normalize("NFC", rest), unicodedata.normalize("NFD", rest)):
        found = _find_own(written, glyphs, own)
        if len(found) > len(spelled):
            spelled, rest = found, _take_away(written, found.values())
    first = next((at for at in range(len(glyphs)) if at not in spelled), None)
    if first is not None and rest:
        spelled[first] = rest
    return tuple(spelled.get(at, SILENT) for at in range(len(glyphs)))


def _find_own(text: str, glyphs: Sequence[int], own: Mapping[str, int]) -> dict[int, str]:
    """Return the characters that have one of the glyphs as their own, by the glyph's place."""
    rest, found = list(text), {}
    for at, glyph in enumerate(glyphs):
        character = next((each for each in rest if own.get(each) == glyph), None)
        if character is not None:
            found[at] = character
            rest.remove(character)
    return found


def _take_away(text: str, characters: Iterable[str]) -> str:
    rest = list(text)
    for character in characters:
        rest.remove(character)
    return "".join(rest)
