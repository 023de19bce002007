"""What lies beside the pages of a PDF is found: files, what was typed into forms, remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from intake.pdf.made import pdf_of, text_at
from makeready.intake.pdf.read.beside import read_beside
from makeready.intake.pdf.values import Beside

if TYPE_CHECKING:
    from pathlib import Path


def _open(path: Path) -> pikepdf.Pdf:
    path.write_bytes(pdf_of([text_at(50, 500, "A page.")] * 2))
    return pikepdf.open(path, allow_overwriting_input=True)


def test_files_typed_words_and_remarks_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    with _open(path) as document:
        document.attachments["log.txt"] = b"12 May"
        document.Root.Collection = Dictionary(Type=Name.Collection)
        group = document.make_indirect(Dictionary(FT=Name.Tx, V="Anna Quist"))
        fields = [
            document.make_indirect(each)
            for each in (
                Dictionary(Subtype=Name.Widget, Parent=group),
                Dictionary(Subtype=Name.Widget, FT=Name.Ch, V=Array(["salt", "bread"])),
                Dictionary(Subtype=Name.Widget, FT=Name.Btn, V=Name.Yes),
            )
        ]
        group.Kids = Array(fields[:1])
        document.Root.AcroForm = Dictionary(Fields=Array([group, *fields[1:]]))
        link = Dictionary(Subtype=Name.Link, Contents="to the quay")
        document.pages[0].obj.Annots = Array([*fields, link])
        remark = Dictionary(Subtype=Name.Text, Contents="Is this\nso?")
        document.pages[1].obj.Annots = Array([remark])
        document.save(path)
    assert read_beside(path) == Beside(
        files=("log.txt",),
        portfolio=True,
        remarks=(
            (0, "form field", "Anna Quist"),
            (0, "form field", "salt, bread"),
            (1, "remark", "Is this so?"),
        ),
    )


def test_a_form_whose_page_only_names_a_viewer_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    with _open(path) as document:
        document.Root.AcroForm = Dictionary(XFA=document.make_stream(b"<xdp/>"))
        document.Root.NeedsRendering = True
        document.save(path)
    assert read_beside(path) == Beside(drawn_by_form=True, unmade=True)


def test_a_plain_file_has_nothing_beside_its_pages(tmp_path: Path) -> None:
    with _open(tmp_path / "x.pdf"):
        assert read_beside(tmp_path / "x.pdf") == Beside()


def test_fields_that_are_parts_of_one_another_end(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    with _open(path) as document:
        field = document.make_indirect(Dictionary(Subtype=Name.Widget))
        field.Parent = field
        document.pages[0].obj.Annots = Array([field])
        document.Root.AcroForm = Dictionary(Fields=Array([field]))
        document.save(path)
    assert read_beside(path) == Beside()


def test_what_is_no_pdf_has_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 cut short")
    assert read_beside(tmp_path / "x.pdf") == Beside()
