"""Files of a title become its chapters: each level-1 heading starts one."""

from __future__ import annotations

import copy
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Anchor, Entry, Matter, Text
from makeready.master.anchors import CALLED, Register, is_automatic, slug
from makeready.master.places import find_place_or_file, first_words, own_first
from makeready.master.read.calls import CALL
from makeready.master.trees import FILE, HEADINGS, elements, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.master.read.manuscript import Manuscript, Reading

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
        code="C-004",
        severity=Severity.HINT,
        title="A part whose chapters are its sections",
        why="The press knows no parts yet: all of it is one chapter, whose notes count on to its "
        "end, and whose sections begin on no new page.",
        remedy="Raise its chapters to level 1, with the part as a heading of its own before them.",
    ),
    Code(
        code="T-007",
        severity=Severity.WARNING,
        title="An id that is taken",
        why="Another place or the press itself has it, and a link could mean either; the place is "
        "given another id.",
        remedy="Give each place an id of its own; note-…, call-…, page-… and …-title are the "
        "press's.",
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
    r"(?:[IVXLC]{2,}[.:)]?|[IVXLC][.:)]|\d+(?:\.\d+)*[.:)]?)|"
    r"(?:Part|Chapter|Teil|Kapitel|Partie|Chapitre|Parte|Capítulo)\s+[IVXLC])\s+(?=[^\s\d])"
)
PART = re.compile(r"(?:part|teil|partie|parte|book|buch|livre|libro)\s+\w+\b", re.IGNORECASE)
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
    """Return the chapters of the book in reading order; their ids are given later."""
    found: list[Finding] = []
    chapters: list[Chapter] = []
    for reading in manuscript.readings:
        found += _find_inner_headings(reading)
        for blocks in _stretches(reading):
            heading = blocks[0] if blocks[0].tag == "h1" else None
            if heading is None and chapters and chapters[-1].matter is reading.text.matter:
                _extend(chapters, blocks, reading.text)
            else:
                chapters.append(_chapter(heading, blocks, reading.text))
    found += [item for chapter in chapters for item in (*_levels(chapter), *_parts(chapter))]
    return tuple(chapters), tuple(found)


def _stretches(reading: Reading) -> Iterator[list[etree._Element]]:
    """Yield the blocks before the first level-1 heading, if any, then those of each heading."""
    blocks: list[etree._Element] = []
    for block in list(reading.tree):
        if block.tag == "h1" and blocks:
            yield blocks
            blocks = []
        blocks.append(block)
    if blocks:
        yield blocks


def _chapter(
    heading: etree._Element | None, blocks: Sequence[etree._Element], text: Text
) -> Chapter:
    section = etree.Element("section")
    section.extend(blocks)
    return Chapter(
        section=section,
        title="" if heading is None else words(heading, skip=CALL),
        anchor=Anchor(""),
        matter=text.matter,
        texts=(text,),
    )


def _extend(chapters: list[Chapter], blocks: Sequence[etree._Element], text: Text) -> None:
    last = chapters[-1]
    last.section.extend(blocks)
    chapters[-1] = replace(last, texts=(*last.texts, text))


def _find_inner_headings(reading: Reading) -> Iterator[Finding]:
    for heading in reading.tree.xpath("./*//h1"):
        said = first_words(words(heading))
        yield finding(
            CODES["C-002"],
            f"the heading “{said}” starts no chapter",
            find_place_or_file((reading.text,), said),
        )


def _parts(chapter: Chapter) -> Iterator[Finding]:
    """Yield a part that holds chapters one level below it."""
    heading = chapter.section.find("h1")
    inner = chapter.section.findall("h2")
    classes = [] if heading is None else (heading.get("class") or "").split()
    if len(inner) > 1 and ("part" in classes or PART.match(chapter.title)):
        said = first_words(chapter.title)
        message = f"“{said}” is set as one chapter with {len(inner)} sections"
        place = find_place_or_file(chapter.texts, f"# {said}", said)
        yield finding(CODES["C-004"], message, place)


def _levels(chapter: Chapter) -> Iterator[Finding]:
    level = 1
    for heading in _headings(chapter.section):
        own = int(str(heading.tag)[1])
        said = words(heading, skip=CALL)
        place = find_place_or_file(
            chapter.texts, f"{'#' * own} {first_words(said, 3)}", first_words(said)
        )
        if not said:
            yield finding(CODES["C-003"], f"an empty heading of level {own}", place)
        elif own > level + 1:
            yield finding(CODES["C-001"], f"level {own} follows level {level}: “{said}”", place)
        level = own


