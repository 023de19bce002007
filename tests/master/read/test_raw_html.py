"""Raw HTML that shows is kept, raw HTML that does is refused, and every loss is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.master.read.raw_html import REFUSED, SAFE_SCHEMES, link_is_safe
from master.titles import anyway, inside, made, told


def test_every_element_of_the_list_is_kept_with_its_attributes() -> None:
    markup = (
        '<p>a <kbd title="t">b</kbd> <time datetime="1818-01-01">c</time> '
        '<bdo dir="rtl">d</bdo> <abbr class="x" data-y="z">e</abbr><wbr/> f</p>'
    )
    shown = inside(made(markup))
    for piece in (
        '<kbd title="t">',
        '<time datetime="1818-01-01">',
        '<bdo dir="rtl">',
        'data-y="z"',
        "<wbr/>",
    ):
        assert piece in shown


@pytest.mark.parametrize("name", sorted(REFUSED - {"frame", "head", "xml", "frameset"}))
def test_elements_that_do_are_refused_with_their_line(name: str) -> None:
    found = told(f"Words.\n\n<{name}></{name}> x\n")
    assert f"text/01.md:3: T-002 <{name}> is refused" in found


def test_an_unknown_element_is_left_out_and_its_words_are_kept() -> None:
    manuscript = "Words.\n\nThe <blink>old *mill*</blink> ran.\n"
    assert told(manuscript) == ["text/01.md:3: T-005 <blink> is left out, its words kept: old mill"]
    assert "The old <em>mill</em> ran." in inside(anyway(manuscript))


def test_each_element_is_told_with_its_own_line() -> None:
    manuscript = (
        "`<blink>` asks for it.\n\n"
        "The <blink>old *mill*</blink> ran.[^n]\n\n"
        "Then <blinking>one</blinking>, <BLINK\nclass='x'>two</BLINK>.\n\n"
        "[^n]: A <blink>note</blink>.\n\n"
        "And <blink>*three*</blink>, <video></video>\n\n<video></video>\n"
    )
    assert sorted(found.partition(" is ")[0] for found in told(manuscript)) == [
        "text/01.md:10: T-002 <video>",
        "text/01.md:10: T-005 <blink>",
        "text/01.md:12: T-002 <video>",
        "text/01.md:3: T-005 <blink>",
        "text/01.md:5: T-005 <blink>",
        "text/01.md:5: T-005 <blinking>",
        "text/01.md:8: T-005 <blink>",
    ]


@pytest.mark.parametrize(
    "place",
    [
        "{}",
        "# {}",
        "> {}",
        "- {}",
        "| a |\n|---|\n| {} |",
        "x[^1]\n\n[^1]: {}",
        ": {}\n\n| a |\n|---|\n| b |",
        "Term\n:   {}",
    ],
)
@pytest.mark.parametrize(
    "markup", ['<img src=x onerror="go()">', "<b ONCLICK=go()>x</b>", '<svg/onload="go()">']
)
def test_event_handlers_are_refused_wherever_they_stand(place: str, markup: str) -> None:
    found = told("Words.\n\n" + place.format(markup) + "\n")
    assert any("T-003 on" in each or "T-002 <svg>" in each for each in found), found
    assert all(each.startswith("text/01.md:") for each in found)


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:go)",
        "[x](JAVASCRIPT:go)",
        "[x](vbscript:go)",
        "[x](data:text/html,go)",
        "[x](file:///etc/passwd)",
        "[x](&#106;avascript:go)",
        "[x](//elsewhere.example)",
        "[x](\\\\\\\\server/share)",
        '<a href="jav&#x09;ascript:go">x</a>',
        '<a href="java\nscript:go">x</a>',
        '<a href="  javascript:go">x</a>',
        '<a href="javascript&colon;go">x</a>',
        '<a href="&#x6a;avascript:go">x</a>',
        '<a href="java&#xad;script&#x200b;:go">x</a>',
        "<javascript:go>",
    ],
)
def test_links_that_run_or_reach_this_machine_are_refused(link: str) -> None:
    found = told(f"Words.\n\n{link}\n")
    assert any(code in each for each in found for code in ("T-004", "T-008")), found


@pytest.mark.parametrize("link", ["[x](JaVa\tscript:go)", "[x](<java script:go>)"])
def test_links_with_blanks_in_their_scheme_lead_nowhere(link: str) -> None:
    assert any("T-008" in each for each in told(link))


@pytest.mark.parametrize("scheme", sorted(SAFE_SCHEMES))
def test_web_and_mail_addresses_are_fine(scheme: str) -> None:
    assert link_is_safe(f"{scheme}:x")


@given(st.text("javscript:\t\n\r \x00\xa0\u200b#/.", max_size=24))
def test_no_disguise_makes_a_script_safe(href: str) -> None:
    bare = "".join(character for character in href if character.isprintable() and character != " ")
    if bare.startswith("javascript:"):
        assert not link_is_safe(href)


@pytest.mark.parametrize(
    ("markup", "lost"),
    [
        ('<span style="position:fixed">x</span>', "style on <span>"),
        ('<td-x>x</td-x><b srcset="y">x</b>', "srcset on <b>"),
        ('<b lang="x y">x</b>', 'lang="x y" on <b>'),
        ('<b dir="up">x</b>', 'dir="up" on <b>'),
        ('<ol start="many"><li>x</li></ol>', 'start="many" on <ol>'),
        ('<table><tr><td colspan="99999999">x</td></tr></table>', 'colspan="99999999" on <td>'),
        ('<b xml:base="http://x/">x</b>', "xml:base on <b>"),
        ("[x]{.noteref}", "the class noteref is the press's own"),
        ("::: {.notes}\nx\n:::", "the class notes is the press's own"),
        ('<aside class="note soft">x</aside>', "the class note is the press's own"),
    ],
)
def test_attributes_that_are_not_on_the_list_are_left_out_and_told(markup: str, lost: str) -> None:
    found = told(f"Words.\n\n{markup}\n")
    assert any(f"text/01.md:3: T-006 {lost}" in each for each in found), found


def test_only_the_press_s_own_class_is_taken_away() -> None:
    shown = inside(anyway('[x]{.noteref .soft} <b class="xref">y</b>'))
    assert '<span class="soft">x</span> <b>y</b>' in shown


def test_widths_that_pandoc_writes_are_kept() -> None:
    manuscript = "| a | b |\n|:--|--:|\n| c | d |\n"
    assert 'style="text-align: right;"' in inside(made(manuscript))


def test_template_braces_are_text() -> None:
    shown = inside(anyway("# {{ book.title }}\n\n{% for x in y %}{{ 7 * 7 }}{# gone #}\n"))
    for piece in ("{{ book.title }}", "{% for x in y %}", "{{ 7 * 7 }}", "{# gone #}"):
        assert piece in shown
    assert ">49<" not in shown


def test_a_film_shown_as_a_picture_is_told_where_it_is_shown_and_not_where_it_is_named() -> None:
    manuscript = "The file tour.mp4 is long.\n\n![The tour](tour.mp4)\n"
    assert "text/01.md:3: T-024 'tour.mp4' is no picture" in told(manuscript)
