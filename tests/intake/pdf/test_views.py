"""The report's pictures of pages show what was taken for what, where it stands."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from PIL import Image

from intake.pdf.made import pdf_of, text_at
from makeready.intake.pdf.read.process import draw
from makeready.intake.pdf.source import make_manuscript, read_pdf

if TYPE_CHECKING:
    from pathlib import Path

BODY = "".join(
    text_at(50, 500 - 12 * at, "the lamp was lit before the boats came in and nobody saw it")
    for at in range(6)
)
NOTE = text_at(50, 60, "1", size=5) + text_at(56, 58, "A word of the keeper.", size=7)


def test_text_notes_and_what_is_left_out_are_shown_at_their_places(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    pages = [
        text_at(180, 560, "The Quay") + BODY + text_at(327, 444, "1", size=5) + NOTE
        for _ in range(3)
    ]
    file.write_bytes(pdf_of(pages))
    views = make_manuscript(read_pdf(file, file.read_bytes(), jobs=1), None).views
    assert [view.number for view in views] == [1, 2, 3]
    first = views[0]
    assert (first.width, first.height) == (400.0, 600.0)
    kinds = {area.kind: area for area in first.areas}
    assert {"text", "note", "left"} <= kinds.keys()
    assert 90 < kinds["text"].box[1] < 100
    assert 530 < kinds["note"].box[1] < 545
    assert kinds["left"].told.startswith("P.head: ")
    picture = Image.open(io.BytesIO(first.picture))
    assert picture.height == 660
    assert len(first.picture) < 30_000


def test_a_picture_is_cut_where_it_stands_though_the_page_is_trimmed(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf_of(["100 200 50 50 re f"]))
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        document.pages[0].obj.CropBox = pikepdf.Array([40, 30, 360, 560])
        document.save(file)
    (data,) = draw(file, [(0, (100.0, 200.0, 150.0, 250.0))], 1.0)
    picture = Image.open(io.BytesIO(data)).convert("L")
    assert picture.size == (50, 50)
    assert max(picture.tobytes()) < 128
