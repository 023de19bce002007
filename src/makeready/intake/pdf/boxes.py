"""Boxes on a page → the box around them, and whether they lie near each other."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makeready.intake.pdf.values import Box, Run


def is_near(one: Box, other: Box, space: float) -> bool:
    """Tell whether less than so many points lie between two boxes, across and down."""
    return (
        one[0] - space < other[2]
        and other[0] - space < one[2]
        and one[1] - space < other[3]
        and other[1] - space < one[3]
    )


def union(one: Box, other: Box) -> Box:
    """Return the box around two."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def around(boxes: Iterable[Box]) -> Box:
    """Return the box around all of these, of which there is one at least."""
    return reduce(union, boxes)


def box_of(run: Run) -> Box:
    """Return about where the letters of a run stand."""
    return run.left, run.base - 0.2 * run.size, run.right, run.base + 0.7 * run.size
