"""Characters of a line get the levels of Unicode's algorithm."""

from __future__ import annotations

from makeready.editions.print.plan.formulas.levels import find_levels


def test_a_number_among_arabic_letters_keeps_its_digits_in_order() -> None:
    assert find_levels("م 25 x") == (1, 1, 2, 2, 1, 2)


def test_a_number_behind_hebrew_in_a_latin_line_stands_before_it() -> None:
    assert find_levels("a א 1.5%") == (0, 0, 1, 1, 2, 2, 2, 2)
