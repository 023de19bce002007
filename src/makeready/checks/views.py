"""Finished editions become what a person looks at: printed pages as pictures, chapters as files."""

from __future__ import annotations

import io
import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2 as pdfium

from makeready.checks.read.epub import read_packed
from makeready.checks.read.text import H, words
from makeready.checks.report import UnreadablePrint

WIDTHS = (480, 720, 960, 1440)
"""The widths in pixels that pages are drawn in."""

STRIP = 1.5
"""How many pixels a point of a strip has."""

_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
}
_PDFIUM = threading.Lock()
"""pdfium may be used by one thread at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A document of the e-book: its file and its title."""

    file: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An e-book to be read: its documents in order, and all its files."""

    chapters: tuple[Chapter, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageViews:
    """A print edition to be looked at: its pages' labels, and a page's height by its width."""

    labels: tuple[str, ...]
    ratio: float


_STRIP = 4.0  # points: the lowest strip that is drawn


def read_page_views(pdf: bytes) -> PageViews:
    """Return the pages of a PDF. Raises Unreadable where it is none."""
    try:
        with _PDFIUM, closing(pdfium.PdfDocument(pdf)) as opened:
            labels = (opened.get_page_label(n) or str(n + 1) for n in range(len(opened)))
            width, height = opened.get_page_size(0)
            return PageViews(labels=tuple(labels), ratio=height / width)
    except pdfium.PdfiumError as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error


@lru_cache(maxsize=96)
def draw(pdf: bytes, number: int, width: int) -> bytes:
    """Return a page, from 0, as a PNG of this width in pixels."""
    with _PDFIUM, closing(pdfium.PdfDocument(pdf)) as opened, closing(opened[number]) as page:
        picture = page.render(scale=width / page.get_width()).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def draw_strip(pdf: bytes, number: int, foot: float, top: float) -> bytes:
    """Return a strip of a page, from 0, as a grey PNG: what is between two heights in points."""
    with _PDFIUM, closing(pdfium.PdfDocument(pdf)) as opened, closing(opened[number]) as page:
        height = page.get_height()
        # a line may stand off the page, or have no height
        foot = min(max(0.0, foot), height - _STRIP)
        edges = (0, foot, 0, max(0.0, height - max(top, foot + _STRIP)))
        picture = page.render(scale=STRIP, crop=edges, grayscale=True).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def read_chapters(epub: bytes) -> Reading:
    """Return what an e-book holds. Raises Unreadable where it is none."""
    packed = read_packed(epub)
    chapters = (
        Chapter(file=each.name, title=words(title) if title is not None else each.name)
        for each in packed.spine()
        for title in [each.root.find(f"{H}head/{H}title")]
    )
    return Reading(chapters=tuple(chapters), files=packed.files)


def media_type(file: str) -> str | None:
    """Return what a file of an e-book is shown as, or None where it is nothing to be shown."""
    return _TYPES.get("." + file.rpartition(".")[2].lower())
