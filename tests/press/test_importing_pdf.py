"""Our own print edition, imported, is the book that it was made from."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pikepdf
import pytest

from intake.pdf.made import pdf_of, text_at
from intake.pdf.readback import KINDS, Share, compare
from makeready.core.errors import SourceError
from makeready.files.workspace import read_templates, read_title
from makeready.master.make import make
from makeready.master.read.preparing import prepare
from makeready.press.auditing import audit
from makeready.press.importing import import_source
from press.titles import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.files.workspace import Workspace
    from press.conftest import Book

TODAY = dt.date(2020, 2, 20)
LEAST = 0.995


def read_back(root: Path, book: Book, *, has_tags: bool) -> dict[str, Share]:
    """Import the print edition of a book, and return how much of the book came back."""
    (root / "content").mkdir()
    place = workspace(root)
    file = root / "mills.pdf"
    file.write_bytes(book.files["mills.pdf"])
    if not has_tags:
        with pikepdf.open(file, allow_overwriting_input=True) as document:
            del document.Root["/StructTreeRoot"]
            del document.Root["/MarkInfo"]
            document.save(file, deterministic_id=True)
    import_source(place, file, "again", recipe=None, today=TODAY)
    assert audit(place, "again").findings == ()
    master, _ = make(read_title(place, "again"), read_templates(place), prepare)
    assert master is not None
    return compare(book.editions.master, master)


@pytest.mark.parametrize("has_tags", [True, False], ids=["with tags", "without tags"])
def test_an_edition_read_back_is_the_book(tmp_path: Path, book: Book, *, has_tags: bool) -> None:
    shares = read_back(tmp_path, book, has_tags=has_tags)
    assert shares.keys() == set(KINDS)
    lost = {kind: share.lost for kind, share in shares.items() if share.recall < LEAST}
    added = {kind: share.added for kind, share in shares.items() if share.precision < LEAST}
    assert (lost, added) == ({}, {})


def received(tmp_path: Path, data: bytes) -> Workspace:
    content = tmp_path / "content"
    content.mkdir()
    place = workspace(tmp_path)
    file = tmp_path / "ferry.pdf"
    file.write_bytes(data)
    import_source(place, file, "ferry", recipe=None, today=TODAY)
    return place


def test_the_text_of_the_pages_stands_beside_the_pdf(tmp_path: Path) -> None:
    words = "The lamp was lit before dawn."
    place = received(tmp_path, pdf_of([text_at(50, 500, words)] * 2))
    folder = place.content / "ferry/source"
    assert (folder / "ferry.pdf.txt").read_text() == f"{words}\f{words}"
    assert {path.name for path in folder.iterdir()} == {
        "ferry.pdf",
        "ferry.pdf.txt",
        "ledger.jsonl",
        "pages.csv",
        "recipe.toml",
        "report.html",
        "sha256",
    }
    assert audit(place, "ferry").findings == ()


@pytest.mark.parametrize(
    ("data", "message", "remedy"),
    [
        (
            pdf_of(["10 10 60 40 re f\n"]),
            "no text",
            "`makeready import --ocr --slug SLUG",
        ),
        (
            pdf_of([text_at(200, 20, number) for number in "789"]),
            "no text but",
            "--ocr-all",
        ),
        (pdf_of([text_at(50, 500, "secret")], password="quay"), "password", "qpdf"),
        (b"%PDF-1.7\n", "damaged", "another program"),
    ],
    ids=["pictures only", "page numbers only", "locked", "damaged"],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(
    tmp_path: Path, data: bytes, message: str, remedy: str
) -> None:
    with pytest.raises(SourceError, match=re.escape(message)) as caught:
        received(tmp_path, data)
    assert remedy in caught.value.hint
    assert not (tmp_path / "content/ferry").exists()
