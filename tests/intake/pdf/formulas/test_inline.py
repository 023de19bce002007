"""Parts of formulas above and below a line of text are read in their places on it."""

from __future__ import annotations

from intake.pdf.typed import ITALIC, LEADING, LEFT, TOP, Put, pdf_page, set_lines, survey_of
from makeready.intake.pdf.values import Face

SIGNS = Face(name="CMSY10")


def _lines(*puts: Put) -> list[str]:
    survey = survey_of([pdf_page(0, [*puts, *set_lines(["so the boats came in"], TOP - 60)])])
    return [line.text for piece in survey.pieces for line in piece.paragraph.lines][:-1]


def test_numerator_and_denominator_stand_between_the_words() -> None:
    before, after = Put("the ratio", LEFT, TOP), Put("of both sails", LEFT + 62, TOP)
    over, under = (
        Put("ab", LEFT + 50, TOP + 7, face=ITALIC),
        Put("c", LEFT + 50, TOP - 7, face=ITALIC),
    )
    assert _lines(before, over, under, after) == ["the ratio abc of both sails"]


def test_a_root_that_hangs_from_its_top_is_on_the_line() -> None:
    root = Put("\u221a", LEFT + 52, TOP + 7.5, face=SIGNS)
    words = Put("where c =", LEFT, TOP), Put("gh is the speed", LEFT + 58, TOP)
    assert _lines(words[0], root, words[1]) == ["where c = \u221agh is the speed"]


def test_the_rest_of_a_line_after_a_fraction_is_on_the_line() -> None:
    over, under = (
        Put("ab", LEFT + 50, TOP + 4, 7.0, ITALIC),
        Put("c", LEFT + 50, TOP - 4, 7.0, ITALIC),
    )
    puts = Put("the ratio", LEFT, TOP), over, under, Put("alone counts", LEFT + 60, TOP)
    assert _lines(*puts) == ["the ratio abc alone counts"]


def test_a_line_of_words_near_another_stays_a_line() -> None:
    puts = [Put("the ratio", LEFT, TOP), Put("of sails", LEFT, TOP - LEADING)]
    assert len(_lines(*puts)) == 2
