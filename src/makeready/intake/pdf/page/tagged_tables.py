"""What the structure tree calls a table, and the lines of its page → the table, if it is one."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.tables import Table, box_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.values import PdfPage, Run, Tag

_CELLS = ("TD", "TH")
_LONGEST = 1200  # characters of a cell: a longer one is a column of a page laid out by a table
_OVER = 3.0  # points by which the cells of a row may overlap

_Rows = dict[int, dict[int, list["Run"]]]


def tagged_tables(
    pdf_page: PdfPage, lines: Sequence[Line], tags: Mapping[tuple[int, int], Tag]
) -> Iterator[Table]:
    """Yield the tables of a page that the file's tags show, where the cells stand as cells do."""
    grouped: dict[int, _Rows] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    heads: set[int] = set()
    owner: dict[int, set[int]] = defaultdict(set)
    for number, line in enumerate(lines):
        for run in line.runs:
            tag = tags.get((pdf_page.number, run.tag))
            place = _place(tag) if tag is not None else None
            owner[number].add(place[0] if place else 0)
            if place is not None:
                table, row, cell, head = place
                grouped[table][row][cell].append(run)
                heads.update((cell,) if head else ())
    for table, rows in sorted(grouped.items()):
        its = [line for number, line in enumerate(lines) if owner[number] == {table}]
        mixed = any(table in tables and len(tables) > 1 for tables in owner.values())
        if its and not mixed and _is_good(rows):
            yield _make_table(pdf_page.number, rows, its, heads)


def _place(tag: Tag) -> tuple[int, int, int, bool] | None:
    """Return the numbers of table, row and cell around a stretch, and whether it is a head."""
    roles = tag.roles
    cell = next((at for at in range(len(roles) - 1, -1, -1) if roles[at] in _CELLS), -1)
    row = next((at for at in range(cell - 1, -1, -1) if roles[at] == "TR"), -1)
    table = next((at for at in range(row - 1, -1, -1) if roles[at] == "Table"), -1)
    if min(cell, row, table) < 0:
        return None
    return tag.elements[table], tag.elements[row], tag.elements[cell], roles[cell] == "TH"


def _is_good(rows: _Rows) -> bool:
    """Tell whether the cells of each row stand side by side, and there are several of both."""
    several = sum(len(cells) > 1 for cells in rows.values())
    ordered = ([cells[number] for number in sorted(cells)] for cells in rows.values())
    return len(rows) > 1 and several * 2 > len(rows) and all(map(_stand_beside, ordered))


def _stand_beside(cells: Sequence[Sequence[Run]]) -> bool:
    if any(sum(len(run.text) for run in cell) > _LONGEST for cell in cells):
        return False
    edges = [(min(run.left for run in cell), max(run.right for run in cell)) for cell in cells]
    return all(before[1] < after[0] + _OVER for before, after in pairwise(edges))


def _make_table(page: int, rows: _Rows, lines: Sequence[Line], heads: set[int]) -> Table:
    ordered = sorted(lines, key=lambda line: -line.base)
    starts = _columns(rows)
    made = []
    for _, cells in sorted(rows.items()):
        row: list[tuple[Run, ...]] = [()] * len(starts)
        for number in sorted(cells):
            at = _column(cells[number], starts)
            row[at] = (*row[at], *cells[number])
        made.append(tuple(row))
    first = rows[min(rows)]
    return Table(
        page=page,
        box=box_around(ordered),
        rows=tuple(made),
        lines=tuple(ordered),
        headed=all(number in heads for number in first),
    )


def _columns(rows: _Rows) -> list[float]:
    """Return the middles of the columns, as the row of most cells has them."""
    fullest = max(rows.values(), key=len)
    return [_middle(fullest[number]) for number in sorted(fullest)]


def _middle(cell: Sequence[Run]) -> float:
    return (min(run.left for run in cell) + max(run.right for run in cell)) / 2


def _column(cell: Sequence[Run], middles: Sequence[float]) -> int:
    """Return the column whose middle lies next to the cell's, or inside of it."""
    middle = _middle(cell)
    return min(range(len(middles)), key=lambda at: abs(middles[at] - middle))
