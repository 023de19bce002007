"""Rules of a title win over those of a theme where they name a class, and nowhere else."""

from __future__ import annotations

import cssselect2
import pytest
import tinycss2
from lxml import etree

from makeready.editions.own_rules import name_pages, raise_rules
from master.titles import templates


def specificities(css: str) -> list[tuple[int, int, int]]:
    rules = tinycss2.parse_stylesheet(css, skip_whitespace=True, skip_comments=True)
    found = []
    for rule in rules:
        if rule.type == "qualified-rule":
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                continue
            found += [each.specificity for each in selectors]
    return found


def test_a_class_is_more_specific_than_any_rule_of_the_press() -> None:
    used = ("css/print", "css/ebook", "themes/")
    sheets = [text for name, text in templates().items() if name.startswith(used)]
    highest = max(each for sheet in sheets for each in specificities(sheet))
    assert min(specificities(raise_rules(".motto { color: red }"))) > highest


@pytest.mark.parametrize(
    "style",
    [
        "p { text-indent: 0 }\n/* as it is */ h1, h2 { color: navy }\n",
        "@page { margin: 20mm }\n@font-face { font-family: x }",
        ".broken { color: red } }",
        "li:first-child, #one { text-indent: 0 }",
        "h1 { width: 1.5em }",
        "",
    ],
)
def test_other_rules_stay_as_they_are(style: str) -> None:
    assert raise_rules(style) == style


def test_what_a_rule_says_of_indents_holds_for_the_paragraphs_right_inside() -> None:
    css = raise_rules(".motto {\n  text-indent: 0;\n  color: red }\n.close, p.first { color: red }")
    assert css.count("\n") == 3
    inner = next(line for line in css.splitlines() if "> p" in line)
    assert inner.rpartition("{")[2].strip() == "text-indent: 0 }"
    assert ".close > p" not in css


def test_the_same_elements_match() -> None:
    root = etree.fromstring("<div class='a'><p class='b'>x</p><p class='c'>y</p></div>")
    tree = cssselect2.ElementWrapper.from_html_root(root)
    for plain in (".a > .c", "p.b::first-line", ".b:not(.c)", "div .b, .c"):
        prelude = tinycss2.parse_one_rule(raise_rules(f"{plain} {{ color: red }}")).prelude
        said = cssselect2.compile_selector_list(plain)
        raised = cssselect2.compile_selector_list(prelude)
        for element in tree.iter_subtree():
            assert [element.matches(each) for each in raised] == [
                element.matches(each) for each in said
            ]


def test_rules_within_media_are_raised_too() -> None:
    css = raise_rules("@media print { .a { color: red } p { margin: 0 } }")
    assert ".a.a.a" in css
    assert " p { margin: 0 }" in css


def test_margins_of_any_page_are_said_of_the_pages_of_a_theme() -> None:
    css = name_pages('@page :left { margin: 1in; @top-center { content: "x" } }')
    assert css.startswith("@page :left { margin: 1in;")
    assert "body:left" in css
    assert "body:right" not in css
    assert css.count("margin: 1in") == 1
    assert (
        name_pages("@page { margin: 1in } @page body { @top-left { content: none } }").count(
            "@page"
        )
        == 2
    )
