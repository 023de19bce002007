"""A finished EPUB becomes its documents in reading order, its contents, page-list and files."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import etree

from makeready.checks.read.recorded import DAMAGED_ZIP
from makeready.checks.read.text import TYPE, H, Line, list_lines, parse_xml, words
from makeready.checks.report import UnreadableEbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CONTAINER = "META-INF/container.xml"
_C = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_XHTML = "application/xhtml+xml"
_LARGEST = 500_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A line of a page-list: the page's label, and the file and the id it leads to."""

    label: str
    file: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of the publication: its file's name, its place in the spine or -1, its tree.

    The page numbers that an edition writes are taken out of the tree. `pages` has each of them,
    with the file and the id that it stands for.
    """

    name: str
    place: int
    root: etree._Element
    pages: tuple[PageEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """An e-book as it is read from its file; the documents of the spine come first, in order.

    `old_contents` and `old_pages` are those of the NCX, `earlier` the pages of an older edition.
    """

    documents: tuple[Document, ...]
    files: Mapping[str, bytes]
    package: str
    contents: tuple[Line, ...]
    old_contents: tuple[Line, ...]
    landmarks: tuple[Line, ...]
    pages: tuple[PageEntry, ...]
    old_pages: tuple[PageEntry, ...]
    earlier: tuple[PageEntry, ...] = ()

    def spine(self) -> tuple[Document, ...]:
        """Return the documents that are read one after the other."""
        return tuple(each for each in self.documents if each.place >= 0)


def read_packed(data: bytes) -> Packed:
    """Return what an EPUB holds. Raises Unreadable where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if sum(entry.file_size for entry in book.infolist()) > _LARGEST:
                raise UnreadableEbook("the e-book unpacks to more than anyone would read")
            files = {name: book.read(name) for name in book.namelist()}
    except DAMAGED_ZIP as error:
        raise UnreadableEbook(f"the e-book cannot be read: {error}") from error
    package = _package_name(files)
    opf = parse_xml(files.get(package, b""), package)
    documents = tuple(_documents(files, package, opf))
    nav = next((each for each in documents if _is_nav(opf, package, each.name)), None)
    ncx_name = _ncx_name(opf, package)
    ncx = parse_xml(files[ncx_name], ncx_name) if ncx_name in files else None
    return Packed(
        documents=documents,
        files=files,
        package=package,
        contents=() if nav is None else tuple(_nav_lines(nav)),
        old_contents=() if ncx is None else tuple(_ncx_lines(ncx)),
        landmarks=() if nav is None else tuple(_nav_lines(nav, "landmarks")),
        pages=() if nav is None else tuple(_read_pages(nav, lambda e: e.get(TYPE) == "page-list")),
        old_pages=() if ncx is None else tuple(_ncx_pages(ncx, ncx_name)),
        earlier=() if nav is None else tuple(_read_pages(nav, is_old_page_list)),
    )


def address(link: str, seen_from: str) -> tuple[str, str]:
    """Return the file in the publication and the id that a link in one of its files leads to."""
    parts = urlsplit(link)
    folder = posixpath.dirname(seen_from)
    path = (
        posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else seen_from
    )
    return path, unquote(parts.fragment)


def _package_name(files: Mapping[str, bytes]) -> str:
    root = parse_xml(files.get(_CONTAINER, b""), _CONTAINER)
    found = root.find(f"{_C}rootfiles/{_C}rootfile")
    name = "" if found is None else found.get("full-path", "")
    if name not in files:
        raise UnreadableEbook("the e-book's container names no package document that it holds")
    return name


def _items(opf: etree._Element, package: str) -> Iterator[tuple[str, str, etree._Element]]:
    """Yield the id, the file and the element of everything in the manifest."""
    for item in opf.iterfind(f"{_OPF}manifest/{_OPF}item"):
        yield item.get("id", ""), address(item.get("href", ""), package)[0], item


def _documents(files: Mapping[str, bytes], package: str, opf: etree._Element) -> Iterator[Document]:
    refs = [ref.get("idref", "") for ref in opf.iterfind(f"{_OPF}spine/{_OPF}itemref")]
    order = {name: place for place, name in enumerate(refs)}
    listed = [
        (order.get(each, -1), name)
        for each, name, item in _items(opf, package)
        if item.get("media-type") == _XHTML and name in files
    ]
    for place, name in sorted(listed, key=lambda found: (found[0] < 0, found)):
        root = parse_xml(files[name], name)
        yield Document(name=name, place=place, root=root, pages=tuple(_take_pages(root, name)))


def _take_pages(root: etree._Element, name: str) -> Iterator[PageEntry]:
    """Yield the pages that links of the class `page` show, and take their words out, in place."""
    for link in root.iter(f"{H}a"):
        if "page" in (link.get("class") or "").split() and not len(link):
            file, anchor = address(link.get("href", ""), name)
            yield PageEntry(label=link.text or "", file=file, anchor=anchor)
            link.text = None
    for holder in root.iter(f"{H}span"):
        if "locators" in (holder.get("class") or "").split():
            holder.text = None
            for link in holder:
                link.tail = None


def _is_nav(opf: etree._Element, package: str, name: str) -> bool:
    return any(
        found == name and "nav" in item.get("properties", "").split()
        for _, found, item in _items(opf, package)
    )


def _ncx_name(opf: etree._Element, package: str) -> str:
    spine = opf.find(f"{_OPF}spine")
    wanted = "" if spine is None else spine.get("toc", "")
    return next((name for each, name, _ in _items(opf, package) if each == wanted), "")


def _list(nav: Document, kind: str) -> etree._Element | None:
    return next((each for each in nav.root.iter(f"{H}nav") if each.get(TYPE) == kind), None)


def _nav_lines(nav: Document, kind: str = "toc") -> Iterator[Line]:
    found = _list(nav, kind)
    if found is not None:
        yield from list_lines(found)


def is_old_page_list(element: etree._Element) -> bool:
    """Tell whether this is the list of the pages of an older edition."""
    return element.tag == f"{H}nav" and element.get("class") == "old-pages"


def _read_pages(nav: Document, wanted: Callable[[etree._Element], bool]) -> Iterator[PageEntry]:
    found = next(filter(wanted, nav.root.iter(f"{H}nav")), None)
    for link in () if found is None else found.iter(f"{H}a"):
        file, anchor = address(link.get("href", ""), nav.name)
        yield PageEntry(label=words(link), file=file, anchor=anchor)


def _ncx_lines(ncx: etree._Element) -> Iterator[Line]:
    for point in ncx.iter(f"{_NCX}navPoint"):
        depth = 1 + sum(1 for _ in point.iterancestors(f"{_NCX}navPoint"))
        yield Line(depth=depth, label=_label(point), anchor=_source(point).rpartition("#")[2])


def _ncx_pages(ncx: etree._Element, name: str) -> Iterator[PageEntry]:
    for target in ncx.iter(f"{_NCX}pageTarget"):
        file, anchor = address(_source(target), name)
        yield PageEntry(label=_label(target), file=file, anchor=anchor)


def _label(point: etree._Element) -> str:
    found = point.find(f"{_NCX}navLabel/{_NCX}text")
    return "" if found is None else " ".join((found.text or "").split())


def _source(point: etree._Element) -> str:
    found = point.find(f"{_NCX}content")
    return "" if found is None else found.get("src", "")
