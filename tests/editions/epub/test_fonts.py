"""Fonts of an e-book hold what its text may show, under names of their own."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pytest
import uharfbuzz
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from editions.epub.books import NO_PAGES, chapter, master
from editions.print.books import look
from makeready.core.model import Face, FontRole, Look
from makeready.editions.epub.fonts import (
    check_fonts,
    list_characters,
    name_families,
    rename_in_style,
    subset_faces,
)
from makeready.editions.epub.publication import publication
from makeready.editions.typefaces import WHOLE

TEXT = "Grüße, Łódź: “fjord” — 1848 ½"


@cache
def serif(permission: int = 0) -> Face:
    """Return the press's text face, with this fsType."""
    face = look().faces[0]
    if not permission:
        return face
    font = TTFont(io.BytesIO(face.asset.data))
    font["OS/2"].fsType = permission
    out = io.BytesIO()
    font.save(out)
    return replace(face, asset=replace(face.asset, data=out.getvalue()))


@cache
def mono() -> Face:
    return next(face for face in look().faces if face.role is FontRole.MONO)


def opened(face: Face) -> TTFont:
    return TTFont(io.BytesIO(face.asset.data))


def outline(font: TTFont, character: str) -> tuple[object, ...]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyph = glyphs[font.getBestCmap()[ord(character)]]
    glyph.draw(pen)
    return (glyph.width, *pen.value)


@pytest.mark.parametrize("face", [serif, mono], ids=["cff", "truetype"])
def test_each_character_of_the_text_keeps_its_outline(face: object) -> None:
    whole = face()  # type: ignore[operator]  # one of the two above
    (made,) = subset_faces([whole], TEXT)
    before, after = opened(whole), opened(made)
    shown = [
        each
        for each in f"{TEXT}{TEXT.upper()}{TEXT.lower()}"
        if ord(each) in before["cmap"].getBestCmap()
    ]
    assert shown
    assert all(outline(before, each) == outline(after, each) for each in shown)
    assert ord("Ω") not in after.getBestCmap()
    assert len(made.asset.data) < len(whole.asset.data) / 2


def test_a_subset_shapes_words_as_the_whole_font_does() -> None:
    (made,) = subset_faces([serif()], TEXT)
    for features in ({}, {"smcp": True}, {"onum": True}, {"frac": True}, {"dlig": True}):
        advances = []
        for face in (serif(), made):
            buffer = uharfbuzz.Buffer()
            buffer.add_str(TEXT)
            buffer.guess_segment_properties()
            uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(face.asset.data)), buffer, features)
            places = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
            advances.append([(info.cluster, place.x_advance) for info, place in places])
        assert advances[0] == advances[1]


def test_a_subset_keeps_no_reserved_name_and_says_whose_it_is() -> None:
    (made,) = subset_faces([serif()], TEXT)
    font, whole = opened(made), opened(serif())
    said = {each.nameID: str(each) for each in font["name"].names}
    assert made.family == "Makeready Text"
    for number in (1, 3, 4, 6, 16, 18):
        assert "Libertine" not in said.get(number, "")
    outlines = font["CFF "].cff
    top = outlines.topDictIndex[0]
    assert (outlines.fontNames[0], top.FamilyName) == ("MakereadyText-Regular", "Makeready Text")
    assert "Libertine" not in top.FullName
    for number in (0, 13, 14):
        assert font["name"].getDebugName(number) == whole["name"].getDebugName(number)


def test_the_same_text_gives_the_same_bytes() -> None:
    assert subset_faces([serif()], TEXT) == subset_faces([serif()], "".join(reversed(TEXT)))


def test_families_are_named_after_what_they_are_for() -> None:
    reed = replace(serif(), family="Reed")
    assert name_families([serif(), mono(), reed, serif()]) == {
        serif().family: "Makeready Text",
        mono().family: "Makeready Mono",
        "Reed": "Makeready Text 2",
    }


def test_a_font_that_must_stay_whole_does_with_all_of_its_family() -> None:
    bold = replace(serif(), weight=700)
    assert subset_faces([serif(WHOLE), bold], TEXT) == (serif(WHOLE), bold)


@pytest.mark.parametrize(
    ("permission", "codes"),
    [(0, []), (0x8, []), (0xA, []), (0x2, ["E-006"]), (0x200, ["E-006"]), (0x104, ["E-005"])],
)
def test_what_a_font_says_of_being_embedded_is_told(permission: int, codes: list[str]) -> None:
    assert [found.code for found in check_fonts([serif(permission).asset])] == codes


def test_a_font_of_a_kind_that_no_edition_holds_is_told_with_what_to_do() -> None:
    collection, old = check_fonts([], ["fonts/a.TTC", "fonts/b.pfb"])
    assert (collection.code, str(collection.place)) == ("E-007", "fonts/a.TTC")
    assert collection.hint == "it is damaged, or no collection of OpenType fonts"
    assert old.hint.startswith("Put the font there as .otf, .ttf or .ttc")


@pytest.mark.parametrize(
    ("css", "renamed"),
    [
        ('p { font-family: "Old Reed", serif }', 'p { font-family: "New", serif }'),
        ("p { font-family: old Reed, serif }", 'p { font-family: "New", serif }'),
        (":root { --text: serif, Old  Reed }", ':root { --text: serif, "New" }'),
        ("p { font: italic 9pt/1 Old Reed }", 'p { font: italic 9pt/1 "New" }'),
        ("@media all { p { font-family: 'Old Reed' } }", '@media all { p { font-family: "New" } }'),
        (".reed, Reed { color: red }", ".reed, Reed { color: red }"),
        ("p { font-family: Old Reed Display }", "p { font-family: Old Reed Display }"),
        ("/* Old Reed */ p { margin: 0 }", "/* Old Reed */ p { margin: 0 }"),
    ],
)
def test_families_are_renamed_where_a_style_sheet_asks_for_them(css: str, renamed: str) -> None:
    assert rename_in_style(css, {"Old Reed": "New", "Reed": "One"}) == renamed


def test_characters_that_a_style_sheet_sets_are_known() -> None:
    assert list_characters("p::before { content: '\\2767' attr(x) } /* Ω */") == {"\u2767"}


def test_the_e_book_asks_for_its_subsets_by_their_names() -> None:
    style = f'h1 {{ font-family: "{serif().family}" }} p::before {{ content: "\\2767" }}'
    found = publication(
        master(chapter("a", "A", "<p>Ł</p>"), style=style), NO_PAGES, Look(css="", faces=(serif(),))
    )
    (font,) = (each for each in found.items if each.name.startswith("fonts/"))
    css = next(each.data.decode() for each in found.items if each.media_type == "text/css")
    assert serif().family not in css
    assert css.count('"Makeready Text"') == 3
    known = TTFont(io.BytesIO(font.data)).getBestCmap()
    assert {ord("Ł"), ord("ł"), 0x2767} <= set(known)
