"""Rows of a table are parted where a row would have had room in the one above it."""

from __future__ import annotations

import pytest

from intake.pdf.typed import (
    LEADING,
    LEFT,
    TOP,
    Put,
    filled,
    import_of,
    pdf_page,
    set_lines,
    text_of,
)
from makeready.intake.pdf.page.tables import _goes_on

LOW = TOP - 6 * LEADING


@pytest.mark.parametrize(("edge", "goes_on"), [(150.0, False), (75.0, True)])
def test_a_line_is_a_row_of_its_own_where_the_row_above_had_room_for_its_word(
    edge: float, *, goes_on: bool
) -> None:
    above, below = pdf_page(0, [Put("Rope"), Put("Tar", base=500)]).runs
    assert _goes_on(((above,), ()), ((below,), ()), (edge, 300.0), full=True) is goes_on


def test_cells_of_several_lines_are_told_by_the_white_between_the_rows() -> None:
    """LibreOffice draws no rules between them, and sets the rows a little apart."""
    texts = [
        (0.0, "Boat", "Where it lies", "What it bears"),
        (16.0, "Ferry", "at the quay", "bread, salt"),
        (28.0, "", "below the mill", ""),
        (40.0, "", "by night", ""),
        (56.0, "Weir", "at the lock", "oak and elm"),
        (68.0, "", "and the sluice", "for the mast"),
        (80.0, "", "", "of the boat"),
        (96.0, "Tide", "at sea", "nobody"),
    ]
    puts = [
        Put(cell, LEFT + 90 * column, LOW - down)
        for down, *cells in texts
        for column, cell in enumerate(cells)
        if cell
    ]
    text = text_of(import_of([pdf_page(0, [*set_lines(filled(3), TOP), *puts])]))
    assert "| Ferry | at the quay below the mill by night | bread, salt |" in text
    assert "| Weir | at the lock and the sluice | oak and elm for the mast of the boat |" in text
    assert "| Tide | at sea | nobody |" in text
