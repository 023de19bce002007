"""Hebrew and Arabic come out in the order in which they are read, whatever order a file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bidi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.pdf.read.letters import WIDE, glyphs_of, words_of_runs
from makeready.intake.pdf.page.lines import lines_of
from makeready.intake.pdf.read.glyphs import runs_of
from makeready.intake.pdf.read.leftward import mirror_glyph
from makeready.intake.pdf.read.order.pages import Ordered, put_in_order

if TYPE_CHECKING:
    import random

    from makeready.intake.pdf.read.glyphs import Glyph

WIDTH = 400.0
HEBREW = st.text("אבגדה", min_size=2, max_size=4)
ARABIC = st.text("بتجدهس", min_size=2, max_size=4)
ENGLISH = st.text("abcde", min_size=2, max_size=4)
NUMBER = st.sampled_from(["12", "1948", "3.5", "40%", "7/9", "1,200"])


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
    ordered = put_in_order(line, glyphs, mirrored=True)
    runs = tuple(runs_of(ordered.text, ordered.placed, 0))
    assert lines_of(0, runs)[0].text == ordered.text
    return ordered.text


def see(text: str, *, leftward: bool, y: float = 100.0, start: int = 0) -> list[Glyph]:
    """Return a paragraph's letters as Unicode's rules place them on a line, each an own object."""
    shown = bidi.get_display(text, base_dir="R" if leftward else "L")
    first = WIDTH - WIDE * len(shown) if leftward else 0.0
    places = [first + WIDE * at for at in range(len(shown))]
    glyphs = glyphs_of(shown, places, start=start, y=y)
    return [glyph._replace(look=glyph.offset) for glyph in glyphs]


def read_again(text: str, *, leftward: bool) -> Ordered:
    """Return what is read of a page with this line, set by Unicode's rules."""
    glyphs = see(text, leftward=leftward)
    if leftward:
        glyphs = [mirror_glyph(glyph, WIDTH) for glyph in glyphs]
    shown = bidi.get_display(text, base_dir="R" if leftward else "L")
    return put_in_order(shown, glyphs, mirrored=leftward)


