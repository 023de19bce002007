"""Pages that are pictures are read, and come out as a manuscript with its notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from intake.pdf.made import pdf_of, text_at
from intake.pdf.scan.drawn import Set, hocr_of, picture_of, reading_of
from makeready.files.programs import ocr
from makeready.intake.pdf.scan import scanner
from makeready.intake.pdf.scan.findings import report_reading
from makeready.intake.pdf.scan.scanner import Scanned
from makeready.intake.pdf.scan.values import Ink, OcrOrder, Settled
from makeready.intake.pdf.source import Wishes, make_manuscript, read_pdf
from makeready.intake.pdf.values import Face, PdfPage, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = [
    Set("the lamp was lit before the boats came in", base=100),
    Set("and no one at the quay had seen us come", base=160),
    Set("over the sea.’ we were near a cove now", base=220),
    Set("and came on.", base=280),
    Set("9. it was of oak", base=700, em=34),
    Set("and as soon as a man saw us", left=134, base=740, em=34),
]
CALL = (100 + 13 * 20, 184, 100 + 13 * 20 + 14, 204)


@pytest.fixture
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the programs have read the page above, with a mark that only its picture shows."""

    def read(
        pdf: Path, pages: Sequence[int], data: Sequence[str], folder: Path, *, jobs: int
    ) -> tuple[Path, tuple[ocr.ReadPage, ...]]:
        assert (list(pages), list(data), jobs) == ([1], ["deu"], 1)
        hocr = folder / "page.hocr"
        hocr.write_text(hocr_of(reading_of(LINES, 1)), "utf-8")
        drawn = [replace(line, text=line.text.replace("’", " ")) for line in LINES]
        picture = picture_of(folder / "page.png", drawn, [CALL])
        return pdf, (ocr.ReadPage(number=1, hocr=hocr, picture=picture),)

    def read_marks(
        pictures: Sequence[Path], folder: Path, data: str, *, stops: bool
    ) -> Sequence[tuple[str, int]]:
        assert not (stops and pictures), "the number in front of the note was read"
        assert all(each.is_file() and each.parent == folder for each in pictures)
        assert data == "deu"
        return [("9", 92)] * len(pictures)

    monkeypatch.setattr(ocr, "require", lambda _: None)
    monkeypatch.setattr(ocr, "read_tesseract_version", lambda: "5.3.0")
    monkeypatch.setattr(ocr, "read_pages", read)
    monkeypatch.setattr(ocr, "read_marks", read_marks)


@pytest.mark.usefixtures("_programs")
def test_a_picture_is_read_and_its_note_linked(tmp_path: Path) -> None:
    file = tmp_path / "ferry.pdf"
    file.write_bytes(pdf_of([text_at(50, 500, "A page with text."), "10 10 60 40 re f\n"]))
    wishes = Wishes(ocr=OcrOrder(languages=("de",)))
    pdf = read_pdf(file, file.read_bytes(), wishes, jobs=1)
    made = make_manuscript(pdf, None)
    text = "".join(each.text for each in made.texts)
    assert "over the sea.[^1] we were near" in text
    assert "[^1]: it was of oak and as soon as a man saw us" in text
    assert "A page with text." in text
    assert made.metadata.language == "de"
    codes = [found.code for found in pdf.source.findings]
    assert "S-155" in codes
    assert "S-152" not in codes


def _pdf_page(**told: object) -> PdfPage:
    page = PdfPage(number=0, label="", width=100, height=100, text="", runs=())
    return replace(page, **told)  # type: ignore[arg-type]  # fields by their names


def _run(text: str, *, hidden: bool = False) -> Run:
    face = Face(name="Serif")
    return Run(
        start=0, end=len(text), text=text, left=0, right=9, base=9, size=9, face=face, hidden=hidden
    )  # fmt: skip


WHOLE = ((0.0, 0.0, 100.0, 90.0),)


@pytest.mark.parametrize(
    ("page", "read", "read_all"),
    [
        (_pdf_page(), False, False),
        (_pdf_page(pictures=WHOLE), True, True),
        (_pdf_page(drawings=WHOLE), True, True),
        (_pdf_page(pictures=WHOLE, text="stamp", runs=(_run("stamp"),)), True, True),
        (_pdf_page(pictures=WHOLE, text="words", runs=(_run("words", hidden=True),)), False, True),
        (_pdf_page(text="words", runs=(_run("words"),)), False, True),
        (_pdf_page(text="��ab", runs=(_run("��ab"),), unmapped=2), True, True),
        (_pdf_page(pictures=WHOLE, fault="the reader gave up on it"), False, False),
    ],
    ids="blank picture letters-as-drawings stamped read-before text no-letters damaged".split(),
)
def test_pages_without_text_are_read_and_all_where_asked(
    page: PdfPage, read: bool, read_all: bool
) -> None:
    assert bool(scanner.list_pictures([page], OcrOrder())) is read
    assert bool(scanner.list_pictures([page], OcrOrder(everything=True))) is read_all


def test_marks_that_nothing_shows_to_be_of_notes_are_told_in_one_line() -> None:
    marks = tuple(Settled(ink=Ink(line=0, box=(0, 0, 9, 9), opens=False)) for _ in range(3))
    scanned = Scanned(pdf_pages=(), drawn=Path("a.pdf"), settled={0: marks, 2: marks})
    (told,) = report_reading("a.pdf", scanned)
    assert told.code == "S-164"
    assert told.message == "6 on pages 1, 3, and no other shows that there are notes"
