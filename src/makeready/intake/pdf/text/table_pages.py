"""Tables that go on overleaf → one table each, the head that is repeated there left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.lines import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.pdf.page.tables import Table
    from makeready.intake.pdf.text.floats import Float
    from makeready.intake.pdf.values import Run

Aside = tuple["Run", str, str]
_EDGE = 4.0  # points by which the columns of one table differ from page to page


def join_tables(floats: Sequence[Float]) -> tuple[list[Float], list[Aside]]:
    """Return the floats, tables whose head the next page repeats made one, and those heads.

    A head is the same row of words at the same places; what stands between the two parts is notes
    and furniture.
    """
    joined: list[Float] = []
    aside: list[Aside] = []
    for each in floats:
        before = joined[-1] if joined else None
        if before is None or before.table is None or each.table is None:
            joined.append(each)
            continue
        one, other = before.table, each.table
        last = max(line.page for line in one.lines)
        if other.page == last + 1 and not each.caption and _has_same_head(one, other):
            head = {run.start for cell in other.rows[0] for run in cell}
            aside += [
                (run, "F.repeat", "the head of a table, repeated overleaf")
                for cell in other.rows[0]
                for run in cell
            ]
            lines = [line for line in other.lines if line.runs[0].start not in head]
            rows = (*one.rows, *other.rows[1:])
            whole = replace(one, rows=rows, lines=(*one.lines, *lines), headed=True)
            joined[-1] = replace(before, table=whole)
        else:
            joined.append(each)
    return joined, aside


def _has_same_head(one: Table, other: Table) -> bool:
    """Tell whether two tables begin with one row, and the second has rows of its own."""
    first, again = one.rows[0], other.rows[0]
    if len(first) != len(again) or len(other.rows) < 2 or not (one.headed or other.headed):
        return False
    return all(_is_same(*cells) for cells in zip(first, again, strict=True))


def _is_same(cell: Sequence[Run], other: Sequence[Run]) -> bool:
    if not cell or not other:
        return not cell and not other
    return text_of(cell) == text_of(other) and abs(cell[0].left - other[0].left) < _EDGE
