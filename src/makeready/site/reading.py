"""The master becomes pages to read in a browser: one for the preliminaries, one for each section.

A note call is a link to its note and the note's number a link back, so that a page needs no script;
a style sheet, or a script where there is one, shows the note where it is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from lxml import etree

from makeready.core.errors import EditionError
from makeready.core.model import PageMap
from makeready.editions.epub.chapters import REFERENCES, is_contents, sections_of
from makeready.editions.epub.names import asset_name, file_names
from makeready.editions.epub.page_links import fill_in_pages
from makeready.editions.xhtml import H, elements, heading, parse, types, words
from makeready.site.listing import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INDEX = "index.html"
"""The page with the title page, the imprint, the dedication and the contents."""

_PRELIMINARIES = frozenset(
    {"frontispiece", "titlepage", "copyright-page", "dedication", "epigraph", "toc"}
)
# A half-title is a leaf of a printed book; before a title page on the same screen it says nothing.
_PRINTED_ONLY = frozenset({"halftitlepage"})
_ASSET = "makeready.asset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One reading page: its file, its heading and its content in HTML."""

    name: str
    title: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A title to be read in a browser; `pictures` gives each picture's name in the title a file."""

    title: str
    identifier: str
    modified: str
    leaves: tuple[Leaf, ...]
    contents: tuple[Line, ...]
    pictures: Mapping[str, str]
    digests: Mapping[str, str]
    notes: int


def read(master: bytes) -> Reading:
    """Return the reading pages of a master.

    Raises EditionError where a link of the master leads nowhere.
    """
    root = parse(master)
    sections = tuple(s for s in sections_of(root) if not types(s) & _PRINTED_ONLY)
    # pages of a browser are no printed pages: such links show an arrow
    fill_in_pages(sections, PageMap(labels=(), breaks=()))
    digests = dict(_assets(root))
    pictures = {name: asset_name(name) for name in digests}
    place = _Place(pages=_pages(sections), homes=_homes(sections), pictures=pictures)
    return Reading(
        title=root.findtext(f"{H}head/{H}title") or "",
        identifier=_meta(root, "dcterms.identifier"),
        modified=_meta(root, "dcterms.modified"),
        leaves=tuple(_leaves(sections, place)),
        contents=_contents(sections, place),
        pictures=pictures,
        digests=digests,
        notes=len(root.xpath("//*[@role='doc-noteref']")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Which page each section and each id of the master stands on, and where the pictures are."""

    pages: Mapping[str, str]
    homes: Mapping[str, str]
    pictures: Mapping[str, str]

    def address(self, anchor: str, *, seen_from: str = "") -> str:
        if anchor not in self.homes:
            raise EditionError(f"a link leads to “#{anchor}”, which the master does not have")
        home = self.pages[self.homes[anchor]]
        return f"{'' if home == seen_from else home}#{quote(anchor)}"


def _pages(sections: Sequence[etree._Element]) -> Mapping[str, str]:
    names = [each.attrib["id"] for each in sections if not types(each) & _PRELIMINARIES]
    pages = dict(file_names(names, suffix=".html", taken=(INDEX,)))
    return {each.attrib["id"]: pages.get(each.attrib["id"], INDEX) for each in sections}


def _homes(sections: Sequence[etree._Element]) -> Mapping[str, str]:
    return {
        element.attrib["id"]: section.attrib["id"]
        for section in sections
        for element in elements(section)
        if "id" in element.attrib
    }


def _leaves(sections: Sequence[etree._Element], place: _Place) -> Iterator[Leaf]:
    for name in dict.fromkeys((INDEX, *place.pages.values())):
        here = [each for each in sections if place.pages[each.attrib["id"]] == name]
        html = "\n".join(_html(each, place, seen_from=name) for each in here)
        title = next((t for t in map(heading, here) if t), "")
        yield Leaf(name=name, title=title, html=html)


def _html(section: etree._Element, place: _Place, *, seen_from: str) -> str:
    """Return the section in HTML's syntax, its links and pictures leading to the site's files."""
    copy = deepcopy(section)
    for element in elements(copy):
        for attribute in REFERENCES:
            _lead(element, attribute, place, seen_from=seen_from)
        _plain(element)
    _scrollable(copy)
    etree.cleanup_namespaces(copy)
    return etree.tostring(copy, method="html", encoding="unicode", with_tail=False)


def _lead(element: etree._Element, attribute: str, place: _Place, *, seen_from: str) -> None:
    value = element.get(attribute)
    if value is None:
        return
    if value.startswith("#") and len(value) > 1:
        element.set(attribute, place.address(unquote(value[1:]), seen_from=seen_from))
    elif unquote(value) in place.pictures:
        element.set(attribute, place.pictures[unquote(value)])
        if attribute == "src":
            element.set("loading", "lazy")


def _plain(element: etree._Element) -> None:
    """Take the namespaces off, which HTML's syntax does not have; the names tell enough."""
    element.tag = etree.QName(element).localname
    for name in list(element.attrib):
        if name.startswith("{"):
            value = element.attrib.pop(name)
            local = etree.QName(name).localname
            if local in ("href", "lang") and local not in element.attrib:
                element.set(local, value)


def _scrollable(section: etree._Element) -> None:
    """Let what may be wider than a small screen be scrolled there, by the keyboard too."""
    for preformatted in section.iter("pre"):
        preformatted.set("tabindex", "0")
    for table in list(section.iter("table")):
        for empty in [cell for cell in table.iter("th") if not words(cell)]:
            # a heading without words heads nothing
            empty.tag = "td"
        frame = etree.Element("div", {"class": "wide", "tabindex": "0", "role": "group"})
        frame.tail, table.tail = table.tail, None
        parent = table.getparent()
        if parent is not None:
            parent.replace(table, frame)
            frame.append(table)


def _contents(sections: Sequence[etree._Element], place: _Place) -> tuple[Line, ...]:
    nav = next((each for each in sections if is_contents(each)), None)
    top = None if nav is None else nav.find(f"{H}ol")
    return () if top is None else _lines(top, place)


def _lines(listed: etree._Element, place: _Place) -> tuple[Line, ...]:
    return tuple(_line(item, place) for item in listed.iterchildren(f"{H}li"))


def _line(item: etree._Element, place: _Place) -> Line:
    link, below = item.find(f"{H}a"), item.find(f"{H}ol")
    if link is None:
        raise EditionError("a line of the master's contents leads nowhere")
    return Line(
        label=words(link),
        href=place.address(unquote(link.get("href", "#")[1:])),
        lines=() if below is None else _lines(below, place),
    )


def _meta(root: etree._Element, name: str) -> str:
    found = root.xpath("//*[local-name()='meta'][@name=$name]/@content", name=name)
    return str(found[0]) if found else ""


def _assets(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the name and the digest of each picture that the master shows."""
    for found in root.xpath("//*[local-name()='meta'][@name=$name]/@content", name=_ASSET):
        name, _, digest = str(found).rpartition(" sha256-")
        yield name, digest
