"""The master becomes the e-book's chapters: one XHTML tree for each section of its body."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from makeready.core.errors import EditionError
from makeready.core.model import Anchor, Asset, PageBreak
from makeready.editions.epub.names import asset_name, file_names, make_unused, safe
from makeready.editions.epub.page_breaks import BreakMarker, insert_markers
from makeready.editions.xhtml import (
    MATHML,
    SVG,
    TYPE,
    XLINK,
    H,
    add_element,
    elements,
    heading,
    serialize,
    types,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

NAV_FILE = "nav.xhtml"
COVER_FILE = "cover.xhtml"
STYLE_FILE = "book.css"
_MATTER = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}
REFERENCES = ("src", "href", f"{{{XLINK}}}href", "data", "poster")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One file of the spine: a top-level section of the master in a document of its own.

    `matter` is front, body or back; `title` the words of its first heading, or nothing.
    """

    name: str
    anchor: Anchor
    matter: str
    types: frozenset[str]
    title: str
    xhtml: bytes
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTarget:
    """One line of the page-list: the printed label, and the address of its mark."""

    label: str
    href: str
    matter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """Which section and which file every id of the master stands in, and where the files go."""

    files: Mapping[str, str]
    homes: Mapping[str, str]
    assets: Mapping[str, str]

    def address(self, anchor: str, *, seen_from: str = "") -> str:
        """Return the address of an id, as written in the file `seen_from`."""
        if anchor not in self.homes:
            raise EditionError(f"a link leads to “#{anchor}”, which the master does not have")
        home = self.files[self.homes[anchor]]
        return f"#{anchor}" if home == seen_from else f"{home}#{anchor}"


def plan_files(sections: Sequence[etree._Element], assets: Sequence[Asset]) -> FilePlan:
    """Return where each of the master's ids and pictures stands in the publication."""
    names = [_id(section) for section in sections if not is_contents(section)]
    files = dict(file_names(names, suffix=".xhtml", taken=(NAV_FILE, COVER_FILE)))
    files.update({_id(section): NAV_FILE for section in sections if is_contents(section)})
    homes = {
        element.attrib["id"]: _id(section)
        for section in sections
        for element in elements(section)
        if "id" in element.attrib
    }
    return FilePlan(
        files=files, homes=homes, assets={asset.name: asset_name(asset.name) for asset in assets}
    )


def is_contents(section: etree._Element) -> bool:
    """Tell whether this is the master's list of contents, which the nav document carries."""
    return section.tag == f"{H}nav" and "toc" in types(section)


def sections_of(root: etree._Element) -> tuple[etree._Element, ...]:
    """Return the top-level sections of the master's body in reading order."""
    body = root.find(f"{H}body")
    if body is None:
        raise EditionError("the master has no body")
    return tuple(child for child in body if isinstance(child.tag, str))


def mark_page_breaks(
    sections: Sequence[etree._Element], breaks: Sequence[PageBreak], place: FilePlan
) -> tuple[tuple[etree._Element, ...], tuple[PageTarget, ...]]:
    """Return copies of the sections with their page marks, and the page-list, in page order."""
    taken = set(place.homes)
    markers: dict[str, list[BreakMarker]] = {_id(section): [] for section in sections}
    targets = []
    matter = {_id(section): section.get("data-matter", "body") for section in sections}
    for each in breaks:
        if each.section not in markers:
            raise EditionError(f"page {each.label} begins in “{each.section}”, which is no section")
        name = make_unused(f"page-{safe(each.label)}", taken)
        taken.add(name)
        markers[each.section].append(BreakMarker(id=name, label=each.label, offset=each.offset))
        href = f"{place.files[each.section]}#{name}"
        targets.append(PageTarget(label=each.label, href=href, matter=matter[each.section]))
    return tuple(_mark_copy(each, markers[_id(each)]) for each in sections), tuple(targets)


