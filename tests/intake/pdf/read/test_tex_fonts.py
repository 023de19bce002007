"""The codes of TeX's bitmap fonts are letters."""

from __future__ import annotations

from makeready.intake.pdf.read.tex_fonts import is_old, letters_of

LETTERS = (97, 98, 99)


def test_the_ligatures_tell_the_two_encodings_apart() -> None:
    new, old = [*LETTERS, 28, 21, 255], [*LETTERS, 12, 123]
    assert not is_old(new)
    assert is_old(old)
    assert [letters_of(new, old=False)[code] for code in (28, 21, 255)] == ["ﬁ", "–", "ß"]
    assert [letters_of(old, old=True)[code] for code in (12, 123)] == ["ﬁ", "–"]


def test_a_font_without_ligatures_or_quotation_marks_is_left_as_it_is() -> None:
    assert letters_of([*LETTERS, 233], old=False) == {}


def test_a_font_without_small_letters_is_one_of_signs() -> None:
    assert letters_of([136], old=False)[136] == "•"
