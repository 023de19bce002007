"""Pages with Arabic or Hebrew → their characters in the order in which they are read.

pdfium gives some words of such lines in the order in which they are written and others as they
stand from the left, so that only their places tell the order. What runs against its page is looked
at in a mirror of its own: all characters that are returned stand from left to right as they are
read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from makeready.intake.pdf.read.glyphs import Glyph
from makeready.intake.pdf.read.leftward import is_leftward, mirror_glyph
from makeready.intake.pdf.read.order.brackets import name_brackets
from makeready.intake.pdf.read.order.cells import LEFTWARD, RIGHTWARD, cells_of, gap
from makeready.intake.pdf.read.order.sides import find_contrary
from makeready.intake.pdf.read.order.stretches import read_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.intake.pdf.read.order.cells import Cell

_OPENS, _SHUTS = frozenset("([{«“"), frozenset(")]}»”.,;:!?")
_NEARLY = 0.8  # of the usual space, where the file has none
_SHOWN = 12  # characters on either side of a number whose order is unsure
# Shares of the type size.
_APART = 2.0  # a wider gap parts columns or cells of a table
_LEVEL = 0.5  # characters of one line differ by less in height
_SPACE = 0.11  # a wider gap is a space
_NARROW, _WIDE = 0.08, 0.2  # the same where the file has one there, and where it has none


@dataclass(frozen=True, slots=True)
class Ordered:
    """A page's text and characters in reading order.

    `placed` are the characters as if all ran to the right, `glyphs` the same where they stand;
    `unsure` are the numbers whose order nothing tells, with the words beside them.
    """

    text: str
    placed: Sequence[Glyph]
    glyphs: Sequence[Glyph]
    unsure: tuple[str, ...] = ()


def put_in_order(text: str, glyphs: Sequence[Glyph], *, mirrored: bool) -> Ordered:
    """Return a page's text and characters in reading order, lines of other scripts as they are.

    A `mirrored` page runs to the left, and its characters come as they stand in a mirror.
    """
    lines = [part for line in _lines(glyphs) for part in _part(line)]
    known = {glyph.offset: glyph for glyph in glyphs}
    parts: list[str] = []
    placed: list[Glyph] = []
    kept: list[Glyph] = []
    unsure: list[str] = []
    at = 0
    for line, doubtful in _read_lines(lines, mirrored=mirrored):
        unsure += [doubtful] if doubtful else ()
        last: Glyph | None = None
        usual = _usual_space(text, [glyph for glyph, changed in line if changed])
        for glyph, changed in line:
            space = "\n" if placed and last is None else ""
            if last is not None and changed:
                space = _space(text, last, glyph, usual)
                if not space:
                    _join(placed, glyph)
            elif last is not None:
                space = text[last.offset + 1 : glyph.offset]
            last = glyph
            parts += (space, glyph.char)
            at += len(space)
            placed.append(glyph._replace(offset=at))
            kept.append(known[glyph.offset]._replace(offset=at, char=glyph.char))
            at += len(glyph.char)
    return Ordered("".join(parts), tuple(placed), tuple(kept), tuple(unsure))


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the characters that stand on one base line, in the order of the file."""
    held: list[Glyph] = []
    for glyph in glyphs:
        largest = max(held[-9:], key=lambda each: each.size) if held else glyph
        if abs(glyph.y - largest.y) > _LEVEL * max(glyph.size, largest.size):
            yield held
            held = []
        held.append(glyph)
    if held:
        yield held


