"""A raised figure calls a note after a word or a stop, and is an exponent in formulas and units."""

from __future__ import annotations

import pytest

from intake.pdf.typed import ITALIC, ROMAN, TOP, Put, pdf_page
from makeready.intake.pdf.page.lines import lines_of
from makeready.intake.pdf.page.marks import calls_in, opening_mark, roman_mark
from makeready.intake.pdf.values import Face

MATHS = Face(name="CMMI10", italic=True)


def _calls(words: str, label: str, face: Face = ROMAN, mark: Face = ROMAN) -> list[bool]:
    """Return for each call whether it is one for certain."""
    before = Put(words, face=face)
    raised = Put(label, before.left + 5 * len(words), TOP + 4, 6.0, mark)
    lead = Put("the lamp of the boats", 50 - 120)
    (line,) = lines_of(0, pdf_page(0, [lead, before, raised]).runs)
    return [sure for _, sure in calls_in(line)]


@pytest.mark.parametrize("words", ["the boats", "came in.", "the km", "12 men"])
def test_a_figure_after_a_word_is_a_call(words: str) -> None:
    assert _calls(words, "2") == [True]


@pytest.mark.parametrize("words", ["12 km", "3 cm", "8 m/sec", "1.4 ft"])
def test_a_power_of_a_unit_is_no_call_for_certain(words: str) -> None:
    assert _calls(words, "2") == [False]


@pytest.mark.parametrize(
    ("words", "face", "mark"),
    [("ks", MATHS, ROMAN), ("\U0001d458\U0001d460", ROMAN, ROMAN), ("the x", ROMAN, MATHS)],
)
def test_an_exponent_is_no_call(words: str, face: Face, mark: Face) -> None:
    assert _calls(words, "2", face, mark) == []


def test_a_sign_that_tex_takes_from_its_mathematics_is_a_call() -> None:
    assert _calls("the boats", "\u2217", mark=Face(name="CMSY7")) == [True]


def test_in_a_formula_only_a_stop_is_followed_by_a_call() -> None:
    assert _calls("E = mc", "2", ITALIC) == [True]  # words stand before it on the line
    (line,) = lines_of(
        0, pdf_page(0, [Put("E = mc", face=ITALIC), Put("2", 80, TOP + 4, 6.0)]).runs
    )
    assert [sure for _, sure in calls_in(line)] == [False]


def test_no_note_has_the_number_nothing() -> None:
    (line,) = lines_of(0, pdf_page(0, [Put("0 boats came in")]).runs)
    assert opening_mark(line) is None


@pytest.mark.parametrize(("words", "label"), [("iv The boats", "iv"), ("in. The boats", "")])
def test_small_roman_numerals_open_notes(words: str, label: str) -> None:
    (line,) = lines_of(0, pdf_page(0, [Put(words)]).runs)
    mark = roman_mark(line)
    assert (mark.label if mark else "") == label
