"""Finished editions can be looked at: pages as pictures, chapters as files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from makeready.checks.read.evidence import evidence
from makeready.checks.report import Unreadable
from makeready.checks.views import draw, media_type, read_chapters, read_page_views

if TYPE_CHECKING:
    from makeready.checks.report import Files


def test_pages_have_their_labels_and_the_shape_of_the_paper(good: Files) -> None:
    views = read_page_views(good.pdf)
    assert views.labels == tuple(page.label for page in evidence(good).printed.pages)
    assert views.ratio == pytest.approx(148 / 105, abs=0.001)


def test_a_page_is_drawn_in_the_width_that_is_asked_for(good: Files) -> None:
    picture = Image.open(io.BytesIO(draw(good.pdf, 0, 240)))
    assert (picture.format, picture.width, picture.height) == ("PNG", 240, 339)
    assert draw(good.pdf, 0, 240) != draw(good.pdf, 2, 240)


def test_chapters_have_the_titles_that_their_documents_give_them(good: Files) -> None:
    reading = read_chapters(good.epub)
    titles = [chapter.title for chapter in reading.chapters]
    assert "Paper and string" in titles
    assert all(chapter.file in reading.files for chapter in reading.chapters)
    assert [chapter.file for chapter in reading.chapters] == [
        each.name for each in evidence(good).packed.spine()
    ]


@pytest.mark.parametrize("read", [read_page_views, read_chapters])
def test_what_is_no_edition_is_told(read: object) -> None:
    assert callable(read)
    with pytest.raises(Unreadable, match=r"cannot be read|is not|no "):
        read(b"salt")


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("text/1.xhtml", "application/xhtml+xml"),
        ("style.css", "text/css"),
        ("A.PNG", "image/png"),
        ("a.b.jpeg", "image/jpeg"),
        ("a.otf", "font/otf"),
        ("package.opf", None),
        ("mimetype", None),
    ],
)
def test_a_file_is_shown_as_what_its_name_says(file: str, kind: str | None) -> None:
    assert media_type(file) == kind
