"""Formulas on finished pages: drawn, tagged, counted; too wide ones are set smaller and told."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from editions.print.books import POCKET, Chapter, here, look, master, prose
from editions.print.tagged import structure_of
from makeready.checks.read.lines import read_lines
from makeready.editions.print import edition
from makeready.editions.print.plan.formulas.draw import list_letter_faces
from makeready.press.build import editions
from master.titles import templates

if TYPE_CHECKING:
    from makeready.core.model import Face

LINE = 14.0
"""The height of a line of `classic`, in points."""

SPACE = "http://www.w3.org/1998/Math/MathML"


def formula(said: str, inside: str, display: str = "") -> str:
    return (
        f'<math xmlns="{SPACE}" {display} alttext="{said}" data-tex="{said}">'
        f"<mrow>{inside}</mrow></math>"
    )


BLOCK = 'display="block"'
LETTERS = "<mi>a</mi><mo>+</mo>" * 30 + "<mi>b</mi>"
BODY = (
    f"<p>{prose(9)} {formula('one', '<mi>x</mi>')}, {prose(5)} "
    f"{formula('two', '<mi>y</mi>', BLOCK)} goes on.{{note}}</p>"
    f"<p class='formula'>{formula('wide', LETTERS, BLOCK)}</p>"
)


def test_formulas_are_drawn_tagged_and_told_where_they_are_smaller() -> None:
    note = f"A note of {formula('three', '<mi>z</mi>')}."
    book = master((Chapter(title="Weirs", body=BODY, notes=(note,)),), trim=POCKET)
    printed, found = edition.make(book, look(), here)
    assert printed is not None, found
    assert [str(each) for each in found if each.code != "P-003"] == ["P-022 page 1: wide"]
    structure = structure_of(printed.data)
    assert not structure.faults
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        told = Counter(
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Formula"
        )
    assert told == Counter(("one", "two", "three", "wide"))


def test_a_formula_with_letters_that_no_face_has_forbids_the_edition() -> None:
    body = f"<p>{formula('water', '<mtext>水</mtext>')}</p>"
    printed, found = edition.make(master((Chapter(title="T", body=body),)), look(), here)
    assert printed is None
    assert [str(each) for each in found] == ["P-007 the formula water: no outline for 水"]
    assert 'fallback = ["Noto Serif CJK SC"]' in found[0].hint


def lent(character: str) -> Face:
    """Return a face with the outline of א for one character, as a face of the machine."""
    ours = next(face for face in look().faces if face.asset in list_letter_faces(look()))
    font = TTFont(io.BytesIO(ours.asset.data))
    for table in font["cmap"].tables:
        table.cmap[ord(character)] = table.cmap.get(ord("א"), ".notdef")
    made = io.BytesIO()
    font.save(made)
    asset = replace(ours.asset, name="fonts/lent.ttf", data=made.getvalue())
    return replace(ours, family="Lent", asset=asset)


def test_letters_of_formulas_are_taken_from_faces_of_the_book_and_of_the_machine() -> None:
    body = f"<p>{formula('area', '<mtext>שטח</mtext><mo>=</mo><mi>水</mi>')}</p>"
    book = master((Chapter(title="T", body=body),))
    printed, found = edition.make(book, replace(look(), lent=(lent("水"),)), here)
    assert printed is not None, found
    assert [str(each) for each in found if each.code in ("P-007", "P-009")] == [
        "book.toml: P-009 “Lent” is this machine's"
    ]


@pytest.mark.parametrize("around", ["{}", "<em>{}</em>"], ids=["plain", "emphasized"])
def test_a_formula_with_a_number_keeps_to_the_grid_with_like_space_on_either_side(
    around: str,
) -> None:
    high = "<mfrac><mfrac><mi>a</mi><mi>b</mi></mfrac><mi>c</mi></mfrac>"
    displayed = f"{formula('high', high, BLOCK)}<span class='equation'>(1)</span>"
    body = f"<p>{around.format(f'Above. {displayed}')}</p><p>Below.</p>"
    css = editions.read_print_css(dict(templates()), "classic")
    book = master((Chapter(title="Weirs", body=body),), trim=POCKET)
    printed, found = edition.make(book, replace(look(), css=css), here)
    assert printed is not None, found
    above, number, below = read_lines(printed.data)[-3:]
    assert [above.text, number.text, below.text] == ["Above.", "(1)", "Below."]
    lines = (above.base - below.base) / LINE
    assert lines == pytest.approx(round(lines), abs=0.02)
    assert lines >= 4
    middle = (above.base + below.base) / 2
    assert number.base == pytest.approx(middle, abs=2.0)


def test_a_fraction_in_a_line_leaves_the_lines_of_its_paragraph_on_the_grid() -> None:
    fraction = formula("half", "<mfrac><mi>a</mi><mi>b</mi></mfrac>")
    power = formula("power", "<msup><mi>h</mi><mrow><mn>3</mn><mo>/</mo><mn>2</mn></mrow></msup>")
    body = f"<p>{prose(7, 1)} {fraction} {prose(20, 2)} {power} {prose(12, 3)}</p>"
    css = editions.read_print_css(dict(templates()), "classic")
    book = master((Chapter(title="Weirs", body=body),), trim=POCKET)
    printed, found = edition.make(book, replace(look(), css=css), here)
    assert printed is not None, found
    lines = read_lines(printed.data)
    bases = sorted({line.base for line in lines if line.page == lines[-1].page}, reverse=True)
    steps = [upper - lower for upper, lower in pairwise(bases)]
    assert steps[-4:] == pytest.approx([LINE] * 4, abs=0.3)
