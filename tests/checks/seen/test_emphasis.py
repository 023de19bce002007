"""Emphasis is told where print shows none, another, or one that the master has not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from makeready.checks.read.print import Page
from makeready.checks.seen.emphasis import Setting, Stretch, tell_emphasis
from makeready.checks.seen.looks import Look, Wish, read_free_looks, read_wishes

LETTERS = frozenset(map(ord, "abdhxאבג"))
LOOKS = {
    "R": Look(family="F", slanted=False, bold=False, letters=LETTERS),
    "I": Look(family="F", slanted=True, bold=False, letters=LETTERS),
    "B": Look(family="F", slanted=False, bold=True, letters=LETTERS),
    "Own": Look(family="G", slanted=False, bold=False, letters=LETTERS),
    "Own bold": Look(family="G", slanted=False, bold=True, letters=LETTERS),
}
CLASSIC = read_wishes(".smallcaps { font-variant-caps: small-caps }")
LARGE = read_wishes("i, em { font-style: normal } em, .smallcaps { font-weight: 700 }")
LOW, TALL = (0.0, 0.0, 1.0, 5.0), (0.0, 0.0, 1.0, 7.5)


def page(text: str, faces: tuple[str, ...], *, small: bool = False) -> Page:
    boxes = tuple(TALL if each in "bdh" and not small else LOW for each in text)
    return Page(
        label="1",
        size=(100.0, 100.0),
        text=text,
        boxes=boxes,
        lines=(0,) * len(text),
        runs=(0,) * len(text),
        furniture=(),
        outside="",
        pictures=0,
        links=(),
        faces=faces,
    )


def told(style: str, face: str, setting: Setting, text: str = "abx", *, small: bool = False) -> str:
    """Return what is told of letters of a style in a face, among text in the first one."""
    usual = Stretch(page=0, shown=page("aaaa", ("R",) * 4), style="p", indexes=range(4))
    shown = page(text, (face,) * len(text), small=small)
    stretch = Stretch(page=0, shown=shown, style=style, indexes=range(len(text)))
    return "".join(message for _, _, message in tell_emphasis((usual, stretch), setting))


def test_style_sheets_say_how_emphasis_looks() -> None:
    assert CLASSIC["e"] == Wish(slanted=True)
    assert CLASSIC["s"] == Wish(bold=True)
    assert CLASSIC["k"] == Wish(small=True)
    assert LARGE["e"] == Wish(slanted=False, bold=True)
    assert read_wishes(".stage em { font-style: normal }")["e"] == Wish(slanted=True)


@pytest.mark.parametrize(
    ("style", "face", "said"),
    [
        ("e", "I", ""),
        ("e", "R", "is set as the text is, without its emphasis"),
        ("e", "B", "is set in bold letters, and not in the italics of emphasis"),
        ("s", "B", ""),
        ("s", "I", "is set in italics, and not in the bold letters of strong emphasis"),
        ("k", "I", "is set in italics, and not in the upright letters of small capitals"),
        ("p", "I", "is set otherwise than the text, and has no emphasis"),
    ],
)
def test_a_style_has_the_face_that_the_theme_gives_it(style: str, face: str, said: str) -> None:
    setting = Setting(looks=LOOKS, wishes=CLASSIC)
    assert told(style, face, setting, small=style == "k") == (said and f"“abx” {said}")


def test_another_theme_has_other_faces() -> None:
    setting = Setting(looks=LOOKS, wishes=LARGE)
    assert told("e", "B", setting) == ""
    assert told("k", "B", setting) == ""
    assert "is set in italics" in told("e", "I", setting)


def test_a_family_without_italics_shows_emphasis_by_what_it_has() -> None:
    setting = Setting(looks=LOOKS, wishes=CLASSIC)
    assert told("e", "Own bold", setting) == ""
    assert "without its emphasis" in told("e", "Own", setting)


def test_small_capitals_that_the_master_has_not_are_told() -> None:
    setting = Setting(looks=LOOKS, wishes=CLASSIC)
    assert told("p", "R", setting, "abdhxaax") == ""
    assert "small capitals" in told("p", "R", setting, "abdhxaax", small=True)
    assert told("p", "R", replace(setting, style="p { font-variant: small-caps }")) == ""


def test_most_letters_decide_where_lines_run_from_right_to_left() -> None:
    setting = Setting(looks=LOOKS, wishes=CLASSIC)
    usual = Stretch(page=0, shown=page("אאאא", ("R",) * 4), style="p", indexes=[3, 2, 1, 0])
    for faces, count in (("IIR", 0), ("IRR", 1), ("BBB", 1)):
        shown = page("אבג", tuple(faces))
        stressed = Stretch(page=0, shown=shown, style="e", indexes=[2, 1, 0])
        assert len([*tell_emphasis((usual, stressed), setting)]) == count


def test_letters_that_stand_elsewhere_on_a_line_from_right_to_left_tell_nothing() -> None:
    usual = Stretch(page=0, shown=page("aaaa", ("R",) * 4), style="p", indexes=range(4))
    for text, count in (("abאab", 0), ("abאxd", 1)):
        shown = page(text, ("I", "I", "R", "R", "R"))
        stretch = Stretch(page=0, shown=shown, style="p", indexes=(0, 1, 2))
        told_of = list(tell_emphasis((usual, stretch), Setting(looks=LOOKS, wishes=CLASSIC)))
        assert len(told_of) == count, text


def test_text_that_the_title_sets_in_italics_has_no_emphasis() -> None:
    assert read_free_looks("em { font-style: italic } p { color: red }") == Wish()
    assert read_free_looks("blockquote { font: italic 10pt/12pt serif }").slanted
    free = read_free_looks("@media print { .motto { font-style: italic } }")
    setting = Setting(looks=LOOKS, wishes=CLASSIC)
    assert "no emphasis" in told("p", "I", setting)
    assert told("p", "I", replace(setting, free=free)) == ""
    assert "no emphasis" in told("p", "B", replace(setting, free=free))
