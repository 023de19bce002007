"""The entries of an index become its list in the master; its page numbers are the editions' own.

A link of the class `page` has no words: print and e-book write the number of its page there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import finding
from makeready.core.model import Matter, Text
from makeready.master.anchors import Register, slug
from makeready.master.chapters import EPUB_TYPE
from makeready.master.index.collation import read_initial
from makeready.master.index.entries import CODES, make_entries
from makeready.master.index.marks import SEPARATOR, find_marks, take_marks
from makeready.master.index.terms import Terms, terms_for
from makeready.master.places import find_place_or_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.findings import Finding
    from makeready.core.model import Book, Title
    from makeready.master.chapters import Chapter
    from makeready.master.index.entries import Entry, Locator

HOLDER = "makeready-index"
"""The class of the division that the index is put into."""

IDS = ("index", "the-index")
PAGE, LOCATORS = "page", "locators"
"""Classes of a link that shows its page, and of what holds those of an entry."""


def add_place(title: Title) -> tuple[Text, ...]:
    """Return a title's texts, with a place for the index where they mark terms and have none."""
    marked, placed = find_marks(title.texts)
    if not marked or placed:
        return title.texts
    heading = terms_for(title.book.language).index_title
    said = f"# {heading} {{.index}}\n\n::: {{#index}}\n:::\n"
    file = "index"
    return (
        *title.texts,
        Text(file=file, matter=Matter.BACK, text=said, cited=_write_no_citations(title)),
    )


def _write_no_citations(title: Title) -> str | None:
    return title.texts[-1].cited and '{"pandoc-api-version":[1,23,1],"meta":{},"blocks":[]}'


def set_places(tree: etree._Element) -> None:
    """Name the divisions that an index goes into, in place, by a class of ours."""
    for division in tree.iter("div"):
        if division.get("id") in IDS:
            del division.attrib["id"]
            division.set("class", HOLDER)


def make_index(chapters: Sequence[Chapter], book: Book, register: Register) -> tuple[Finding, ...]:
    """Put the index into its place, in place, and return what is wrong with it."""
    marks = take_marks(chapters, register)
    places = [
        (chapter, each)
        for chapter in chapters
        for each in chapter.section.iter("div")
        if each.get("class") == HOLDER
    ]
    root, found = make_entries(marks)
    for chapter, place in places:
        place.attrib.clear()
        if not marks:
            where = find_place_or_file(chapter.texts, "{#index", "{#the-index")
            found += (finding(CODES["T-042"], "no term is marked", where),)
    if marks and places:
        writer = _Writer(book.language, terms_for(book.language), register)
        writer.name(root, ())
        listed = writer.write(root, is_first=True)
        holder = places[0][1].getparent()
        assert holder is not None
        listed.tail = places[0][1].tail
        holder.replace(places[0][1], listed)
    return found


@dataclass(slots=True)
class _Writer:
    """Writes the list of an index; `names` are the ids of entries by their whole terms."""

    language: str
    words: Terms
    register: Register
    names: dict[str, str] = field(default_factory=dict)

    def name(self, entry: Entry, path: tuple[str, ...]) -> None:
        for each in entry.entries.values():
            inner = (*path, each.term)
            wanted = f"entry-{slug(' '.join(inner))}"
            self.names[SEPARATOR.join(inner)] = self.register.take(wanted, *inner)
            self.name(each, inner)

    def write(self, entry: Entry, path: tuple[str, ...] = (), *, is_first: bool) -> etree._Element:
        """Return the list of the entries below one."""
        listed = etree.Element("ul", {"class": "index"} if is_first else {})
        listed.set(EPUB_TYPE, "index-entry-list")
        initial = None
        for each in entry.in_order(self.language):
            item = self._write_entry(each, (*path, each.term))
            now = read_initial(each.sort or each.term, self.language)
            if is_first and initial not in (None, now):
                listed[-1].set("class", "final")
            initial = now
            listed.append(item)
        return listed

    def _write_entry(self, entry: Entry, path: tuple[str, ...]) -> etree._Element:
        item = etree.Element("li", {"id": self.names[SEPARATOR.join(path)]})
        item.set(EPUB_TYPE, "index-entry")
        term: etree._Element = etree.SubElement(item, "span")
        term.set(EPUB_TYPE, "index-term")
        term.text = entry.term
        if entry.locators:
            holder: etree._Element = etree.SubElement(item, "span", {"class": LOCATORS})
            holder.set(EPUB_TYPE, "index-locator-list")
            for locator in entry.locators:
                _write_locator(holder, locator)
        for said, kind, listed in (
            (f", {self.words.see}", "index-xref-preferred", entry.see),
            (f"; {self.words.see_also}", "index-xref-related", entry.see_also),
        ):
            if listed:
                item.append(self._write_references(said, kind, listed))
        if entry.entries:
            item.append(self.write(entry, path, is_first=False))
        return item

    def _write_references(self, said: str, kind: str, listed: Sequence[str]) -> etree._Element:
        holder = etree.Element("span", {"class": "see"})
        holder.set(EPUB_TYPE, kind)
        holder.text, _, told = said.partition(" ")
        holder.text += " "
        stressed: etree._Element = etree.SubElement(holder, "em")
        stressed.text, stressed.tail = told, " "
        for number, each in enumerate(listed):
            shown = each.replace(SEPARATOR, ", ")
            target = self.names.get(SEPARATOR.join(each.split(SEPARATOR)), "")
            link: etree._Element = etree.SubElement(holder, "a" if target else "span")
            if target:
                link.set("href", f"#{target}")
            link.text = shown
            link.tail = "; " if number + 1 < len(listed) else None
        return holder


def _write_locator(holder: etree._Element, locator: Locator) -> None:
    kinds = [
        PAGE,
        *(["main"] if locator.is_main else []),
        *(["in-note"] if locator.is_in_note else []),
    ]
    link: etree._Element = etree.SubElement(holder, "a", {"class": " ".join(kinds)})
    link.set(EPUB_TYPE, "index-locator")
    link.set("href", f"#{locator.anchor}")
    if locator.until:
        last: etree._Element = etree.SubElement(holder, "a", {"class": f"{PAGE} until"})
        last.set(EPUB_TYPE, "index-locator")
        last.set("href", f"#{locator.until}")
