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
    "pdf:Producer",
    "pdfuaid:part",
    "dc:title",
    "dc:creator",
    "dc:language",
    "dc:identifier",
    "dc:publisher",
    "dc:rights",
    "dc:description",
)
_DUBLIN, _PDF = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/pdf/1.3/}"
_XAP = "{http://ns.adobe.com/xap/1.0/}"
_KNOWN_IN_XMP = frozenset(
    (
        *(name.replace("dc:", _DUBLIN) for name in _XMP if name.startswith("dc:")),
        *(f"{_PDF}Keywords", f"{_PDF}Producer"),
        *(f"{_XAP}{each}" for each in ("CreateDate", "ModifyDate", "MetadataDate", "CreatorTool")),
        "{http://www.aiim.org/pdfua/ns/id/}part",
        "{https://makeready.invalid/ns/1.0/}master",
    )
)
_KNOWN_IN_INFO = frozenset(
    (
        *("/Title", "/Author", "/Subject", "/Keywords", "/Producer"),
        *("/CreationDate", "/ModDate", "/MakereadyMaster"),
    )
)
_ACTIVE = {
    "/OpenAction": "it acts when it is opened",
    "/AA": "it acts by itself",
    "/AcroForm": "it has a form",
    "/Collection": "it is a collection of files",
    "/AF": "it carries files",
    "/OCProperties": "it has layers, which may be off",
}
_CATALOG = frozenset(
    (
        *(
            "/Type",
            "/Pages",
            "/PageLabels",
            "/PageLayout",
            "/PageMode",
            "/ViewerPreferences",
        ),
        *(
            "/Outlines",
            "/Names",
            "/Dests",
            "/StructTreeRoot",
            "/MarkInfo",
            "/Lang",
            "/Metadata",
        ),
    )
)
"""What a catalogue of a book may hold: its pages, their names, its structure, and its language."""

_PAGE = frozenset(
    (
        *(
            "/Type",
            "/Parent",
            "/Resources",
            "/Contents",
            "/Annots",
            "/StructParents",
            "/Tabs",
        ),
        *(
            "/MediaBox",
            "/CropBox",
            "/TrimBox",
            "/BleedBox",
            "/Rotate",
            "/UserUnit",
        ),
        *("/Group", "/AA"),
    )
)
_LINK = frozenset(
    (
        *("/Type", "/Subtype", "/Rect", "/Dest", "/A", "/F", "/BS", "/Border", "/Contents"),
        *("/StructParent", "/P", "/NM"),
    )
)
_ACTION = frozenset({"/Type", "/S", "/D", "/URI"})
_SHOWN_AND_PRINTED = 4
"""The flags of a link that shows and prints, and nothing else."""

_PREFERENCES = frozenset({"/DisplayDocTitle", "/Direction"})
_LAYOUTS = ("/TwoPageRight", "/TwoPageLeft")
"""How spreads begin in a book whose pages are read to the right, and in one read to the left."""

_MODES = frozenset({"/UseOutlines", "/UseNone"})
_IN_READING_ORDER = "/S"
"""The order of links that the structure gives."""

_END = b"%%EOF"
_ZOOM = 4
"""Where a destination of the kind XYZ has how far the page is to be enlarged; 0 leaves it so."""


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
    """What a PDF says of itself, by the names of the entries, and what it does besides showing.

    `others` are the names of entries that no PDF of the press has.
    """

    facts: Mapping[str, str]
    deeds: tuple[str, ...]
    others: tuple[str, ...] = ()


def facts_of_pdf(data: bytes) -> PdfFacts:
    """Return what a PDF says of itself in its document information and XMP, and what it does."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            facts = {str(key).removeprefix("/"): str(value) for key, value in pdf.docinfo.items()}
            # pikepdf makes the document information anew after XMP once that is closed
            others = {str(name) for name in pdf.docinfo.keys()} - _KNOWN_IN_INFO  # noqa: SIM118
            facts["Lang"] = str(pdf.Root.get("/Lang", ""))
            with pdf.open_metadata() as meta:
                facts |= {name: _flatten(meta.get(name, "")) for name in _XMP}
                others |= {str(name) for name in meta} - _KNOWN_IN_XMP
            deeds = (
                *_find_deeds(pdf),
                *_find_deeds_of_file(pdf, data),
                *_find_other_bookmarks(pdf),
            )
            return PdfFacts(facts=facts, deeds=deeds, others=tuple(sorted(others)))
    except pikepdf.PdfError as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """Where a destination is: its page, from 0 or -1, the height of its top, and its zoom or 0.

    The height is in points from the page's lower edge, and None where the reader's stays.
    """

    page: int
    top: float | None
    zoom: float


def read_landings(data: bytes) -> Mapping[str, Landing]:
    """Return the destinations of a PDF that have names, by these."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            names = pdf.Root.get("/Names", pikepdf.Dictionary())
            if "/Dests" not in names:
                return {}
            pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
            found = pikepdf.NameTree(names.Dests).items()
            return {str(name): _read_landing(value, pages) for name, value in found}
    except pikepdf.PdfError as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error


