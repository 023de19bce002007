"""The characters of a line → cells: a place on the line, with all characters that stand on it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from makeready.intake.pdf.read.glyphs import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEFTWARD, RIGHTWARD, FIGURE, OWN_FIGURE, NEUTRAL = "R", "L", "E", "A", "-"
"""Kinds of cells. Figures of Arabic's own stay between its letters, others go where they belong."""
_KINDS = {"R": LEFTWARD, "AL": LEFTWARD, "L": RIGHTWARD, "EN": FIGURE, "AN": OWN_FIGURE}
_LAM, _ALEFS = "ل", "اأإآ"
_TOUCHES = 0.14  # of the type size: a narrower gap is none
_ONE = 0.02  # of it: letters that begin so near to each other are one glyph


@dataclass(frozen=True, slots=True)
class Cell:
    """Characters that stand on one place of a line: a letter with its points, or a ligature."""

    glyphs: tuple[Glyph, ...]
    kind: str
    left: float
    right: float

    @property
    def char(self) -> str:
        """The character that stands for all."""
        return self.glyphs[0].char

    @property
    def size(self) -> float:
        """The type size."""
        return self.glyphs[0].size


def cells_of(line: Iterable[Glyph]) -> list[Cell]:
    """Return the cells of a line from left to right.

    Points go with the letter that they stand on, and the letters of a ligature with each other.
    """
    groups: list[list[Glyph]] = []
    for glyph in sorted(line, key=lambda each: (_place(each), each.offset)):
        mark = unicodedata.combining(glyph.char)
        middle = (glyph.left + glyph.right) / 2
        base = groups[-1][0] if groups else None
        joined = base and (mark or _is_of_one_glyph(base, glyph))
        if base and joined and base.left - 1 <= middle <= base.right + 1:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    for group in groups:
        if len(group) > 1 and group[0].char in _ALEFS and group[1].char == _LAM:
            group[:2] = group[1::-1]
    return [
        Cell(
            tuple(group),
            kind_of(group[0].char),
            min(glyph.left for glyph in group),
            max(glyph.right for glyph in group),
        )
        for group in groups
    ]


def _is_of_one_glyph(base: Glyph, glyph: Glyph) -> bool:
    """Tell whether two characters are letters of a ligature: they have one box, or begin as one."""
    if base[2:6] == glyph[2:6]:
        return True
    both = kind_of(base.char) == kind_of(glyph.char) == LEFTWARD
    return both and base.look == glyph.look and abs(base.left - glyph.left) < _ONE * glyph.size


def _place(glyph: Glyph) -> float:
    """Return where a character is looked for: a point may begin before the letter that it is on."""
    middle = (glyph.left + glyph.right) / 2
    return middle if unicodedata.combining(glyph.char) else glyph.left


@lru_cache(maxsize=4096)
def kind_of(char: str) -> str:
    """Return the kind of a character."""
    return _KINDS.get(unicodedata.bidirectional(char), NEUTRAL)


def flip(cells: Sequence[Cell]) -> list[Cell]:
    """Return cells the other way round, on the place where they stand."""
    if not cells:
        return []
    both = min(cell.left for cell in cells) + max(cell.right for cell in cells)
    return [
        replace(cell, left=both - cell.right, right=both - cell.left) for cell in reversed(cells)
    ]


def gap(one: Cell, other: Cell) -> float:
    """Return the white between two cells, in whichever order they stand, as a share of the size."""
    white = max(one.left - other.right, other.left - one.right)
    return white / max(one.size, other.size, 1.0)


def touch(cells: Sequence[Cell], one: int, other: int) -> bool:
    """Tell whether there are cells at both places, without white between them."""
    inside = min(one, other) >= 0 and max(one, other) < len(cells)
    return inside and gap(cells[one], cells[other]) < _TOUCHES
