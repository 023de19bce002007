"""Breaks between scenes are counted where they stand in the text; a theme says what shows them."""

from __future__ import annotations

from makeready.checks.read.text import H
from makeready.checks.seen.ornaments import _find_pages, read_breaks, read_ornament


def test_breaks_stand_behind_the_characters_before_them() -> None:
    xmlns = H.strip("{}")
    body = "<section><p>Salt <em>sea</em></p><hr/><p>fog</p><hr/></section>"
    assert read_breaks(f'<html xmlns="{xmlns}"><body>{body}</body></html>'.encode()) == [7, 10]


def test_the_last_ornament_of_a_theme_is_the_one() -> None:
    theme = (
        'hr { border: none }\nhr::before { content: "*\\2003*"; display: block }\np { color: red }'
    )
    assert read_ornament(theme) == "**"
    assert read_ornament(theme + '\nhr::before { content: "+" }') == "+"
    assert read_ornament("p { color: red }") == ""


def test_a_break_may_stand_on_the_page_of_the_words_before_it_or_on_the_next() -> None:
    assert _find_pages([None, 0, 50, None, 90], 60) == [1, 2, 4]
