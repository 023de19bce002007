"""Terms of a list of definitions have their meanings set in below them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.pdf.typed import BOLD, LEADING, LEFT, TOP, Put, page_of_text, pdf_page, survey_of
from makeready.intake.pdf.text.kinds import _with_terms
from makeready.intake.pdf.text.paragraphs import Habits
from makeready.intake.pdf.text.pieces import Sort

LOW = TOP - 16 * LEADING


@pytest.mark.parametrize(
    ("sort", "becomes"), [(Sort.HEADING, Sort.HEADING), (Sort.TEXT, Sort.MEANING)]
)
def test_a_heading_that_is_set_in_is_no_meaning(sort: Sort, becomes: Sort) -> None:
    puts = [
        *page_of_text(),
        Put("rope", LEFT, LOW, face=BOLD),
        Put("Hemp that is laid up.", LEFT + 20, LOW - LEADING),
        Put("Where the ropes are", LEFT + 20, LOW - 6 * LEADING, 18),
    ]
    survey = survey_of([pdf_page(0, puts)])
    *above, last = survey.pieces
    habits = Habits(measure=survey.measure, indents=False, parts=True, tags={})
    made = list(_with_terms([*above, replace(last, sort=sort)], habits))
    assert [piece.sort for piece in made[-3:]] == [Sort.TERM, Sort.MEANING, becomes]
