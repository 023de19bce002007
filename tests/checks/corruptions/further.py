"""Corruptions of the print edition that were thought up after the checks, with their codes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from checks.corruptions.strange import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[bytes], bytes]

_SPACE = b"\x00\x01"
"""How the space is written in the fonts of the book of kites."""


def _around(page: Any, before: str, after: str = "") -> None:
    """Write instructions before and after those of a page."""
    page.contents_add(before.encode(), prepend=True)
    page.contents_add(after.encode())


def _rewrite(pdf: pikepdf.Pdf, number: int, change: Callable[[list[Any]], None]) -> None:
    page = pdf.pages[number]
    told = list(pikepdf.parse_content_stream(page))
    change(told)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(told))


def _elements(pdf: pikepdf.Pdf, name: str) -> list[Any]:
    return [e for e in pdf.objects if isinstance(e, Dictionary) and e.get("/S") == name]


def repeat_page(pdf: pikepdf.Pdf) -> None:
    """Let a page stand twice."""
    pdf.pages.insert(PAGE, pdf.pages[PAGE])


def hide_layer(pdf: pikepdf.Pdf) -> None:
    """Put a page on a layer that is not shown."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("words")))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    page = pdf.pages[PAGE]
    name = page.add_resource(layer, Name.Properties)
    _around(page, f"/OC {name} BDC q", "Q EMC")


def fade(pdf: pikepdf.Pdf) -> None:
    """Let the words of a page be all but transparent."""

    def change(told: list[Any]) -> None:
        told[:] = [each for each in told if str(each.operator) != "gs"]

    _rewrite(pdf, PAGE, change)
    page = pdf.pages[PAGE]
    name = page.add_resource(Dictionary(Type=Name.ExtGState, ca=0.03), Name.ExtGState)
    _around(page, f"{name} gs ")


def redden(pdf: pikepdf.Pdf) -> None:
    """Print the words of a page in red."""

    def change(told: list[Any]) -> None:
        for at, each in enumerate(told):
            if str(each.operator) == "rg":
                told[at] = ContentStreamInstruction([1, 0, 0], Operator("rg"))

    _rewrite(pdf, PAGE, change)


def close_gaps(pdf: pikepdf.Pdf) -> None:
    """Let the words of a page's lines stand without spaces between them."""

    def change(told: list[Any]) -> None:
        for at, each in enumerate(told):
            if str(each.operator) == "TJ":
                parts: list[Any] = []
                for part in each.operands[0]:
                    parts.append(part)
                    if isinstance(part, String) and bytes(part) == _SPACE:
                        parts.append(250)
                told[at] = ContentStreamInstruction([Array(parts)], Operator("TJ"))

    _rewrite(pdf, PAGE, change)


def lift_line(pdf: pikepdf.Pdf) -> None:
    """Move a line up by five points, so that it leaves a gap."""

    def change(told: list[Any]) -> None:
        at = [n for n, each in enumerate(told) if str(each.operator) == "Tm"][4]
        matrix = [float(each) for each in told[at].operands]
        told[at] = ContentStreamInstruction([*matrix[:5], matrix[5] - 7], Operator("Tm"))

    _rewrite(pdf, PAGE, change)


def exchange_faces(pdf: pikepdf.Pdf) -> None:
    """Let two fonts of a book change their programs."""
    fonts = [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary)
        and each.get("/Type") == "/FontDescriptor"
        and "/FontFile3" in each
    ]
    fonts[0].FontFile3, fonts[1].FontFile3 = fonts[1].FontFile3, fonts[0].FontFile3


def exchange_alternatives(pdf: pikepdf.Pdf) -> None:
    """Let two pictures have each other's description."""
    one, two = (each for each in _elements(pdf, "/Figure")[:2])
    one.Alt, two.Alt = String(str(two.Alt)), String(str(one.Alt))


def shrink_picture(pdf: pikepdf.Pdf) -> None:
    """Print a picture a tenth as large."""
    _change_picture(pdf, "0.1 0 0 0.1 150 200 cm")


def turn_picture(pdf: pikepdf.Pdf) -> None:
    """Print a picture upside down, in its place."""
    _change_picture(pdf, "")


def _change_picture(pdf: pikepdf.Pdf, matrix: str) -> None:
    figure = _elements(pdf, "/Figure")[0]
    page = next(each for each in pdf.pages if each.obj.objgen == figure.Pg.objgen)
    attributes = figure.A[0] if isinstance(figure.A, Array) else figure.A
    _, bottom, _, top = (float(each) for each in attributes.BBox)
    _around(page, f"q {matrix or f'1 0 0 -1 0 {bottom + top} cm'}", "Q")


def describe_paragraph(pdf: pikepdf.Pdf) -> None:
    """Give a paragraph a description that is read in its place."""
    _elements(pdf, "/P")[-1].Alt = String("Buy the next one.")


def expand_paragraph(pdf: pikepdf.Pdf) -> None:
    """Say that a paragraph is short for something else."""
    _elements(pdf, "/P")[-1].E = String("Buy the next one.")


def speak_otherwise(pdf: pikepdf.Pdf) -> None:
    """Let a paragraph be read in another language."""
    _elements(pdf, "/P")[-1].Lang = String("de")


def map_roles(pdf: pikepdf.Pdf) -> None:
    """Say that headings are paragraphs."""
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(H1=Name.P, H2=Name.P)


def lead_bookmark_out(pdf: pikepdf.Pdf) -> None:
    """Let a bookmark lead to an address."""
    item = pdf.Root.Outlines.First
    if "/Dest" in item:
        del item["/Dest"]
    item.A = Dictionary(S=Name.URI, URI=String("https://sell.example/"))


