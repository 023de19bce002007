"""Hebrew and Arabic come out in the order in which they are read, whatever order a file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.pdf.read.letters import WIDE, glyphs_of, words_of_runs
from makeready.intake.pdf.page.lines import lines_of
from makeready.intake.pdf.read.glyphs import runs_of
from makeready.intake.pdf.read.leftward import (
    mirror_box,
    mirror_glyph,
    put_in_order,
    runs_leftward,
)

if TYPE_CHECKING:
    import random

WIDTH = 400.0


def set_leftward(line: str) -> list[float]:
    """Return the left edges of letters that are set from the right edge of the page."""
    return [WIDTH - WIDE * (at + 1) for at in range(len(line))]


def read(line: str, places: list[float], order: list[int] | None = None) -> str:
    """Return what is read of a page with one line, its letters in this order of the file."""
    glyphs = glyphs_of(line, places)
    glyphs = [mirror_glyph(glyph, WIDTH) for glyph in glyphs]
    if order:
        glyphs = [glyphs[at]._replace(offset=place) for place, at in enumerate(order)]
        line = "".join(glyph.char for glyph in glyphs)
    text, ordered = put_in_order(line, glyphs, mirrored=True)
    runs = tuple(runs_of(text, ordered, 0, mirrored=True))
    assert lines_of(0, runs)[0].text == text
    return text


def test_a_page_runs_leftward_where_most_letters_do() -> None:
    assert runs_leftward(glyphs_of("ספר ab"))
    assert not runs_leftward(glyphs_of("ספר abcd"))


@given(st.lists(st.text("אבגדה", min_size=2, max_size=4), min_size=1, max_size=4), st.randoms())
def test_the_order_of_the_file_does_not_matter(words: list[str], chance: random.Random) -> None:
    line = " ".join(words)
    count = len(line.replace(" ", ""))
    order = list(range(count))
    chance.shuffle(order)
    assert read(line, set_leftward(line), order) == line


def test_figures_and_latin_words_run_to_the_right_in_a_line_to_the_left() -> None:
    """The line reads: boat, 12, The Ferry (19), book."""
    line = "סירה 12 The Ferry (19) ספר"
    places = set_leftward(line)
    for start, end in ((5, 7), (8, 22)):
        places[start:end] = places[start:end][::-1]
    assert read(line, places) == line


@pytest.mark.parametrize("line", ["ספר )סירה( חוף", "ספר )סירה) חוף", "ספר (סירה) חוף"])
def test_brackets_are_named_as_they_are_meant(line: str) -> None:
    assert read(line, set_leftward(line)) == "ספר (סירה) חוף"


def test_points_stay_with_their_letters() -> None:
    line = "שָלֹם"
    places = [WIDTH - 5, WIDTH - 5, WIDTH - 10, WIDTH - 10, WIDTH - 15]
    assert read(line, places) == line


def test_a_hebrew_word_in_an_english_line_is_turned_round() -> None:
    text = "the רפס was"  # as pdfium gives it where it sees the places alone
    moved, glyphs = put_in_order(text, glyphs_of(text), mirrored=False)
    assert moved == "the ספר was"
    assert " ".join(words_of_runs(moved, glyphs)) == moved


def test_a_box_comes_back_from_the_mirror() -> None:
    box = (10.0, 20.0, 50.0, 80.0)
    assert mirror_box(box, WIDTH) == (350.0, 20.0, 390.0, 80.0)
    assert mirror_box(mirror_box(box, WIDTH), WIDTH) == box


def test_the_sign_for_a_hundredth_runs_with_its_figures() -> None:
    """The line reads: boat, 12%, book; on the page the figures stand before their sign."""
    line = "ספר %21 ספר"
    assert read(line, set_leftward(line)) == "ספר 12% ספר"


def test_a_number_in_several_tags_is_one() -> None:
    line = "ספר 02/91 ספר"  # the figures as they stand from the right
    glyphs = [mirror_glyph(glyph, WIDTH) for glyph in glyphs_of(line, set_leftward(line))]
    tagged = [glyph._replace(tag=at, look=at) for at, glyph in enumerate(glyphs)]
    text, ordered = put_in_order(line, tagged, mirrored=True)
    assert lines_of(0, tuple(runs_of(text, ordered, 0, mirrored=True)))[0].text == "ספר 19/20 ספר"
