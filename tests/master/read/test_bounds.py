"""What no program could read or draw is refused before one tries."""

from __future__ import annotations

import time

import pytest
from lxml import etree

from makeready.core.model import Matter, Text
from makeready.master.read import bounds
from makeready.master.read.harmless import check_svg
from master.titles import svg


def text(words: str) -> Text:
    return Text(file="text/01.md", matter=Matter.BODY, text=words)


def told(words: str) -> list[tuple[str, int | None]]:
    found = bounds.check_text(text(words))
    return [(each.code, each.place.line if each.place else None) for each in found]


def drawing(inner: str, attributes: str = "") -> list[str]:
    return [each.code for each in check_svg(svg(inner, attributes=attributes))]


@pytest.mark.parametrize("close", ["", "]{.a}"])
def test_brackets_too_deep_are_told_with_their_line(close: str) -> None:
    assert told("# A\n\nWords.\n\nx " + "[" * 300 + "y" + close * 300) == [("T-029", 5)]


@pytest.mark.parametrize(
    "words",
    [
        "[a] " * 5000,
        "[" * 150 + "]" * 150,
        "\\[" * 3000,
        "```\n" + "[" * 3000 + "\n```\n",
        "\n\n".join(["[" * 100] * 5),
    ],
    ids=["beside", "deep", "escaped", "code", "apart"],
)
def test_other_brackets_are_not(words: str) -> None:
    assert told(words) == []


def test_too_many_marks_on_a_letter_are_told() -> None:
    assert told("one\n\ntwo e" + "\u0301" * 65) == [("T-030", 3)]
    assert told("e" + "\u0301\u0300" * 16) == []


def test_a_table_wider_than_any_page_is_told() -> None:
    row = "<tr>" + "<td>a</td>" * 101 + "</tr>"
    (found,) = bounds.check_tables(etree.fromstring(f"<div><table>{row}</table></div>"), text("a"))
    assert (found.code, found.message[:25]) == ("T-031", "the table has 101 columns")
    narrow = etree.fromstring("<div><table><tr><td>a</td></tr></table></div>")
    assert list(bounds.check_tables(narrow, text("a"))) == []


def repeated(levels: int) -> str:
    uses = "".join(
        f'<g id="a{at}">' + f'<use href="#a{at - 1}"/>' * 10 + "</g>" for at in range(1, levels)
    )
    return f'<defs><rect id="a0"/>{uses}</defs><use href="#a{levels - 1}"/>'


@pytest.mark.parametrize(
    "inner",
    [
        repeated(9),
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<use id="a" href="#a"/>',
        '<rect width="nan"/>',
        '<rect x="-INF"/>',
        '<path d="M0 0 L1e400 0"/>',
        '<text font-size="Infinity">a</text>',
    ],
)
def test_a_drawing_that_has_no_end_is_told(inner: str) -> None:
    begun = time.monotonic()
    assert drawing(inner) == ["T-032"]
    assert time.monotonic() - begun < 5


def test_a_drawing_that_repeats_too_often_is_told_with_the_line_of_the_widest_use() -> None:
    inner = repeated(9).replace("</defs>", "</defs>\n\n")
    root = etree.fromstring(svg(inner).data)
    (found,) = bounds.check_drawing(root, svg(inner))
    assert str(found.place) == "images/x.svg:3"


@pytest.mark.parametrize(
    "inner",
    [
        repeated(4),
        '<path id="finance" d="M0 0e0 L1e2 1e-20"/><text x="1">nan, inf</text>',
        '<g id="a"/><use href="#a"/><use href="#b"/>',
    ],
)
def test_other_drawings_are_not(inner: str) -> None:
    assert drawing(inner) == []
