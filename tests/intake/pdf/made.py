"""Small PDFs written by hand, for tests of the doors."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Sequence

HELVETICA = pikepdf.Dictionary(
    Type=pikepdf.Name.Font,
    Subtype=pikepdf.Name.Type1,
    BaseFont=pikepdf.Name.Helvetica,
    Encoding=pikepdf.Name.WinAnsiEncoding,
)
OBLIQUE = pikepdf.Dictionary({**HELVETICA, "/BaseFont": pikepdf.Name("/Helvetica-Oblique")})


def pdf_of(pages: Sequence[str], *, password: str = "", title: str = "") -> bytes:
    """Return a PDF whose pages have these content streams, with Helvetica as F1 and slanted F2."""
    document = pikepdf.new()
    for content in pages:
        page = document.add_blank_page(page_size=(400, 600))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=HELVETICA, F2=OBLIQUE))
        page.obj.Contents = document.make_stream(content.encode("cp1252"))
    if title:
        document.docinfo["/Title"] = title
    out = io.BytesIO()
    locked = pikepdf.Encryption(user=password, owner=password) if password else None
    document.save(out, encryption=locked or False, deterministic_id=not locked)
    return out.getvalue()


def text_at(x: float, y: float, words: str, *, size: float = 10, font: str = "F1") -> str:
    """Return the operators that set words at a place."""
    return f"BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET\n"
