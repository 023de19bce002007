"""A PDF's file → what it holds that does not stand on its pages: a door of pikepdf.

Files inside it, what was typed into a form, remarks of readers: programs show them, and the text of
the pages does not have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from makeready.intake.pdf.values import Beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST = 2_000  # remarks, fields and files
_LONGEST = 500  # characters of one that are told
_DEEPEST = 20  # fields inside fields
_TYPED = frozenset(["/Tx", "/Ch"])  # text and choices; buttons and signatures hold no words
_REMARKS = frozenset(
    "/Text /FreeText /Highlight /Underline /Squiggly /StrikeOut /Caret /Stamp /Square /Circle "
    "/Line /Polygon /PolyLine /Ink".split()
)
_FAULTS = (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError, KeyError)


def read_beside(path: Path) -> Beside:
    """Return what a file holds beside its pages; nothing where the file cannot be read so."""
    try:
        with pikepdf.open(path) as document:
            form = document.Root.get("/AcroForm")
            drawn = isinstance(form, pikepdf.Dictionary) and "/XFA" in form
            return Beside(
                files=tuple(sorted(document.attachments))[:_MOST],
                portfolio="/Collection" in document.Root,
                drawn_by_form=drawn,
                # ISO 32000-1, table 28: the pages are to be made anew when the file is opened
                unmade=drawn and bool(document.Root.get("/NeedsRendering")),
                remarks=tuple(_remarks(document)),
            )
    except _FAULTS:
        return Beside()


def _remarks(document: pikepdf.Pdf) -> Iterator[tuple[int, str, str]]:
    count = 0
    for number, page in enumerate(document.pages):
        for each in _annotations(page):
            kind, words = _words_of(each)
            if words and count < _MOST:
                count += 1
                yield number, kind, words[:_LONGEST]


def _annotations(page: pikepdf.Page) -> Iterator[pikepdf.Dictionary]:
    listed = page.obj.get("/Annots")
    for each in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(each, pikepdf.Dictionary):
            yield each


def _words_of(annotation: pikepdf.Dictionary) -> tuple[str, str]:
    """Return what kind of words an annotation holds, and these; empty where it holds none."""
    kind = str(annotation.get("/Subtype", ""))
    if kind == "/Widget":
        typed = str(_inherit(annotation, "/FT")) in _TYPED
        return "form field", _text(_inherit(annotation, "/V")) if typed else ""
    return ("remark", _text(annotation.get("/Contents"))) if kind in _REMARKS else ("", "")


def _inherit(field: pikepdf.Dictionary, key: str) -> object:
    """Return an entry of a field, or that of the fields which it is a part of."""
    here: object = field
    for _ in range(_DEEPEST):
        if not isinstance(here, pikepdf.Dictionary):
            break
        if key in here:
            return here[key]
        here = here.get("/Parent")
    return None


def _text(value: object) -> str:
    """Return a string of the file on one line; what is no string is nothing."""
    if isinstance(value, pikepdf.Array):
        return ", ".join(filter(None, map(_text, value)))
    return " ".join(str(value).split()) if isinstance(value, (str, pikepdf.String)) else ""
