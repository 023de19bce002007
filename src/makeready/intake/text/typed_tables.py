"""Lines of a block → the tables among them whose columns blanks part."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from makeready.intake.blocks.indents import read_line
from makeready.intake.scripts import BULLETS, breadth, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int]

FEWEST_ROWS = 3
MOST_COLUMNS = 20
LONGEST_ROW = 300  # characters
TAB = 8  # columns between the stops of a tabulator
NARROW = 24  # columns of a cell: those of two columns of text are wider
WIDEST = 60  # the same of the one column that may be wider
GAP = 3  # blanks between two cells: justified prose has two
_CELL = re.compile(r"\S+(?: \S+)*")
_PARTED = re.compile(r"\S(?: {2}|\t|\u3000|\xa0)[^\n]*?\S")
_RULED = re.compile(r"(?:--|==|__|\+-|\+=)[-=_+| ]*\Z")
_COUNT = re.compile(rf"(?:[-+*{BULLETS}]|\(?\w{{1,3}}[.)])\Z")
_FIGURE = re.compile(r"[^\w\s]{0,2}\d[\d.,:%/–-]*\W{0,3}[a-z%°€$£]{0,3}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTable:
    """The lines from `first` to before `after`; `spans` are its cells, row after row.

    `seams` are what is written before each cell and after the last, so that they become a table.
    Both are empty where blanks part the lines, but not into columns. It is wide with a head or more
    than two columns.
    """

    first: int
    after: int
    spans: tuple[Span, ...] = ()
    seams: tuple[str, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """Words, and the columns of the page that they take up."""

    span: Span
    first: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A line with its cells; none where it is a rule."""

    cells: tuple[_Cell, ...]


def find_tables(source: str, lines: Sequence[Span]) -> Iterator[TypedTable]:
    """Yield the tables among the lines of a block, in order."""
    if len(lines) == 1 or not _PARTED.search(source, lines[0][0], lines[-1][1]):
        return
    rows = [_read_row(source, *line) for line in lines]
    at = 0
    while at < len(rows):
        after = at
        while after < len(rows) and _belongs(rows[at:after], rows[after]):
            after += 1
        if _are_enough(rows[at:after]) and (table := _make_table(source, rows, at, after)):
            yield table
        at = max(after, at + 1)


def _read_row(source: str, start: int, end: int) -> _Row:
    if end - start > LONGEST_ROW or _RULED.match(source, start, end):
        whole = _Cell(span=(start, end), first=0, after=end - start)
        return _Row(cells=(whole,) if end - start > LONGEST_ROW else ())
    begin = start - len(read_line(source, start))
    if not _PARTED.search(source, start, end):
        first = sum(TAB if blank == "\t" else breadth(blank) for blank in source[begin:start])
        return _Row(cells=(_Cell(span=(start, end), first=first, after=first + end - start),))
    columns = tuple(_count_columns(source[begin:end]))
    return _Row(
        cells=tuple(
            _Cell(
                span=found.span(),
                first=columns[found.start() - begin],
                after=columns[found.end() - begin],
            )
            for found in _CELL.finditer(source, start, end)
        )
    )


def _count_columns(line: str) -> Iterator[int]:
    """Yield the column of each character of a line, and that after the last."""
    at = 0
    for character in line:
        yield at
        at += TAB - at % TAB if character == "\t" else breadth(character)
    yield at


def _belongs(above: Sequence[_Row], row: _Row) -> bool:
    """Tell whether a line may be a row: it has cells, is a rule, or goes on with one above it."""
    if len(row.cells) != 1:
        return bool(row.cells) or bool(above)
    first = row.cells[0].first
    return any(first == cell.first for each in above for cell in each.cells[1:])


def _make_table(source: str, rows: Sequence[_Row], at: int, after: int) -> TypedTable | None:
    """Return the table that rows make; None where they are prose, a list or columns of text."""
    while after > at and not rows[after - 1].cells:
        after -= 1
    filled = [row for row in rows[at:after] if row.cells]
    if not _are_enough(filled) or all(_counts(source, row) for row in filled if len(row.cells) > 1):
        return None
    filled = _read_tabs(source, filled)
    columns = _find_columns(filled)
    if columns is None:
        gaps = [b.first - a.after for row in filled for a, b in pairwise(row.cells)]
        sizes = [cell.after - cell.first for row in filled for cell in row.cells]
        parted = median(gaps) >= GAP and median(sizes) <= NARROW
        return TypedTable(first=at, after=after) if parted else None
    ruled = len(rows) > at + 1 and not rows[at + 1].cells
    headed = ruled or _is_headed(source, filled, columns)
    grid = _place(source, filled, columns)
    return TypedTable(
        first=at,
        after=after,
        spans=tuple(span for row in grid for cell in row for span in cell),
        seams=tuple(_write_seams(grid, headed=headed)),
        is_wide=headed or len(columns) > 2,  # noqa: PLR2004 -- as a contents list has
    )


