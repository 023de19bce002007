"""An accent over a letter and the letter are one."""

from __future__ import annotations

import pytest

from intake.pdf.read.letters import WIDE, glyphs_of
from makeready.intake.pdf.read.accents import compose_accents


@pytest.mark.parametrize(("written", "meant"), [("na¨ıve", "naïve"), ("´etude", "étude")])
def test_an_accent_before_its_letter_is_composed(written: str, meant: str) -> None:
    at = next(place for place, char in enumerate(written) if char in "¨´")
    places = [WIDE * (place - (place > at)) for place in range(len(written))]
    text, glyphs = compose_accents(written, glyphs_of(written, places))
    assert text == meant
    assert "".join(text[glyph.offset] for glyph in glyphs) == meant


def test_an_accent_beside_letters_stays() -> None:
    assert compose_accents("x^n", glyphs_of("x^n"))[0] == "x^n"


def test_an_accent_that_stands_elsewhere_in_the_file_goes_to_its_letter() -> None:
    written = "os o \u00b4 la"  # an acute accent that belongs over the s, amid another word
    places = [0, WIDE, 2 * WIDE, 3 * WIDE, 4 * WIDE, WIDE, 4 * WIDE, 4 * WIDE, 5 * WIDE]
    text, _ = compose_accents(written, glyphs_of(written, places))
    assert text == "o\u015b ola"
