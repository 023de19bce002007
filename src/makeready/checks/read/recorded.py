"""A finished edition becomes what it records of itself: its master, and how many pages it has."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from lxml import etree

from makeready.checks.report import UnreadablePrint

if TYPE_CHECKING:
    from collections.abc import Iterator

DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    OSError,
    EOFError,
    # a place in the file that a damaged directory gives as before its beginning
    ValueError,
    # a method of compression that Python does not have, and a member that wants a password
    NotImplementedError,
    RuntimeError,
)
"""What `zipfile` raises for a file that is no zip, is damaged, or that it cannot unpack."""


_XMP = (
    "dc:title",
    "dc:creator",
    "dc:language",
    "dc:identifier",
    "dc:publisher",
    "dc:rights",
    "dc:description",
)
_ACTIVE = {
    "/OpenAction": "it acts when it is opened",
    "/AA": "it acts by itself",
    "/AcroForm": "it has a form",
    "/Collection": "it is a collection of files",
}


def pages_of_pdf(data: bytes) -> int:
    """Return how many pages a print edition has."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def master_of_pdf(data: bytes) -> str:
    """Return the digest of the master that a print edition records, or "" where there is none."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return str(pdf.docinfo.get("/MakereadyMaster", ""))
    except pikepdf.PdfError:
        return ""


def master_of_epub(data: bytes) -> str:
    """Return the digest of the master that an e-book records, or "" where there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            name = next((n for n in sorted(book.namelist()) if n.endswith(".opf")), "")
            opf = etree.fromstring(book.read(name)) if name else None
    except (*DAMAGED_ZIP, etree.XMLSyntaxError, KeyError):
        return ""
    if opf is None:
        return ""
    found = opf.xpath("//*[local-name()='meta'][@name='makeready:master']/@content")
    return str(found[0]) if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFacts:
    """What a PDF says of itself, by the names of the entries, and what it does besides showing."""

    facts: Mapping[str, str]
    deeds: tuple[str, ...]


def facts_of_pdf(data: bytes) -> PdfFacts:
    """Return what a PDF says of itself in its document information and XMP, and what it does."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            facts = {str(key).removeprefix("/"): str(value) for key, value in pdf.docinfo.items()}
            facts["Lang"] = str(pdf.Root.get("/Lang", ""))
            with pdf.open_metadata() as meta:
                facts |= {name: _flatten(meta.get(name, "")) for name in _XMP}
            return PdfFacts(facts=facts, deeds=tuple(_find_deeds(pdf)))
    except pikepdf.PdfError as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error


def _flatten(value: object) -> str:
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(map(str, value)))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _find_deeds(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what the PDF does, holds or asks for besides its pages."""
    for key, told in _ACTIVE.items():
        if key in pdf.Root:
            yield told
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    for key, told in (("/JavaScript", "it has scripts"), ("/EmbeddedFiles", "it carries files")):
        if key in names:
            yield told
    for number, page in enumerate(pdf.pages, 1):
        if "/AA" in page.obj:
            yield f"its page {number} acts when it is opened"
        for note in page.obj.get("/Annots", pikepdf.Array()):
            yield from _find_deeds_of_annotation(note, number)


def _find_deeds_of_annotation(note: pikepdf.Object, number: int) -> Iterator[str]:
    kind = str(note.get("/Subtype", "")).removeprefix("/")
    if kind != "Link":
        yield f"its page {number} has an annotation of the kind {kind}"
        return
    action = note.get("/A", pikepdf.Dictionary())
    deed = str(action.get("/S", "/GoTo")).removeprefix("/")
    if deed not in ("GoTo", "URI") or "/Next" in action or "/AA" in note:
        yield f"a link on its page {number} acts: {deed}"