def phrase(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return words with a number, in brackets, in quotation marks, or with a comma between them."""
    return st.one_of(
        words,
        st.tuples(words, words).map(" ".join),
        st.tuples(words, NUMBER, words).map(" ".join),
        st.tuples(words, words).map(", ".join),
        words.map("({})".format),
        words.map("“{}”".format),
        st.tuples(words, words).map(lambda pair: f"{pair[0]} ({pair[1]})"),
    )


def line_of(own: st.SearchStrategy[str], other: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return lines whose numbers and phrases in another script have words of their own between."""
    parts = st.lists(st.tuples(st.one_of(phrase(other), NUMBER), own), min_size=1, max_size=4)
    return st.tuples(own, parts).map(
        lambda line: " ".join([line[0], *(word for pair in line[1] for word in pair)]) + "."
    )


@given(st.lists(HEBREW, min_size=1, max_size=4), st.randoms())
def test_the_order_of_the_file_does_not_matter(words: list[str], chance: random.Random) -> None:
    line = " ".join(words)
    count = len(line.replace(" ", ""))
    order = list(range(count))
    chance.shuffle(order)
    assert read(line, set_leftward(line), order) == line


@given(st.one_of(line_of(ENGLISH, HEBREW), line_of(ENGLISH, ARABIC)))
def test_words_to_the_left_are_read_in_a_line_to_the_right(text: str) -> None:
    assert read_again(text, leftward=False).text == text


@given(st.one_of(line_of(HEBREW, ENGLISH), line_of(ARABIC, ENGLISH)))
def test_words_to_the_right_are_read_in_a_line_to_the_left(text: str) -> None:
    assert read_again(text, leftward=True).text == text


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


def test_letters_that_begin_at_one_place_are_one_glyph() -> None:
    """The ligature of lam and alef: the file says how wide each of them is alone."""
    glyphs = glyphs_of("مالس", [0.0, 5.0, 5.0, 10.0])
    glyphs[2] = glyphs[2]._replace(right=12.0)
    glyphs = [glyph._replace(right=12.0) if glyph.char == "ل" else glyph for glyph in glyphs]
    ordered = put_in_order("مالس", glyphs, mirrored=False)
    assert words_of_runs(ordered.text, ordered.placed) == ["سلام"]


def test_a_hebrew_word_in_an_english_line_is_turned_round() -> None:
    text = "the רפס was"  # as pdfium gives it where it sees the places alone
    ordered = put_in_order(text, glyphs_of(text), mirrored=False)
    assert ordered.text == "the ספר was"
    assert " ".join(words_of_runs(ordered.text, ordered.placed)) == ordered.text


def test_the_sign_for_a_hundredth_runs_with_its_figures() -> None:
    """The line reads: boat, 12%, book; on the page the figures stand before their sign."""
    line = "ספר %21 ספר"
    assert read(line, set_leftward(line)) == "ספר 12% ספר"


def test_a_number_in_several_tags_is_one() -> None:
    line = "ספר 02/91 ספר"  # the figures as they stand from the right
    glyphs = [mirror_glyph(glyph, WIDTH) for glyph in glyphs_of(line, set_leftward(line))]
    tagged = [glyph._replace(tag=at, look=at) for at, glyph in enumerate(glyphs)]
    ordered = put_in_order(line, tagged, mirrored=True)
    runs = tuple(runs_of(ordered.text, ordered.placed, 0))
    assert lines_of(0, runs)[0].text == "ספר 19/20 ספר"


@pytest.mark.parametrize("shown", ["ספר 1948–1950 ספר", "ספר 1950–1948 ספר"])
def test_the_smaller_number_of_a_range_stands_first(shown: str) -> None:
    """Some programs set a range from the left, others from the right."""
    glyphs = [mirror_glyph(glyph, WIDTH) for glyph in glyphs_of(shown)]
    text = put_in_order(shown, glyphs, mirrored=True).text
    assert text == "רפס 1948–1950 רפס"


def test_a_number_beside_hebrew_is_told_where_nothing_says_when_it_is_read() -> None:
    """A line shows the number before the words whether it is read before or after them."""
    ordered = read_again("the quay רפס 12 was", leftward=False)
    assert ordered.unsure == ("the quay 12 רפס was",)
    assert read_again("the quay ab רפס, 12 was", leftward=False).unsure == ()


@pytest.mark.parametrize(("number", "read_as"), [(3, "a 12 ספר b"), (9, "a ספר 12 b")])
def test_the_tags_tell_when_a_number_is_read(number: int, read_as: str) -> None:
    shown = "a 12 רפס b"
    tags = {"a": 1, "ר": 5, "פ": 5, "ס": 5, "b": 10}
    glyphs = [glyph._replace(tag=tags.get(glyph.char, number)) for glyph in glyphs_of(shown)]
    assert put_in_order(shown, glyphs, mirrored=False).text == read_as


@pytest.mark.parametrize(("look", "read_as"), [(0, "a b 12 ספר c"), (1, "a b ספר 12 c")])
def test_the_text_objects_tell_when_a_number_is_read(look: int, read_as: str) -> None:
    shown = "a b 12 רפס c"
    looks = dict.fromkeys("12", look) | dict.fromkeys("ab", 0)
    glyphs = [glyph._replace(look=looks.get(glyph.char, 7)) for glyph in glyphs_of(shown)]
    assert put_in_order(shown, glyphs, mirrored=False).text == read_as


def test_a_bracket_that_is_open_at_the_end_of_a_line_closes_on_the_next() -> None:
    first, second = "a (רפס ףוח", ")הריס b"
    glyphs = [*glyphs_of(first), *glyphs_of(second, start=11, y=88.0)]
    ordered = put_in_order(f"{first}\n{second}", glyphs, mirrored=False)
    assert ordered.text.startswith("a (")
    first, second = "a ףוח( רפס", ")הריס b"
    glyphs = [*glyphs_of(first), *glyphs_of(second, start=11, y=88.0)]
    ordered = put_in_order(f"{first}\n{second}", glyphs, mirrored=False)
    assert ordered.text == "a ספר (חוף\nסירה) b"


def test_cells_of_a_table_stay_in_their_columns() -> None:
    line = "רפס הריס"
    places = [WIDE * at + (100 if at > 3 else 0) for at in range(len(line))]
    assert put_in_order(line, glyphs_of(line, places), mirrored=False).text == "ספר\nסירה"


def test_characters_keep_the_place_where_they_stand() -> None:
    """Links are found by it."""
    ordered = put_in_order("a רפס b", glyphs_of("a רפס b"), mirrored=False)
    assert [glyph.left for glyph in ordered.placed] == [0, 10, 15, 20, 30]
    assert [(glyph.char, glyph.left) for glyph in ordered.glyphs][1:4] == [
        ("ס", 20), ("פ", 15), ("ר", 10),
    ]  # fmt: skip
