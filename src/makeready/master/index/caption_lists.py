"""Captions of figures and tables become lists, each line with the page of what it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Matter, Text
from makeready.master.captions import find_kind, find_labelled
from makeready.master.index.terms import terms_for
from makeready.master.labels.terms import say_kind
from makeready.master.places import find_place_or_file
from makeready.master.trees import short_digest, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Title
    from makeready.master.anchors import Register
    from makeready.master.chapters import Chapter

CODES = table(
    Code(
        code="T-044",
        severity=Severity.WARNING,
        title="A list of figures, tables or listings without any",
        why="Its heading stands above nothing: nothing of the kind has a caption.",
        remedy="Give them captions, or take the list out: [contents] in book.toml.",
    ),
)
FIGURES, TABLES, LISTINGS = "list-of-figures", "list-of-tables", "list-of-listings"
_KINDS = {FIGURES: "fig", TABLES: "tbl", LISTINGS: "lst"}
LIST = "captions"
"""The class of such a list."""


def add_lists(title: Title) -> tuple[Text, ...]:
    """Return a title's texts behind those for the lists that book.toml asks for."""
    said = terms_for(title.book.language)
    asked = (
        (FIGURES, said.figures, title.book.lists_figures),
        (TABLES, said.tables, title.book.lists_tables),
        (LISTINGS, say_kind("listings", title.book.language), title.book.lists_listings),
    )
    cited = title.texts[-1].cited and '{"pandoc-api-version":[1,23,1],"meta":{},"blocks":[]}'
    lists = (
        Text(
            file=name,
            matter=Matter.FRONT,
            text=f"# {heading} {{.{name}}}\n\n::: {{#{name}}}\n:::\n",
            cited=cited,
        )
        for name, heading, is_asked in asked
        if is_asked
    )
    return (*lists, *title.texts)


def set_places(tree: etree._Element) -> None:
    """Name the divisions that lists go into, in place, by a class of ours."""
    for division in tree.iter("div"):
        if division.get("id") in _KINDS:
            division.set("class", f"makeready-{division.attrib.pop('id')}")


def fill_lists(chapters: Sequence[Chapter], register: Register) -> tuple[Finding, ...]:
    """Put the lists of captions into their places, in place, and return what is wrong."""
    found = []
    for chapter in chapters:
        for place in list(chapter.section.iter("div")):
            kind = (place.get("class") or "").removeprefix("makeready-")
            if kind not in _KINDS:
                continue
            items = list(_list_captions(chapters, register, _KINDS[kind]))
            if not items:
                # one that book.toml asks for stands in a file that there is not
                is_asked = chapter.texts[0].file == kind
                where = Place("book.toml") if is_asked else find_place_or_file(chapter.texts, kind)
                found.append(finding(CODES["T-044"], kind.replace("-", " "), where))
            place.tag = "ul"
            place.text = None
            place.set("class", LIST)
            place.extend(items)
    return tuple(found)


def _list_captions(
    chapters: Sequence[Chapter], register: Register, kind: str
) -> Iterator[etree._Element]:
    for chapter in chapters:
        for caption in chapter.section.iter("figcaption", "caption", "p"):
            if find_kind(caption) == kind and words(caption):
                yield _write_line(caption, _name(caption, register))


def _name(caption: etree._Element, register: Register) -> str:
    """Return the id of what a caption belongs to, one given now if it has none."""
    holder = caption.getparent()
    assert holder is not None
    named = find_labelled(caption)
    if not named:
        named = register.take(f"{holder.tag!s}-{short_digest(words(caption))}")
        holder.set("id", named)
    return named


def _write_line(caption: etree._Element, anchor: str) -> etree._Element:
    item = etree.Element("li")
    link: etree._Element = etree.SubElement(item, "a", {"href": f"#{anchor}"})
    link.text, link.tail = words(caption), " "
    etree.SubElement(item, "a", {"class": "page", "href": f"#{anchor}"})
    return item
