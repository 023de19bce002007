"""The runs of a page → blocks of words with the text running round them, such as floated boxes.

Text flows on above or below such a block over its whole measure. Cells of a table stand beside each
other, too, but no line of theirs does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.areas import Figure, is_caption
from makeready.intake.pdf.page.furniture import line_key
from makeready.intake.pdf.page.lines import Line, has_gutters, lines_of, part_lines
from makeready.intake.pdf.page.margins import MarginNote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.intake.pdf.values import Box, PdfPage, Run

_LEVEL = 0.8  # of the type size: lines so near in height stand beside each other
_WHITE = 0.4  # of it: between a block and the text
_STEP = (0.5, 2.6)  # of it: from line to line of one block
_SET_IN = 2.5  # of it: lines of one block begin so near to each other
_FLOWS = 1.25  # of the leading: the text goes on where its next line is no further
_LINES, _FEW = 3, 2  # of a block; of one in smaller type
_SMALL = 0.95
_NARROW = 0.62  # of the text's measure
_WORDED = 20  # letters of a line of text beside a block, usually
_STEPS = 5  # lines at most beside the white above or below a block
_APART = 20  # more columns than a page of text has
_ROUND = 1.6  # of the type size: the white above and below a box
_MOST = 0.6  # of the page's lines


@dataclass(frozen=True, slots=True)
class _Part:
    """A line's part in the order of the file: -1 with words on its left, 1 on its right, or 0."""

    line: Line
    side: int


def find_beside(page: int, runs: Sequence[Run], drawn: Sequence[Box]) -> Iterator[tuple[Run, ...]]:
    """Yield the runs of each block that the text of a page runs round.

    A caption under a picture, one of the boxes that are `drawn`, is one, too.
    """
    lines = list(part_lines(page, runs))
    if has_gutters(lines):
        return
    stacks = list(_stacks([_Part(line, _side_of(line, lines)) for line in lines]))
    for block in stacks:
        if not block[0].side or len(block) > _MOST * len(lines):
            continue
        if _is_caption(block, drawn) or any(_runs_round(text, block, lines) for text in stacks):
            yield tuple(run for part in block for run in part.line.runs)


def _is_caption(block: Sequence[_Part], drawn: Sequence[Box]) -> bool:
    """Tell whether a block is named as a caption and stands right under something drawn."""
    first = block[0].line
    left, right = _edges(block)
    return is_caption(first.text) and any(
        box[0] - first.size < left
        and right < box[2] + first.size
        and -first.size < box[1] - first.base - first.size < 2 * first.size
        for box in drawn
    )


def _side_of(line: Line, lines: Sequence[Line]) -> int:
    """Return on which side of a line others stand: 0 for none or both."""
    left = right = False
    for other in lines:
        if abs(other.base - line.base) < _LEVEL * max(line.size, other.size):
            left |= other.right < line.left - _WHITE * line.size
            right |= other.left > line.right + _WHITE * line.size
    return right - left


