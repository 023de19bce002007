"""Corruptions of a finished PDF, each with the code of the finding that tells of it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator

if TYPE_CHECKING:
    from collections.abc import Callable

    from checks import spoil

PAGE = 8
"""A page of running text, from 0."""

_FILLS = frozenset({"g", "rg", "k", "sc", "scn"})


def change(pdf: bytes, spoiling: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Return the PDF as `spoiling` leaves it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spoiling(opened)
        opened.save(out)
    return out.getvalue()


def _put(*operands: float, operator: str) -> ContentStreamInstruction:
    return ContentStreamInstruction([*operands], Operator(operator))


def whiten(page: list[spoil.Instruction]) -> None:
    """Set the page's type in white."""
    page[:] = [each for each in page if str(each.operator) not in _FILLS]
    starts = [n for n, each in enumerate(page) if str(each.operator) == "BT"]
    for at in reversed(starts):
        page.insert(at + 1, _put(1, operator="g"))


def hide(page: list[spoil.Instruction]) -> None:
    """Set the page's type as one that is not painted."""
    starts = [n for n, each in enumerate(page) if str(each.operator) == "BT"]
    for at in reversed(starts):
        page.insert(at + 1, _put(3, operator="Tr"))


def clip(page: list[spoil.Instruction]) -> None:
    """Clip everything away but a corner."""
    page[:0] = [_put(0, 0, 1, 1, operator="re"), _put(operator="W"), _put(operator="n")]


def cover(page: list[spoil.Instruction]) -> None:
    """Paint white paper over the page."""
    page.insert(0, _put(operator="q"))
    page += [
        _put(operator="Q"),
        _put(1, operator="g"),
        _put(0, 0, 5000, 5000, operator="re"),
        _put(operator="f"),
    ]


INK: dict[str, Callable[[list[spoil.Instruction]], None]] = {
    "white type": whiten,
    "type that is not painted": hide,
    "type that is clipped away": clip,
    "type that is covered": cover,
}


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[PAGE].resources.Font.values()))


def lie_in_map(pdf: pikepdf.Pdf) -> None:
    """Let what is drawn as one letter be read as another one."""
    font = _font(pdf)
    said = font.ToUnicode.read_bytes()
    swapped = re.sub(rb"> <006e>", b"> <0076>", said)
    assert swapped != said
    font.ToUnicode = pdf.make_stream(swapped)


GLYPHS = {"a map that lies": lie_in_map}


def retitle(pdf: pikepdf.Pdf) -> None:
    """Give the document information another title."""
    pdf.docinfo["/Title"] = "Whales under Harbour Street"


def rewrite_author(pdf: pikepdf.Pdf) -> None:
    """Give the document information another author."""
    pdf.docinfo["/Author"] = "Bea Brush"


def retitle_xmp(pdf: pikepdf.Pdf) -> None:
    """Give XMP another title."""
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as meta:
        meta["dc:title"] = "Whales under Harbour Street"


def rewrite_xmp_author(pdf: pikepdf.Pdf) -> None:
    """Give XMP another author."""
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as meta:
        meta["dc:creator"] = ["Bea Brush"]


def translate(pdf: pikepdf.Pdf) -> None:
    """Say that the document is in another language."""
    pdf.Root.Lang = pikepdf.String("fr")


def act(pdf: pikepdf.Pdf) -> None:
    """Run a script when the document is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def act_on_page(pdf: pikepdf.Pdf) -> None:
    """Run a script when a page is opened."""
    pdf.pages[PAGE].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def attach(pdf: pikepdf.Pdf) -> None:
    """Attach a file."""
    pdf.attachments["a.txt"] = b"Buy!"


def ask(pdf: pikepdf.Pdf) -> None:
    """Add a form."""
    pdf.Root.AcroForm = Dictionary(Fields=pikepdf.Array())


def note(pdf: pikepdf.Pdf) -> None:
    """Stick a note to a page."""
    sticker = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 20, 20], Contents="Buy!")
    page = pdf.pages[PAGE].obj
    page.Annots = pikepdf.Array([*page.get("/Annots", pikepdf.Array()), sticker])


def _link(**action: Any) -> Dictionary:
    area, unframed = [50, 50, 90, 90], [0, 0, 0]
    about = Dictionary(**action)
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=area, Border=unframed, F=4, A=about)


def link_out(pdf: pikepdf.Pdf) -> None:
    """Add a link to an address that nobody wrote."""
    page = pdf.pages[PAGE].obj
    link = _link(S=Name.URI, URI=pikepdf.String("https://sell.example/"))
    page.Annots = pikepdf.Array([*page.get("/Annots", pikepdf.Array()), link])


def launch(pdf: pikepdf.Pdf) -> None:
    """Add a link that starts a program."""
    page = pdf.pages[PAGE].obj
    link = _link(S=Name.Launch, F=pikepdf.String("calc.exe"))
    page.Annots = pikepdf.Array([*page.get("/Annots", pikepdf.Array()), link])


FACTS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "another title": (retitle, "X-110"),
    "another author": (rewrite_author, "X-110"),
    "another title in XMP": (retitle_xmp, "X-110"),
    "another author in XMP": (rewrite_xmp_author, "X-110"),
    "another language": (translate, "X-110"),
    "a script that begins by itself": (act, "P-106"),
    "a script on a page": (act_on_page, "P-106"),
    "an attached file": (attach, "P-106"),
    "a form": (ask, "P-106"),
    "a note stuck to a page": (note, "P-106"),
    "a link that starts a program": (launch, "P-106"),
    "a link to another address": (link_out, "P-107"),
}
