"""The container of an e-book, and what its package says, become findings where more is in them."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from makeready.checks.compare.facts import CODES as FACTS
from makeready.checks.compare.package import CODES as PACKAGE
from makeready.checks.compare.structure import CODES as STRUCTURE
from makeready.checks.read.epub import address
from makeready.checks.read.evidence import evidence
from makeready.checks.read.text import MATH, H, parse_xml
from makeready.checks.report import report
from makeready.core.findings import Finding, Place, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.checks.read.epub import Document, Packed
    from makeready.checks.report import Files, Report

_OPF = "{http://www.idpf.org/2007/opf}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PARTS = frozenset({"metadata", "manifest", "spine"})
_PROPERTIES = frozenset(
    (
        *("dcterms:modified", "title-type", "role", "file-as", "display-seq", "identifier-type"),
        *("belongs-to-collection", "collection-type", "group-position", "pageBreakSource"),
        *("schema:accessMode", "schema:accessModeSufficient", "schema:accessibilityFeature"),
        *("schema:accessibilityHazard", "schema:accessibilitySummary"),
    )
)
_NAMES = frozenset({"generator", "makeready:master", "cover"})
_UPRIGHT = "primary-writing-mode"
_HAZARDS = frozenset({"none", "unknown"})
_ALWAYS = frozenset({"tableOfContents", "readingOrder", "ARIA", "unlocked"})
_MIMETYPE = "mimetype"
_LENGTHS, _HEADER = 26, 30
"""Where a file's header in a zip has the lengths of its name and of what else is said of it."""

_CONTAINER = "META-INF/container.xml"
_PARTS_OF_CONTAINER = 3
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SAID = {
    "package": {"unique-identifier", "version", "prefix", _XML_LANG},
    "item": {"href", "id", "media-type", "properties"},
    "itemref": {"idref", "linear"},
}
"""What the package, its files and the line of reading say of themselves, by their attributes."""

_LINK = {"rel": "stylesheet", "type": "text/css"}


def check_packing(files: Files) -> Report:
    """Report whether the e-book is packed as e-books are, and says nothing that was not told."""
    packed = evidence(files).packed
    opf = parse_xml(packed.files[packed.package], packed.package)
    findings = (
        *_check_zip(files),
        *(found for each in packed.documents for found in _check_document(each)),
        *_check_parts(files, packed, opf),
        *_check_attributes(packed, opf),
        *_check_container(packed),
        *_check_metadata(files, packed, opf),
        *_check_ncx(packed),
        *_check_cover(packed, opf),
    )
    return report(findings, documents=len(packed.documents))


def _check_zip(files: Files) -> Iterator[Finding]:
    place = Place(f"{files.slug}.epub")
    with zipfile.ZipFile(io.BytesIO(files.epub)) as book:
        entries, comment = book.infolist(), book.comment
    first = entries[0] if entries else None
    is_begun = files.epub.startswith(b"PK\x03\x04") and first is not None
    if not is_begun or first is None or (first.filename, first.compress_type) != (_MIMETYPE, 0):
        message = f"it does not begin with the file {_MIMETYPE}, as it stands"
        yield finding(PACKAGE["E-106"], message, place)
    if comment:
        yield finding(PACKAGE["E-106"], "something stands behind its files", place)
    if _has_gaps(files.epub, entries):
        yield finding(PACKAGE["E-106"], "something stands between its files", place)
    for entry in entries:
        if entry.extra:
            yield finding(PACKAGE["E-106"], "more is said of it", Place(entry.filename))
        if stat.S_ISLNK(entry.external_attr >> 16) or entry.comment:
            message = "it is a link in the file system, or has a remark"
            yield finding(PACKAGE["E-106"], message, Place(entry.filename))
    for name, count in Counter(entry.filename for entry in entries).items():
        if count > 1:
            yield finding(PACKAGE["E-106"], f"it has {count} files of this name", Place(name))


