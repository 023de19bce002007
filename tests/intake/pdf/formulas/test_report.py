"""Formulas that are kept as pictures or rows of signs are told, each with its pages."""

from __future__ import annotations

from intake.pdf.typed import LEADING, LEFT, TOP, Put, page_of_text, pdf_page, survey_of
from makeready.intake.pdf.formulas.report import report_formulas
from makeready.intake.pdf.values import Face

LOW = TOP - 14 * LEADING
LETTERS = Face(name="CMMI10", italic=True)
SIGNS = Face(name="CMSY10")


def _told(*signs: Put) -> list[str]:
    survey = survey_of([pdf_page(0, [*page_of_text(), *signs])])
    found = report_formulas(survey.pieces, survey.floats, "x.pdf")
    return [f"{each.code} {each.message}" for each in found]


def test_a_row_of_signs_is_told() -> None:
    letter = Put("y", LEFT + 100, LOW, face=LETTERS)
    signs = Put("= x\u2264\u221ea", LEFT + 112, LOW, face=SIGNS)
    assert _told(letter, signs) == ["S-169 1 line, on page 1"]


def test_a_sign_in_a_line_of_text_makes_no_formula() -> None:
    sign = Put("\u2264", LEFT, LOW, face=SIGNS)
    assert _told(sign, Put("of all the boats", LEFT + 10, LOW)) == []


def test_a_formula_that_is_a_picture_is_told() -> None:
    row = Put("y = \u2211", LEFT + 100, LOW)
    limit = Put("k = 1", LEFT + 115, LOW - 9, 7.0)
    assert _told(row, limit) == ["S-179 1 formula, on page 1"]


def test_a_fraction_within_a_line_is_told() -> None:
    rest = Put("of the boats came in with the tide", LEFT + 12, LOW)
    over, under = Put("a", LEFT, LOW + 4, 7.0, LETTERS), Put("b", LEFT, LOW - 4, 7.0, LETTERS)
    assert _told(over, under, rest) == ["S-169 1 line, on page 1"]
