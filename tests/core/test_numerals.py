"""Numbers in roman numerals and in letters."""

from __future__ import annotations

import pytest

from makeready.core.numerals import letters, read_roman, roman


@pytest.mark.parametrize(
    ("number", "written"), [(1, "i"), (4, "iv"), (49, "xlix"), (944, "cmxliv"), (2026, "mmxxvi")]
)
def test_roman_numerals(number: int, written: str) -> None:
    assert roman(number) == written


@pytest.mark.parametrize("number", [1, 4, 9, 49, 138])
def test_roman_numerals_are_read_back(number: int) -> None:
    assert read_roman(roman(number)) == number


@pytest.mark.parametrize(
    ("number", "written"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (703, "aaa")]
)
def test_letters(number: int, written: str) -> None:
    assert letters(number) == written
