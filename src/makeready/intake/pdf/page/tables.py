"""A page's rules and lines → its tables: between rules, or with white between their columns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.areas import union
from makeready.intake.pdf.page.lines import Line
from makeready.intake.pdf.page.tiles import list_rules
from makeready.intake.pdf.values import Box, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.intake.pdf.values import PdfPage

_RULE = 60.0  # points: the rules of a table are longer
_EDGE = 4.0  # points by which the rules of one table differ
_CHANNEL = 0.45  # of the type size: the white between two columns of a table
_WIDE = 1.1  # of the type size: the white in a table without rules
_ROWS = 3  # of a table without rules, at least
_ACROSS = 0.8  # of a table's width: a rule so long parts its rows
_IN_CELLS = 0.6  # of a table's lines have several cells
_EVEN = 0.7  # of the widest white of a line: the narrowest, where all are alike
_FULL = 0.93  # of the measure: a table as wide has no room to spare


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Lines that are rows of cells: for each row its cells, each the runs in it.

    `headed` says that the first row heads the columns.
    """

    page: int
    box: Box
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    lines: tuple[Line, ...]
    headed: bool


def tables(pdf_page: PdfPage, lines: Sequence[Line], size: float) -> tuple[Table, ...]:
    """Return the tables of a page: between rules of one length, or of lines with one white gap."""
    found: list[Table] = []
    taken: set[int] = set()
    for box, inner in _between_rules(pdf_page):
        rows = [line for line in lines if _is_inside(line, box) and line.runs[0].start not in taken]
        made = _table(pdf_page.number, rows, box, inner)
        if made is not None:
            found.append(made)
            taken.update(line.runs[0].start for line in made.lines)
    free = [line for line in lines if line.runs[0].start not in taken]
    for rows in _find_gapped(free, size):
        box = box_around(rows)
        inner = _rules_within(pdf_page, box)
        made = _table(pdf_page.number, rows, box, inner)
        if made is not None and len(made.rows) >= (2 if inner else _ROWS):
            found.append(made)
    return tuple(found)


def table_of(pdf_page: PdfPage, lines: Sequence[Line]) -> Table | None:
    """Return the table that lines make which somebody says are one; None where no white parts them.

    The lines need not be as regular as those of a table that is found.
    """
    ordered = sorted(lines, key=lambda line: -line.base)
    edges = _columns(ordered)
    if not edges:
        return None
    box = box_around(ordered)
    inner = _rules_within(pdf_page, box)
    return Table(
        page=pdf_page.number,
        box=box,
        rows=tuple(_merge_rows([(line, _cells(line, edges)) for line in ordered], inner)),
        lines=tuple(ordered),
        headed=bool(inner) and _first_part(ordered, inner[0]),
    )


def box_around(ordered: Sequence[Line]) -> Box:
    """Return the box around lines, the highest first."""
    return (
        min(line.left for line in ordered),
        ordered[-1].base - 0.3 * ordered[-1].size,
        max(line.right for line in ordered),
        ordered[0].base + ordered[0].size,
    )


def _rules_within(pdf_page: PdfPage, box: Box) -> tuple[float, ...]:
    """Return the heights of the rules that lie across a table."""
    return tuple(
        rule[1]
        for rule in long_rules(pdf_page)
        if box[1] < rule[1] < box[3]
        and min(rule[2], box[2]) - max(rule[0], box[0]) > _ACROSS * (box[2] - box[0])
    )


def _is_inside(line: Line, box: Box) -> bool:
    middle = line.base + 0.25 * line.size
    return box[1] < middle < box[3] and line.left > box[0] - 6 and line.right < box[2] + 6


def long_rules(pdf_page: PdfPage) -> list[Box]:
    """Return the lying rules of a page from its head down, touching pieces joined to one."""
    flat = sorted(
        (
            box
            for box in (*pdf_page.rules, *list_rules(pdf_page.drawings))
            if box[2] - box[0] > box[3] - box[1]
        ),
        key=lambda box: (-round(box[1]), box[0]),
    )
    joined: list[Box] = []
    for box in flat:
        if joined and abs(joined[-1][1] - box[1]) < 1.5 and box[0] < joined[-1][2] + 2:
            joined[-1] = union(joined[-1], box)
        else:
            joined.append(box)
    return joined


def _between_rules(pdf_page: PdfPage) -> Iterator[tuple[Box, tuple[float, ...]]]:
    """Yield the areas between rules of one length, with the heights of the rules inside."""
    alike: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for rule in long_rules(pdf_page):
        if rule[2] - rule[0] > _RULE:
            near = next(
                (
                    key
                    for key in alike
                    if abs(key[0] - rule[0]) < _EDGE and abs(key[1] - rule[2]) < _EDGE
                ),
                (round(rule[0]), round(rule[2])),
            )
            alike[near].append(rule)
    for rules in alike.values():
        if len(rules) < 2:
            continue
        top, foot = rules[0], rules[-1]
        inner = tuple(rule[1] for rule in rules[1:-1])
        yield (top[0], foot[1], top[2], top[3]), inner


