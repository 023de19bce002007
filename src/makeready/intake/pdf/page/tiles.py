"""Drawings beside and below each other → the cells of tables that are framed one by one.

A browser draws each cell of a table whose borders do not collapse as a drawing of its own, and no
rule from side to side.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from makeready.intake.pdf.boxes import around, is_near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.values import Box

_APART = 6.0  # points between two cells at most
_WIDE, _HIGH = 8.0, 6.0  # points of a cell at least
_LEAST, _MOST = 4, 400  # cells of a table
_FILLED = 0.8  # of a table's area is within its cells


@lru_cache(maxsize=8)
def list_tiled(drawings: tuple[Box, ...]) -> tuple[tuple[Box, ...], ...]:
    """Return the cells of each table whose cells are drawings, which lie side by side and fill it.

    There are at least two beside and two below each other.
    """
    boxes = [box for box in drawings if box[2] - box[0] > _WIDE and box[3] - box[1] > _HIGH]
    groups: list[list[Box]] = []
    for box in sorted(boxes) if len(boxes) <= _MOST else ():
        near = [group for group in groups if any(is_near(box, other, _APART) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append(sum(near, [box]))
    return tuple(tuple(sorted(each)) for each in groups if len(each) >= _LEAST and _fill(each))


def _fill(group: Sequence[Box]) -> bool:
    """Tell whether boxes lie apart from each other and fill the box around them."""
    left, foot, right, top = around(group)
    covered = sum((box[2] - box[0]) * (box[3] - box[1]) for box in group)
    beside = any(box[0] > left + _WIDE for box in group)
    below = any(box[3] < top - _HIGH for box in group)
    full = covered >= _FILLED * (right - left) * (top - foot)
    return beside and below and full and not any(_meet(*pair) for pair in combinations(group, 2))


def _meet(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 1


def list_rules(drawings: tuple[Box, ...]) -> Iterator[Box]:
    """Yield a rule from side to side above and below such a table, and where no cell crosses it."""
    for cells in list_tiled(drawings):
        left, _, right, top = around(cells)
        heights = sorted({round(box[1], 1) for box in cells}, reverse=True)
        for height in (top, *heights):
            if not any(box[1] < height - 1 < height + 1 < box[3] for box in cells):
                yield left, height, right, height