def _read_landing(value: pikepdf.Object, pages: Mapping[tuple[int, int], int]) -> Landing:
    there = value.get("/D") if isinstance(value, pikepdf.Dictionary) else value
    if not isinstance(there, pikepdf.Array) or not len(there):
        return Landing(page=-1, top=None, zoom=0)
    page = there[0]
    number = pages.get(page.objgen, -1) if isinstance(page, pikepdf.Dictionary) else -1
    if len(there) <= _ZOOM or there[1] != "/XYZ":
        return Landing(page=number, top=None, zoom=0)
    top, zoom = there[_ZOOM - 1], there[_ZOOM]
    return Landing(page=number, top=None if top is None else float(top), zoom=float(zoom or 0))


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
    for key, told in (
        ("/JavaScript", "it has scripts"),
        ("/EmbeddedFiles", "it carries files"),
    ):
        if key in names:
            yield told
    yield from _find_wishes(pdf)
    for number, page in enumerate(pdf.pages, 1):
        if "/AA" in page.obj:
            yield f"its page {number} acts when it is opened"
        for key in sorted(page.obj.keys() - _PAGE):
            yield f"its page {number} has an entry {key}"
        if page.obj.get("/Tabs") != _IN_READING_ORDER:
            yield f"its page {number} has its links in another order than that of reading"
        for note in page.obj.get("/Annots", pikepdf.Array()):
            yield from _find_deeds_of_annotation(note, number)


def _find_wishes(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what the catalogue has that no book needs, and what it asks of programs."""
    for key in sorted(pdf.Root.keys() - _CATALOG - _ACTIVE.keys()):
        yield f"its catalogue has an entry {key}"
    wishes = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    if str(pdf.Root.get("/PageMode", "/UseNone")) not in _MODES or wishes.keys() - _PREFERENCES:
        yield "it tells programs how to show it"
    side = _LAYOUTS[str(wishes.get("/Direction", "")) == "/R2L"]
    if str(pdf.Root.get("/PageLayout", side)) != side or not wishes.get("/DisplayDocTitle", False):
        yield "it is not shown as spreads under its title"


def _find_deeds_of_file(pdf: pikepdf.Pdf, data: bytes) -> Iterator[str]:
    """Yield what the file asks of programs before they show it, and what stands behind its end."""
    if pdf.is_encrypted:
        yield "it is encrypted, and may forbid printing and copying"
    if not data.rstrip().endswith(_END):
        yield "something stands behind its end"


def _find_other_bookmarks(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield the bookmarks that do something else than lead to a page."""
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            item = waiting.pop()
            waiting += item.children
            deed = "/GoTo" if item.action is None else str(item.action.get("/S", "/GoTo"))
            if deed != "/GoTo":
                yield f"its bookmark “{str(item.title)[:40]}” acts: {deed.removeprefix('/')}"
            elif item.obj is not None and {"/C", "/F"} & item.obj.keys():
                yield f"its bookmark “{str(item.title)[:40]}” has a look of its own"
            elif item.is_closed and item.children:
                yield f"its bookmark “{str(item.title)[:40]}” hides those below it"
            elif _enlarges(item):
                yield f"its bookmark “{str(item.title)[:40]}” enlarges the page"


def _enlarges(item: pikepdf.OutlineItem) -> bool:
    """Tell whether a bookmark asks for another size of the page than the reader has chosen."""
    there = item.destination
    if not isinstance(there, pikepdf.Array) or len(there) <= _ZOOM or there[1] != "/XYZ":
        return False
    return there[_ZOOM] is not None and float(there[_ZOOM]) != 0


def _find_deeds_of_annotation(note: pikepdf.Object, number: int) -> Iterator[str]:
    kind = str(note.get("/Subtype", "")).removeprefix("/")
    if kind != "Link":
        yield f"its page {number} has an annotation of the kind {kind}"
        return
    action = note.get("/A", pikepdf.Dictionary())
    deed = str(action.get("/S", "/GoTo")).removeprefix("/")
    if deed not in ("GoTo", "URI") or "/Next" in action or "/AA" in note:
        yield f"a link on its page {number} acts: {deed}"
    odd = sorted({*(note.keys() - _LINK), *(action.keys() - _ACTION)})
    if odd or int(note.get("/F", 0)) != _SHOWN_AND_PRINTED or _has_frame(note):
        told = f"has an entry {odd[0]}" if odd else "is hidden, or has a frame"
        yield f"a link on its page {number} {told}"


def _has_frame(note: pikepdf.Object) -> bool:
    """Tell whether a link is drawn with lines around it, which are there where nothing is said."""
    if "/BS" in note:
        return float(note.BS.get("/W", 1)) != 0
    border = note.get("/Border")
    return not isinstance(border, pikepdf.Array) or float(border[2]) != 0
