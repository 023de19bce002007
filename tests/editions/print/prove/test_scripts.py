"""Characters that no font has are told once a script, with what brings them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions.print.books import Chapter, look, master
from makeready.core.model import Asset, Digest, Matter, Text
from makeready.editions.print.prove.characters import check_characters
from makeready.editions.print.prove.scripts import find_script, find_source
from makeready.master.places import locate


def told(body: str, *assets: Asset) -> list[str]:
    book = master((Chapter(title="Far", body=body),))
    found = check_characters(replace(book, assets=assets), look().faces)
    return [str(each) for each in found]


def test_a_script_is_told_once_however_many_characters_it_has() -> None:
    (found,) = told("<p>Then " + "नमस्ते " * 50 + "</p><p>and 345 जल</p>")
    assert found.startswith("P-007 Devanagari: 302 characters that no font has (")
    assert found.count("“") == 1


def test_each_script_is_told_and_one_hint_brings_them_all() -> None:
    book = master((Chapter(title="Far", body="<p>नम 中文 かな 😀 ابج</p>"),))
    found = check_characters(book, look().faces)
    starts = ["Arabic: 3", "Chinese, Japanese and Korean: 4", "Devanagari: 2", "😀 (U+1F600"]
    assert [each.message[: len(start)] for each, start in zip(found, starts, strict=True)] == starts
    (hint,) = {each.hint for each in found}
    assert "sudo apt-get install fonts-noto-core fonts-noto-cjk fonts-symbola`" in hint
    assert (
        'fallback = ["Noto Naskh Arabic", "Noto Serif CJK JP", "Noto Serif Devanagari", "Symbola"]'
    ) in hint


def test_an_accent_of_no_script_is_named_by_what_it_takes_after() -> None:
    assert find_script("\u0301") == "Inherited"


def test_the_lettering_of_a_drawing_is_told_at_its_first_place_alone() -> None:
    lines = "".join(f"<text>{each} 水水</text>\n" for each in ("North", "South"))
    data = f'<svg xmlns="http://www.w3.org/2000/svg">{lines}</svg>'.encode()
    svg = Asset(name="a.svg", media_type="image/svg+xml", data=data, digest=Digest("d"))
    shown = master((Chapter(title="Far", body='<p><img src="a.svg" alt="b"/></p>'),))
    (found,) = check_characters(replace(shown, assets=(svg,)), look().faces)
    assert found.elsewhere == ()
    assert "put a font that has them into the title's fonts/ folder" in found.hint


def test_further_places_are_named_with_their_lines() -> None:
    book = master((Chapter(title="Far", body="<p>salt नम here</p><p>sea जल there</p>"),))
    text = Text(
        file="text/1.md", matter=Matter.BODY, text="# Far\n\nsalt नम here\n\nsea जल there\n"
    )
    (found,) = locate(check_characters(book, look().faces), (text,))
    assert str(found).startswith("text/1.md:3: P-007 Devanagari: 4 ")
    assert found.message.endswith("; also at text/1.md:5")


def test_the_lettering_of_a_drawing_has_its_own_place() -> None:
    data = '<svg xmlns="http://www.w3.org/2000/svg">\n<text>水</text></svg>'.encode()
    svg = Asset(name="a.svg", media_type="image/svg+xml", data=data, digest=Digest("d"))
    (found,) = told('<p><img src="a.svg" alt="b"/></p>', svg)
    assert found.startswith("a.svg:2: P-007 水 (U+6C34")
    assert told("<p>not shown</p>", svg) == []


@pytest.mark.parametrize(
    ("character", "language", "script", "family"),
    [
        ("中", "en", "Chinese, Japanese and Korean", "Noto Serif CJK SC"),
        ("中", "zh-TW", "Chinese, Japanese and Korean", "Noto Serif CJK TC"),
        ("中", "ja", "Chinese, Japanese and Korean", "Noto Serif CJK JP"),
        ("한", "en", "Chinese, Japanese and Korean", "Noto Serif CJK KR"),
        ("。", "en", "Chinese, Japanese and Korean", "Noto Serif CJK SC"),
        ("א", "en", "Hebrew", "Noto Serif Hebrew"),
        ("ܐ", "en", "Syriac", "Noto Sans Syriac"),
        ("𝐀", "en", "Mathematics", "Noto Sans Math"),
        ("✓", "en", "Symbols", "Symbola"),
    ],
)
def test_scripts_and_what_brings_them(
    character: str, language: str, script: str, family: str
) -> None:
    assert find_script(character) == script
    source = find_source(script, character, language)
    assert source is not None
    assert source.family == family


def test_nothing_brings_characters_of_private_use() -> None:
    assert find_script("\ue000") == "Private use"
    # nobody has given a meaning to this one yet
    assert find_script("\u0378") == "Private use"
    assert find_source("Private use", "\ue000", "en") is None


@pytest.mark.parametrize(
    ("signs", "script"),
    [
        ("،؟\u064b\u0670", "Arabic"),
        ("：！「」", "Chinese, Japanese and Korean"),
        ("।", "Devanagari"),
    ],
)
def test_signs_of_a_script_are_brought_with_its_letters(signs: str, script: str) -> None:
    assert {find_script(sign) for sign in signs} == {script}