def hurry(pdf: pikepdf.Pdf) -> None:
    """Let a page turn by itself."""
    pdf.pages[PAGE].obj.Dur = 2
    pdf.pages[PAGE].obj.Trans = Dictionary(S=Name.Dissolve)


def attach(pdf: pikepdf.Pdf) -> None:
    """Carry a file that no list of files names."""
    data = pdf.make_stream(b"Buy the next one.")
    data.Type = Name.EmbeddedFile
    spec = Dictionary(Type=Name.Filespec, F=String("x.txt"), EF=Dictionary(F=data))
    pdf.Root.AF = Array([pdf.make_indirect(spec)])


def fill_screen(pdf: pikepdf.Pdf) -> None:
    """Let the book fill the screen when it is opened."""
    pdf.Root.PageMode = Name.FullScreen


def draw_thumbnail(pdf: pikepdf.Pdf) -> None:
    """Give a page a small picture that does not show it."""
    image = pdf.make_stream(b"\x00" * 64)
    image.update(Dictionary(Width=8, Height=8, ColorSpace=Name.DeviceGray, BitsPerComponent=8))
    pdf.pages[PAGE].obj.Thumb = image


def unmark(pdf: pikepdf.Pdf) -> None:
    """Say that the structure is not to be trusted."""
    pdf.Root.MarkInfo = Dictionary(Marked=False)


def _write(pdf: pikepdf.Pdf, mark: str, words: str, size: int = 12) -> None:
    page = pdf.pages[PAGE]
    font = page.add_resource(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica), Name.Font
    )
    _around(page, "q", f"Q q {mark} BMC BT {font} {size} Tf 60 20 Td ({words}) Tj ET EMC Q")


def write_in_picture(pdf: pikepdf.Pdf) -> None:
    """Print words that are said to be part of a picture."""
    _write(pdf, "/Figure", "BUY")


def write_price(pdf: pikepdf.Pdf) -> None:
    """Print figures below a page."""
    _write(pdf, "/Artifact", "-50 %")


def trim(pdf: pikepdf.Pdf) -> None:
    """Tell the printer to cut a page in half."""
    left, bottom, right, top = (float(each) for each in pdf.pages[PAGE].obj.TrimBox)
    pdf.pages[PAGE].obj.TrimBox = Array([left, (bottom + top) / 2, right, top])


def claim_rights(pdf: pikepdf.Pdf) -> None:
    """Name an address of rights in XMP."""
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as meta:
        meta["xmpRights:WebStatement"] = "https://sell.example/"


def add_helper(pdf: pikepdf.Pdf) -> None:
    """Name one more person in XMP."""
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as meta:
        meta["dc:contributor"] = {"Bo Smith"}


def add_fact(pdf: pikepdf.Pdf) -> None:
    """Name a firm in the document information."""
    pdf.docinfo["/Company"] = "Smith and Sons"


def exchange_rows(pdf: pikepdf.Pdf) -> None:
    """Let two lines of a table stand in each other's place."""
    cells = _elements(pdf, "/TR")
    one, two = cells[-2], cells[-1]
    one.K, two.K = two.K, one.K


DOCUMENT: dict[str, tuple[Callable[[pikepdf.Pdf], None], tuple[str, ...]]] = {
    "a page that stands twice": (repeat_page, ("X-102",)),
    "a page on a layer that is off": (hide_layer, ("P-108", "P-106")),
    "words that are all but transparent": (fade, ("P-108",)),
    "words in red": (redden, ("P-132",)),
    "words without spaces between them": (close_gaps, ("P-123",)),
    "a line too near the one before it": (lift_line, ("P-114",)),
    "fonts that have each other's outlines": (exchange_faces, ("P-109", "P-127", "P-102")),
    "pictures with each other's description": (exchange_alternatives, ("P-120",)),
    "a picture a tenth as large": (shrink_picture, ("P-120", "P-133")),
    "a picture upside down": (turn_picture, ("P-120",)),
    "a paragraph with a description": (describe_paragraph, ("P-126",)),
    "a paragraph said to be an abbreviation": (expand_paragraph, ("P-126",)),
    "a paragraph in another language to listeners": (speak_otherwise, ("P-126",)),
    "headings said to be paragraphs": (map_roles, ("P-125",)),
    "a bookmark that leads to an address": (lead_bookmark_out, ("P-106", "C-101")),
    "a page that turns by itself": (hurry, ("P-106",)),
    "a file that no list names": (attach, ("P-106",)),
    "a book that fills the screen": (fill_screen, ("P-106",)),
    "a small picture of another page": (draw_thumbnail, ("P-106",)),
    "a structure that is not to be trusted": (unmark, ("P-125",)),
    "words in what is said to be a picture": (write_in_picture, ("P-132", "P-102", "P-103")),
    "a price below the page": (write_price, ("P-132", "C-105", "P-131", "P-103")),
    "a page that the printer is to cut": (trim, ("P-124",)),
    "an address of rights": (claim_rights, ("X-110",)),
    "one more person in XMP": (add_helper, ("X-110",)),
    "a firm in the document information": (add_fact, ("X-110",)),
    "rows of a table exchanged to listeners": (exchange_rows, ("P-134",)),
}


def lock(pdf: bytes) -> bytes:
    """Return the PDF so that nobody may print it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        allow = pikepdf.Permissions(print_lowres=False, print_highres=False, extract=False)
        opened.save(out, encryption=pikepdf.Encryption(owner="x", user="", allow=allow))
    return out.getvalue()


PDF: dict[str, tuple[Change, tuple[str, ...]]] = {
    "a book that may not be printed": (lock, ("P-106",)),
    "words behind the end of the PDF": (lambda pdf: pdf + b"\nBuy!\n", ("P-106", "X-101")),
}