def _table(page: int, lines: Sequence[Line], box: Box, inner: Sequence[float]) -> Table | None:
    """Return the table that lines make; None where no white parts them into columns."""
    ordered = sorted(lines, key=lambda line: -line.base)
    if len(ordered) < 2 or all(run.face.mono for line in ordered for run in line.runs):
        return None
    edges = _columns(ordered)
    if not edges:
        return None
    rows = [(line, _cells(line, edges)) for line in ordered]
    several = sum(sum(bool(cell) for cell in cells) > 1 for _, cells in rows)
    if several < _IN_CELLS * len(rows) or several < 2:
        return None
    return Table(
        page=page,
        box=box,
        rows=tuple(_merge_rows(rows, inner)),
        lines=tuple(ordered),
        headed=bool(inner) and inner[0] < ordered[0].base and _first_part(ordered, inner[0]),
    )


def _first_part(lines: Sequence[Line], height: float) -> bool:
    """Tell whether one line, or at most a third of them, stands above this height."""
    above = sum(line.base > height for line in lines)
    return above == 1 or above * 3 <= len(lines)


def _columns(lines: Sequence[Line]) -> list[float]:
    """Return where the white between the columns of lines lies, from left to right."""
    size = min(line.size for line in lines)
    spans = sorted((run.left, run.right) for line in lines for run in line.runs)
    edges, right = [], spans[0][1]
    for left, end in spans[1:]:
        if left - right > _CHANNEL * size:
            edges.append((left + right) / 2)
        right = max(right, end)
    return edges


def _cells(line: Line, edges: Sequence[float]) -> tuple[tuple[Run, ...], ...]:
    cells: list[list[Run]] = [[] for _ in range(len(edges) + 1)]
    for run in line.runs:
        cells[sum(run.left > edge for edge in edges)].append(run)
    return tuple(tuple(cell) for cell in cells)


def _goes_on(
    held: Sequence[Sequence[Run]],
    cells: Sequence[Sequence[Run]],
    edges: Sequence[float],
    *,
    full: bool,
) -> bool:
    """Tell whether a line goes on in the cells above it: none had room for its first word.

    A row of its own fills all cells; where the first is empty it is likely none. Where the table
    leaves room beside it, its cells were not broken for want of it.
    """
    if (all(cells) and all(held)) or (cells[0] and not full):
        return False
    for old, new, edge in zip(held, cells, edges, strict=True):
        if not old or not new:
            continue
        word = len(new[0].text.split(" ", 1)[0]) / max(1, len(new[0].text))
        width = (new[0].right - new[0].left) * word
        if old[-1].right + width + 0.3 * new[0].size < edge:
            return False
    return bool(cells[0]) or sum(map(bool, cells)) < len(cells)


def _merge_rows(
    rows: Sequence[tuple[Line, tuple[tuple[Run, ...], ...]]], inner: Sequence[float]
) -> Iterator[tuple[tuple[Run, ...], ...]]:
    """Yield the rows, lines that go on in the cells of the row above joined to it."""
    count = len(rows[0][1])
    measure = max(line.width for line, _ in rows)
    across = max(line.right for line, _ in rows) - min(line.left for line, _ in rows)
    full = across > _FULL * measure
    edges = [
        max((run.right for _, cells in rows for run in cells[at]), default=0.0)
        for at in range(count)
    ]
    held: tuple[tuple[Run, ...], ...] = ()
    above: Line | None = None
    for line, cells in rows:
        ruled = above is not None and any(line.base < rule < above.base for rule in inner)
        close = above is not None and above.base - line.base < 1.9 * line.size
        if held and close and not ruled and _goes_on(held, cells, edges, full=full):
            held = tuple((*old, *new) for old, new in zip(held, cells, strict=True))
        else:
            if held:
                yield held
            held = cells
        above = line
    if held:
        yield held


def _is_justified(line: Line) -> bool:
    """Tell whether a line fills its column with words evenly spaced: text in a narrow column."""
    gaps = [after.left - before.right for before, after in pairwise(line.runs)]
    full = line.indent < _EDGE and line.room < _EDGE
    return full and len(gaps) > 1 and min(gaps) > _EVEN * max(gaps)


def _find_gapped(lines: Sequence[Line], size: float) -> Iterator[list[Line]]:
    """Yield runs of lines, one below the other, through which one white gap goes."""
    held: list[Line] = []
    gaps: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: (line.column, -line.base)):
        mine = list(_wide_gaps(line, size))
        common = [
            (max(low, left), min(high, right))
            for low, high in gaps
            for left, right in mine
            if min(high, right) - max(low, left) > _CHANNEL * size
        ]
        near = held and held[-1].column == line.column and held[-1].base - line.base < 2.2 * size
        if near and common:
            held.append(line)
            gaps = common
            continue
        if len(held) > 1:
            yield held
        held, gaps = ([line], mine) if mine else ([], [])
    if len(held) > 1:
        yield held


def _wide_gaps(line: Line, size: float) -> Iterable[tuple[float, float]]:
    if _is_justified(line):
        return
    for place in range(1, len(line.runs)):
        left, right = line.runs[place - 1].right, line.runs[place].left
        if right - left > _WIDE * size and not (place == 1 and len(line.runs[0].text) < 4):
            yield left, right
