"""The runs of a page → the numbers in its margin that count its lines."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.values import Run

_LEAST = 3  # numbers on a page
_FEW = 6  # of step one: fewer may be a list
_LEVEL = 0.3  # of the type size: runs on one base line
_EDGE = 2.5  # points by which their edges differ
_COUNT = 0.8  # of the neighbours count the lines between them
_TALL = 0.5  # of the height of the text


def line_numbers(runs: Sequence[Run]) -> frozenset[int]:
    """Return where the runs begin that are numbers of lines, left or right of all text.

    From one number to the next it is as many lines as they differ by: each line has one, or every
    fifth.
    """
    numbers = [run for run in runs if run.text.isdecimal() and len(run.text) < 5]
    if len(numbers) < _LEAST:
        return frozenset()
    for group in _columns(numbers):
        its = {run.start for run in group}
        rest = [run for run in runs if run.start not in its]
        if _is_beside(group, rest) and _counts_lines(group, rest):
            return frozenset(its)
    return frozenset()


def _columns(numbers: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the numbers that share their left edge, or their right one, from the head down."""
    for edge in ("left", "right"):
        for first in sorted({round(getattr(run, edge)) for run in numbers}):
            group = [run for run in numbers if abs(getattr(run, edge) - first) < _EDGE]
            if len(group) >= _LEAST:
                yield sorted(group, key=lambda run: -run.base)


def _is_beside(group: Sequence[Run], rest: Sequence[Run]) -> bool:
    """Tell whether nearly all else stands on one side of the numbers."""
    left, right = min(run.left for run in group), max(run.right for run in group)
    before = sum(run.left < right for run in rest)
    after = sum(run.right > left for run in rest)
    return len(rest) > len(group) * 0.8 and min(before, after) <= 0.1 * len(rest)


def _counts_lines(group: Sequence[Run], rest: Sequence[Run]) -> bool:
    bases: list[float] = []
    for run in sorted(rest, key=lambda run: -run.base):
        if not bases or bases[-1] - run.base > _LEVEL * run.size:
            bases.append(run.base)
    rising = [-base for base in bases]
    places = [bisect_right(rising, -run.base + 3) for run in group]
    values = [int(run.text) for run in group]
    steps = [
        (after - before, below - above)
        for (before, after), (above, below) in zip(pairwise(values), pairwise(places), strict=True)
    ]
    good = sum(0 < value == lines for value, lines in steps)
    every = sum(value == 1 for value, _ in steps) * 2 > len(steps)
    tall = group[0].base - group[-1].base > _TALL * (bases[0] - bases[-1])
    return good >= _COUNT * len(steps) and tall and (not every or len(group) >= _FEW)
