"""Rules of a title's style sheet that make its words others are told with their lines."""

from __future__ import annotations

import pytest

from editions.print.books import Chapter, master
from makeready.editions.own_rules import rewrite_for_print
from makeready.editions.print.prove import style_rules
from makeready.editions.print.prove.style_rules import check_style, place_warning

BODY = '<div class="motto"><p>Slow water.</p></div><p>The lock <em>is</em> a gate.{note}</p>'


def told(style: str) -> list[tuple[str, int | None, str]]:
    book = master((Chapter(title="River", body=BODY, notes=("Of oak.",)),), style=style)
    return [(each.code, each.place.line, each.message) for each in check_style(book) if each.place]


@pytest.mark.parametrize(
    ("rule", "code", "deed"),
    [
        (".motto { display: none }", "P-025", "hides “Slow water.”"),
        (".motto { visibility: hidden }", "P-025", "hides “Slow water.”"),
        ("@media print { em { display: none !important } }", "P-025", "hides “is”"),
        (".motto p { text-transform: uppercase }", "P-025", "changes the letters of “Slow water.”"),
        ("em { text-transform: capitalize }", "P-025", "changes the letters of “is”"),
        ("em::before { content: 'Mark: ' }", "P-026", "adds words to “is”"),
        ("em::after { content: counter(item) }", "P-026", "adds words to “is”"),
    ],
)
def test_a_rule_that_makes_the_words_others_is_told_with_its_line(
    rule: str, code: str, deed: str
) -> None:
    ((found, line, message),) = told(f"/* one */\n\n{rule}")
    assert (found, line) == (code, 3)
    assert message.endswith(deed)


@pytest.mark.parametrize(
    "rule",
    [
        ".elsewhere { display: none }",
        "@media screen { p { display: none } }",
        ".motto { display: none } .motto { display: block }",
        ".motto { display: block !important } .motto { display: none }",
        ".motto { visibility: hidden } .motto p { visibility: visible }",
        "em { text-transform: lowercase }",
        "em::before { content: '*' }",
        "em::before { content: none }",
        ".noteref { display: none }",
        "em { color: #333 }",
    ],
)
def test_a_rule_that_leaves_the_words_as_they_are_is_not_told(rule: str) -> None:
    assert told(rule) == []


def test_a_rule_is_told_once_however_many_words_it_hides() -> None:
    assert len(told("p { display: none }")) == 1


def test_more_rules_than_can_be_tried_with_each_element_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(style_rules, "MOST", 200)
    assert told("em { display: inline }") == []
    assert [code for code, *_ in told("em { display: inline }" * 200)] == ["P-027"]


def test_a_warning_of_the_layout_names_style_css_and_its_line() -> None:
    style = "h1 { color: red }\n\np { colour: blue\n"
    css = f"em {{ }}\n\n{rewrite_for_print(style)}\nb {{ }}\n"
    said, place = place_warning("Ignored `colour: blue\n` at 5:5, unknown property.", css, style)
    assert said == "Ignored `colour: blue `, unknown property."
    assert str(place) == "style.css:3"
    for warning in ("Ignored `x` at 1:6, unknown property.", "Ignored `y` at 9:1.", "No font."):
        assert place_warning(warning, css, style) == (warning, None)