def _has_gaps(data: bytes, entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Tell whether a zip has more than its files one behind the other, and their names and sizes.

    The lengths of a file's name and of what else is said of it stand in the header before it.
    """
    at = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset != at:
            return True
        name, extra = struct.unpack_from("<HH", data, at + _LENGTHS)
        if extra:
            return True
        at += _HEADER + name + entry.compress_size
    return False


def _check_document(document: Document) -> Iterator[Finding]:
    """Yield what stands outside a document's root, and where it has not the style of the book."""
    place, root = Place(document.name), document.root
    for each in (*root.itersiblings(), *root.itersiblings(preceding=True)):
        yield finding(STRUCTURE["E-105"], f"{_show(each)} stands beside its tree", place)
    for each in root.iter(etree.Comment, etree.ProcessingInstruction):
        yield finding(STRUCTURE["E-105"], f"{_show(each)} stands in it, which nobody sees", place)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and (next(declared.iterentities(), None) is not None):
        yield finding(STRUCTURE["E-105"], "it declares entities", place)
    links = [dict(each.attrib) for each in root.iter(f"{H}link")]
    if len(links) != 1 or {k: v for k, v in links[0].items() if k != "href"} != _LINK:
        yield finding(PACKAGE["E-107"], "it is not set in the style of the book, always", place)


def _show(node: etree._Element) -> str:
    return etree.tostring(node, encoding="unicode", with_tail=False)[:60]


def _check_parts(files: Files, packed: Packed, opf: etree._Element) -> Iterator[Finding]:
    place = Place(packed.package)
    for each in opf:
        if isinstance(each.tag, str) and str(each.tag).removeprefix(_OPF) not in _PARTS:
            yield finding(STRUCTURE["E-105"], f"it has a part {etree.QName(each).localname}", place)
    spine = opf.find(f"{_OPF}spine")
    told = {} if spine is None else dict(spine.attrib)
    upright = files.require_sources().book.vertical_ebook
    leftward = upright or parse_xml(files.master, "master.xhtml").get("dir") == "rtl"
    turned = told.get("page-progression-direction", "ltr") == "rtl"
    if turned != leftward or set(told) - {"toc", "page-progression-direction"}:
        yield finding(PACKAGE["E-109"], "it says another way of turning the pages", place)


def _check_attributes(packed: Packed, opf: etree._Element) -> Iterator[Finding]:
    """Yield what the package says of a file or a place in the line, and the press never says."""
    for name, known in _SAID.items():
        for each in opf.iter(f"{_OPF}{name}"):
            for odd in sorted(set(map(str, each.attrib)) - known):
                what = each.get("href") or each.get("idref") or "the package"
                message = f"of {what} it says {etree.QName(odd).localname} “{each.get(odd)}”"
                yield finding(PACKAGE["E-109"], message, Place(packed.package))


def _check_container(packed: Packed) -> Iterator[Finding]:
    """Yield where the container names another package than the one that is read."""
    root = parse_xml(packed.files.get(_CONTAINER, b"<none/>"), _CONTAINER)
    named = [each.get("full-path", "") for each in root.iter(_ROOTFILE)]
    if named != [packed.package] or len(list(root.iter("*"))) != _PARTS_OF_CONTAINER:
        message = f"it names {', '.join(named)}, or says more than where the package is"
        yield finding(PACKAGE["E-106"], message, Place(_CONTAINER))


def _check_metadata(files: Files, packed: Packed, opf: etree._Element) -> Iterator[Finding]:
    place = Place(packed.package)
    said: dict[str, set[str]] = {}
    names = _NAMES | ({_UPRIGHT} if files.require_sources().book.vertical_ebook else set())
    for each in opf.iterfind(f"{_OPF}metadata/*"):
        if not isinstance(each.tag, str) or str(each.tag).startswith(_DC):
            continue
        name, kind = each.get("name"), each.get("property")
        if each.tag != f"{_OPF}meta" or (kind not in _PROPERTIES and name not in names):
            what = kind or name or etree.QName(each).localname
            text = each.text or each.get("content") or ""
            message = f"{what} is “{text[:60]}”"
            yield finding(FACTS["X-110"], message, place)
        if kind is not None:
            said.setdefault(kind, set()).add(each.text or "")
    if said.get("schema:accessibilityHazard", set()) - _HAZARDS:
        yield finding(FACTS["X-110"], "it warns of what no book of the press has", place)
    features = said.get("schema:accessibilityFeature", set())
    for text in sorted(said.get("schema:accessibilitySummary", set()) - {_sum_up(features, said)}):
        yield finding(FACTS["X-110"], f"its summary of access is “{text[:200]}”", place)
    wanted = _ALWAYS | {each for each, is_there in _find_features(files, packed) if is_there}
    for name in sorted(wanted - features):
        yield finding(FACTS["X-110"], f"it does not say that it has {name}", place)
    for name, is_there in _find_features(files, packed):
        if name in features and not is_there:
            yield finding(FACTS["X-110"], f"it says that it has {name}", place)


def _sum_up(features: set[str], said: Mapping[str, set[str]]) -> str:
    """Return the summary of access that goes with what is said of access one by one."""
    has_pictures = "visual" in said.get("schema:accessMode", set())
    sentences = {
        "The text reflows and has a table of contents.": True,
        "Headings follow the structure of the book.": "structuralNavigation" in features,
        "Page numbers are those of the print edition.": "pageNavigation" in features,
        "Pictures have alternative text.": "alternativeText" in features,
        "Some pictures have no alternative text.": (
            has_pictures and "alternativeText" not in features
        ),
        "Conformance to a standard of accessibility has not been assessed.": True,
    }
    return " ".join(sentence for sentence, is_true in sentences.items() if is_true)


def _find_features(files: Files, packed: Packed) -> tuple[tuple[str, bool], ...]:
    """Return what is said of access, and whether the master and the lists bear it out."""
    root = parse_xml(files.master, "master.xhtml")
    return (
        ("MathML", next(root.iter(MATH), None) is not None),
        ("rubyAnnotations", next(root.iter(f"{H}ruby"), None) is not None),
        ("displayTransformability", not files.require_sources().style.strip()),
        ("pageNavigation", bool(packed.pages)),
        ("pageBreakMarkers", bool(packed.pages)),
    )


def _check_ncx(packed: Packed) -> Iterator[Finding]:
    for name, data in sorted(packed.files.items()):
        if name.endswith(".ncx"):
            for meta in parse_xml(data, name).iter(f"{_NCX}meta"):
                if not meta.get("name", "").startswith("dtb:"):
                    message = f"it says “{meta.get('content', '')[:60]}”"
                    yield finding(FACTS["X-110"], message, Place(name))


def _check_cover(packed: Packed, opf: etree._Element) -> Iterator[Finding]:
    """Yield where the picture of the cover's page is not said to be the cover."""
    covers = {
        address(item.get("href", ""), packed.package)[0]
        for item in opf.iterfind(f"{_OPF}manifest/{_OPF}item")
        if "cover-image" in item.get("properties", "").split()
    }
    spine = packed.spine()
    for document in packed.documents:
        for image in document.root.iter(f"{H}img"):
            shown = address(image.get("src", ""), document.name)[0]
            if image.get("role") != "doc-cover":
                continue
            if shown not in covers:
                message = f"{shown} is not said to be the cover"
                yield finding(FACTS["X-110"], message, Place(packed.package))
            if not spine or document.name != spine[0].name:
                message = "the cover is not the first page of the e-book"
                yield finding(PACKAGE["E-109"], message, Place(document.name))
