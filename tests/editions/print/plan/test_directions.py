"""The rules of a theme follow the direction of the text, and pages are bound on its side."""

from __future__ import annotations

import pytest

from makeready.editions.print.plan.directions import divide_margins, follow_direction


def followed(css: str, *, mirrored: bool = False) -> str:
    return " ".join(follow_direction(css, mirrored=mirrored).split())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("text-align: left", "text-align: start"),
        ("padding-left: 2em !important", "padding-inline-start: 2em !important"),
        ("margin: 1pt 2pt 3pt 4pt", "margin-top: 1pt; margin-bottom: 3pt; margin-inline: 4pt 2pt"),
        ("margin: 0 auto", "margin-top: 0; margin-bottom: 0; margin-inline: auto auto"),
        ("border-left: 1pt solid", "border-inline-start: 1pt solid"),
        ("right: 0", "inset-inline-end: 0"),
        ("float: left", "float: left"),
        ("--left: 1pt", "--left: 1pt"),
        ("color: red", "color: red"),
    ],
)
def test_sides_become_those_of_the_line(written: str, expected: str) -> None:
    assert followed(f"p {{ {written} }}") == f"p {{ {expected} }}"


def test_pages_are_mirrored_in_a_book_from_right_to_left() -> None:
    page = "@page a:left { margin-left: 1pt; @top-left { text-align: left } }"
    other = "@page a:right { margin-right: 1pt; @top-right { text-align: right } }"
    assert followed(page, mirrored=True) == other
    assert followed(page) == page


def test_what_floats_in_a_book_from_right_to_left_stands_on_the_other_side() -> None:
    assert followed("p { float: left }", mirrored=True) == "p { float: right }"


def test_margins_of_all_pages_count_from_the_spine() -> None:
    assert followed("@page { margin-left: 1pt }", mirrored=True) == "@page { margin-left: 1pt }"


def test_a_titles_own_margins_take_away_those_of_the_theme() -> None:
    divided = divide_margins("p { margin: 0 }\n\nq { margin-left: 1pt; color: red }")
    assert "margin-inline: 0 0" in divided.splitlines()[0]
    assert divided.count("margin-left") == 1
    assert len(divided.splitlines()) == 3
