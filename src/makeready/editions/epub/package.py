"""The publication becomes a file: EPUB 3.3, the same bytes each time.

EbookLib writes package document, container and zip. It gets finished bytes in plain items, because
its own item classes rewrite their content; what it wrote is read again and compared.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

from ebooklib import epub
from lxml import etree

from makeready.core.errors import EditionError
from makeready.core.model import Book, Ebook, Look, Master, PageMap
from makeready.editions.epub.publication import Item, Publication, publication
from makeready.editions.xhtml import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.editions.epub.metadata import Row

_FOLDER = "EPUB"
_DC = "http://purl.org/dc/elements/1.1/"
_OPF = "http://www.idpf.org/2007/opf"
_MIMETYPE = "mimetype"
# The earliest moment that a zip can name; the book's own date is in its metadata.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_UNIX = 3


def make(master: Master, pages: PageMap, look: Look) -> Ebook:
    """Return the e-book edition of the master, with the page-list of its print edition."""
    found = publication(master, pages, look)
    data = rezip(_write(found, master.book), master.book.language)
    verify(data, found)
    return Ebook(master=master.digest, data=data)


def rezip(data: bytes, language: str = "") -> bytes:
    """Return a zip with the same files and nothing that differs from run to run.

    Where a language is given, the package document says that its own words are in it: EbookLib
    0.20 has no place for that, and screen readers ask for it.

    The media type comes first and uncompressed, as the container format has it; the other files
    follow in the order of their names.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _MIMETYPE, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            is_stored = name == _MIMETYPE
            entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            content = old.read(name)
            if language and name == f"{_FOLDER}/content.opf":
                content = _state_language(content, language)
            new.writestr(entry, content, compresslevel=6)
    return out.getvalue()


def _state_language(package: bytes, language: str) -> bytes:
    root = parse(package)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def verify(data: bytes, found: Publication) -> None:
    """Raise an `EditionError` unless the file holds the publication, byte for byte."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    package = parse(files.get(f"{_FOLDER}/content.opf", b"<package/>"))
    listed = {element.get("href"): element for element in package.iter(f"{{{_OPF}}}item")}
    for item in found.items:
        if files.get(f"{_FOLDER}/{item.name}") != item.data:
            raise EditionError(f"{item.name} did not reach the e-book as it was handed in")
        if item.name not in listed or listed[item.name].get("media-type") != item.media_type:
            raise EditionError(f"{item.name} is not in the e-book's manifest as it should be")
    spine = tuple(element.get("idref") for element in package.iter(f"{{{_OPF}}}itemref"))
    if spine != found.spine:
        raise EditionError("the e-book's spine is not in the order of the master")
    _verify_metadata(package, found.metadata)


def _verify_metadata(package: etree._Element, rows: Sequence[Row]) -> None:
    """EbookLib leaves out what XML cannot hold without saying so."""
    wanted = sorted(row.text for row in rows if row.text)
    written = [element.text for element in package.iterfind(f"{{{_OPF}}}metadata/*")]
    for text in wanted:
        if text not in written:
            raise EditionError(f"the e-book's metadata lacks “{text}”")
        written.remove(text)


def _write(found: Publication, book: Book) -> bytes:
    names = [item.name.casefold() for item in found.items]
    if len(set(names)) != len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise EditionError(f"two files of the e-book would have the name {twice[0]}")
    out = io.BytesIO()
    options = {
        "epub3_pages": False,
        "epub3_landmark": False,
        "epub2_guide": False,
        "raise_exceptions": True,
        # compressed only when it is zipped again, in `rezip`
        "compresslevel": 0,
        "mtime": dt.datetime.combine(book.modified, dt.time(), tzinfo=dt.UTC),
    }
    try:
        epub.write_epub(out, _ebooklib_book(found, book), options)
    except (epub.EpubException, OSError, ValueError, zipfile.BadZipFile) as error:
        raise EditionError(f"EbookLib could not write the e-book: {error}") from error
    return out.getvalue()


def _ebooklib_book(found: Publication, book: Book) -> epub.EpubBook:
    out = epub.EpubBook()
    out.FOLDER_NAME = _FOLDER
    # emptied, because EbookLib 0.20 puts a random identifier and its own name into a new book
    out.metadata.clear()
    out.IDENTIFIER_ID = "identifier"
    out.set_identifier(book.identifier)
    out.direction = found.direction or None
    for row in found.metadata:
        space = _OPF if row.name == "meta" else _DC
        out.add_metadata(space, row.name, row.text, dict(row.attributes))
    for item in found.items:
        out.add_item(_ebooklib_item(item))
    out.spine = list(found.spine)
    return out


def _ebooklib_item(item: Item) -> epub.EpubItem:
    out = epub.EpubItem(
        uid=item.id, file_name=item.name, media_type=item.media_type, content=item.data
    )
    out.properties = list(item.properties)
    return out
