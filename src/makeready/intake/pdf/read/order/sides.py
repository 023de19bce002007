"""The lines of a page → those whose base direction is the other one than the page's.

A quotation in Hebrew may be a paragraph of its own on an English page, or fill whole lines of an
English paragraph: where such lines begin and end on the page tells which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.intake.pdf.read.order.cells import LEFTWARD, RIGHTWARD, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.read.glyphs import Glyph

# Shares of the type size.
_NEXT = 2.2  # lines of one paragraph are no further apart
_INDENT = 3.5  # the first line of a paragraph is set in by less
_SHORT = 3.5  # a line that leaves more free on one side than on the other ends a paragraph
_WIDE = 0.6  # of the column: narrower lines may be cells of a table, which stay in their place
_NEAR = 12  # lines above and below tell how wide a column is
_MOSTLY = 3  # times the letters of the page's direction: nothing else needs to tell
_STOPS = frozenset(".!?:;…؟۔")


@dataclass(frozen=True, slots=True)
class _Row:
    """What of a line tells its direction: `against` and `along` count letters."""

    left: float
    right: float
    base: float
    size: float
    against: int
    along: int
    first: str
    last: str


def find_contrary(
    lines: Sequence[Sequence[Glyph]], *, leftward: bool
) -> dict[int, tuple[float, float]]:
    """Return the lines that run against their page, each with the edges between which it does.

    The lines of a page that runs `leftward` come as they stand in a mirror.
    """
    rows = [_row_of(line, leftward=leftward) for line in lines]
    found: dict[int, tuple[float, float]] = {}
    for block in _blocks(rows):
        near, far = _column(rows, block)
        for group in _paragraphs(rows, block, near, far):
            own = [rows[at] for at in group]
            if _runs_against(own, near, far):
                left, right = min(row.left for row in own), max(row.right for row in own)
                wide = right - left > _WIDE * (far - near) and len(group) > 1
                found |= dict.fromkeys(group, (near, far) if wide else (left, right))
    return found


def _row_of(line: Sequence[Glyph], *, leftward: bool) -> _Row:
    kinds = [kind_of(glyph.char) for glyph in line]
    ordered = sorted(line, key=lambda glyph: glyph.left)
    along, against = (LEFTWARD, RIGHTWARD) if leftward else (RIGHTWARD, LEFTWARD)
    return _Row(
        left=ordered[0].left,
        right=max(glyph.right for glyph in line),
        base=line[0].y,
        size=max(glyph.size for glyph in line),
        against=kinds.count(against),
        along=kinds.count(along),
        first=ordered[0].char,
        last=ordered[-1].char,
    )


def _blocks(rows: Sequence[_Row]) -> Iterator[range]:
    """Yield lines that follow one another on the page."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or not _follows(rows[at - 1], rows[at]):
            yield range(start, at)
            start = at


def _paragraphs(rows: Sequence[_Row], block: range, near: float, far: float) -> Iterator[range]:
    """Yield the lines of a block up to each that is short."""
    start = block.start
    for at in block:
        row = rows[at]
        if at + 1 == block.stop or abs(far - row.right - (row.left - near)) > _SHORT * row.size:
            yield range(start, at + 1)
            start = at + 1


def _follows(row: _Row, other: _Row) -> bool:
    """Tell whether a line is the next of the same block."""
    down = row.base - other.base
    meets = row.left < other.right and other.left < row.right
    return 0 < down < _NEXT * max(row.size, other.size) and meets


def _column(rows: Sequence[_Row], group: range) -> tuple[float, float]:
    """Return the edges of the lines round a group that stand over or under it."""
    left = min(rows[at].left for at in group)
    right = max(rows[at].right for at in group)
    near = [
        row
        for row in rows[max(0, group.start - _NEAR) : group.stop + _NEAR]
        if row.left < right and left < row.right
    ]
    return min(row.left for row in near), max(row.right for row in near)


def _runs_against(own: Sequence[_Row], near: float, far: float) -> bool:
    """Tell whether the lines of a paragraph run against their page."""
    against, along = sum(row.against for row in own), sum(row.along for row in own)
    if against <= along:
        return False
    last, size = own[-1], own[0].size
    free = [(row.left - near, far - row.right) for row in own]
    votes = sum(_vote(left, right, size) for left, right in free[1:-1])
    votes += 2 * _vote(*free[-1], size if len(own) > 1 else _INDENT * size)
    votes += 2 * ((last.first in _STOPS) - (last.last in _STOPS))
    return votes > 0 or (not votes and against > _MOSTLY * along)


def _vote(left: float, right: float, size: float) -> int:
    """Return 1 for a line that is flush with the far edge alone, -1 with the near one alone."""
    if abs(left - right) < size:
        return 0
    return 1 if right < left else -1
