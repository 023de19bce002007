"""A Hebrew book is bound on the right, and its lines begin on the right."""

from __future__ import annotations

import ctypes
import io
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from editions.print.books import POCKET, Chapter, here, look, master
from makeready.checks.read.alignment import align_pages
from makeready.checks.read.lines import read_lines
from makeready.checks.read.print import read_printed
from makeready.checks.read.text import read_master
from makeready.editions.print import edition
from makeready.editions.print.plan.page_size import plan_geometry
from makeready.files.programs.toolchain import read_face_names

if TYPE_CHECKING:
    from makeready.core.model import Master, Print

POINT = 25.4 / 72
LINE = 14 * POINT
PAGE = plan_geometry(POCKET)
WORDS = "נהר רחב גשר ישן סירה קטנה בוקר בהיר איש זקן ילד שקט"
MIXED = (
    "<p>ספר <em>The Ferry</em>, London 1914 בעיר (ישן).</p>"
    "<p>נהר{note} <b>New Town</b>! גשר</p>"
    '<p>סוף <span dir="ltr">Bay (7)</span>, ועוד</p>'
)


def hebrew(*chapters: Chapter) -> Master:
    """Return the master of a Hebrew book."""
    found = master(chapters, trim=POCKET)
    turned = found.xhtml.replace(b'lang="en"', b'lang="he" dir="rtl"', 1)
    return replace(found, xhtml=turned, book=replace(found.book, language="he"))


@cache
def printed() -> Print:
    body = f"<p>{' '.join([WORDS] * 24)}</p><p>{WORDS}</p>{MIXED}"
    chapter = Chapter(title="גשרים", body=body, notes=("London (1920).",))
    made, found = edition.make(hebrew(chapter), look(), here)
    assert made is not None, found
    assert not found
    return made


def lines(number: int) -> list[tuple[float, float]]:
    """Return how far each stretch of text of a page stands from the left and right edges, in mm."""
    with pypdfium2.PdfDocument(io.BytesIO(printed().data)) as pdf:
        page = pdf[number]
        text = page.get_textpage()
        width, height = page.get_size()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        within = [box for box in boxes if box[1] > 36 and box[3] < height - 36]
        return [(box[0] * POINT, (width - box[2]) * POINT) for box in within]


def test_the_wider_margin_is_at_the_spine_on_both_sides_of_a_leaf() -> None:
    recto, verso = lines(4), lines(5)
    assert PAGE.inner > PAGE.outer
    assert min(right for _, right in recto) == pytest.approx(PAGE.inner, abs=0.5)
    assert min(left for left, _ in recto) == pytest.approx(PAGE.outer, abs=0.5)
    assert min(left for left, _ in verso) == pytest.approx(PAGE.inner, abs=0.5)
    assert min(right for _, right in verso) == pytest.approx(PAGE.outer, abs=0.5)


def test_readers_are_told_the_side_of_the_binding() -> None:
    with pikepdf.open(io.BytesIO(printed().data)) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        assert pdf.Root.PageLayout == "/TwoPageLeft"


def seen() -> list[str]:
    """Return the lines of a page of the chapter as the eye sees them from left to right."""
    rows: dict[int, list[tuple[float, str]]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    with pypdfium2.PdfDocument(io.BytesIO(printed().data)) as pdf:
        text = pdf[5].get_textpage()
        for index in range(text.count_chars()):
            character = chr(pypdfium2.raw.FPDFText_GetUnicode(text, index))
            pypdfium2.raw.FPDFText_GetCharOrigin(text, index, x, y)
            if not character.isspace():
                # a bracket is told as that of the words, and shown as the other one
                shown = (x.value, character.replace(")", "("))
                row = next((each for each in rows if abs(each - y.value) < 5), round(y.value))
                rows.setdefault(row, []).append(shown)
    return ["".join(each for _, each in sorted(row)) for row in rows.values()]


@pytest.mark.parametrize(
    "line",
    [
        ".(ןשי)ריעבTheFerry,London1914רפס",
        "רשג!NewTown1רהנ",
        "דועו,Bay(7)ףוס",
        ".London(1920).1",
    ],
)
def test_words_of_both_directions_stand_in_unicodes_order(line: str) -> None:
    assert line.replace(")", "(") in seen()


def test_a_paragraph_is_indented_on_the_right() -> None:
    indents = [right for _, right in lines(5)]
    assert any(right == pytest.approx(PAGE.outer + LINE, abs=0.6) for right in indents)


FACE = "Noto Naskh Arabic"
VOWELS = "لكل إنسان الحق في أن تنظر قضيته محكمة مستقلة نزيهة نظرًا عادلاً علنيًا، جرمًا وفقًا للقانون."


@pytest.mark.skipif(
    not read_face_names((FACE,)), reason=f"needs {FACE} (fonts-noto-core on Debian)"
)
def test_a_raised_mark_ends_no_line_in_the_proof() -> None:
    book = hebrew(Chapter(title="نهر", body=f"<p>{VOWELS * 3}<sup>4</sup> و (كتابةً).</p>"))
    arabic = replace(book, book=replace(book.book, language="ar", fallback_fonts=(FACE,)))
    made, found = edition.make(arabic, look(), here)
    assert made is not None, found
    seen = align_pages(read_master(arabic.xhtml), read_printed(made.data))
    # the contents of these small books do not say that they show pages
    assert [each.found for each in seen.departures if not each.found.isdecimal()] == []


WORDS = "נהר גשר סוף ארבה מעבורת קרן גדה אי סכר שער טחנה דוגית"


def test_paragraphs_are_broken_as_a_whole_and_no_line_leaves_its_measure() -> None:
    words = WORDS.split()
    said = " ".join(words[(n * n + n // 3) % len(words)] for n in range(120))
    made, found = edition.make(hebrew(Chapter(title="נהר", body=f"<p>{said}</p>")), look(), here)
    assert made is not None
    assert not [each for each in found if each.code == "P-004"]
    *justified, _ = (line for line in read_lines(made.data) if len(line.spaces) > 3)
    assert max(line.looseness for line in justified) < 2.0
    assert min(line.looseness for line in justified) < 1.0
    edges = [line.right for line in justified[1:]]
    assert max(edges) - min(edges) < 1.0
