"""Ruby becomes boxes in the lines of print."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from lxml import etree

from editions.print.books import here, look
from makeready.checks.read.print import read_printed
from makeready.checks.seen.drawn import _read_drawings, compare_struck
from makeready.editions.print import edition
from makeready.editions.print.lines.ruby import set_ruby
from makeready.press.build import editions
from master.titles import made, retold, templates


@pytest.mark.parametrize(
    ("ruby", "expected"),
    [
        (
            '<ruby id="a">東<rt>とう</rt>京<rt>きよ</rt></ruby>に',
            '<ruby id="a"><rb>東</rb><rt>とう</rt></ruby><ruby><rb>京</rb><rt>きよ</rt></ruby>に',
        ),
        (
            "<ruby><em>食</em>物<rt>たべもの</rt></ruby>",
            "<ruby><rb><em>食</em>物</rb><rt>たべもの</rt></ruby>",
        ),
        (
            "<ruby>水<rp>（</rp><rt>みず</rt><rp>）</rp></ruby>",
            "<span>水<span>（</span><span>みず</span><span>）</span></span>",
        ),
    ],
)
def test_each_base_stands_in_a_box_with_its_reading(ruby: str, expected: str) -> None:
    body = etree.fromstring(f"<p>{ruby}</p>")
    set_ruby(body)
    assert etree.tostring(body, encoding="unicode") == f"<p>{expected}</p>"


def test_a_wide_reading_widens_its_box_and_an_empty_one_makes_none() -> None:
    body = etree.fromstring("<p><ruby>承<rt>うけたまわ</rt>る<rt/></ruby></p>")
    set_ruby(body)
    wide, plain = body
    assert wide.get("style") == "padding-left: 0.75em; padding-right: 0.75em"
    assert (plain.tag, plain[0].tag, plain[0].text) == ("span", "span", "る")


def test_readings_in_the_first_row_of_a_table_clear_the_rule_above_it() -> None:
    text = '# Salt\n\n| One | Two |\n|---|---|\n| [salt]{ruby="ABCDE"} and | sea |\n'
    css = editions.read_print_css(dict(templates()), "classic")
    printed, _ = edition.make(made(text, book=retold()), replace(look(), css=css), here)
    assert printed is not None
    page = read_printed(printed.data).pages[-1]
    assert "ABCDE" in page.text
    with closing(pdfium.PdfDocument(io.BytesIO(printed.data))) as drawn:
        _, lines, _ = _read_drawings(drawn, len(drawn) - 1)
    assert len(lines) > 1
    assert [*compare_struck(page, lines, frozenset(), is_plain=True)] == []
