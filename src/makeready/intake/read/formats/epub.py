"""An e-book → one whose pages pandoc reads whole, with what its own files hold."""

from __future__ import annotations

from collections import Counter
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.intake.model import Choices, Correction, Inventory, OwnPassage
from makeready.intake.read.formats import web
from makeready.intake.read.formats.archive import Archive, drop, local_name, write_xml
from makeready.intake.read.formats.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = table(
    Code(
        code="S-148",
        severity=Severity.WARNING,
        title="A page of an e-book is not there",
        why="The e-book's list of pages names it, and its archive does not hold it.",
        remedy="See whether another copy of the e-book has the page.",
    ),
)
_TYPE = "{http://www.idpf.org/2007/ops}type"
_TITLE = 12
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})


def prepare(name: str, data: bytes, choices: Choices) -> Prepared:
    """Return the e-book with each page of its reading order made ready as a web page is."""
    archive = Archive(name, data)
    package = _package(archive)
    tree = archive.tree(package)
    if tree is None:
        return Prepared(data=data)
    small = web.find_small_classes(
        archive.read(member).decode("utf-8", "replace")
        for member in archive.names
        if member.endswith(".css")
    )
    absent = tuple(_drop_absent(tree, package, archive))
    changed: dict[str, bytes] = {}
    passages: list[OwnPassage] = []
    corrections: list[Correction] = []
    counts: Counter[str] = Counter()
    for member in dict.fromkeys(_spine(tree, package)):
        root = _tree(archive, member)
        if root is None:
            continue
        _keep_title_pages(root)
        page = web.Page(tree=root, choices=choices, small=small, place=member)
        web.settle(page)
        changed[member] = write_xml(root)
        passages += page.passages
        corrections += page.corrections
        counts += page.counts
    for item in tree.iter("{*}itemref"):
        item.attrib.pop("linear", None)
    changed[package] = write_xml(tree)
    return Prepared(
        data=archive.pack(changed),
        inventory=Inventory(passages=tuple(passages), counts=dict(counts)),
        corrections=tuple(corrections),
        findings=tuple(
            finding(CODES["S-148"], f"{member} is not in the archive", Place(name))
            for member in absent
        ),
    )


def _drop_absent(tree: etree._Element, package: str, archive: Archive) -> Iterator[str]:
    """Take pages out of the reading order that the archive lacks, and yield their names."""
    there = frozenset(archive.names)
    for item in list(tree.iter("{*}item")):
        member = normpath(join(dirname(package), unquote(item.get("href", ""))))
        if item.get("media-type", "") in _PAGES and member not in there:
            for reference in tree.iter("{*}itemref"):
                if reference.get("idref") == item.get("id"):
                    yield member
                    drop(reference)
            drop(item)


def _keep_title_pages(root: etree._Element) -> None:
    """Let pandoc, which drops a title page, see one that holds more than a title and a name."""
    for element in root.iter("{*}section", "{*}div", "{*}body"):
        words = " ".join(str(text) for text in element.itertext()).split()
        if "titlepage" in (element.get(_TYPE) or "") and len(words) > _TITLE:
            del element.attrib[_TYPE]


def _package(archive: Archive) -> str:
    container = archive.tree("META-INF/container.xml")
    files = () if container is None else container.iter("{*}rootfile")
    return next((each.get("full-path", "") for each in files), "")


def _spine(tree: etree._Element, package: str) -> Iterator[str]:
    """Yield the pages of an e-book in its reading order."""
    items = {item.get("id", ""): item for item in tree.iter("{*}item")}
    for reference in tree.iter("{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is not None and item.get("media-type", "") in _PAGES:
            yield normpath(join(dirname(package), unquote(item.get("href", ""))))


def _tree(archive: Archive, member: str) -> etree._Element | None:
    """Return a page as a tree, read as HTML where it is no XML."""
    data = archive.read(member)
    tree = archive.tree(member)
    entities = tree is not None and any(
        not isinstance(each.tag, str) for each in tree.iter(etree.Entity)
    )
    if tree is not None and not entities:
        return tree
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    found = etree.fromstring(data, parser) if data.strip() else None
    if found is None or local_name(found) != "html":
        return None
    for element in found.iter():
        if isinstance(element.tag, str) and not element.tag.startswith("{"):
            element.tag = f"{{http://www.w3.org/1999/xhtml}}{element.tag}"
    etree.cleanup_namespaces(found)
    return found