def _part(line: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the parts of a line between which there is much white: cells of a table, columns."""
    if len(line) < 2 or not any(is_leftward(glyph.char) for glyph in line):
        yield line
        return
    ordered = sorted(line, key=lambda glyph: glyph.left)
    start, right = 0, ordered[0].right
    for at, glyph in enumerate(ordered):
        if glyph.left - right > _APART * glyph.size:
            yield ordered[start:at]
            start = at
        right = max(right, glyph.right)
    yield ordered[start:] if start else line


def _read_lines(
    lines: Sequence[Sequence[Glyph]], *, mirrored: bool
) -> Iterator[tuple[list[tuple[Glyph, bool]], str]]:
    """Yield each line's characters as they are read, and words round a number that may be wrong.

    With each character comes whether the line was put in order.
    """
    contrary = find_contrary(lines, leftward=mirrored)
    before = ""
    for number, line in enumerate(lines):
        if not (mirrored or any(is_leftward(glyph.char) for glyph in line)):
            before = ""
            yield [(glyph, False) for glyph in line], ""
            continue
        leftward = mirrored != (number in contrary)
        if number in contrary:
            both = sum(contrary[number])
            line = [mirror_glyph(glyph, both) for glyph in line]  # noqa: PLW2901 -- the same, seen so
        cells, doubtful = read_line(cells_of(line), leftward=leftward, before=before)
        cells = name_brackets(cells)
        before = _last_stretch(cells, leftward=leftward)
        yield [(glyph, True) for glyph in _shift(cells)], _show(cells, doubtful)


def _last_stretch(cells: Sequence[Cell], *, leftward: bool) -> str:
    """Return the end of a line from the last letter of its own direction; "" without letters."""
    along = LEFTWARD if leftward else RIGHTWARD
    start = max((at for at, cell in enumerate(cells) if cell.kind == along), default=-1)
    last = "".join(cell.char for cell in cells[start + 1 :])
    return last if any(map(str.isalpha, last)) else ""


def _shift(cells: Sequence[Cell]) -> Iterator[Glyph]:
    """Yield the characters of cells where the cells came to stand; those of a ligature share it."""
    for cell in cells:
        by = cell.left - min(glyph.left for glyph in cell.glyphs)
        letters = sum(not unicodedata.combining(glyph.char) for glyph in cell.glyphs)
        for glyph in cell.glyphs:
            if letters > 1:
                yield glyph._replace(left=cell.left, right=cell.right, x=cell.left)
            else:
                yield glyph._replace(left=glyph.left + by, right=glyph.right + by, x=glyph.x + by)


def _show(cells: Sequence[Cell], doubtful: Sequence[Cell]) -> str:
    """Return the words round the first of the doubtful cells; nothing where there is none."""
    if not doubtful:
        return ""
    wanted = doubtful[0].glyphs[0].offset
    here = next(at for at, cell in enumerate(cells) if cell.glyphs[0].offset == wanted)
    near = cells[max(0, here - _SHOWN) : here + _SHOWN]
    return "".join(
        (" " if at and gap(near[at - 1], cell) > _SPACE else "") + cell.char
        for at, cell in enumerate(near)
    )


def _join(placed: list[Glyph], glyph: Glyph) -> None:
    """Widen the last characters up to the next one, where white lies between them and no space."""
    last = placed[-1]
    if glyph.left - last.right < _NARROW * glyph.size:
        return
    for at in range(len(placed) - 1, -1, -1):
        if placed[at][2:6] != last[2:6]:
            break
        placed[at] = placed[at]._replace(right=glyph.left)


def _usual_space(text: str, line: Sequence[Glyph]) -> float:
    """Return the usual white between two leftward words of a line, as a share of the size."""
    spaces = [
        (glyph.left - last.right) / glyph.size
        for last, glyph in pairwise(line)
        if is_leftward(last.char)
        and is_leftward(glyph.char)
        and text[min(last.offset, glyph.offset) + 1 : max(last.offset, glyph.offset)].isspace()
    ]
    return max(median(spaces), _SPACE) if len(spaces) > 1 else 1.0


def _space(text: str, last: Glyph, glyph: Glyph, usual: float) -> str:
    """Return the space before a character, by the gap and by what the file has there."""
    low, high = sorted((last.offset, glyph.offset))
    between = text[low + 1 : high]
    leftward = is_leftward(last.char) and is_leftward(glyph.char)
    rightward = last.offset < glyph.offset and last.char.isalnum() and glyph.char.isalnum()
    bracket = last.char in _OPENS or glyph.char in _SHUTS
    if bracket or (not between and (leftward or rightward)):
        least = min(_WIDE, _NEARLY * usual) if leftward else _WIDE
    elif between.isspace():
        least = _NARROW
    else:
        least = _SPACE
    return " " if glyph.left - last.right > least * glyph.size else ""
