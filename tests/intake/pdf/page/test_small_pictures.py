"""A small picture stands where it stood within its line, and what is no picture is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake.pdf.typed import LEFT, TOP, Put, pdf_page, set_lines, survey_of
from makeready.intake.pdf.formulas.report import report_formulas
from makeready.intake.pdf.page.lines import lines_of
from makeready.intake.pdf.page.small_pictures import find_small_pictures

if TYPE_CHECKING:
    from makeready.intake.pdf.values import Box

ROW = Put("the lamp", LEFT, TOP), Put("was lit before", LEFT + 60, TOP)
BETWEEN: Box = (LEFT + 44, TOP - 2, LEFT + 56, TOP + 9)


def _places(*pictures: Box, drawn: bool = False) -> list[int]:
    puts = [*ROW, *set_lines(["the boats came in with the tide"], TOP - 12)]
    drawings, others = (pictures, ()) if drawn else ((), pictures)
    page = pdf_page(0, puts, drawings=drawings, pictures=others)
    found = find_small_pictures(page, lines_of(0, page.runs), ())
    return [each.within for each in found]


@pytest.mark.parametrize("drawn", [True, False])
def test_a_small_picture_between_words_stands_there(drawn: bool) -> None:
    assert _places(BETWEEN, drawn=drawn) == [len("the lamp")]


def test_one_behind_the_last_word_stands_there() -> None:
    assert _places((LEFT + 132, TOP, LEFT + 140, TOP + 8)) == [len("the lamp\nwas lit before")]


@pytest.mark.parametrize(
    "box",
    [
        pytest.param((LEFT + 60, TOP - 2, LEFT + 100, TOP - 0.5), id="a stroke under words"),
        pytest.param((LEFT + 58, TOP - 3, LEFT + 130, TOP + 9), id="a ground of words"),
        pytest.param((LEFT - 10, TOP + 1, LEFT - 6, TOP + 5), id="the bullet of an item"),
        pytest.param((LEFT + 44, TOP + 40, LEFT + 56, TOP + 51), id="off all lines"),
    ],
)
def test_what_is_no_sign_of_a_line_is_left_out(box: Box) -> None:
    assert _places(box) == []


def test_small_pictures_are_told() -> None:
    survey = survey_of(
        [pdf_page(0, [*ROW, *set_lines(["so it was"], TOP - 24)], pictures=[BETWEEN])]
    )
    (found,) = report_formulas(survey.pieces, survey.floats, "x.pdf")
    assert (found.code, found.message) == ("S-180", "1 picture, on page 1")
