"""Abbreviations are written out where they stand first, and listed where the manuscript asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.index.collation import sort_key
from makeready.master.places import find_place_or_file
from makeready.master.trees import HEADINGS, MATHML, elements, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Book
    from makeready.master.chapters import Chapter

CODES = table(
    Code(
        code="T-049",
        severity=Severity.HINT,
        title="An abbreviation that the text does not use",
        why="It is in the list of abbreviations, and a reader looks for it in vain.",
        remedy="Take it out, or write it in the text as the list has it.",
    ),
)
CLASS = "abbreviations"
"""The class of a definition list of abbreviations, and the id of a place for one."""

PLACE = "makeready-abbreviations"
_CLOSED = frozenset({*HEADINGS, "code", "pre", "abbr", "figcaption", "caption", "script", "dt"})
_BEGINS = re.compile(r"(?:^|[.!?:][”’\"')]*\s+)\Z")


def set_places(tree: etree._Element) -> None:
    """Name the divisions that a list goes into, in place, by a class of ours."""
    for division in tree.iter("div"):
        if division.get("id") == CLASS and not words(division):
            del division.attrib["id"]
            division.set("class", PLACE)


def set_abbreviations(chapters: Sequence[Chapter], book: Book) -> tuple[Finding, ...]:
    """Write out and mark the abbreviations of a book, in place, and return what is not used.

    They are those of book.toml and those of definition lists of the class. The first in the text
    is written out, with the abbreviation in brackets; each has its expansion for those who hear it.
    """
    listed = {
        term: (said, chapter) for chapter in chapters for term, said in _read_list(chapter.section)
    }
    known = {**dict(book.abbreviations), **{term: said for term, (said, _) in listed.items()}}
    if not known:
        return ()
    writer = _Writer(known)
    for is_note in (False, True):
        for chapter in chapters:
            writer.write(chapter.section, is_note=is_note)
    for place in [each for chapter in chapters for each in _places(chapter.section)]:
        _write_list(place, known, book.language)
    unused = [term for term in known if term not in writer.used]
    return tuple(
        finding(CODES["T-049"], f"{term} stands nowhere in the text", _find(term, listed))
        for term in unused
    )


def _find(term: str, listed: Mapping[str, tuple[str, Chapter]]) -> Place:
    return find_place_or_file(listed[term][1].texts, term) if term in listed else Place("book.toml")


def _places(section: etree._Element) -> list[etree._Element]:
    return [each for each in section.iter("div") if each.get("class") == PLACE]


def _read_list(section: etree._Element) -> Iterator[tuple[str, str]]:
    for division in section.iter("div", "section"):
        if CLASS in (division.get("class") or "").split():
            for term in division.iter("dt"):
                said = term.getnext()
                if words(term) and said is not None and words(said):
                    yield words(term), words(said)


def _write_list(place: etree._Element, known: Mapping[str, str], language: str) -> None:
    place.set("class", CLASS)
    listed: etree._Element = etree.SubElement(place, "dl")
    for term in sorted(known, key=lambda each: sort_key(each, language)):
        etree.SubElement(listed, "dt").text = term
        etree.SubElement(listed, "dd").text = known[term]


@dataclass(slots=True)
class _Writer:
    """Marks abbreviations in the order of the text; `used` are those met so far."""

    known: Mapping[str, str]
    used: set[str] = field(default_factory=set)
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        longest_first = sorted(self.known, key=lambda each: (-len(each), each))
        said = "|".join(map(re.escape, longest_first))
        self.pattern = re.compile(rf"(?<![\w.-])(?:{said})(?![\w-])")

    def write(self, section: etree._Element, *, is_note: bool) -> None:
        for element in list(elements(section)):
            around = [element, *element.iterancestors()]
            if _is_note(around[1:]) == is_note and not _is_closed(around[1:]):
                self._write_tail(element)
            if _is_note(around) == is_note and not _is_closed(around):
                self._write_text(element)

    def _write_text(self, element: etree._Element) -> None:
        if element.text and self.pattern.search(element.text):
            before, made = self._divide(element.text, is_first=element.tag in ("p", "li", "dd"))
            element.text = before
            for at, each in enumerate(made):
                element.insert(at, each)

    def _write_tail(self, element: etree._Element) -> None:
        if element.tail and self.pattern.search(element.tail):
            before, made = self._divide(element.tail, is_first=False)
            element.tail = before
            here = element
            for each in made:
                tail, each.tail = each.tail, None
                here.addnext(each)
                each.tail = tail
                here = each

    def _divide(self, text: str, *, is_first: bool) -> tuple[str, list[etree._Element]]:
        """Return what stands before the first abbreviation, and each with what is behind it."""
        made: list[etree._Element] = []
        before, done = "", 0
        for found in self.pattern.finditer(text):
            said = text[done : found.start()]
            prefix, closing = self._expand(found[0], text[: found.start()], is_first=is_first)
            if made:
                made[-1].tail = (made[-1].tail or "") + said + prefix
            else:
                before = said + prefix
            abbreviation = etree.Element("abbr", {"title": self.known[found[0]]})
            abbreviation.text, abbreviation.tail = found[0], closing
            made.append(abbreviation)
            done = found.end()
        made[-1].tail = (made[-1].tail or "") + text[done:]
        return before, made

    def _expand(self, term: str, before: str, *, is_first: bool) -> tuple[str, str]:
        """Return what to write before and behind an abbreviation: its expansion where it is new.

        One behind its expansion, in brackets as its author wrote it, is written out already.
        """
        if term in self.used:
            return "", ""
        self.used.add(term)
        said = self.known[term]
        if before.rstrip(" (").casefold().endswith(said.casefold()):
            return "", ""
        if _BEGINS.search(before) and (is_first or before):
            said = said[:1].upper() + said[1:]
        return f"{said} (", ")"


def _is_note(around: Sequence[etree._Element]) -> bool:
    return any(each.tag == "aside" for each in around)


def _is_closed(around: Sequence[etree._Element]) -> bool:
    """Tell whether nothing is written out here: in code, headings, captions and lists."""
    return any(
        each.tag in _CLOSED
        or str(each.tag).startswith(f"{{{MATHML}}}")
        or {CLASS, PLACE, "captions", "index", "references", "formula"}.intersection(
            (each.get("class") or "").split()
        )
        for each in around
    )
