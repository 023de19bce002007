"""A page's rules and lines → its tables: between rules, or with white between their columns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.pdf.boxes import union
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
_MANY = 0.25  # of its lines, where others go on in one of their cells
_APART, _TIGHT = 1.12, 1.06  # of the least step from line to line: between rows, and within one
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
    several = sum(sum(map(bool, cells)) > 1 for _, cells in rows)
    others = sum(bool(cells[0]) for _, cells in rows if sum(map(bool, cells)) == 1)
    if several < _IN_CELLS * (several + others) or several < max(2, _MANY * len(rows)):
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
    starts = _find_starts(rows)
    for place, (line, cells) in enumerate(rows):
        ruled = above is not None and any(line.base < rule < above.base for rule in inner)
        close = above is not None and above.base - line.base < 1.9 * line.size
        joined = (
            place not in starts if starts else close and _goes_on(held, cells, edges, full=full)
        )
        if held and joined and not ruled:
            held = tuple((*old, *new) for old, new in zip(held, cells, strict=True))
        else:
            if held:
                yield held
            held = cells
        above = line
    if held:
        yield held


def _find_starts(rows: Sequence[tuple[Line, tuple[tuple[Run, ...], ...]]]) -> frozenset[int]:
    """Return where rows begin, if more white lies between rows than between lines of one."""
    steps = [above.base - line.base for (above, _), (line, _) in pairwise(rows)]
    tight = min(steps, default=0.0)
    starts = {at for at, step in enumerate(steps, start=1) if step > _APART * tight}
    within = [cells for at, (_, cells) in enumerate(rows) if at and at not in starts]
    even = all(step > _APART * tight or step < _TIGHT * tight for step in steps)
    filled = all(sum(map(bool, rows[at][1])) > 1 for at in starts)
    if even and filled and len(starts) > 1 and any(not cells[0] for cells in within):
        return frozenset(starts)
    return frozenset()


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
            for left, right in _wide_gaps(line, size, _CHANNEL)
            if min(high, right) - max(low, left) > _CHANNEL * size
            and (right - left > _WIDE * size or abs(right - high) < 1)
        ]
        near = held and held[-1].column == line.column and held[-1].base - line.base < 2.2 * size
        if near and common:
            held.append(line)
            beside = [gap for gap in gaps if line.left > gap[1] - 1 or line.right < gap[0] + 1]
            gaps = [*beside, *common]
            continue
        if near and not mine and _is_in_column(line, held, gaps):
            held.append(line)
            gaps = [
                (max(left, line.right), right) if line.left < left else (left, right)
                for left, right in gaps
            ]
            continue
        if len(held) > 1:
            yield held
        held, gaps = ([line], mine) if mine else ([], [])
    if len(held) > 1:
        yield held


def _is_in_column(line: Line, held: Sequence[Line], gaps: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a line stands under a cell of the rows above it, and not under a first one."""
    after = [right for _, right in gaps if line.left > right - 1]
    white = _CHANNEL * line.size
    within = all(line.left > right - 1 or line.right < right - white for _, right in gaps)
    return (
        bool(after)
        and within
        and any(abs(run.left - line.left) < 1 for above in held for run in above.runs)
    )


def _wide_gaps(line: Line, size: float, least: float = _WIDE) -> Iterable[tuple[float, float]]:
    if _is_justified(line):
        return
    for place in range(1, len(line.runs)):
        left, right = line.runs[place - 1].right, line.runs[place].left
        if right - left > least * size and not (place == 1 and len(line.runs[0].text) < 4):
            yield left, right
