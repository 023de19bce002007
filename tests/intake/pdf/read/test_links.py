"""Link annotations lie on the characters that they cover, and say where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from intake.pdf.made import pdf_of, text_at
from makeready.intake.pdf.read.door import read_pages

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.intake.pdf.values import PdfPage


def page_with(tmp_path: Path, **entries: object) -> PdfPage:
    """Return a page of two lines with a link of such entries over the end of the first one."""
    file = tmp_path / "x.pdf"
    lines = text_at(50, 500, "Of oars and boats") + text_at(50, 486, "at sea")
    file.write_bytes(pdf_of([lines, lines]))
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=pikepdf.Array([60, 480, 132, 510]),
        )
        for name, value in entries.items():
            link[f"/{name}"] = value(document) if callable(value) else value
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(link)])
        document.save(file)
    return next(iter(read_pages(file, range(1))))


def read(page: PdfPage) -> list[str]:
    return [page.text[link.start : link.end] for link in page.links]


def test_a_link_with_an_address_covers_the_words_in_its_boxes(tmp_path: Path) -> None:
    uri = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=b"https://example.org/oars")
    quads = pikepdf.Array([62, 509, 84, 509, 62, 498, 84, 498, 50, 495, 80, 495, 50, 484, 80, 484])
    page = page_with(tmp_path, A=uri, QuadPoints=quads)
    assert page.links[0].uri == "https://example.org/oars"
    assert read(page) == ["oars", "at sea"]


def test_a_link_inside_the_file_says_page_and_height(tmp_path: Path) -> None:
    def dest(document: pikepdf.Pdf) -> pikepdf.Array:
        return pikepdf.Array([document.pages[1].obj, pikepdf.Name.XYZ, 0, 321, 0])

    page = page_with(tmp_path, Dest=dest, Rect=pikepdf.Array([62, 498, 84, 509]))
    assert read(page) == ["oars"]
    assert (page.links[0].page, page.links[0].top) == (1, 321)


def test_a_link_that_runs_a_program_leads_nowhere(tmp_path: Path) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=b"app.alert(1)")
    page = page_with(tmp_path, A=script)
    assert {(link.uri, link.page) for link in page.links} == {("", -1)}
