"""Files of a title become its chapters: each level-1 heading starts one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Anchor, Entry, Matter, Text
from makeready.master.anchors import Register, is_automatic, slug
from makeready.master.places import first_words, place_of
from makeready.master.trees import HEADINGS, elements, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.master.manuscript import Manuscript, Reading

CODES = table(
    Code(
        code="C-001",
        severity=Severity.WARNING,
        title="A heading level is passed over",
        why="Readers who move by headings, and the contents, expect a level at a time.",
        remedy="Raise the heading, or give it a parent.",
    ),
    Code(
        code="C-002",
        severity=Severity.WARNING,
        title="A level-1 heading inside a block",
        why="Only a level-1 heading that stands by itself starts a chapter.",
        remedy="Take the heading out of the quotation, list or division, or lower its level.",
    ),
    Code(
        code="C-003",
        severity=Severity.ERROR,
        title="A heading without words",
        why="The contents, the running head and the bookmarks would show an empty line.",
        remedy="Give the heading words, or take it out.",
    ),
    Code(
        code="T-007",
        severity=Severity.WARNING,
        title="An id is given twice",
        why="A link to it could mean either place; the second one is given another id.",
        remedy="Give each its own id.",
    ),
)

# Class of the heading, or its words in English: the kind of chapter (EPUB structural semantics)
# and its DPUB-ARIA role.
KINDS = {
    "abstract": ("abstract", "doc-abstract"),
    "acknowledgements": ("acknowledgments", "doc-acknowledgments"),
    "acknowledgments": ("acknowledgments", "doc-acknowledgments"),
    "afterword": ("afterword", "doc-afterword"),
    "appendix": ("appendix", "doc-appendix"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "colophon": ("colophon", "doc-colophon"),
    "conclusion": ("conclusion", "doc-conclusion"),
    "dedication": ("dedication", "doc-dedication"),
    "epilogue": ("epilogue", "doc-epilogue"),
    "foreword": ("foreword", "doc-foreword"),
    "glossary": ("glossary", "doc-glossary"),
    "introduction": ("introduction", "doc-introduction"),
    "part": ("part", "doc-part"),
    "preface": ("preface", "doc-preface"),
    "prologue": ("prologue", "doc-prologue"),
}
DEFAULT_KIND = {
    Matter.FRONT: ("preamble", ""),
    Matter.BODY: ("chapter", "doc-chapter"),
    Matter.BACK: ("backmatter", ""),
}
NUMBER = re.compile(
    r"\s*((?:(?:Part|Chapter|Teil|Kapitel|Partie|Chapitre|Parte|Capítulo)\s+)?"
    r"(?:[IVXLC]+|\d+(?:\.\d+)*)[.:)]?)\s+(?=[^\s\d])"
)
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One top-level section of the book; an opening has no heading and no title."""

    section: etree._Element
    title: str
    anchor: Anchor
    matter: Matter
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Alias:
    """What an id that a manuscript names became, and in which file it was named."""

    file: str
    name: str
    anchor: Anchor


def divide(manuscript: Manuscript) -> tuple[tuple[Chapter, ...], tuple[Finding, ...]]:
    """Return the chapters of the book in reading order, not yet with ids."""
    found: list[Finding] = []
    chapters: list[Chapter] = []
    for reading in manuscript.readings:
        found += _headings_inside(reading)
        for blocks in _stretches(reading):
            heading = blocks[0] if blocks and blocks[0].tag == "h1" else None
            if heading is None and chapters and chapters[-1].matter is reading.text.matter:
                _extend(chapters, blocks, reading.text)
            elif blocks:
                chapters.append(_chapter(heading, blocks, reading.text))
    found += [item for chapter in chapters for item in _levels(chapter)]
    return tuple(chapters), tuple(found)


def _stretches(reading: Reading) -> Iterator[list[etree._Element]]:
    """Yield the blocks before the first level-1 heading, then those of each heading."""
    blocks: list[etree._Element] = []
    for block in list(reading.tree):
        if block.tag == "h1":
            yield blocks
            blocks = []
        blocks.append(block)
    yield blocks


def _chapter(
    heading: etree._Element | None, blocks: Sequence[etree._Element], text: Text
) -> Chapter:
    section = etree.Element("section")
    section.extend(blocks)
    return Chapter(
        section=section,
        title="" if heading is None else words(heading, skip="footnote-ref"),
        anchor=Anchor(""),
        matter=text.matter,
        texts=(text,),
    )


def _extend(chapters: list[Chapter], blocks: Sequence[etree._Element], text: Text) -> None:
    last = chapters[-1]
    last.section.extend(blocks)
    chapters[-1] = replace(last, texts=(*last.texts, text))


def _headings_inside(reading: Reading) -> Iterator[Finding]:
    for heading in reading.tree.xpath("./*//h1"):
        said = first_words(words(heading))
        yield finding(
            CODES["C-002"],
            f"the heading “{said}” starts no chapter",
            place_of((reading.text,), said),
        )


def _levels(chapter: Chapter) -> Iterator[Finding]:
    level = 1
    for heading in _headings(chapter.section):
        own = int(str(heading.tag)[1])
        said = words(heading, skip="footnote-ref")
        place = place_of(chapter.texts, f"{'#' * own} {first_words(said, 3)}", first_words(said))
        if not said:
            yield finding(CODES["C-003"], f"an empty heading of level {own}", place)
        elif own > level + 1:
            yield finding(CODES["C-001"], f"level {own} follows level {level}: “{said}”", place)
        level = own


