"""The lines of all pages → the text's measure, the edges of its columns, and its reading order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.lines import common

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.intake.pdf.page.lines import Line

USUAL_LEADING = 1.25  # of the type size, where a document shows none
_SAME = 0.6  # points: lines of the text's size
_LONG = 20  # characters
_ENOUGH = 6  # long lines show their column's edges
_OUTLIERS = 0.93  # of the right edges, the widest apart: hanging stops, overfull lines
_EDGE = 3.0  # points: one edge
_SHARED = 0.12  # of the lines of a column begin at its edge
_WHOLE = 0.6  # of the page: a line so long, or of so many characters, parts the columns
_WHOLE_TEXT = 3
_AUTHOR = 0.92  # of a column: a longer line is none of the names under a title
_STRIP = 2.2  # times the type size: the white below them
_LARGEST = 1.6  # times the size of notes: larger type is no running text
_SECOND = 0.2  # of the notes' characters, at least, has a text above them
_FEW = 3  # lines of notes show where they stand
_PARTED = 0.6  # of the pages with notes have text, and all of it above


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The type size and the leading of the running text, in points."""

    size: float
    leading: float


def type_size(lines: Sequence[Line]) -> float:
    """Return the type size of the running text: that of most characters.

    Where notes have more characters than the text it is the larger size that stands above them.
    """
    commonest = common(
        (run.size, len(run.text)) for line in lines for run in line.runs if not run.face.mono
    ) or common((line.size, len(line.text)) for line in lines)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 4) / 4] += len(line.text)
    larger = [
        size
        for size, count in sizes.items()
        if 1.05 * commonest < size < _LARGEST * commonest
        and count > _SECOND * sizes[round(commonest * 4) / 4]
    ]
    return next(
        (
            size
            for size in sorted(larger, key=lambda size: -sizes[size])
            if _is_above(lines, size, commonest)
        ),
        commonest,
    )


def _is_above(lines: Iterable[Line], size: float, smaller: float) -> bool:
    """Tell whether lines of one size stand above those of a smaller one, on most pages of these."""
    heights: dict[int, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for line in lines:
        for place, its in enumerate((size, smaller)):
            if abs(line.size - its) < 0.2:
                heights[line.page][place].append(line.base)
    under = [pair for pair in heights.values() if len(pair[1]) >= _FEW]
    parted = sum(len(above) > 1 and min(above) > max(below) for above, below in under)
    return len(under) > 1 and parted >= _PARTED * len(under)


def frame_lines(
    pages: Sequence[Sequence[Line]], size: float
) -> tuple[tuple[tuple[Line, ...], ...], Measure]:
    """Return the lines of each page with their columns' edges and gaps, and the measure.

    The edges are those of the page where it has enough lines, else of its neighbours of one side.
    """
    shared: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in page:
            if abs(line.size - size) < _SAME and len(line.text) > _LONG:
                shared[number % 2, line.column].append(line)
    usual = {key: _edges(lines, size) for key, lines in shared.items()}
    done = tuple(
        tuple(_frame_page(page, size, number % 2, usual)) for number, page in enumerate(pages)
    )
    gaps = (
        (below.gap, 1)
        for page in done
        for above, below in pairwise(page)
        if abs(above.size - size) < _SAME
        and abs(below.size - size) < _SAME
        and above.column == below.column
        and below.gap > 0.6 * size
    )
    return done, Measure(size=size, leading=common(gaps, 0.2) or size * USUAL_LEADING)


def _frame_page(
    page: Sequence[Line],
    size: float,
    side: int,
    usual: Mapping[tuple[int, int], tuple[float, float]],
) -> Iterator[Line]:
    above: dict[int, Line] = {}
    edges = {}
    for column in {line.column for line in page}:
        lines = [line for line in page if line.column == column]
        own = [line for line in lines if abs(line.size - size) < _SAME and len(line.text) > _LONG]
        wide = usual.get((side, column))
        known = None if len(own) >= _ENOUGH else wide
        edges[column] = known or _edges(own if len(own) >= _ENOUGH else lines, size)
        if wide is not None and _is_set_in(edges[column], wide, own):
            edges[column] = wide
    for line in sorted(page, key=lambda line: -line.base):
        before = above.get(line.column)
        near, far = line.held or edges[line.column]
        yield replace(
            line,
            near=near,
            far=max(far, line.right) if line.column else far,
            gap=before.base - line.base if before else 0.0,
        )
        above[line.column] = line


def _is_set_in(
    edges: tuple[float, float], usual: tuple[float, float], lines: Sequence[Line]
) -> bool:
    """Tell whether most lines of a page are set in, as a list is: some begin at the usual edge."""
    same = abs(edges[1] - usual[1]) < 2 * _EDGE and edges[0] > usual[0] + _EDGE
    return same and sum(abs(line.left - usual[0]) < _EDGE for line in lines) > 1


def _edges(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """Return the left and right edge of a column: where enough of its lines begin, and end."""
    lefts = sorted(line.left for line in lines)
    rights = sorted(line.right for line in lines)
    near = common(((left, 1) for left in lefts), 1.0)
    least = max(2.0, _SHARED * len(lefts))
    far_left = (left for left in lefts if left > near - 2.5 * size)
    near = next(
        (
            left
            for left in far_left
            if bisect_left(lefts, left + 1.5) - bisect_left(lefts, left - 1.5) >= least
        ),
        near,
    )
    return near, rights[int(_OUTLIERS * (len(rights) - 1))]


def in_order(page: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of a page as they are read: lines over the whole width part the columns."""
    if not any(line.column for line in page):
        return tuple(sorted(page, key=lambda line: (-line.base, line.left)))
    width = max(line.right for line in page) - min(line.left for line in page)
    out: list[Line] = []
    band: list[Line] = []
    authors = _author_rows(page)
    for line in sorted(page, key=lambda line: -line.base):
        if band and authors and line.base < authors:
            out += _columns(band)
            band, authors = [], 0.0
        long = line.right - line.left > _WHOLE * width or len(line.text) > _WHOLE_TEXT
        if line.column == 0 and long:
            out += (*_columns(band), line)
            band = []
        else:
            band.append(line)
    return (*out, *_columns(band))


def _author_rows(page: Sequence[Line]) -> float:
    """Return the height above which short lines side by side name authors; 0 where there are none.

    They stand on the first page under the title, and a white strip parts them from both columns.
    """
    beside = sorted((line for line in page if line.column), key=lambda line: -line.base)
    if not beside or beside[0].page:
        return 0.0
    for above, below in pairwise(beside):
        if above.right - above.left > _AUTHOR * above.width:
            return 0.0
        if above.base - below.base > _STRIP * max(above.size, below.size):
            return (above.base + below.base) / 2
    return 0.0


def _columns(band: Sequence[Line]) -> list[Line]:
    return sorted(band, key=lambda line: (line.column, -line.base))
