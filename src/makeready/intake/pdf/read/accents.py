"""Accents that stand over a letter as characters of their own → one letter with its accent.

TeX's older fonts have no letters with accents: it sets the accent, steps back and sets the letter.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from makeready.intake.pdf.read.glyphs import Glyph

ACCENTS = {
    "`": "\u0300", "´": "\u0301", "ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303",
    "¯": "\u0304", "˘": "\u0306", "˙": "\u0307", "¨": "\u0308", "˚": "\u030a", "˝": "\u030b",
    "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
_DOTLESS = {"ı": "i", "ȷ": "j"}
_BESIDE = 0.22  # of the type size: the middles of accent and letter lie no further apart
_LEVEL = 0.6
_EVEN = 0.1  # letters of one line
_NONE = 0.06  # no white
_ROW = 8.0  # points


def compose_accents(text: Sequence[str], glyphs: Sequence[Glyph]) -> tuple[str, list[Glyph]]:
    """Return a page's text and characters, each accent made one with the letter that it is over.

    The letter stands before or after its accent in the file, or anywhere: some programs set all
    accents of a line by themselves.
    """
    parts = list(text)
    kept: list[Glyph | None] = list(glyphs)
    rows = _letters_by_height(glyphs)
    for place, glyph in enumerate(glyphs):
        if glyph.char not in ACCENTS:
            continue
        near = rows.get(round(glyph.y / _ROW), ())
        for other in (place + 1, place - 1, *near):
            letter = kept[other] if 0 <= other < len(glyphs) else None
            if letter is None or not _stands_over(glyph, letter):
                continue
            whole = _DOTLESS.get(letter.char, letter.char) + ACCENTS[glyph.char]
            made = unicodedata.normalize("NFC", whole)
            if len(made) == 1:
                parts[glyph.offset], parts[letter.offset] = "", made
                kept[other], kept[place] = letter._replace(char=made), None
                _close(parts, kept, other, place)
                break
    return _renumber(parts, kept)


def _letters_by_height(glyphs: Sequence[Glyph]) -> Mapping[int, list[int]]:
    """Return the places of the letters near each height, in rows."""
    rows: dict[int, list[int]] = defaultdict(list)
    for place, glyph in enumerate(glyphs):
        if glyph.char.isalpha():
            row = round(glyph.y / _ROW)
            for near in (row - 1, row, row + 1):
                rows[near].append(place)
    return rows


def _close(parts: list[str], kept: Sequence[Glyph | None], letter: int, accent: int) -> None:
    """Take out the blanks beside a letter and its accent where no white is on the page.

    pdfium writes them where the accent of another place comes in between.
    """
    for place in {letter, accent}:
        before = _neighbour(kept, place, -1)
        after = kept[place] or _neighbour(kept, place, 1)
        for one, other in ((before, after), (kept[place], _neighbour(kept, place, 1))):
            if one is None or other is None or abs(one.y - other.y) > _EVEN * one.size:
                continue
            between = range(one.offset + 1, other.offset)
            white = "".join(parts[at] for at in between)
            if -_LEVEL * one.size < other.left - one.right < _NONE * one.size and not white.strip(
                " "
            ):
                for at in between:
                    parts[at] = ""


def _neighbour(kept: Sequence[Glyph | None], place: int, step: int) -> Glyph | None:
    place += step
    while 0 <= place < len(kept) and kept[place] is None:
        place += step
    return kept[place] if 0 <= place < len(kept) else None


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
