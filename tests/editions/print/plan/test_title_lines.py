"""A title stands in lines of like length, and no line sends the reader on with a small word."""

from __future__ import annotations

from string import ascii_letters

import pytest

from makeready.editions.print.plan.title_lines import LEANING, balance_lines

EVEN = {**dict.fromkeys(ascii_letters, 0.5), " ": 0.25}
"""Half an em for each letter, and a quarter for a space."""

TITLES = (
    "A History of the Ferries of the Northern Lakes",
    "Letters from an Island in the Winter of the Long Frost",
    "Notes on the Weaving of Reeds and Rushes",
    "The Lanterns",
)


def lines(title: str, measure: float) -> list[str]:
    return [" ".join(words) for words in balance_lines(title.split(), EVEN, measure)]


def width(line: str) -> float:
    return sum(EVEN[c] for c in line)


@pytest.mark.parametrize(
    ("title", "measure", "expected"),
    [
        (TITLES[0], 10, ["A History", "of the Ferries", "of the Northern Lakes"]),
        (TITLES[1], 12, ["Letters from an Island", "in the Winter", "of the Long Frost"]),
        (TITLES[1], 15, ["Letters from an Island", "in the Winter of the Long Frost"]),
    ],
)
def test_no_line_ends_in_a_word_that_leans_on_the_next(
    title: str, measure: float, expected: list[str]
) -> None:
    assert lines(title, measure) == expected


@pytest.mark.parametrize("measure", [8, 10, 12, 15, 30])
@pytest.mark.parametrize("title", TITLES)
def test_a_title_keeps_its_words_in_lines_that_fit(title: str, measure: float) -> None:
    found = lines(title, measure)
    assert " ".join(found) == title
    assert all(width(line) <= measure for line in found)


def test_lines_are_of_like_length_and_not_full_first() -> None:
    assert lines("Ferries Lanterns Harbours Meadows", 13) == [
        "Ferries Lanterns",
        "Harbours Meadows",
    ]


def test_a_word_that_is_longer_than_the_measure_has_a_line_to_itself() -> None:
    assert lines("On Incomprehensibilities Again", 6) == ["On", "Incomprehensibilities", "Again"]


def test_a_title_that_fits_one_line_is_one_even_with_small_words_in_it() -> None:
    title = "Of the Ferries"
    assert set(title.casefold().split()) & LEANING
    assert lines(title, 20) == [title]


def test_a_heading_as_long_as_a_chapter_is_not_balanced() -> None:
    title = "The Lanterns of the Northern Lakes " * 1_000
    found = lines(title, 20)
    assert " ".join(found) == title.strip()
    assert found[0] == "The Lanterns of the Northern Lakes The"  # as full as it holds
