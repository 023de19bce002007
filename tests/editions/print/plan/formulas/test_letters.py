"""Words of formulas in letters of other scripts become outlines of the book's faces."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import bidi
from hypothesis import given
from hypothesis import strategies as st

from editions.print.books import look
from makeready.editions.print.plan.formulas.draw import draw_formulas, list_letter_faces
from makeready.editions.print.plan.formulas.letters import Stretch, divide_words, outline

FACES = tuple(list_letter_faces(look()))[:1]


@given(st.text("ab אב 12-+%,.", max_size=12).map(str.strip))
def test_words_stand_in_the_order_of_unicodes_algorithm(words: str) -> None:
    seen = "".join(
        piece.text[::-1] if piece.is_leftward else piece.text
        for piece in divide_words(words, "אב", FACES)
    )
    assert seen == bidi.get_display(words)


def test_a_sign_takes_the_face_of_the_letters_before_it() -> None:
    (word,) = divide_words("שטח, גן", "שטחגן", FACES)
    assert word == Stretch(text="שטח, גן", face=FACES[0], is_leftward=True)


def test_letters_that_the_face_of_formulas_has_are_left_to_it() -> None:
    pieces = divide_words("if ש", "ש", FACES)
    assert [(piece.text, piece.face is None) for piece in pieces] == [("if ", True), ("ש", False)]


def test_an_outline_stands_on_the_baseline_as_wide_as_its_letters() -> None:
    one, two = (
        outline(Stretch(text=text, face=FACES[0], is_leftward=True)) for text in ("ש", "שש")
    )
    assert two.width == 2 * one.width
    assert -0.05 < one.bottom < 0.05
    assert 0.4 < one.top < 0.9
    assert one.path.startswith("M")


def test_a_name_goes_to_the_drawing_to_whose_top_links_lead() -> None:
    space = "http://www.w3.org/1998/Math/MathML"
    root = ET.fromstring(f'<p><m:math xmlns:m="{space}" id="eq-a"><m:mi>x</m:mi></m:math></p>')
    draw_formulas(root)
    assert [each.get("id") for each in root.iter("img")] == ["eq-a"]
