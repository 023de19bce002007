"""A table becomes its cells, each with the headers that it stands under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

Attribute: TypeAlias = tuple[str, str | float | tuple[float, ...] | tuple[str, ...]]
"""What a PDF says of an element: a name and its value, as a name, a number or a list."""

LARGEST = 1000
"""The most columns or rows that a cell spans, as HTML limits colspan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: its role, its name, and what the PDF says of it."""

    element: Element
    role: str
    name: str
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _GridCell:
    element: Element
    row: int
    column: int
    rows: int
    columns: int

    @property
    def heads(self) -> str:
        """Return what the cell is the head of: "Row", "Column" or, like an empty one, nothing."""
        shows = bool("".join(self.element.itertext()).strip())
        # a formula is a drawing by now
        shows = shows or self.element.find(".//img") is not None
        if self.element.tag != "th" or not shows:
            return ""
        return "Row" if self.element.get("scope") in ("row", "rowgroup") else "Column"


def read_cells(table: Element, prefix: str) -> Iterator[Cell]:
    """Yield the cells of a table; `prefix` makes their names its own."""
    placed = tuple(_lay_grid(table))
    for cell in placed:
        spanned = (("ColSpan", cell.columns), ("RowSpan", cell.rows))
        spans = [(name, float(count)) for name, count in spanned if count > 1]
        if cell.heads:
            said: list[Attribute] = [("Scope", cell.heads)]
        else:
            over = tuple(_name(prefix, head) for head in placed if _is_over(head, cell))
            said = [("Headers", over)] if over else []
        yield Cell(
            element=cell.element,
            role="TH" if cell.heads else "TD",
            name=_name(prefix, cell) if cell.heads else "",
            attributes=(("Table", ""), *said, *spans) if said or spans else (),
        )


def _name(prefix: str, cell: _GridCell) -> str:
    return f"{prefix}-{cell.row}-{cell.column}"


def _is_over(head: _GridCell, cell: _GridCell) -> bool:
    if head.heads == "Row":
        return head.row <= cell.row < head.row + head.rows
    across = head.column < cell.column + cell.columns and cell.column < head.column + head.columns
    return head.heads == "Column" and across and head.row < cell.row


def _lay_grid(table: Element) -> Iterator[_GridCell]:
    """Yield the cells in their rows and columns, as HTML's table model places them."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for element in line:
            if element.tag not in ("td", "th"):
                continue
            while (row, column) in taken:
                column += 1
            rows, columns = _span(element, "rowspan"), _span(element, "colspan")
            yield _GridCell(element=element, row=row, column=column, rows=rows, columns=columns)
            taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}


def _span(element: Element, name: str) -> int:
    written = element.get(name, "1")
    return min(max(1, int(written)), LARGEST) if written.isdecimal() else 1
