"""A page shows its own number, and no page is empty or of another size that should not be."""

from __future__ import annotations

from dataclasses import replace

from checks.differ.test_printed import printed
from makeready.checks.seen.folios import find_other_numbers, find_strange

PAGES = [replace(printed(str(n), "words"), furniture=(str(n),)) for n in range(1, 6)]
EMPTY = replace(PAGES[0], text="", furniture=())


def test_a_page_with_its_own_number_is_right() -> None:
    assert [*find_other_numbers(PAGES[2])] == []
    assert [*find_other_numbers(replace(PAGES[2], furniture=("1914", "3")))] == []
    assert [*find_other_numbers(replace(PAGES[2], furniture=()))] == []


def test_another_number_is_told() -> None:
    assert [*find_other_numbers(replace(PAGES[2], furniture=("4",)))] == ["4"]
    assert [*find_other_numbers(replace(PAGES[2], furniture=("iv",)))] == ["iv"]


def test_an_empty_left_hand_page_is_right_and_others_are_told() -> None:
    assert [*find_strange([PAGES[0], EMPTY, PAGES[2]])] == []
    assert [*find_strange([PAGES[0], PAGES[1], EMPTY, PAGES[3]])] == [(2, "is empty")]
    assert [*find_strange([PAGES[0], EMPTY])] == [(1, "is empty")]


def test_a_page_of_another_size_is_told() -> None:
    large = replace(PAGES[1], size=(200, 300))
    assert [*find_strange([PAGES[0], large, PAGES[2]])] == [(1, "is of another size")]
