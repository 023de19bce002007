"""Links, bookmarks and fonts are read from a PDF as its readers find them."""

from __future__ import annotations

import io
from itertools import groupby
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Array, Dictionary, Name, String

from editions.print.books import ROOT
from intake.pdf.made import pdf_of, text_at
from makeready.checks.read.outlines import _outlines, program_name
from makeready.checks.read.print import Bookmark, Leading, Printed, read_printed
from makeready.checks.report import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESS = "https://quay.example/"
LIBERTINE = (ROOT / "fonts/linux-libertine/LinLibertine_R.otf").read_bytes()
BOX = (10.0, 20.0, 30.0, 40.0)


def saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def read(change: Callable[[pikepdf.Pdf], None]) -> Printed:
    """Return what is read from three blank pages to which something was done."""
    document = pikepdf.new()
    for _ in range(3):
        document.add_blank_page(page_size=(300, 400))
    change(document)
    return read_printed(saved(document))


def link(rect: tuple[float, ...] = BOX, **more: pikepdf.Object) -> Dictionary:
    named = {f"/{key}": value for key, value in more.items()}
    return Dictionary({"/Subtype": Name.Link, "/Rect": Array(list(rect)), **named})


def name_pages(document: pikepdf.Pdf) -> None:
    """Give the second page a name in the tree of names, and the third one as it was once done."""
    second, third = (Array([page.obj, Name.Fit]) for page in document.pages[1:])
    names = Array([String("reeds"), Dictionary(D=second)])
    document.Root.Names = Dictionary(Dests=Dictionary(Names=names))
    document.Root.Dests = Dictionary(rushes=third)


def test_a_link_leads_to_a_page_to_an_address_or_nowhere() -> None:
    def add(document: pikepdf.Pdf) -> None:
        name_pages(document)
        document.pages[0].Annots = Array(
            [
                Dictionary(Subtype=Name.Text, Rect=Array([0, 0, 9, 9])),
                link(A=Dictionary(S=Name.URI, URI=String(ADDRESS))),
                link((30, 40, 10, 20), Dest=String("reeds")),
                link(Dest=Name("/rushes")),
                link(A=Dictionary(S=Name.GoTo, D=Array([document.pages[2].obj, Name.Fit]))),
                link(Dest=String("nobody")),
                link(Dest=Array([])),
            ]
        )

    first, *others = read(add).pages
    assert first.links == (
        Leading(box=BOX, page=-1, outward=ADDRESS),
        *(Leading(box=BOX, page=page, outward="") for page in (1, 2, 2, -1, -1)),
    )
    assert [page.links for page in others] == [(), ()]


def test_bookmarks_have_their_depth_and_their_page() -> None:
    def add(document: pikepdf.Pdf) -> None:
        name_pages(document)
        with document.open_outline() as outline:
            above = pikepdf.OutlineItem("The  reeds", 1)
            above.children.append(pikepdf.OutlineItem("Below", 2))
            outline.root.append(above)
        last = document.Root.Outlines.First
        last.A = Dictionary(S=Name.GoTo, D=String("rushes"))
        del last["/Dest"]

    assert read(add).outline == (
        Bookmark(depth=1, label="The reeds", page=2),
        Bookmark(depth=2, label="Below", page=2),
    )


def truetype(name: str) -> bytes:
    """Return a font with one empty glyph."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"psName": name, "familyName": "Other"})
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def test_a_font_is_named_by_its_program_or_else_by_the_pdf() -> None:
    def add(document: pikepdf.Pdf) -> None:
        fonts = [
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name("/ABCDEF+Painted"),
                FontFile2=document.make_stream(truetype("Reed-Bold")),
            ),
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name("/ABCDEF+Painted"),
                FontFile3=document.make_stream(LIBERTINE),
            ),
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name("/ABCDEF+Unread"),
                FontFile2=document.make_stream(b"no font"),
            ),
            Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Lacking")),
            Dictionary(Type=Name.FontDescriptor),
            Dictionary(Type=Name.Font, FontName=Name("/Aside")),
        ]
        document.Root.Kept = Array([document.make_indirect(each) for each in fonts])

    found = read(add)
    assert found.fonts == ("LinLibertineO", "Reed-Bold", "Unread")
    assert found.unembedded == ("Lacking", "unnamed")


@pytest.mark.parametrize(
    "program",
    [b"", b"\x01", b"\x01\x00\x04\x01", b"OTTO", b"no font", LIBERTINE[:9], LIBERTINE[:999]],
    ids=len,
)
def test_a_font_that_cannot_be_read_has_no_name(program: bytes) -> None:
    assert program_name(program) == ""


def test_what_is_no_pdf_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="the print edition cannot be read"):
        read_printed(b"%PDF-1.7\n")


def test_each_line_of_the_text_is_one_and_what_has_no_mark_is_no_text() -> None:
    lines = text_at(50, 500, "Reeds") + text_at(50, 480, "grow")
    marked = f"/P <</MCID 0>> BDC {lines} EMC\n"
    (page,) = read_printed(pdf_of([marked + text_at(50, 300, "drawn")])).pages
    assert page.text == "Reedsgrow"
    assert [len([*line]) for _, line in groupby(page.lines)] == [5, 4]


def test_each_glyph_of_a_font_is_drawn() -> None:
    assert [*_outlines(truetype("Reed"))] == [0]
