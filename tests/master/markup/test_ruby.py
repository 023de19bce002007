"""Readings of characters become ruby of one form, however they are written."""

from __future__ import annotations

import pytest
from lxml import etree

from makeready.core.model import Matter, Text
from makeready.master.markup.ruby import set_ruby
from makeready.master.read.fragments import parse
from makeready.master.trees import words


def ruby_of(html: str, language: str = "ja") -> tuple[str, list[str]]:
    tree, _ = parse(f"<p>{html}</p>")
    text = Text(file="text/1.md", matter=Matter.BODY, text=html)
    found = [each.code for each in set_ruby(tree, text, language)]
    made = etree.tostring(tree[0], encoding="unicode")
    return made.removeprefix("<p>").removesuffix("</p>"), found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<ruby>水<rt>みず</rt></ruby>は", "<ruby>水<rt>みず</rt></ruby>は"),
        ("<ruby>水<rp>（</rp><rt>みず</rt><rp>）</rp></ruby>", "<ruby>水<rt>みず</rt></ruby>"),
        ("<ruby>\n水 <rt> みず</rt>\n</ruby>", "<ruby>水<rt>みず</rt></ruby>"),
        ("<ruby>水<rt>みず</ruby>は", "<ruby>水<rt>みず</rt></ruby>は"),
        (
            "<ruby><rb>北<rb>京<rt>ほく<rt>きょう</ruby>",
            "<ruby>北<rt>ほく</rt>京<rt>きょう</rt></ruby>",
        ),
        (
            "<ruby><rb>北</rb><rb>京</rb><rtc><rt>ペキン</rt></rtc></ruby>",
            "<ruby>北京<rt>ペキン</rt></ruby>",
        ),
        ("<ruby>食<rt>た</rt>べる</ruby>", "<ruby>食<rt>た</rt>べる<rt></rt></ruby>"),
        ("<ruby><em>食</em><rt>た</rt></ruby>", "<ruby><em>食</em><rt>た</rt></ruby>"),
        ("<ruby>水</ruby>は", "水は"),
        ('<span data-ruby="みず">水</span>は', "<ruby>水<rt>みず</rt></ruby>は"),
        (
            '<span id="a" data-ruby="ほく|きょう">北京</span>',
            '<ruby id="a">北<rt>ほく</rt>京<rt>きょう</rt></ruby>',
        ),
        ('<span data-furigana="みず">水</span>', "<ruby>水<rt>みず</rt></ruby>"),
        ('<span data-rt="みず"><b>水</b></span>', "<ruby><b>水</b><rt>みず</rt></ruby>"),
        ("<b>a</b>{水|みず}は{北京|ほく|きょう}",
         "<b>a</b><ruby>水<rt>みず</rt></ruby>は<ruby>北<rt>ほく</rt>京<rt>きょう</rt></ruby>"),
        ("｜the river《かわ》と川《かわ》",
         "<ruby>the river<rt>かわ</rt></ruby>と<ruby>川<rt>かわ</rt></ruby>"),
        ('<a href="-%E6%B0%B4">みず</a>', "<ruby>水<rt>みず</rt></ruby>"),
    ],
)  # fmt: skip
def test_each_way_of_writing_a_reading_becomes_ruby(written: str, expected: str) -> None:
    assert ruby_of(written) == (expected, [])


@pytest.mark.parametrize(
    "written",
    [
        "<code>{水|みず}</code>",
        "<code><b>x</b>{水|みず}</code>",
        "{a|b}",
        "{水}",
        '<a href="-x">y</a>',
        "書《book》",
    ],
)
def test_what_is_no_reading_stays_as_it_is(written: str) -> None:
    assert ruby_of(written) == (written, [])


def test_titles_between_angle_brackets_are_no_readings_in_chinese() -> None:
    assert ruby_of("讀《かわ》", "zh-Hant") == ("讀《かわ》", [])


def test_a_long_reading_gets_brackets_for_print() -> None:
    made, codes = ruby_of('<span data-ruby="ながい">とても長い漢字の文句がここにあります</span>')
    assert codes == ["T-046"]
    assert made.endswith("あります<rp>（</rp><rt>ながい</rt><rp>）</rp></ruby>")


def test_a_ruby_with_a_note_becomes_words_with_brackets() -> None:
    call = '<a class="footnote-ref" href="#fn1">1</a>'
    made, codes = ruby_of(f"<ruby>水{call}<rt>みず</rt></ruby>は")
    assert codes == ["T-046"]
    assert made == f"水{call}（みず）は"


def test_what_has_no_reading_gets_no_brackets_where_a_ruby_becomes_words() -> None:
    call = '<a class="footnote-ref" href="#fn1">1</a>'
    made, _ = ruby_of(f"<ruby>食<rt>た</rt>べ{call}る</ruby>は")
    assert made == f"食（た）べ{call}るは"


def test_a_reading_outside_a_ruby_is_told_and_kept() -> None:
    assert ruby_of("水<rt>みず</rt>") == ("水みず", ["T-005"])


def test_the_words_of_a_heading_are_without_readings() -> None:
    tree = etree.fromstring("<h1><ruby>水<rt>みず</rt>辺<rt>べ</rt></ruby>の家</h1>")
    assert words(tree) == "水辺の家"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<ruby>水<rt></rt></ruby>は", "水は"),
        ('<span data-ruby="">水</span>', "<span>水</span>"),
        ("<ruby><rt>みず</rt></ruby>", "みず"),
    ],
)
def test_half_of_a_reading_is_told_and_kept(written: str, expected: str) -> None:
    assert ruby_of(written) == (expected, ["T-057"])
