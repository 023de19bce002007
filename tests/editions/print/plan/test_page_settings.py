"""A style sheet says what the page is: its margins, and the height of its lines."""

from __future__ import annotations

import pytest

from editions.print.books import OCTAVO
from makeready.core.model import ChapterStart
from makeready.editions.print.plan.page_settings import (
    read_chapter_start,
    read_page_settings,
    write_grid,
)
from makeready.editions.print.plan.page_size import plan_geometry, write_page_css


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (":root { --inner: 25mm; --outer: 10% }", (25, 15.24, 22)),
        ("@page { margin: 30mm 25mm }", (25, 25, 30)),
        ("@page { margin: 1in 2cm 3cm 21mm }", (21, 20, 25.4)),
        ("@page { margin-left: 21mm } :root { --inner: 9mm }", (9, 17, 22)),
        ("@page :left { margin: 9mm } @page { margin: auto } p { --inner: 9mm }", (20, 17, 22)),
    ],
)
def test_margins_are_those_that_the_style_sheet_asks_for(
    css: str, expected: tuple[float, ...]
) -> None:
    page = plan_geometry(OCTAVO, css)
    assert (page.inner, page.outer, page.head) == pytest.approx(expected)


def test_lines_fill_the_page_whatever_their_height() -> None:
    page = plan_geometry(OCTAVO, ":root { --line: 22pt }")
    assert page.lines == 23
    assert "--area: 506pt" in write_page_css(page)
    assert page.head + page.foot + page.lines * page.line == pytest.approx(page.height, abs=0.01)


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("html { font-size: 10pt; line-height: 15pt }", "15pt"),
        ("body, html { font: 12px/1.5 serif }", "13.5pt"),
        ("p { line-height: 160% }", "17.28pt"),
        (".chapter  p { font-size: 10pt; line-height: 1.6em }", "16pt"),
        ("p { line-height: 20pt } :root { --line: 15pt }", ""),
        ("blockquote, p.note { line-height: 20pt } p { line-height: normal }", ""),
        ("html { font: var(--size)/var(--line) var(--text) }", ""),
    ],
)
def test_the_grid_follows_the_lines_of_running_text(css: str, expected: str) -> None:
    whole = f":root {{ --line: 14pt; --size: 10.8pt }} {css}"
    assert write_grid(whole) == (f":root {{ --line: {expected} }}" if expected else "")
    points = plan_geometry(OCTAVO, whole).line / 25.4 * 72
    assert f"{points:g}pt" == (expected or ("15pt" if "15pt" in css else "14pt"))


@pytest.mark.parametrize(
    "css",
    [
        "p { font-size: 1e-9px; line-height: 0 }",
        ":root { --line: 0pt; --note-line: -3pt }",
        "@page { margin: 1e999mm } :root { --line: 1e999pt }",
    ],
)
def test_lengths_with_which_no_page_can_be_planned_are_left_to_the_layout(css: str) -> None:
    assert plan_geometry(OCTAVO, css) == plan_geometry(OCTAVO)


def test_a_style_sheet_that_says_nothing_of_the_page_changes_nothing() -> None:
    assert read_page_settings("h1 { margin: 1mm } @font-face { margin: 1mm }") == {}


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("", ChapterStart.NEXT),
        (".chapter { break-before: auto; page: body }", ChapterStart.RUN_ON),
        ("h2, section.chapter { page-break-before: right }", ChapterStart.RECTO),
        (".chapter { break-before: auto } .chapter { break-before: page }", ChapterStart.NEXT),
        (".chapter h2 { break-before: auto } .part { break-before: recto }", ChapterStart.NEXT),
        (".chapter { break-before: verso }", ChapterStart.NEXT),
    ],
)
def test_chapters_begin_where_the_style_sheet_says(css: str, expected: ChapterStart) -> None:
    assert read_chapter_start(css, ChapterStart.NEXT) is expected
