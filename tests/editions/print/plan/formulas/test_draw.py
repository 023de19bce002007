"""A unit's formulas become drawings as large as the text, on its baseline."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from editions.print.books import look
from makeready.core.errors import EditionError
from makeready.editions.print.plan.formulas.draw import (
    draw_formulas,
    find_missing,
    list_letter_faces,
)

SPACE = "http://www.w3.org/1998/Math/MathML"


def drawn(inside: str, *, display: str = "") -> tuple[ET.Element, list[ET.Element]]:
    """Return a document with one formula, drawn, and its pictures."""
    math = f'<math xmlns="{SPACE}" {display} alttext="said" data-tex="tex">{inside}</math>'
    root = ET.fromstring(f"<html><body><p>Of {math} it.</p></body></html>")
    files = draw_formulas(root)
    images = list(root.iter("img"))
    assert [image.get("src") for image in images] == [file.name for file in files]
    return root, images


def size(image: ET.Element) -> dict[str, float]:
    style = dict(each.split(": ") for each in image.get("style", "").split("; "))
    return {name: float(value.split()[0].removesuffix("em")) for name, value in style.items()}


def test_a_letter_stands_on_the_baseline_and_a_descender_below_it() -> None:
    _, (letter,) = drawn("<mi>x</mi>")
    _, (low,) = drawn("<mi>y</mi>")
    assert -0.02 < size(letter)["vertical-align"] < 0.02
    assert -0.3 < size(low)["vertical-align"] < -0.15
    assert 0.35 < size(letter)["width"] + 2 * size(letter)["margin"] < 0.65


def test_a_formula_keeps_what_stands_around_it_and_says_itself() -> None:
    root, (image,) = drawn("<mi>x</mi>")
    (span,) = root.iter("span")
    assert (span.get("data-formula"), span.get("class"), span.tail) == ("said", "formula", " it.")
    assert image.get("alt") == "said"


def test_displayed_sums_are_larger_than_those_in_a_line() -> None:
    total = "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>"
    _, (inline,) = drawn(total)
    root, (displayed,) = drawn(total, display='display="block"')
    assert size(displayed)["height"] > size(inline)["height"]
    assert root.find("body/p/span[@class='formula displayed']") is not None


def test_a_long_formula_in_a_line_may_be_broken_after_its_relations() -> None:
    letters = "<mi>a</mi><mo>+</mo>" * 8 + "<mi>b</mi>"
    root, images = drawn(f"<mrow>{letters}<mo>=</mo>{letters}</mrow>")
    assert [image.tail for image in images] == ["\u200b", None]
    _, whole = drawn(f"<mrow>{letters}<mo>=</mo>{letters}</mrow>", display='display="block"')
    assert len(whole) == 1
    assert len(list(root.iter("span"))) == 1


def test_equal_formulas_are_the_same_bytes() -> None:
    first, second = drawn("<mi>q</mi>")[1], drawn("<mi>q</mi>")[1]
    assert first[0].attrib == second[0].attrib


def test_mathml_that_cannot_be_drawn_is_an_error_with_its_tex() -> None:
    with pytest.raises(EditionError, match="a formula cannot be drawn: tex"):
        drawn("<mover><mi>x</mi></mover>")


def test_characters_without_an_outline_are_found() -> None:
    assert find_missing("a 𝐯∑水x水") == "水"


def test_letters_from_right_to_left_are_never_set_by_the_face_of_formulas() -> None:
    assert find_missing("xאℵ") == "א"


def test_letters_of_another_script_are_as_wide_as_in_their_face() -> None:
    root = ET.fromstring(
        f'<html><body><math xmlns="{SPACE}"><msup><mi>א</mi><mi>ש</mi></msup></math></body></html>'
    )
    (file,) = draw_formulas(root, tuple(list_letter_faces(look())))
    one, two = (path for path in ET.fromstring(file.data).iter() if "transform" in path.attrib)
    larger, smaller = (
        float(each.get("transform", "").split("scale(")[1].split()[0]) for each in (one, two)
    )
    assert larger > smaller > 0