def _mark_copy(section: etree._Element, markers: Sequence[BreakMarker]) -> etree._Element:
    copy = deepcopy(section)
    copy.tail = None
    insert_markers(copy, markers, in_links=is_contents(section))
    return copy


def chapter(section: etree._Element, root: etree._Element, place: FilePlan) -> Chapter:
    """Return the file of one section; `root` is the master's, whose language it takes over."""
    name = place.files[_id(section)]
    body = relink(section, place, seen_from=name)
    wrap_lines(body)
    title = heading(section)
    matter = section.get("data-matter", "body")
    return Chapter(
        name=name,
        anchor=Anchor(_id(section)),
        matter=matter,
        types=types(section),
        title=title,
        xhtml=serialize(document(root, title or _book_title(root), (body,), matter=matter)),
        properties=properties(section),
    )


def relink(section: etree._Element, place: FilePlan, *, seen_from: str) -> etree._Element:
    """Return a copy of the section whose links and pictures lead to the publication's files."""
    copy = deepcopy(section)
    for element in elements(copy):
        for attribute in REFERENCES:
            value = element.get(attribute)
            if value is None:
                continue
            if value.startswith("#") and len(value) > 1:
                anchor = unquote(value[1:])
                element.set(attribute, place.address(anchor, seen_from=seen_from))
            elif unquote(value) in place.assets:
                element.set(attribute, place.assets[unquote(value)])
    return copy


def wrap_lines(section: etree._Element) -> None:
    """Put each line of verse, with the break behind it, into a span that can hang; in place.

    Verse whose lines end inside other elements is left as it is, and so are empty lines.
    """
    for verse in list(section.iter(f"{H}div")):
        breaks = list(verse.iter(f"{H}br"))
        if "line-block" in verse.get("class", "").split() and all(
            each.getparent() is verse for each in breaks
        ):
            _wrap_lines_of(verse)


def _wrap_lines_of(verse: etree._Element) -> None:
    lines = [_make_line(verse.text)]
    for part in list(verse):
        tail, part.tail = part.tail, None
        lines[-1].append(part)
        if part.tag == f"{H}br":
            lines.append(_make_line(tail))
        else:
            part.tail = tail
    verse.text = None
    for line in lines:
        if "".join(line.itertext(etree.Element)).strip() or line.find(f".//{H}img") is not None:
            verse.append(line)
            continue
        if len(verse):
            verse[-1].tail = (verse[-1].tail or "") + (line.text or "")
        else:
            verse.text = line.text
        verse.extend(list(line))


def _make_line(text: str | None) -> etree._Element:
    line = etree.Element(f"{H}span", {"class": "verse-line"})
    line.text = text
    return line


def document(
    root: etree._Element, title: str, content: Sequence[etree._Element], *, matter: str = ""
) -> etree._Element:
    """Return an XHTML document of the publication around the content."""
    html = etree.Element(f"{H}html", dict(root.attrib), nsmap=root.nsmap)
    head = add_element(html, f"{H}head")
    add_element(head, f"{H}meta", {"charset": "utf-8"})
    add_element(head, f"{H}title", text=title)
    add_element(head, f"{H}link", {"rel": "stylesheet", "type": "text/css", "href": STYLE_FILE})
    body = add_element(html, f"{H}body", {TYPE: _MATTER[matter]} if matter else {})
    for each in content:
        body.append(each)
        each.tail = "\n"
    html.text, head.tail, body.text, body.tail = "\n", "\n", "\n", "\n"
    return html


def properties(section: etree._Element) -> tuple[str, ...]:
    """Return the manifest properties that the section's content calls for."""
    spaces = {etree.QName(element).namespace for element in elements(section)}
    return tuple(name for name, space in (("mathml", MATHML), ("svg", SVG)) if space in spaces)


def _book_title(root: etree._Element) -> str:
    return root.findtext(f"{H}head/{H}title") or ""


def _id(section: etree._Element) -> str:
    if not section.get("id"):
        raise EditionError("a section of the master's body has no id")
    return section.attrib["id"]