def _headings(tree: etree._Element) -> list[etree._Element]:
    return [element for element in elements(tree) if element.tag in HEADINGS]


def give_ids(
    chapters: Iterable[Chapter], register: Register
) -> tuple[tuple[Chapter, ...], tuple[Alias, ...], tuple[Finding, ...]]:
    """Return the chapters with every id given, and what each id of the manuscript became."""
    named: list[Chapter] = []
    aliases: list[Alias] = []
    found: list[Finding] = []
    for chapter in chapters:
        given, findings = _name_parts(chapter, register)
        anchor = _name_section(chapter, register, given)
        named.append(replace(chapter, anchor=anchor))
        aliases += given
        found += findings
    return tuple(named), tuple(aliases), tuple(found)


def _name_section(chapter: Chapter, register: Register, aliases: list[Alias]) -> Anchor:
    """Move the level-1 heading's id to its section, or give an opening an id."""
    heading = chapter.section.find("h1")
    if heading is None:
        anchor = register.take("opening", words(chapter.section)[:200])
    else:
        anchor = Anchor(heading.attrib.pop("id"))
    chapter.section.set("id", anchor)
    return anchor


def _name_parts(chapter: Chapter, register: Register) -> tuple[list[Alias], list[Finding]]:
    aliases: list[Alias] = []
    found: list[Finding] = []
    file = chapter.texts[0].file
    for element in elements(chapter.section):
        given = element.get("id")
        heading = element.tag in HEADINGS
        if (given is None and not heading) or element.get("class") == "footnote-ref":
            continue
        said = words(element, skip="footnote-ref")
        automatic = heading and (not given or is_automatic(given, said))
        wanted = slug(said) if automatic else str(given)
        free = register.is_free(wanted)
        anchor = register.take(wanted, chapter.title, _following(element))
        if not automatic and not free:
            place = place_of(chapter.texts, f"#{given}", f'"{given}"')
            found.append(finding(CODES["T-007"], f"the id {given!r} is given twice", place))
        element.set("id", anchor)
        aliases += [Alias(file, name, anchor) for name in {str(given or anchor), str(anchor)}]
    return aliases, found


def _following(element: etree._Element) -> str:
    after = element.getnext()
    return "" if after is None else words(after)[:200]


def shape(chapter: Chapter, running: str) -> None:
    """Give a chapter's section its kind and role, and nest a section for every lower heading."""
    section = chapter.section
    heading = section.find("h1")
    kind, role = _kind(chapter, heading)
    section.set("class", "opening" if heading is None else "chapter")
    section.set(EPUB_TYPE, "preamble" if heading is None else kind)
    if heading is not None and role:
        section.set("role", role)
    section.set("data-matter", chapter.matter.value)
    section.set("data-running", _short(heading) or running)
    for each in _headings(section):
        _mark_number(each)
    if heading is not None:
        heading.set("id", f"{chapter.anchor}-title")
        section.set("aria-labelledby", f"{chapter.anchor}-title")
    _nest(section)


def _kind(chapter: Chapter, heading: etree._Element | None) -> tuple[str, str]:
    classes = [] if heading is None else (heading.get("class") or "").split()
    names = [*classes, chapter.title.casefold()]
    return next((KINDS[name] for name in names if name in KINDS), DEFAULT_KIND[chapter.matter])


def _short(heading: etree._Element | None) -> str:
    return "" if heading is None else heading.get("data-short", "")


def _mark_number(heading: etree._Element) -> None:
    found = NUMBER.match(heading.text or "")
    if found is None:
        return
    rest = (heading.text or "")[found.end() :]
    heading.text = None
    number = etree.Element("span", {"class": "number"})
    number.text = found[1]
    number.tail = " " + rest
    heading.insert(0, number)


def _nest(section: etree._Element) -> None:
    """Put each heading below level 1 with what it governs into a section that has its id."""
    stack: list[tuple[int, etree._Element]] = [(1, section)]
    for block in list(section):
        if block.tag in HEADINGS and block.tag != "h1":
            level = int(str(block.tag)[1])
            while stack[-1][0] >= level:
                stack.pop()
            inner = etree.SubElement(stack[-1][1], "section")
            anchor = block.attrib.pop("id")
            inner.set("id", anchor)
            block.set("id", f"{anchor}-title")
            inner.set("aria-labelledby", f"{anchor}-title")
            stack.append((level, inner))
        stack[-1][1].append(block)


def contents(chapters: Iterable[Chapter], depth: int) -> tuple[Entry, ...]:
    """Return the tree of the contents, down to headings of level `depth`."""
    return tuple(
        _entry(chapter.section, chapter.anchor, depth) for chapter in chapters if chapter.title
    )


def _entry(section: etree._Element, anchor: str, depth: int) -> Entry:
    heading = next(child for child in section if child.tag in HEADINGS)
    level = int(str(heading.tag)[1])
    inner = section.iterfind("section[@aria-labelledby]") if level < depth else ()
    shown = [child for child in inner if int(str(child[0].tag)[1]) <= depth]
    return Entry(
        label=words(heading),
        anchor=Anchor(anchor),
        children=tuple(_entry(child, child.get("id", ""), depth) for child in shown),
    )
