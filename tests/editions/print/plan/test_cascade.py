"""What a style sheet says of an element: which rule wins, and which sheets reach across pages."""

from __future__ import annotations

import pytest
from cssselect2 import ElementWrapper
from lxml import etree

from editions.print.books import look
from makeready.editions.print.plan.cascade import read_cascade, read_strings_set

TREE = '<html><body><section id="a" class="x"><p/></section><section class="y"/></body></html>'


def declared_value(css: str, name: str = "break-before") -> str:
    cascade = read_cascade(css)
    assert cascade is not None
    top = ElementWrapper.from_html_root(etree.fromstring(TREE))
    section = next(each for each in top.iter_subtree() if each.id == "a")
    return cascade.declared_value(section, name)


@pytest.mark.parametrize(
    ("css", "value"),
    [
        ("", ""),
        ("section { break-before: page }", "page"),
        ("section { break-before: page } section { break-before: auto }", "auto"),
        (".x { break-before: page } section { break-before: auto }", "page"),
        ("#a { break-before: auto } body .x { break-before: page }", "auto"),
        ("section { break-before: page !important } #a { break-before: auto }", "page"),
        ("section { break-before: page !important; break-before: auto }", "page"),
        ("section { page-break-before: always } p { break-before: left }", "always"),
        ("section { break-before: PAGE; page-break-before: page }", "page"),
        ("section { break-before: page; break-before: pages }", "page"),
        ("section { break-before: page /* here */ }", "page"),
        ("section { break-before: page; break-before: var(--none) }", "var(--none)"),
        ("section, section:nonsense { break-before: page }", ""),
        ("section::before { break-before: page }", ""),
        ("@media print, screen { section { break-before: page } }", "page"),
        ("@media screen { section { break-before: page } }", ""),
        ("section:where(#a) { break-before: auto } section { break-before: page }", "page"),
        ("section:has(p) { break-before: page } section { break-before: auto }", "page"),
    ],
)
def test_the_rule_that_wins_is_that_of_the_cascade(css: str, value: str) -> None:
    assert declared_value(css) == value


def test_the_press_has_a_theme_that_can_be_read() -> None:
    assert read_cascade(look().css) is not None


@pytest.mark.parametrize(
    "css",
    [
        "p { counter-increment: p }",
        "@media print { p { counter-reset: p 3 } }",
        "p::before { content: counter(p) }",
        "p::before { --mark: counters(p, '.') }",
        "a::after { content: target-text(attr(href)) }",
        "q::before { content: no-open-quote }",
        "p { position: fixed }",
        "p { position: running(head) }",
        "h2 { display: block list-item }",
        "@page { @top-left { content: counter(pages) } }",
        "@page { @top-left { content: element(head) } }",
        "@page { counter-increment: sheet }",
        "@page body:nth(2n) { margin: 0 }",
        "@page :nth(2 of body) { margin: 0 }",
        "p { em { color: red } }",
        "@layer base;",
        "@supports (color: red) { p { color: red } }",
    ],
)
def test_sheets_that_reach_across_pages_are_told_from_others(css: str) -> None:
    assert read_cascade(css) is None
    assert read_cascade("@charset 'utf-8'; @page body:nth(1 of body) { margin: 0 }") is not None


def test_the_names_of_strings_are_told_where_the_element_alone_makes_them() -> None:
    assert read_strings_set("a content(), b attr(title) ' and ' contents") == {"a", "b"}
    assert (
        read_strings_set("none")
        == read_strings_set("inherit")
        == read_strings_set("")
        == frozenset()
    )
    assert read_strings_set("a counter(p)") == read_strings_set("a content() b") == frozenset()


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("section p { color: red }", []),
        ("section:has(p) p { color: red }", [(True, False)]),
        ("p, section:has(p) ~ p { color: red }", [(True, True)]),
        ("section:not(:empty) { color: red }", [(True, False)]),
        ("p:is(section:has(p) *) { color: red }", [(False, False)]),
    ],
)
def test_selectors_that_look_into_elements_are_known(
    css: str, found: list[tuple[bool, bool]]
) -> None:
    cascade = read_cascade(css)
    assert cascade is not None
    kin = [(each.selector is not None, each.leads_to_siblings) for each in cascade.kin]
    assert kin == found
