"""Fonts of the machine are told apart from those that the title asks for, and from its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions.print.books import POCKET, Chapter, here, look, master
from makeready.editions.print import edition
from makeready.editions.print.prove.characters import (
    check_characters,
    check_embedded,
    check_formulas,
    check_laid_characters,
)
from makeready.editions.print.values import FontUse, LaidUnit
from makeready.editions.typefaces import metrics

OURS = metrics(look().faces[0].asset).postscript


def laid(*fonts: str) -> LaidUnit:
    """Return a laid-out unit that uses the fonts of these PostScript names."""
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


def used(font: str, text: str) -> LaidUnit:
    """Return a laid-out unit in which a font sets these characters, a glyph each."""
    glyphs = tuple((number, 500.0, character) for number, character in enumerate(text))
    use = FontUse(key=font, postscript=font, embedded=True, glyphs=glyphs)
    return replace(laid(), fonts=(use,))


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


def test_a_font_that_nobody_asked_for_is_told_with_the_characters_that_need_it() -> None:
    units = [used("DejaVuSans", "a नम"), used("Other", "b"), used("DejaVuSans", "ज")]
    found = check_embedded(units, look().faces, master(()))
    assert [each.message for each in found] == [
        "the print edition uses DejaVuSans for ज न म",
        "the print edition uses Other for b",
    ]
    assert found[0].words == ("ज", "न", "म")
    assert 'fallback = ["Noto Serif Devanagari"]' in found[0].hint
    assert "apt-get install fonts-noto-core`" in found[0].hint
    assert found[1].words == ()


def test_at_most_twelve_characters_are_shown() -> None:
    letters = "अआइईउऊऋएऐओऔकखग"
    (found,) = check_embedded([used("Other", letters)], look().faces, master(()))
    assert found.message == f"the print edition uses Other for {' '.join(sorted(letters)[:12])}"
    assert len(found.words) == len(letters)


def test_a_family_that_a_style_asks_for_is_told_where_it_asks() -> None:
    style = "p { color: black }\n.sign { font-family: Futura }"
    (found,) = check_embedded([used("Other", "ab")], look().faces, master((), style=style))
    assert found.message == "the print edition uses Other for a b"
    assert found.place is not None
    assert (found.place.file, found.place.line) == ("style.css", 2)
    assert found.hint.startswith("style.css asks for “Futura”, which neither the press")


def test_the_machines_font_is_told_at_book_toml() -> None:
    book = master(())
    asked = replace(book, book=replace(book.book, fallback_fonts=("DejaVu Sans",)))
    (found,) = check_embedded([used("DejaVuSans", "a"), laid(OURS)], look().faces, asked)
    assert (found.code, found.place and found.place.file) == ("P-009", "book.toml")


def test_the_most_frequent_characters_of_a_script_come_first_and_twelve_at_most() -> None:
    letters = "अआइईउऊऋएऐओऔकखग"
    body = f"<p>{letters} {letters[-1] * 5}</p><p>behind</p>"
    (found,) = check_characters(master([Chapter(title="C", body=body)]), look().faces)
    shown = " ".join((letters[-1], *letters[:11]))
    assert f"Devanagari: 19 characters that no font has ({shown} …), in" in found.message
    assert found.words[1:] == tuple(letters)


def test_three_further_places_of_a_script_are_named() -> None:
    body = "".join(f"<p>place {n} 漢 here</p>" for n in range(6))
    (found,) = check_characters(master([Chapter(title="C", body=body)]), look().faces)
    assert "in “place 0 漢 here”" in found.message
    assert found.elsewhere == tuple(f"place {n} 漢 here" for n in (1, 2, 3))


def test_the_words_around_a_character_are_twenty_on_either_side() -> None:
    text = "".join(f"{n:02}" for n in range(20))
    book = master([Chapter(title="C", body=f"<p>{text}漢{text}</p>")])
    (found,) = check_characters(book, look().faces)
    assert found.message.endswith(f"in “{text[-20:]}漢{text[:19]}”")


def test_a_title_that_has_fallback_fonts_is_looked_at_when_it_is_laid_out() -> None:
    book = master([Chapter(title="C", body="<p>漢</p>")])
    asked = replace(book, book=replace(book.book, fallback_fonts=("Noto Serif CJK SC",)))
    assert check_characters(asked, look().faces) == ()


def test_what_neither_a_fallback_nor_the_machine_has_stops_the_edition_once_a_script() -> None:
    body = "<p>One 漢 and 字, then अ.</p>"
    book = master([Chapter(title="C", body=body)])
    book = replace(book, book=replace(book.book, fallback_fonts=("Nowhere Serif",)))
    assert check_characters(book, look().faces) == ()
    warned = [
        f'.notdef glyph rendered for text that no font has: "{each}" (U+{ord(each):04X})'
        for each in "漢字अ☞"
    ]
    found, rest = check_laid_characters(book, [*warned, "another warning"])
    assert sorted((each.code, each.words[1:]) for each in found) == [
        ("P-007", ("One 漢 and 字, then अ.",)),
        ("P-007", ("字", "漢")),
    ]
    assert all("Nowhere Serif" in each.hint for each in found)
    assert rest == (warned[-1], "another warning")


@pytest.mark.parametrize("sign", ["\uf3a7", "\U000f0010", "\U0010fffd"])
def test_a_sign_of_the_private_area_is_to_be_written_as_what_it_means(sign: str) -> None:
    book = master([Chapter(title="C", body=f"<p>Press {sign} and 漢.</p>")])
    hints = {each.words[0]: each.hint for each in check_characters(book, look().faces)}
    assert hints[sign].startswith("a code of the private area means something only in the font")
    assert "private" not in hints["漢"]
    (found,) = check_embedded([used("Other", sign)], look().faces, master(()))
    (formula,) = check_formulas({"x": sign}, book, look())
    assert found.hint == formula.hint == hints[sign]


def test_a_mark_that_chooses_a_form_needs_no_font() -> None:
    book = master([Chapter(title="C", body="<p>One →\ufe0e two.</p>")], trim=POCKET)
    made, found = edition.make(book, look(), here)
    assert made is not None, found
    assert not {each.code for each in found} & {"P-002", "P-006", "P-007", "P-008"}


def test_the_layout_says_what_it_has_no_glyph_for() -> None:
    style = 'p { font-family: "Linux Libertine O" }'
    book = master([Chapter(title="C", body="<p>One \U0010fffd.</p>")], trim=POCKET, style=style)
    book = replace(book, book=replace(book.book, fallback_fonts=("Nowhere Serif",)))
    made, found = edition.make(book, look(), here)
    assert made is None
    assert [each.code for each in found if "\U0010fffd" in each.message] == ["P-007"]


def test_a_family_that_book_toml_names_already_is_not_to_be_named_again() -> None:
    book = master([Chapter(title="C", body="<p>One 漢.</p>")])
    book = replace(book, book=replace(book.book, fallback_fonts=("Noto Serif CJK SC",)))
    warned = '.notdef glyph rendered for text that no font has: "漢" (U+6F22)'
    ((found,), _) = check_laid_characters(book, [warned])
    assert "fonts-noto-cjk" in found.hint
    assert "fallback =" not in found.hint


def test_the_remedy_of_a_formula_names_the_fonts_of_its_letters() -> None:
    book = master([Chapter(title="Reeds", body="<p>Mud.</p>")])
    foreign = {"water": "\u6c34", "water and signs": "\u6c34\U00013000"}
    first, second = check_formulas(foreign, book, look())
    assert first.message == "the formula water: no outline for \u6c34"
    assert "fonts-noto-cjk" in first.hint
    assert "fonts-noto-core" not in first.hint
    assert "fonts-noto-cjk" in second.hint
    assert "fonts-noto-core" in second.hint
