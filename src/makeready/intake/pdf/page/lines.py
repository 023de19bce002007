"""The runs of a page → its lines, with the columns that they stand in."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from makeready.intake.pdf.values import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


# Shares of the type size.
_LEVEL = 0.55  # neighbours in the file on one line may differ so much in height: raised figures
_BESIDE = 0.25  # lines met elsewhere in the file are on one base line
_BACK = 0.6
_WIDE = 1.9  # a wider gap inside a line may part columns or cells
_SPACE = 0.13  # a wider gap is a space
_NONE = 0.08  # a stop as close as this follows its word without a space, whatever is written
_RAISED = (0.82, 0.12)  # of the line's size, and above its base line by this share
_CAPITALS = (1.1, 1.5)  # of small capitals' size: the capitals beside them
_HIGH = (0.95, 0.25)
_GUTTER = range(30, 71)  # where the gap between two columns may lie, in hundredths of the measure
_SIDE = 0.15  # of a page's text at least stands in each column
_CROSSING = 0.35  # of it at most crosses the gap between columns
_LONG = 0.24  # of the measure: lines so long make a column
_CROSSING_FEW = 0.12
_COLUMN = 4  # long lines at least
_OVER = 0.75  # of the type size: lines of two columns so near in height would touch
_BESIDE_LINES = 8
_MORE_LINES = 24  # in what may be two of three columns
LEAST_LINES = 8  # fewer show no columns

_ENTRIES = 0.6  # of the lines of an index end in numbers, at least
_ENTRY = re.compile(r", \d{1,4}(?:[-–]\d{1,4})?$")
_BULLET = "◦"
_CLOSING = frozenset(",.;:!?)]}”’»")
_SUPERIOR = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_SIGNS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line: its runs from left to right, and how it stands on the page.

    `column` is 0 for a line of the whole page, 1, 2 and so on for one of several columns. `near`
    and `far` are the edges of its column, `gap` the distance to the line above in it, 0 for the
    first. `held` are the edges of a line beside a picture or box, where they are not the column's.
    """

    page: int
    runs: tuple[Run, ...]
    text: str
    left: float
    right: float
    base: float
    size: float
    column: int = 0
    near: float = 0.0
    far: float = 0.0
    gap: float = 0.0
    held: tuple[float, float] | None = None

    @property
    def indent(self) -> float:
        """How far it stands in from its column's edge."""
        return self.left - self.near

    @property
    def room(self) -> float:
        """How much of its column is free after it."""
        return self.far - self.right

    @property
    def width(self) -> float:
        """The width of its column."""
        return self.far - self.near


def common(values: Iterable[tuple[float, float]], step: float = 0.25) -> float:
    """Return the commonest of values with their weights, in steps; 0 where there is none."""
    counts: dict[float, float] = defaultdict(float)
    for value, weight in values:
        counts[round(value / step) * step] += weight
    return max(counts, key=lambda value: (counts[value], -value)) if counts else 0.0


def part_lines(page: int, runs: Sequence[Run]) -> Iterable[Line]:
    """Yield lines as the file has them, each up to where it goes on elsewhere."""
    return (_line(page, part) for part in _segments(runs))


def has_gutters(parts: Sequence[Line]) -> bool:
    """Tell whether parts of lines stand in columns of running text."""
    return bool(_gutters(parts))


def lines_of(page: int, runs: Sequence[Run]) -> tuple[Line, ...]:
    """Return the lines of a page from its head down."""
    parts = list(part_lines(page, runs))
    gutters = _gutters(parts)
    found: list[Line] = []
    parts.sort(key=lambda part: (-part.base, part.left))
    sides = [_side(part, gutters) for part in parts]
    sides = [side or _overfull(parts, sides, at, gutters) for at, side in enumerate(sides)]
    taken: set[int] = set()
    for place, part in enumerate(parts):
        if place in taken:
            continue
        side = sides[place]
        row = [part]
        for other in range(place + 1, len(parts)):
            near = parts[other]
            if part.base - near.base > 1.2 * part.size:
                break
            if other not in taken and sides[other] == side and _beside(row, near):
                row.append(near)
                taken.add(other)
        row.sort(key=lambda piece: piece.left)
        found.append(_line(page, list(_in_place(row)), side))
    return tuple(found)


