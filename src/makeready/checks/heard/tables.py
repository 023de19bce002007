"""The tables of a PDF's structure, and a master's, become what listeners are told of their cells.

A cell says whether it heads a row or a column, how many it spans, and under which heads it stands.
Programs that read aloud tell these with each cell, and go through the table by them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf

from makeready.checks.read.text import H, parse_xml, strip_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

_MOST_SPANNED = 1000
"""The most columns or rows that a cell spans, as HTML limits colspan."""

_DEEPEST = 200
_ROWS = frozenset({"row", "rowgroup"})
_SPANS = ("ColSpan", "RowSpan")
_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is said of a cell: its tag, what it heads and spans, and the numbers of its heads."""

    tag: str
    scope: str = ""
    columns: int = 1
    rows: int = 1
    heads: tuple[int, ...] = ()


def find_changed_tables(pdf: pikepdf.Pdf, master: bytes) -> Iterator[str]:
    """Yield the tables of a master whose cells the structure of a PDF describes otherwise."""
    tables = list(parse_xml(master, "master.xhtml").iter(f"{H}table"))
    wanted = [tuple(read_cells(table)) for table in tables]
    lacking = Counter(wanted) - Counter(tuple(each) for each in _read_tables(pdf))
    for table, cells in zip(tables, wanted, strict=True):
        if lacking[cells]:
            lacking[cells] -= 1
            words = " ".join("".join(table.itertext()).split())[:_SHOWN]
            yield f"the cells of the table “{words}” are told with other heads or spans"


def read_cells(table: etree._Element) -> Iterator[Cell]:
    """Yield what is to be said of a table's cells, in the order of its rows."""
    placed = tuple(_place_cells(table))
    heads = [(n, each) for n, each in enumerate(placed) if each.heads]
    for each in placed:
        yield Cell(
            tag="TH" if each.heads else "TD",
            scope=each.heads,
            columns=each.columns,
            rows=each.rows,
            heads=() if each.heads else tuple(n for n, head in heads if _is_over(head, each)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    row: int
    column: int
    rows: int
    columns: int
    heads: str


def _place_cells(table: etree._Element) -> Iterator[_Placed]:
    """Yield the cells where HTML's table model places them."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter(f"{H}tr")):
        column = 0
        for cell in line.iterchildren(f"{H}td", f"{H}th"):
            while (row, column) in taken:
                column += 1
            rows, columns = _read_span(cell, "rowspan"), _read_span(cell, "colspan")
            yield _Placed(row=row, column=column, rows=rows, columns=columns, heads=_heads(cell))
            taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}


def _read_span(cell: etree._Element, name: str) -> int:
    written = cell.get(name, "1")
    return min(max(1, int(written)), _MOST_SPANNED) if written.isdecimal() else 1


def _heads(cell: etree._Element) -> str:
    """Return what a cell heads: "Row", "Column", or nothing, as an empty one."""
    shows = bool(strip_invisible("".join(cell.itertext())))
    shows = shows or cell.find(f".//{H}img") is not None
    if cell.tag != f"{H}th" or not shows:
        return ""
    return "Row" if cell.get("scope") in _ROWS else "Column"


def _is_over(head: _Placed, cell: _Placed) -> bool:
    if head.heads == "Row":
        return head.row <= cell.row < head.row + head.rows
    across = head.column < cell.column + cell.columns and cell.column < head.column + head.columns
    return across and head.row < cell.row


def _read_tables(pdf: pikepdf.Pdf) -> Iterator[list[Cell]]:
    """Yield the cells of each table of the structure."""
    root = pdf.Root.get("/StructTreeRoot")
    waiting: list[tuple[pikepdf.Object, int]] = []
    if isinstance(root, pikepdf.Dictionary):
        waiting.append((root, 0))
    while waiting:
        element, depth = waiting.pop()
        if element.get("/S") == "/Table":
            yield _read_table(element)
        if depth < _DEEPEST:
            waiting += [(kid, depth + 1) for kid in _kids(element)]


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", pikepdf.Array())
    every = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in every if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _read_table(table: pikepdf.Object) -> list[Cell]:
    cells = list(_find_cells(table, 0))
    names = {str(cell.get("/ID", "")): number for number, cell in enumerate(cells)}
    return [_read_cell(cell, names) for cell in cells]


def _find_cells(element: pikepdf.Object, depth: int) -> Iterator[pikepdf.Object]:
    """Yield the cells of a table, and not those of a table within one."""
    for kid in _kids(element):
        if kid.S in ("/TH", "/TD"):
            yield kid
        elif kid.S in ("/THead", "/TBody", "/TFoot", "/TR") and depth < _DEEPEST:
            yield from _find_cells(kid, depth + 1)


def _read_cell(cell: pikepdf.Object, names: dict[str, int]) -> Cell:
    said = _read_attributes(cell)
    columns, rows = (int(said.get(f"/{name}", 1)) for name in _SPANS)
    heads: Sequence[object] = list(said.get("/Headers", ()))
    return Cell(
        tag=str(cell.S).removeprefix("/"),
        scope=str(said.get("/Scope", "")).removeprefix("/"),
        columns=columns,
        rows=rows,
        heads=tuple(sorted(names.get(str(head), -1) for head in heads)),
    )


def _read_attributes(cell: pikepdf.Object) -> dict[str, pikepdf.Object]:
    said = cell.get("/A", pikepdf.Dictionary())
    every = said if isinstance(said, pikepdf.Array) else [said]
    return {
        str(key): value
        for each in every
        if isinstance(each, pikepdf.Dictionary)
        for key, value in each.items()
    }
