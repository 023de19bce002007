"""Accents that stand over a letter as characters of their own → one letter with its accent.

TeX's older fonts have no letters with accents: it sets the accent, steps back and sets the letter.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.pdf.read.glyphs import Glyph

ACCENTS = {
    "`": "\u0300", "´": "\u0301", "ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303",
    "¯": "\u0304", "˘": "\u0306", "˙": "\u0307", "¨": "\u0308", "˚": "\u030a", "˝": "\u030b",
    "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
_DOTLESS = {"ı": "i", "ȷ": "j"}
_BESIDE = 0.22  # of the type size: the middles of accent and letter lie no further apart
_LEVEL = 0.6


def compose_accents(text: Sequence[str], glyphs: Sequence[Glyph]) -> tuple[str, list[Glyph]]:
    """Return a page's text and characters, each accent made one with the letter that it is over.

    The letter stands before or after its accent in the file.
    """
    parts = list(text)
    kept: list[Glyph | None] = list(glyphs)
    for place, glyph in enumerate(glyphs):
        if glyph.char not in ACCENTS:
            continue
        for other in (place + 1, place - 1):
            letter = kept[other] if 0 <= other < len(glyphs) else None
            if letter is None or not _stands_over(glyph, letter):
                continue
            whole = _DOTLESS.get(letter.char, letter.char) + ACCENTS[glyph.char]
            made = unicodedata.normalize("NFC", whole)
            if len(made) == 1:
                low, high = sorted((glyph.offset, letter.offset))
                parts[low : high + 1] = [""] * (high + 1 - low)
                parts[letter.offset] = made
                kept[other], kept[place] = letter._replace(char=made), None
                break
    return _renumber(parts, kept)


def _stands_over(accent: Glyph, letter: Glyph) -> bool:
    apart = abs((accent.left + accent.right) / 2 - (letter.left + letter.right) / 2)
    return (
        letter.char.isalpha()
        and apart < _BESIDE * letter.size
        and abs(accent.y - letter.y) < _LEVEL * letter.size
        and abs(accent.size - letter.size) < 0.2 * letter.size
    )


def _renumber(parts: Sequence[str], kept: Sequence[Glyph | None]) -> tuple[str, list[Glyph]]:
    """Return the text without what is gone, and the characters with their new offsets."""
    offsets: list[int] = []
    at = 0
    for part in parts:
        offsets.append(at)
        at += len(part)
    return "".join(parts), [
        glyph._replace(offset=offsets[glyph.offset]) for glyph in kept if glyph is not None
    ]