def _segments(runs: Sequence[Run]) -> Iterable[list[Run]]:
    """Yield runs that follow one another on a line, in the order of the file."""
    held: list[Run] = []
    for run in runs:
        if held and not _follows(held, run):
            yield held
            held = []
        held.append(run)
    if held:
        yield held


def _follows(held: Sequence[Run], run: Run) -> bool:
    last = held[-1]
    base = max(held[-6:], key=lambda each: each.size)
    size = max(last.size, run.size)
    gap = run.left - last.right
    return abs(run.base - base.base) < _LEVEL * size and -_BACK * size < gap < _WIDE * size


def _line(page: int, runs: Sequence[Run], column: int = 0) -> Line:
    text_size = common((run.size, 0 if run.face.mono else len(run.text)) for run in runs)
    size = _size_of_capitals(runs, text_size or runs[0].size)
    exact = [run for run in runs if abs(run.size - size) < 0.2 and not run.raised] or runs
    longest = max(exact, key=lambda run: len(run.text))
    return Line(
        page=page,
        runs=tuple(runs),
        text=_BULLET + text_of(runs)[1:] if _is_bullet(runs) else text_of(runs),
        left=min(run.left for run in runs),
        right=max(run.right for run in runs),
        base=median(run.base for run in exact),
        size=longest.size,
        column=column,
    )


def _is_bullet(runs: Sequence[Run]) -> bool:
    """Tell whether an o of one-width type opens a line: the bullet of Word's inner lists."""
    first = runs[0]
    lone = len(runs) > 1 and first.face.mono and first.text.strip() == "o"
    return lone and not runs[1].face.mono and runs[1].left - first.right > 0.4 * first.size


def _size_of_capitals(runs: Sequence[Run], size: float) -> float:
    """Return the size of a line whose small capitals are capitals of smaller type: the larger."""
    base = median(run.base for run in runs)
    level = [run for run in runs if abs(run.base - base) < 0.1 * run.size]
    small = "".join(run.text for run in level if abs(run.size - size) < 0.2)
    if not any(map(str.isupper, small)) or any(map(str.islower, small)):
        return size
    low, high = size * _CAPITALS[0], size * _CAPITALS[1]
    return common((run.size, len(run.text)) for run in level if low < run.size < high) or size


def _beside(row: Sequence[Line], part: Line) -> bool:
    """Tell whether a part stands on the line of the others, beside them all."""
    level = any(
        abs(piece.base - part.base)
        < (_BESIDE if abs(piece.size - part.size) < 0.15 * piece.size else 0.6)
        * max(piece.size, part.size)
        for piece in row
    )
    return level and not any(
        one.left < other.right - 1 and other.left < one.right - 1
        for piece in row
        if piece.left < part.right - 1 and part.left < piece.right - 1
        for one in piece.runs
        for other in part.runs
    )


def _in_place(row: Sequence[Line]) -> Iterable[Run]:
    """Return the runs of the parts of a line; a part may stand in a gap of another."""
    runs = [run for piece in row for run in piece.runs]
    parted = all(before.right - 1 < after.left for before, after in pairwise(row))
    return runs if parted else sorted(runs, key=lambda run: run.left)


def _side(part: Line, gutters: Sequence[float]) -> int:
    """Return the column of a part: from 1, or 0 where it crosses a gap between columns."""
    if not gutters or any(part.left < x - 1 and part.right > x + 1 for x in gutters):
        return 0
    return 1 + sum(part.right > x + 1 for x in gutters)


def _overfull(
    parts: Sequence[Line], sides: Sequence[int], at: int, gutters: Sequence[float]
) -> int:
    """Return the column of a line that hangs over into the next one's lines; 0 for none such.

    Addresses in narrow columns do; a line of the whole page has no other line beside it.
    """
    part = parts[at]
    for other in range(max(0, at - _BESIDE_LINES), min(len(parts), at + _BESIDE_LINES)):
        near = parts[other]
        rise = abs(near.base - part.base) / part.size
        meets = part.left < near.left < part.right - 1
        if gutters and sides[other] and meets and rise < _OVER:
            return 1 + sum(part.left > x - 1 for x in gutters)
    return 0


