"""Formulas that stand alone are cut out where they are more than a row, with their signs told."""

from __future__ import annotations

import pytest

from intake.pdf.typed import (
    ITALIC,
    LEADING,
    LEFT,
    ROMAN,
    TOP,
    Put,
    filled,
    import_of,
    page_of_text,
    pdf_page,
    set_lines,
    survey_of,
    text_of,
)
from makeready.intake.pdf.values import Box, Face, Tag

LOW = TOP - 15 * LEADING
MIDDLE = LEFT + 100


def _spelled(puts: list[Put], *, rules: tuple[Box, ...] = ()) -> list[str]:
    after = set_lines(filled(3, 2), LOW - 4 * LEADING)
    survey = survey_of([pdf_page(0, [*page_of_text(), *puts, *after], rules=rules)])
    return [each.figure.alt for each in survey.floats if each.figure]


def _fraction(left: float = MIDDLE) -> list[Put]:
    return [
        Put("v =", left, LOW),
        Put("ds", left + 20, LOW + 7, face=ITALIC),
        Put("dt", left + 20, LOW - 7, face=ITALIC),
    ]


BAR = (MIDDLE + 19, LOW + 2, MIDDLE + 31, LOW + 2.5)


def test_a_fraction_is_a_picture_with_its_signs() -> None:
    assert _spelled(_fraction(), rules=(BAR,)) == ["v = ds dt"]


def test_raised_and_lowered_signs_are_marked() -> None:
    puts = [
        Put("y =", MIDDLE, LOW),
        Put("\u2211", MIDDLE + 20, LOW),
        Put("k=1", MIDDLE + 18, LOW - 9, 6.0),
        Put("n", MIDDLE + 21, LOW + 9, 6.0, ITALIC),
    ]
    assert _spelled(puts) == ["y = \u2211_(k=1)^n"]


def test_rows_of_a_formula_are_one_picture() -> None:
    rows = ["u = a + b", "v = a \u2212 b"]
    puts = [Put(row, MIDDLE, LOW - 15 * at) for at, row in enumerate(rows)]
    assert _spelled(puts) == ["u = a + b v = a \u2212 b"]


def test_the_words_of_cases_are_in_the_picture() -> None:
    puts = [
        Put("f = {", MIDDLE, LOW),
        Put("1 if x > 0", MIDDLE + 27, LOW + 6),
        Put("0 otherwise", MIDDLE + 27, LOW - 6),
    ]
    assert _spelled(puts) == ["f = { 1 if x > 0 0 otherwise"]


def test_the_number_of_a_formula_is_in_the_picture() -> None:
    puts = [*_fraction(), Put("(2.1)", MIDDLE + 160, LOW)]
    assert _spelled(puts, rules=(BAR,)) == ["v = ds dt (2.1)"]


@pytest.mark.parametrize(
    "puts",
    [
        pytest.param([Put("E = 3 + 4", MIDDLE, LOW)], id="one row"),
        pytest.param(
            [
                put
                for at in range(3)
                for put in (
                    Put(f"k = {at}", LEFT, LOW - LEADING * at),
                    Put(f"m = {at}", LEFT + 100, LOW - LEADING * at),
                    Put(f"\u00b1 {at}", LEFT + 200, LOW - LEADING * at),
                )
            ],
            id="rows of a table",
        ),
        pytest.param(
            [*_fraction(LEFT + 60), Put("the boats came in", LEFT + 110, LOW)],
            id="inside of a line",
        ),
    ],
)
def test_what_is_no_formula_of_several_lines_is_no_picture(puts: list[Put]) -> None:
    assert _spelled(puts) == []


def test_a_formula_parts_the_paragraph_where_it_stands() -> None:
    above, below = set_lines(filled(3), TOP), set_lines(filled(3, 9), LOW - 3 * LEADING)
    made = import_of([pdf_page(0, [*above, *_fraction(), *below], rules=(BAR,))])
    first, picture, last = text_of(made).strip().split("\n\n")
    assert (first[:8], last[:6]) == ("The lamp", filled(3, 9)[0][:6])
    assert 'alt="v = ds dt"' in picture


def test_the_words_that_the_file_has_for_a_formula_go_before_its_signs() -> None:
    puts = [Put(put.text, put.left, put.base, tag=7) for put in _fraction()]
    tag = Tag(roles=("Document", "Formula"), elements=(1, 2), alt="v is ds by dt")
    survey = survey_of([pdf_page(0, [*page_of_text(), *puts], rules=(BAR,))], tags={(0, 7): tag})
    assert [each.figure.alt for each in survey.floats if each.figure] == ["v is ds by dt"]


def test_a_formula_of_one_row_is_no_heading() -> None:
    row = Put("E = mc", MIDDLE, LOW, face=ITALIC)
    made = import_of([pdf_page(0, [*page_of_text(), row, *set_lines(filled(2), LOW - 30)])])
    assert "\n\n*E = mc*\n\n" in text_of(made)


def test_a_large_sign_of_tex_is_named() -> None:
    puts = [
        Put("y =", MIDDLE, LOW, face=ROMAN),
        Put("X", MIDDLE + 20, LOW, face=Face(name="CMEX10")),
        Put("k", MIDDLE + 40, LOW, face=ITALIC),
    ]
    assert _spelled(puts) == ["y = \u2211 k"]