def _stacks(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Yield parts that follow one another in the file and stand under each other."""
    held: list[_Part] = []
    for part in parts:
        if held and not _is_next(held, part):
            yield held
            held = []
        held.append(part)
    if held:
        yield held


def _is_next(held: Sequence[_Part], part: _Part) -> bool:
    above, line = held[-1].line, part.line
    down = above.base - line.base
    left, right = min(each.line.left for each in held), max(each.line.right for each in held)
    within = part.side == 0 and held[0].side < 0 and line.right < right + 2
    return (
        _STEP[0] * line.size < down < _STEP[1] * line.size
        and abs(line.left - left) < _SET_IN * line.size
        and (part.side == held[0].side or within)
        and abs(above.size - line.size) < 0.06 * line.size
    )


def _runs_round(text: Sequence[_Part], block: Sequence[_Part], lines: Sequence[Line]) -> bool:
    """Tell whether a stack is text that runs round a block."""
    first, last = text[0].line, text[-1].line
    size = block[0].line.size
    enough = _FEW if size < _SMALL * first.size else _LINES
    facing = text[0].side == -block[0].side
    if not facing or len(text) < _FEW or len(block) < enough or size > first.size * 1.1:
        return False
    if not (first.base > block[-1].line.base and block[0].line.base > last.base - first.size):
        return False
    if median(len(part.line.text) for part in text) < _WORDED:
        return False
    leading = median(_steps(text))
    return any(
        _reaches(end, text, block, lines, leading * way) for end, way in ((first, 1), (last, -1))
    )


def _reaches(
    end: Line, text: Sequence[_Part], block: Sequence[_Part], lines: Sequence[Line], step: float
) -> bool:
    """Tell whether lines go on from the end of a stack, step by step, to one of full measure."""
    left, right = _edges(block)
    near, far = _edges(text)
    for _ in range(_STEPS):
        nexts = [
            line
            for line in lines
            if 0 < (line.base - end.base) / step < _FLOWS
            and abs(line.size - end.size) < 0.06 * end.size
            and (
                min(abs(line.left - near), abs(line.right - far)) < 2
                or abs(line.left - left) < _SET_IN * line.size
            )
        ]
        if not nexts:
            return False
        end = max(nexts, key=lambda line: line.right - line.left)
        if end.left < right and end.right > left:
            return right - left < _NARROW * (end.right - end.left)
    return False


def _edges(block: Sequence[_Part]) -> tuple[float, float]:
    return min(part.line.left for part in block), max(part.line.right for part in block)


def _steps(text: Sequence[_Part]) -> list[float]:
    return [above.line.base - below.line.base for above, below in pairwise(text)]


def lines_with_blocks(pdf_page: PdfPage, runs: Sequence[Run]) -> tuple[Line, ...]:
    """Return the lines of a page; those of each block that text runs round are a column."""
    blocks = list(find_beside(pdf_page.number, runs, (*pdf_page.drawings, *pdf_page.pictures)))
    taken = {run.start for block in blocks for run in block}
    rest = [run for run in runs if run.start not in taken]
    added = [
        replace(line, column=_APART + number)
        for number, block in enumerate(blocks)
        for line in lines_of(pdf_page.number, block)
    ]
    return (*lines_of(pdf_page.number, rest), *added)


def part_blocks(
    lines: Sequence[Line], figures: Iterable[Figure]
) -> tuple[tuple[Line, ...], tuple[MarginNote, ...]]:
    """Return the lines of a page without its blocks, and the blocks; captions stay.

    Lines beside a block, or beside a picture, are held by the edges that it leaves them.
    """
    blocks: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.column >= _APART:
            blocks[line.column].append(line)
    boxes = [*(figure.box for figure in figures), *map(_box_of, blocks.values())]
    boxed = [block for block in blocks.values() if not is_caption(block[0].text)]
    gone = {line_key(line) for block in boxed for line in block}
    rest = [line for line in lines if line_key(line) not in gone]
    return hold_lines(rest, boxes), tuple(MarginNote(lines=tuple(block)) for block in boxed)


def _box_of(lines: Sequence[Line]) -> Box:
    """Return the box round lines."""
    return (
        min(line.left for line in lines),
        min(line.base - 0.2 * line.size for line in lines),
        max(line.right for line in lines),
        max(line.base + 0.7 * line.size for line in lines),
    )


def hold_lines(lines: Sequence[Line], boxes: Sequence[Box]) -> tuple[Line, ...]:
    """Return the lines of a page, those beside a box with the edges that the box leaves them."""
    made = list(lines)
    for box in boxes:
        places = [at for at, line in enumerate(made) if _is_beside(line, box)]
        if len(places) < _FEW:
            continue
        for after in (False, True):
            side = [at for at in places if (made[at].left > box[2] - 1) == after]
            edges = (
                min((made[at].left for at in side), default=0.0),
                max((made[at].right for at in side), default=0.0),
            )
            for at in side if len(side) >= _FEW else ():
                made[at] = replace(made[at], held=edges)
    return tuple(made)


def _is_beside(line: Line, box: Box) -> bool:
    """Tell whether a line of text stands beside a box or the white round it."""
    level = box[1] - _ROUND * line.size < line.base + 0.3 * line.size < box[3] + _ROUND * line.size
    return level and not line.column and (line.right < box[0] + 1 or line.left > box[2] - 1)