def _gutters(parts: Sequence[Line]) -> list[float]:
    """Return where the gaps between columns of running text lie: of two, and up to four columns."""
    x = _gutter(parts)
    if not x:
        return []
    sides = (
        [part for part in parts if part.right <= x + 1],
        [part for part in parts if part.left >= x - 1],
    )
    inner = [_gutter(side, few=True) for side in sides if len(side) >= _MORE_LINES]
    return sorted((x, *filter(None, inner)))


def _gutter(parts: Sequence[Line], *, few: bool = False) -> float:
    """Return where the gap between two columns of running text lies; 0 where there is none.

    Inside of a column `few` lines may cross it: a table in one of two columns is no two columns.
    """
    most, least = (_CROSSING_FEW, 2 * _COLUMN) if few else (_CROSSING, _COLUMN)
    if len(parts) < LEAST_LINES:
        return 0.0
    low, high = min(part.left for part in parts), max(part.right for part in parts)
    total = sum(len(part.text) for part in parts)
    best: tuple[int, int, float] | None = None
    for share in _GUTTER:
        x = low + (high - low) * share / 100
        left = [part for part in parts if part.right <= x + 1]
        right = [part for part in parts if part.left >= x - 1]
        sides = sum(len(part.text) for part in left), sum(len(part.text) for part in right)
        crossing = total - sum(sides)
        wide = min(
            sum(part.right - part.left > _LONG * (high - low) for part in side)
            for side in (left, right)
        )
        even = crossing == 0 and all(map(_is_index, (left, right)))
        if min(sides) > _SIDE * total and crossing < most * total and (wide >= least or even):
            worth = (crossing, abs(share - 50), x)
            best = min(best, worth) if best else worth
    return best[2] if best else 0.0


def _is_index(side: Sequence[Line]) -> bool:
    """Tell whether lines are those of an index, which end in the numbers of pages."""
    numbered = sum(_ENTRY.search(part.text) is not None for part in side)
    return numbered >= _COLUMN and numbered > _ENTRIES * len(side)


def is_raised(run: Run, line_base: float, size: float) -> bool:
    """Tell whether a run stands as a raised figure on a line of this base and type size."""
    if run.raised or run.text[0] in _RAISED_SIGNS:
        return True
    rise = run.base - line_base
    return (run.size < _RAISED[0] * size and rise > _RAISED[1] * size) or (
        rise > _HIGH[1] * size and run.size < size * _HIGH[0]
    )


def is_lowered(run: Run, line_base: float, size: float) -> bool:
    """Tell whether a run stands as a lowered figure."""
    return run.size < _RAISED[0] * size and run.base - line_base < -0.08 * size


def has_space(before: Run, after: Run) -> bool:
    """Tell whether white space parts two neighbours on a line: by the gap, or as written.

    Before and after raised figures programs write spaces that no gap shows.
    """
    gap = after.left - before.right
    size = max(before.size, after.size)
    if gap > _SPACE * size and not (after.size < 0.8 * before.size and gap < 0.25 * size):
        return True
    if gap < _NONE * size and after.text[0] in _CLOSING:
        return False
    between = after.start - before.end
    near = 0 < between < 4
    uneven = abs(before.base - after.base) > 0.1 * size
    raised = before.raised or after.raised or uneven
    return near and (not raised or gap > 0.1 * size)


def words_of(run: Run) -> str:
    """Return what a reader sees of a run: one blank for each white space."""
    if run.missing or run.void:
        parts, at = [], run.start
        for place in sorted((*run.missing, *run.void)):
            parts.append(run.text[at - run.start : place - run.start])
            at = place + (place in run.void)
            if place in run.missing:
                parts.append(" ")
        parts.append(run.text[at - run.start :])
        return re.sub(r"[ \n]+", " ", "".join(parts))
    return re.sub(r"[ \n]+", " ", run.text) if "\n" in run.text or "  " in run.text else run.text


def text_of(runs: Sequence[Run]) -> str:
    """Return the words of a line's runs."""
    parts = [words_of(runs[0])]
    for place in range(1, len(runs)):
        if has_space(runs[place - 1], runs[place]):
            parts.append(" ")
        parts.append(words_of(runs[place]))
    return "".join(parts)


def plain_digits(text: str) -> str:
    """Return a text with raised figures as plain ones."""
    return text.translate(_SUPERIOR)