def _headings(tree: etree._Element) -> list[etree._Element]:
    return [element for element in elements(tree) if element.tag in HEADINGS]


def give_ids(
    chapters: Sequence[Chapter], bodies: Mapping[str, etree._Element], register: Register
) -> tuple[tuple[Chapter, ...], tuple[Alias, ...], tuple[Finding, ...]]:
    """Return the chapters with every id given, and what each id of the manuscript became."""
    register.common |= _common(chapters)
    named: list[Chapter] = []
    aliases: list[Alias] = []
    found: list[Finding] = []
    for chapter in chapters:
        for element in _nameable(chapter, bodies):
            alias, findings = _name(element, chapter, register)
            aliases += alias
            found += findings
        named.append(replace(chapter, anchor=_name_section(chapter, register)))
    return tuple(named), tuple(aliases), tuple(found)


def _common(chapters: Iterable[Chapter]) -> frozenset[tuple[str, ...]]:
    """Return the ids, alone and with their first context, that several headings would make."""
    counted: Counter[tuple[str, ...]] = Counter()
    for chapter in chapters:
        for heading in filter(_is_automatic, _headings(chapter.section)):
            wanted = slug(words(heading, skip=CALL))
            counted.update([(wanted,), (wanted, _context(heading, chapter)[0])])
    return frozenset(use for use, count in counted.items() if count > 1)


def _is_automatic(element: etree._Element) -> bool:
    given = element.get("id")
    return element.tag in HEADINGS and (
        not given or is_automatic(given, _words_with_calls(element))
    )


def _words_with_calls(heading: etree._Element) -> str:
    """Return a heading's words with a sign for each of its note calls."""
    if heading.find(f".//a[@class='{CALL}']") is None:
        return words(heading, skip=CALL)
    shown = copy.deepcopy(heading)
    for call in [link for link in shown.iter("a") if link.get("class") == CALL]:
        call.attrib.clear()
        call.text = CALLED
    return words(shown)


def _nameable(chapter: Chapter, bodies: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """Yield what has or needs an id, the notes of the chapter after its text."""
    called = []
    for element in elements(chapter.section):
        if element.get("class") == CALL:
            called.append(bodies[element.get("href", "").removeprefix("#")])
        elif element.get("id") or element.tag in HEADINGS:
            yield element
    for body in called:
        body.attrib.pop("id", None)
        yield from (element for element in elements(body) if element.get("id"))


def _name_section(chapter: Chapter, register: Register) -> Anchor:
    """Move the level-1 heading's id to its section, or give an opening an id."""
    heading = chapter.section.find("h1")
    if heading is None:
        anchor = register.take("opening", words(chapter.section, skip=CALL)[:200])
    else:
        anchor = Anchor(heading.attrib.pop("id"))
    chapter.section.set("id", anchor)
    return anchor


def _name(
    element: etree._Element, chapter: Chapter, register: Register
) -> tuple[list[Alias], list[Finding]]:
    """Give an element its id; one that another element or the press has is reported."""
    given = element.get("id")
    automatic = _is_automatic(element)
    wanted = slug(words(element, skip=CALL)) if automatic else str(given)
    reserved, taken = register.is_reserved(wanted), not register.is_free(wanted)
    anchor = register.take(wanted, *_context(element, chapter))
    found: list[Finding] = []
    if not automatic and taken:
        place = find_place_or_file(own_first(element, chapter.texts), f"#{given}", f'"{given}"')
        why = "is the press's own" if reserved else "is given twice"
        found.append(finding(CODES["T-007"], f"the id {given!r} {why}", place))
    element.set("id", anchor)
    file = element.get(FILE, chapter.texts[0].file)
    return [Alias(file, name, anchor) for name in sorted({given or anchor, anchor})], found


def _context(element: etree._Element, chapter: Chapter) -> tuple[str, ...]:
    # A chapter's own title says nothing more than its heading.
    own = () if element.tag == "h1" else (chapter.title,)
    return (*own, _read_following(element))


def _read_following(element: etree._Element) -> str:
    after = element.getnext()
    return "" if after is None else words(after, skip=CALL)[:200]


def structure_section(chapter: Chapter, running: str) -> None:
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
            inner: etree._Element = etree.SubElement(stack[-1][1], "section")
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
