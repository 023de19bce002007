"""Definition lists of the class `glossary` become glossaries, and terms of the text lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.suggest import find_similar
from makeready.master.anchors import Register, slug
from makeready.master.chapters import EPUB_TYPE
from makeready.master.places import find_place_or_file, own_first
from makeready.master.trees import FILE, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from makeready.master.chapters import Chapter

CODES = table(
    Code(
        code="T-050",
        severity=Severity.ERROR,
        title="A term that the glossary has not",
        why="A reader who looks it up finds nothing.",
        remedy='Add the term to the glossary, or name its entry: [weirs]{.term entry="weir"}.',
    ),
    Code(
        code="T-056",
        severity=Severity.WARNING,
        title="A term that the glossary has twice",
        why="The text leads to the first of its entries; readers do not find the other one.",
        remedy="Make one entry of both, or tell the terms apart.",
    ),
)
CLASS, TERM = "glossary", "term"
"""Classes of a division with a glossary, and of a span that leads to an entry of it."""


def link_terms(chapters: Sequence[Chapter], register: Register) -> tuple[Finding, ...]:
    """Name the entries of glossaries and link terms to them, in place, and return what is wrong."""
    entries: dict[str, str] = {}
    found: list[Finding] = []
    for chapter in chapters:
        for entry in list(_list_entries(chapter)):
            said = words(entry)
            if said.casefold() in entries:
                message = f"“{said}” has a second entry"
                found.append(finding(CODES["T-056"], message, _find_again(said, chapter)))
            anchor = entry.get("id") or register.take(f"term-{slug(said)}", said)
            entry.set("id", anchor)
            entries.setdefault(said.casefold(), anchor)
    for chapter in chapters:
        for span in list(chapter.section.iter("span")):
            if TERM in (span.get("class") or "").split():
                found += _link(span, entries, chapter)
    return tuple(found)


def _find_again(said: str, chapter: Chapter) -> Place:
    """Return the last line of a chapter's files that is the term and nothing else."""
    for text in reversed(chapter.texts):
        lines = text.text.split("\n")
        same = [n for n, line in enumerate(lines, 1) if _bare(line) == _bare(said)]
        if same:
            return Place(text.file, same[-1])
    return find_place_or_file(chapter.texts, said)


def _bare(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def _list_entries(chapter: Chapter) -> Iterator[etree._Element]:
    for listed in chapter.section.iter("dl"):
        around = [
            up
            for up in listed.iterancestors("div", "section")
            if CLASS in (up.get("class") or "").split()
        ]
        for division in (up for up in around if up.tag == "div"):
            # a list takes no role of a glossary, which Ace asks for beside the type
            division.set(EPUB_TYPE, "glossary")
            division.set("role", "doc-glossary")
        if around:
            for entry in listed.iter("dt"):
                entry.set(EPUB_TYPE, "glossterm")
                yield entry
            for definition in listed.iter("dd"):
                definition.set(EPUB_TYPE, "glossdef")


def _link(span: etree._Element, entries: dict[str, str], chapter: Chapter) -> Iterator[Finding]:
    said = words(span)
    named = " ".join((span.attrib.pop("data-entry", "") or said).split())
    target = entries.get(named.casefold()) or entries.get(named.casefold().removesuffix("s"))
    if target is not None:
        span.tag = "a"
        span.set("href", f"#{target}")
        span.set("role", "doc-glossref")
        return
    where = find_place_or_file(own_first(span, chapter.texts), f"[{said}]{{.{TERM}", said)
    likely = find_similar(named, entries, most=2)
    hint = f"did you mean {' or '.join(f'“{each}”' for each in likely)}?" if likely else ""
    span.attrib.pop(FILE, None)
    yield finding(CODES["T-050"], f"the glossary has no “{named}”", where, hint)
