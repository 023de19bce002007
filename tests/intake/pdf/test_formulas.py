"""Lines of signs from fonts for mathematics are formulas, and told."""

from __future__ import annotations

from intake.pdf.typed import LEADING, LEFT, TOP, Put, page_of_text, pdf_page, survey_of
from makeready.intake.pdf.formulas import report_formulas
from makeready.intake.pdf.values import Face

LOW = TOP - 14 * LEADING


def _told(*signs: Put) -> list[str]:
    pieces = survey_of([pdf_page(0, [*page_of_text(), *signs])]).pieces
    return [found.message for found in report_formulas(pieces, "x.pdf")]


def test_a_line_of_mathematics_is_told() -> None:
    letter = Put("y", LEFT + 100, LOW, face=Face(name="CMMI10", italic=True))
    signs = Put("= x\u2264\u221ea", LEFT + 112, LOW, face=Face(name="CMSY10"))
    assert _told(letter, signs) == ["1 line, on page 1"]


def test_a_sign_in_a_line_of_text_makes_no_formula() -> None:
    sign = Put("\u2264", LEFT, LOW, face=Face(name="CMSY10"))
    assert _told(sign, Put("of all the boats", LEFT + 10, LOW)) == []
