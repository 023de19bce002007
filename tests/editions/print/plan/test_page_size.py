"""The text stands where a reader looks for it: nearer to the fore edge, and whole lines high."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import pypdfium2
import pytest
from lxml import etree

from editions.print.books import OCTAVO, POCKET, Chapter, here, look, master, prose
from makeready.core.model import Trim
from makeready.editions.print import edition
from makeready.editions.print.plan.page_size import (
    plan_geometry,
    release_long_imprint,
    write_page_css,
)

POINT = 25.4 / 72
"""Millimetres in a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """How far the text of a page stands from the edges of the paper, in millimetres."""

    left: float
    right: float
    foot: float


@cache
def spaces() -> tuple[Space, ...]:
    """Return the space around the text of the full pages of a chapter, the first a recto."""
    chapter = Chapter(title="Reeds", body=f"<p>{prose(700)}</p>")
    made, found = edition.make(master((chapter,), trim=POCKET), look(), here)
    assert made is not None, found
    with pypdfium2.PdfDocument(io.BytesIO(made.data)) as pdf:
        # half-title, contents, and each of these on a sheet of its own
        return tuple(_space(pdf[number]) for number in range(4, len(pdf) - 1))


def _space(page: pypdfium2.PdfPage) -> Space:
    text = page.get_textpage()
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    width, height = page.get_size()
    body = [box for box in boxes if box[1] > 36 and box[3] < height - 36]
    return Space(
        left=min(box[0] for box in body) * POINT,
        right=(width - max(box[2] for box in body)) * POINT,
        foot=min(box[1] for box in body) * POINT,
    )


def test_the_wider_margin_is_at_the_spine_on_both_sides_of_a_leaf() -> None:
    recto, verso, *_ = spaces()
    page = plan_geometry(POCKET)
    assert page.inner > page.outer
    assert recto.left == pytest.approx(page.inner, abs=0.4)
    assert recto.right == pytest.approx(page.outer, abs=0.7)
    assert verso.left == pytest.approx(page.outer, abs=0.4)
    assert verso.right == pytest.approx(page.inner, abs=0.7)


@pytest.mark.parametrize(
    ("trim", "expected"),
    [(OCTAVO, (20, 17, 22, 28.8, 36)), (POCKET, (13.78, 11.71, 14.24, 20.165, 23))],
    ids=["octavo", "pocket"],
)
def test_a_page_has_the_margins_of_its_trim(trim: Trim, expected: tuple[float, ...]) -> None:
    page = plan_geometry(trim)
    assert (page.inner, page.outer, page.head, page.foot, page.lines) == expected


@pytest.mark.parametrize("height", [148, 178, 190.5, 203, 210, 228.6, 297])
def test_the_text_area_holds_all_of_its_lines(height: float) -> None:
    page = plan_geometry(Trim(name="", width=105, height=height))
    room = page.height - page.head - page.foot
    assert page.lines * page.line <= room + 1e-6 < (page.lines + 1) * page.line


def test_the_style_sheet_mirrors_the_margins() -> None:
    css = write_page_css(plan_geometry(OCTAVO))
    assert "@page :right { margin-left: 20mm; margin-right: 17mm }" in css
    assert "@page :left { margin-left: 17mm; margin-right: 20mm }" in css
    assert "size: 152.4mm 228.6mm; margin: 22mm 17mm 28.8mm 20mm" in css
    assert "--area: 504pt; --picture: 448pt; --picture-in-note: 202pt" in css
    assert "@footnote { max-height: 403pt }" in css


LARGE = ":root { --line: 22pt }"


@pytest.mark.parametrize(
    ("letters", "width", "css", "name"),
    [
        (200, 152.4, "", "imprint"),
        (1200, 152.4, "", "imprint"),
        (9000, 152.4, "", "imprint long"),
        (1900, 105, LARGE, "imprint long"),
        (200, 105, LARGE, "imprint"),
    ],
)
def test_an_imprint_that_no_page_holds_is_long(
    letters: int, width: float, css: str, name: str
) -> None:
    page = plan_geometry(Trim(name="", width=width, height=width * 1.5), css)
    section = etree.fromstring(f'<section class="imprint"><p>{"a " * (letters // 2)}</p></section>')
    release_long_imprint([section], page)
    assert section.get("class") == name
