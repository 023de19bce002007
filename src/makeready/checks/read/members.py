"""A finished edition → the digests of its members: an e-book's files, a PDF's pages and parts.

A member's digest depends on what it says and not on where in the file it stands: numbers of objects
and compression are left out, so that a change of one page is the change of one member.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import pikepdf

from makeready.checks.read.recorded import DAMAGED_ZIP
from makeready.checks.report import UnreadableEbook, UnreadablePrint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# what leads back up, or into the tags, which the digest of the whole file covers
_LEFT_OUT = frozenset({"/Parent", "/P", "/StructParent", "/StructParents", "/Popup", "/Length"})
_INNER_FONTS = frozenset({"/CIDFontType0", "/CIDFontType2"})
_PACKING = frozenset({"/Filter", "/DecodeParms"})
_PARTS = {
    "bookmarks": "/Outlines",
    "page labels": "/PageLabels",
    "XMP metadata": "/Metadata",
    "destinations": "/Names",
    "old destinations": "/Dests",
    "opening action": "/OpenAction",
    "actions": "/AA",
    "forms": "/AcroForm",
    "viewer preferences": "/ViewerPreferences",
}


def digest_members(name: str, data: bytes) -> Mapping[str, str]:
    """Return the SHA-256 of each member of the edition of this name; none of any other file.

    Raises Unreadable where the edition cannot be read.
    """
    if name.endswith(".epub"):
        return _digest_zip(data)
    if name.endswith(".pdf"):
        return _digest_pdf(data)
    return {}


def _digest_zip(data: bytes) -> Mapping[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return {each: _sha256(book.read(each)) for each in sorted(book.namelist())}
    except DAMAGED_ZIP as error:
        raise UnreadableEbook(f"the e-book cannot be read: {error}") from error


def _digest_pdf(data: bytes) -> Mapping[str, str]:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return dict(_pdf_members(pdf))
    except pikepdf.PdfError as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error


def _pdf_members(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    describe = _Describer(numbers)
    for number, page in enumerate(pdf.pages, 1):
        yield f"page {number}", _sha256(describe.whole(page.obj))
    for name, font in sorted(describe.fonts.copy().items()):
        yield f"font {name}", _sha256(b"".join(sorted(map(describe.whole, font.values()))))
    for count, (number, picture) in enumerate(tuple(describe.pictures.values()), 1):
        yield f"picture {count}, first on page {number}", _sha256(describe.whole(picture))
    for name, key in _PARTS.items():
        if key in pdf.Root:
            yield name, _sha256(describe.whole(pdf.Root[key]))
    yield "document information", _sha256(describe.whole(pdf.docinfo))


class _Describer:
    """Turns objects of a PDF into bytes, and gathers the fonts and pictures that pages name."""

    def __init__(self, numbers: Mapping[tuple[int, int], int]) -> None:
        self._numbers = numbers
        self._page = 0
        self._met: dict[tuple[int, int], int] = {}
        self._waiting: list[pikepdf.Object] = []
        self.fonts: dict[str, dict[tuple[int, int], pikepdf.Object]] = {}
        self.pictures: dict[tuple[int, int], tuple[int, pikepdf.Object]] = {}

    def whole(self, item: pikepdf.Object) -> bytes:
        """Return an object with all that it names, but for pages, fonts and pictures.

        What it names is told once, in the order in which it is met: outlines name each other.
        """
        self._page = self._numbers.get(item.objgen, self._page)
        self._met = {item.objgen: 0} if item.is_indirect else {}
        self._waiting = [item]
        told: list[bytes] = []
        while self._waiting:
            told += self._parts(self._waiting.pop(0))
        return b" ".join(told)

    def _parts(self, item: object) -> Iterator[bytes]:
        if isinstance(item, pikepdf.Array):
            yield b"["
            for each in item.as_list():
                yield from self._inner(each)
            yield b"]"
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield from self._dictionary(item)
        elif isinstance(item, pikepdf.Object):
            yield item.unparse()
        else:
            yield repr(item).encode()

    def _dictionary(self, item: pikepdf.Object) -> Iterator[bytes]:
        is_stream = isinstance(item, pikepdf.Stream)
        yield b"<<"
        for key in sorted(item.keys()):
            if key not in _LEFT_OUT and not (is_stream and key in _PACKING):
                yield key.encode()
                yield from self._inner(item[key])
        yield b">>"
        if is_stream:
            yield _sha256(_read(item)).encode()

    def _inner(self, item: object) -> Iterator[bytes]:
        """Yield what stands within another object; what is a member of its own by name only."""
        if not isinstance(item, pikepdf.Object):
            yield repr(item).encode()
        elif isinstance(item, pikepdf.Dictionary) and item.objgen in self._numbers:
            yield f"page {self._numbers[item.objgen]}".encode()
        elif isinstance(item, pikepdf.Dictionary) and _is_font(item):
            name = str(item.get("/BaseFont", "/unnamed")).removeprefix("/")
            self.fonts.setdefault(name, {})[item.objgen] = item
            yield name.encode()
        elif isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            self.pictures.setdefault(item.objgen, (self._page, item))
            yield _sha256(item.read_raw_bytes()).encode()
        elif item.is_indirect:
            if item.objgen not in self._met:
                self._met[item.objgen] = len(self._met)
                self._waiting.append(item)
            yield f"object {self._met[item.objgen]}".encode()
        else:
            yield from self._parts(item)


def _is_font(item: pikepdf.Object) -> bool:
    """Tell whether a dictionary is a font as pages name it, and not one within such a font."""
    return item.get("/Type") == "/Font" and item.get("/Subtype") not in _INNER_FONTS


def _read(stream: pikepdf.Object) -> bytes:
    """Return a stream's bytes unpacked, or as they are where only a picture's decoder could."""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
