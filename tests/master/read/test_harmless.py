"""Drawings and style sheets show, and do nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.master.read.harmless import DEEPEST, check_style
from master.titles import asset, showing, svg, told

if TYPE_CHECKING:
    from makeready.core.model import Asset

LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'

HOSTILE = {
    "script": svg("<script>go()</script>"),
    "script by another prefix": svg('<s:script xmlns:s="http://www.w3.org/2000/svg"/>'),
    "script in capitals": svg("<SCRIPT>go()</SCRIPT>"),
    "onload": svg("", attributes='onload="go()"'),
    "onclick inside": svg('<g><path ONCLICK="go()"/></g>'),
    "foreignObject": svg("<foreignObject><b>x</b></foreignObject>"),
    "image from elsewhere": svg('<image href="http://elsewhere.example/x.png"/>'),
    "image from this machine": svg('<image xlink:href="file:///etc/passwd"/>', attributes=XLINK),
    "image from the folder": svg('<image href="x.png"/>'),
    "use of another file": svg('<use href="y.svg#a"/>'),
    "drawing in an address": svg('<image href="data:image/svg+xml,x"/>'),
    "link": svg('<a href="#x"><g/></a>'),
    "script in a link": svg('<use href="java&#10;script:go()"/>'),
    "animated link": svg('<set attributeName="href" to="javascript:go()"/>'),
    "style import": svg("<style>@import 'x.css';</style>"),
    "style import in escapes": svg(r"<style>@\69mport 'x.css';</style>"),
    "style address": svg("<style>g { fill: url(http://elsewhere.example/#x) }</style>"),
    "style address in escapes": svg(r"<style>g { fill: \75rl(http://elsewhere.example/) }</style>"),
    "style address in CDATA": svg("<style><![CDATA[g { fill: url('//x') }]]></style>"),
    "font": svg("<style>@font-face { font-family: x }</style>"),
    "attribute address": svg('<g fill="url(http://elsewhere.example/#x)"/>'),
    "attribute style": svg(r'<g style="fill: u\72l(x)"/>'),
    "base": svg('<g xml:base="http://elsewhere.example/"/>'),
    "style sheet beside": svg("", before='<?xml-stylesheet href="x.css"?>'),
    "entities": svg("&c;", before=LAUGHS),
    "entities in an attribute": svg('<g id="&c;"/>', before=LAUGHS),
    "entity of a file": svg(
        "&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "parameter entity": svg(
        "", before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://elsewhere.example/x"> %x;]>'
    ),
    "unused entity": svg("", before='<!DOCTYPE svg [<!ENTITY x "y">]>'),
    "document type elsewhere": svg(
        "", before='<!DOCTYPE svg SYSTEM "http://elsewhere.example/x.dtd">'
    ),
    "UTF-16 entities": asset(
        "images/x.svg",
        f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}<svg xmlns="http://www.w3.org/2000/svg"/>'.encode(
            "utf-16"
        ),
        "image/svg+xml",
    ),
    "not well-formed": svg("<g>"),
    "no drawing": asset("images/x.svg", b"<html/>", "image/svg+xml"),
    "no XML": asset("images/x.svg", b"\x00\x01", "image/svg+xml"),
    "empty": asset("images/x.svg", b"", "image/svg+xml"),
    "too deep": svg("<g>" * 400 + "</g>" * 400),
}


@pytest.mark.parametrize("picture", HOSTILE.values(), ids=HOSTILE)
def test_a_drawing_that_does_more_than_show_is_refused(picture: Asset) -> None:
    found = told(showing(picture), assets=(picture,))
    assert found
    assert all(each.startswith("images/x.svg") and " T-012 " in each for each in found), found


def test_a_path_of_many_points_and_a_long_style_take_no_longer_than_their_length() -> None:
    drawing = svg(f'<path d="M0 0{" L1 1 L2 0" * 50_000}"/>')
    assert not told(showing(drawing), assets=(drawing,))
    assert len(list(check_style("a{b:url(c)}" * 10_000))) == 10_000


def test_the_line_of_the_fault_is_told() -> None:
    picture = svg("\n\n<script/>")
    (found,) = told(showing(picture), assets=(picture,))
    assert found == "images/x.svg:3: T-012 it holds <script>"


def test_a_drawing_that_refers_to_itself_is_fine() -> None:
    drawing = svg(
        '<defs><linearGradient id="a"/></defs><style>g { stroke: red; fill: url(#a) }</style>'
        '<g fill="url(#a)" style="clip-path: url(\'#b\')"><use href="#a"/></g><!-- by hand -->'
        '<image href="data:image/png;base64,AAAA"/>',
        before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    )
    assert not told(showing(drawing), assets=(drawing,))


@pytest.mark.parametrize(
    "rule",
    [
        '@import "x.css";',
        "@import url(x.css);",
        r'@\69mport "x.css";',
        '@IMPORT "x.css";',
        '@media print { @import "x.css"; }',
        "@font-face { font-family: x; src: local(y) }",
        "p { background: url(http://elsewhere.example/x.png) }",
        "p { background: URL('x.png') }",
        r"p { background: \75 rl('x.png') }",
        "p { background: image-set('x.png' 1x) }",
        "p { background: -webkit-image-set('x.png' 1x) }",
        "@media print { p { background: linear-gradient(red, blue), url(x) } }",
        "p { content: url( }",
        "@namespace x 'y';",
    ],
)
def test_a_style_sheet_that_imports_or_fetches_is_refused_with_its_line(rule: str) -> None:
    found = told("x", style=f"p {{ color: red }}\n\n{rule}\n")
    assert found
    assert found[0].startswith("style.css:3: T-013 ")


def test_a_style_sheet_that_only_shows_is_fine() -> None:
    style = "/* @import 'x' url(y) */ @media print { p > a::after { content: 'url(x)' } } "
    assert not told("x", style=style)


@pytest.mark.parametrize("bracket", ["calc(", "(", "[", "a {"])
def test_brackets_too_deep_in_one_another_are_refused_with_their_line(bracket: str) -> None:
    def write(depth: int) -> str:
        closing = {"(": ")", "[": "]", "{": "}"}[bracket[-1]]
        return f"p {{ color: red }}\n\np {{ width: {bracket * depth}1px{closing * depth} }}"

    assert [str(each.place) for each in check_style(write(DEEPEST))] == ["style.css:3"]
    assert not list(check_style(write(DEEPEST - 1)))
