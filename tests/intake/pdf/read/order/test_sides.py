"""Which paragraphs run against their page is told by their letters and where their lines stand."""

from __future__ import annotations

import pytest

from intake.pdf.read.letters import WIDE, glyphs_of
from makeready.intake.pdf.read.order.pages import put_in_order
from makeready.intake.pdf.read.order.sides import find_contrary

FULL = 60  # letters of a full line
ENGLISH, HEBREW = "abcd " * 12, "אבגד " * 12


def lines_of(*lines: tuple[str, int]) -> list[list]:  # type: ignore[type-arg]  # of characters
    """Return lines of text, each with the number of letters that are free before it."""
    return [
        glyphs_of(text, [WIDE * (free + at) for at in range(len(text))], y=500.0 - 12 * number)
        for number, (text, free) in enumerate(lines)
    ]


def contrary(*lines: tuple[str, int], leftward: bool = False) -> list[int]:
    """Return the numbers of the lines that run against their page."""
    return sorted(find_contrary(lines_of(*lines), leftward=leftward))


def test_a_paragraph_whose_last_line_stands_at_the_far_edge_runs_against_its_page() -> None:
    last = ("אבגד", FULL - 5)
    assert contrary((ENGLISH, 0), ("ab.", 0), (HEBREW, 0), (HEBREW, 0), last) == [2, 3, 4]


def test_a_paragraph_in_another_script_may_run_as_its_page() -> None:
    assert contrary((ENGLISH, 0), ("ab.", 0), (HEBREW, 0), (HEBREW, 0), ("אבגד", 0)) == []


def test_a_quotation_that_fills_lines_of_a_paragraph_is_of_it() -> None:
    assert contrary((ENGLISH, 0), (HEBREW, 0), (ENGLISH, 0), (ENGLISH, 0), ("ab.", 0)) == []


def test_an_english_paragraph_on_a_hebrew_page_stands_at_the_far_edge_of_the_mirror() -> None:
    lines = ((HEBREW, 0), ("אב.", 0), (ENGLISH, 0), (ENGLISH, 0), ("dcba", FULL - 5))
    assert contrary(*lines, leftward=True) == [2, 3, 4]


@pytest.mark.parametrize(("text", "against"), [(".אבגד", True), ("אבגד.", False)])
def test_the_full_stop_of_a_line_alone_tells_where_it_ends(text: str, *, against: bool) -> None:
    assert bool(contrary((text, 0))) == against


def test_a_hebrew_paragraph_on_an_english_page_ends_with_its_stop() -> None:
    shown = (".דגבא", FULL - 5)
    glyphs = [
        glyph for line in lines_of((ENGLISH, 0), ("ab.", 0), (HEBREW, 0), shown) for glyph in line
    ]
    numbered = [glyph._replace(offset=at) for at, glyph in enumerate(glyphs)]
    text = "".join(glyph.char for glyph in numbered)
    assert put_in_order(text, numbered, mirrored=False).text.endswith("\nאבגד.")


@pytest.mark.parametrize(("text", "against"), [("אבגד AB אבגד", True), ("אבגד ABCD", False)])
def test_the_letters_of_a_line_alone_tell_where_they_are_many(text: str, *, against: bool) -> None:
    assert bool(contrary((text, 0))) == against