def _read_tabs(source: str, rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows with columns that their tabs count, where each has as many tabs."""
    tabs = {
        tuple(source[a.span[1] : b.span[0]].count("\t") for a, b in pairwise(row.cells))
        for row in rows
    }
    if len(tabs) > 1 or set(*tabs) != {1}:
        return list(rows)
    return [
        _Row(
            cells=tuple(
                replace(
                    cell, first=at * LONGEST_ROW, after=at * LONGEST_ROW + cell.after - cell.first
                )
                for at, cell in enumerate(row.cells)
            )
        )
        for row in rows
    ]


def _are_enough(rows: Sequence[_Row]) -> bool:
    """Tell whether rows may make a table: three, or two that have as many cells, more than two."""
    sizes = {len(row.cells) for row in rows if row.cells}
    return len(rows) >= FEWEST_ROWS or (
        len(rows) > 1 and len(sizes) == 1 and min(sizes) >= FEWEST_ROWS
    )


def _counts(source: str, row: _Row) -> bool:
    """Tell whether a line is an item: a bullet or a number, and its words."""
    return len(row.cells) == 2 and bool(_COUNT.match(source[slice(*row.cells[0].span)]))  # noqa: PLR2004


def _find_columns(rows: Sequence[_Row]) -> tuple[Span, ...] | None:
    """Return the columns of the page that hold ink in any row; None where they are no table's.

    Each is filled in half of the rows, and no row has two cells in one.
    """
    found: list[list[int]] = []
    for cell in sorted((cell for row in rows for cell in row.cells), key=lambda cell: cell.first):
        if found and cell.first < found[-1][1]:
            found[-1][1] = max(found[-1][1], cell.after)
        else:
            found.append([cell.first, cell.after])
    if not 1 < len(found) <= MOST_COLUMNS:
        return None
    wide = 0
    for first, after in found:
        inside = [[cell for cell in row.cells if first <= cell.first < after] for row in rows]
        size = median(cell.after - cell.first for cells in inside for cell in cells)
        wide += size > NARROW
        if max(map(len, inside)) > 1 or sum(map(bool, inside)) * 2 < len(rows) or size > WIDEST:
            return None
    return tuple((first, after) for first, after in found) if wide < 2 else None  # noqa: PLR2004


def _is_headed(source: str, rows: Sequence[_Row], columns: Sequence[Span]) -> bool:
    """Tell whether the first row has no figures, and a column below it hardly anything else."""
    words = [[source[slice(*cell.span)] for cell in row.cells] for row in rows]
    if any(map(_FIGURE.match, words[0])) or len(rows[0].cells) < len(columns) - 1:
        return False
    return any(
        sum(
            bool(_FIGURE.match(source[slice(*cell.span)]))
            for row in rows[1:]
            for cell in row.cells
            if first <= cell.first < after
        )
        * 2
        > len(rows) - 1
        for first, after in columns
    )


_Grid = list[list[list[Span]]]


def _place(source: str, rows: Sequence[_Row], columns: Sequence[Span]) -> _Grid:
    """Return the words of each cell; a line that goes on in lower case is no row of its own."""
    grid: _Grid = []
    for row in rows:
        placed: list[list[Span]] = [[] for _ in columns]
        for cell in row.cells:
            at = next(i for i, (a, b) in enumerate(columns) if a <= cell.first < b)
            placed[at].append(cell.span)
        alone = len(row.cells) == 1 and not placed[0]
        if grid and alone and opens_lower(source[slice(*row.cells[0].span)]):
            grid[-1] = [[*held, *more] for held, more in zip(grid[-1], placed, strict=True)]
        else:
            grid.append(placed)
    return grid


def _write_seams(grid: _Grid, *, headed: bool) -> Iterator[str]:
    """Yield what is written before each stretch of words, and after the last, in pandoc's form."""
    count = len(grid[0])
    rule = "|" + "---|" * count + "\n"
    held = "" if headed else "|" + "  |" * count + "\n" + rule
    for number, row in enumerate(grid):
        for cell in row:
            held += "| "
            for place, _ in enumerate(cell):
                yield held if place == 0 else " "
                held = ""
            held += " "
        held += "|" + "\n" * (number + 1 < len(grid))
        held += rule * (headed and number == 0)
    yield held
