"""A box of a page that was turned comes back to its place."""

from __future__ import annotations

import pytest

from makeready.intake.pdf.read.turning import turn_back, turn_box


@pytest.mark.parametrize("quarter", range(4))
def test_turning_back_undoes_turning(quarter: int) -> None:
    box = (10.0, 20.0, 50.0, 80.0)
    assert turn_back(turn_box(box, quarter), quarter) == box
