"""Reading is done by processes of its own; what ends one costs the page at fault."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from intake.pdf.made import pdf_of, text_at
from makeready.intake.pdf.read import process
from makeready.intake.pdf.read.door import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.intake.pdf.values import PdfPage


def written(tmp_path: Path, pages: int) -> Path:
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf_of([text_at(50, 500, f"page {at}") for at in range(pages)]))
    return file


def dying(path: Path, numbers: range) -> list[PdfPage]:
    """Read pages as usual, and fall over at page 5."""
    if 5 in numbers:
        os._exit(1)
    return process.read_sheets(path, numbers)


def sleeping() -> None:
    time.sleep(60)


def test_two_processes_read_what_one_reads(tmp_path: Path) -> None:
    file = written(tmp_path, 18)
    one, two = (process.read_file(file, jobs) for jobs in (1, 2))
    assert one == two
    assert [pdf_page.text for pdf_page in one.pdf_pages] == [f"page {at}" for at in range(18)]


def test_a_page_that_kills_the_reader_is_named_and_the_others_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, 9)
    monkeypatch.setattr(process, "SHEETS", dying)
    pdf_pages = process.read_file(file, 1).pdf_pages
    assert [pdf_page.number for pdf_page in pdf_pages if pdf_page.fault] == [5]
    assert [pdf_page.text for pdf_page in pdf_pages if not pdf_page.fault] == [
        f"page {at}" for at in range(9) if at != 5
    ]


def test_a_reader_that_does_not_answer_is_ended() -> None:
    with process.Reader() as reader, pytest.raises(process.ReaderDied):
        reader.ask(0.5, sleeping)


def test_what_is_no_pdf_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(b"no PDF")
    with pytest.raises(Unreadable):
        process.read_file(file, 1)


def test_a_document_of_one_page_is_drawn_as_a_figure() -> None:
    with process.Reader() as reader:
        drawn = process.draw_document(reader, pdf_of([text_at(50, 500, "oil")]))
        assert drawn.startswith(b"\x89PNG")
        assert process.draw_document(reader, b"%PDF- no") == b""
