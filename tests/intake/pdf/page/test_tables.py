"""Rows of a table are parted where a row would have had room in the one above it."""

from __future__ import annotations

import pytest

from intake.pdf.typed import Put, pdf_page
from makeready.intake.pdf.page.tables import _goes_on


@pytest.mark.parametrize(("edge", "goes_on"), [(150.0, False), (75.0, True)])
def test_a_line_is_a_row_of_its_own_where_the_row_above_had_room_for_its_word(
    edge: float, *, goes_on: bool
) -> None:
    above, below = pdf_page(0, [Put("Rope"), Put("Tar", base=500)]).runs
    assert _goes_on(((above,), ()), ((below,), ()), (edge, 300.0), full=True) is goes_on
