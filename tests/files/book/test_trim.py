"""A written page size becomes millimetres, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.files.book.trim import LARGEST, NAMED, SMALLEST, parse_trim


@pytest.mark.parametrize(
    ("written", "width", "height"),
    [
        ("6x9in", 152.4, 228.6),
        ("5.5x8.5in", 139.7, 215.9),
        ("148x210mm", 148.0, 210.0),
        ("14.8 × 21 cm", 148.0, 210.0),
        (" A5 ", 148.0, 210.0),
        ("b5", 176.0, 250.0),
    ],
)
def test_a_size_is_read(written: str, width: float, height: float) -> None:
    trim = parse_trim(written)
    assert trim is not None
    assert (trim.width, trim.height) == (width, height)


@pytest.mark.parametrize("written", ["", "6x9", "6in x 9in", "x9in", "1x1in", "9999x9in", "-6x9in"])
def test_what_is_no_size_is_nothing(written: str) -> None:
    assert parse_trim(written) is None


@pytest.mark.parametrize("name", NAMED)
def test_every_named_size_can_be_laid_out(name: str) -> None:
    assert parse_trim(name) is not None


SIDES = st.decimals(SMALLEST, LARGEST, places=2)


@given(SIDES, SIDES)
def test_millimetres_arrive_as_written(width: float, height: float) -> None:
    trim = parse_trim(f"{width}x{height}mm")
    assert trim is not None
    assert (trim.width, trim.height) == (float(width), float(height))


@given(st.text() | st.from_regex(r"\A[0-9. ]{0,6}x[0-9. ]{0,6}(in|mm|cm)\Z"))
def test_any_text_is_a_page_within_bounds_or_nothing(written: str) -> None:
    trim = parse_trim(written)
    assert trim is None or (
        SMALLEST <= trim.width <= LARGEST and SMALLEST <= trim.height <= LARGEST
    )
