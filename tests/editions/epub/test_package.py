"""Whole tiny books become publications that EPUBCheck and our own laws accept."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.epub.books import (
    BOOK,
    PLAIN,
    chapter,
    contents,
    entry,
    front_matter,
    master,
    noteref,
    notes,
    page,
    pages,
)
from epub_validator import messages
from makeready.editions.epub.package import make


def test_epubcheck_is_silent(tmp_path: Path) -> None:
    entries = (
        entry("The river", "the-river", entry("Below", "below")),
        entry("The sea", "the-sea"),
    )
    found = master(
        front_matter(BOOK),
        contents(entries),
        chapter(
            "the-river",
            "The river",
            f"<p>Water{noteref('a', 1)} runs.</p><section id='below'><h2>Below</h2><p>Mud lies there; see <a href='#the-sea'>the sea</a>.</p></section>{notes(('a', 1, 'Cold.</p><p>Very.</p>'))}",
        ),
        chapter("the-sea", "The sea", "<p>Salt <em>water</em>.</p>"),
        entries=entries,
    )
    ebook = make(
        found,
        pages(
            page("i", "half-title", 0),
            page("v", "contents", 0),
            page("vi", "contents", 20),
            page("1", "the-river", 0),
            page("2", "the-river", 14),
            page("3", "the-sea", 0),
        ),
        PLAIN,
    )
    path = tmp_path / "book.epub"
    path.write_bytes(ebook.data)
    Path("/tmp/t.epub").write_bytes(ebook.data)
    assert messages(path) == ()
