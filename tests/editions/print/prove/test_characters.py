"""Fonts of the machine are told apart from those that the title asks for, and from its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions.print.books import Chapter, look, master
from makeready.editions.print.prove.characters import check_characters, check_embedded
from makeready.editions.print.values import FontUse, LaidUnit
from makeready.editions.typefaces import metrics

OURS = metrics(look().faces[0].asset).postscript


def laid(*fonts: str) -> LaidUnit:
    """Return a laid that uses the fonts of these PostScript names."""
    uses = [FontUse(key=name, postscript=name, embedded=True, glyphs=()) for name in fonts]
    return LaidUnit(
        unit="c1",
        data=b"",
        pages=(),
        breaks="auto",
        goes_on=False,
        fonts=tuple(uses),
        links=(),
        repaired=(),
        narrowed=(),
        layout_warnings=(),
    )


def told(*fonts: str, fallback: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    book = master(())
    asked = replace(book, book=replace(book.book, fallback_fonts=fallback))
    found = check_embedded([laid(*fonts)], look().faces, asked)
    return [(finding.code, finding.message) for finding in found]


def test_the_fonts_of_the_press_need_no_word() -> None:
    assert told(OURS) == []


def test_a_font_that_nobody_asked_for_stops_the_edition_by_its_name() -> None:
    assert told(OURS, "NotoSerifCJKsc-Regular") == [
        ("P-008", "the print edition uses NotoSerifCJKsc-Regular")
    ]


@pytest.mark.parametrize("asked", ["Noto Serif CJK SC", "Noto Serif CJK", "noto-serif cjk sc"])
def test_a_fallback_that_the_title_asks_for_is_told_as_this_machines(asked: str) -> None:
    assert told("NotoSerifCJKsc-Regular", "NotoSerifCJKsc-Bold", fallback=(asked,)) == [
        ("P-009", f"“{asked}” is this machine's")
    ]


def test_the_fallback_that_matches_is_the_one_that_is_named() -> None:
    fallback = ("DejaVu Sans", "Noto Serif CJK SC")
    assert told("NotoSerifCJKsc-Regular", fallback=fallback) == [
        ("P-009", "“Noto Serif CJK SC” is this machine's")
    ]


@pytest.mark.parametrize("font", ["SerifNotoCJKsc-Regular", "Noto", "DejaVuSerif"])
def test_a_font_of_another_name_is_no_fallback(font: str) -> None:
    assert told(font, fallback=("Noto Serif CJK SC",)) == [
        ("P-008", f"the print edition uses {font}")
    ]


def test_fonts_are_told_in_the_order_of_their_names() -> None:
    assert [message.split()[-1] for _, message in told("Zilla", "Abel", "Zilla")] == [
        *("Abel", "Zilla")
    ]


def test_a_character_that_no_font_has_is_told_with_the_words_around_it() -> None:
    book = master([Chapter(title="C", body="<p>The reeds by the water said 漢 to the wind.</p>")])
    (found,) = check_characters(book, look().faces)
    assert found.code == "P-007"
    assert found.message.startswith("漢 (U+6F22 Cjk unified ideograph-6f22) in “")
    assert "by the water said 漢 to the wind" in found.message
    assert found.words[0] == "漢"


def test_a_script_is_told_once_and_what_shows_nothing_is_not() -> None:
    body = "<p>漢 and 漢, a soft\u00adhyphen, a\u200djoiner.</p><p>漢 or 字.</p>"
    (found,) = check_characters(master([Chapter(title="C", body=body)]), look().faces)
    assert "4 characters that no font has (漢 字), in “漢 and 漢" in found.message
