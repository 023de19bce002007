"""Chapters get their ids, their kinds and the sections within them; the contents list them."""

from __future__ import annotations

import copy
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Anchor, Entry, Matter, Text
from makeready.master.anchors import CALLED, Register, is_automatic, slug
from makeready.master.kinds import LEADING, PART, Kind
from makeready.master.places import find_place_or_file, own_first
from makeready.master.read.calls import CALL
from makeready.master.trees import FILE, HEADINGS, elements, read_line, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


CODES = table(
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

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One top-level section of the book; an opening has no heading and no title.

    `kind` is what its file, its heading or its division says that it is, `in_part` whether the part
    before it holds it.
    """

    section: etree._Element
    title: str
    anchor: Anchor
    matter: Matter
    texts: tuple[Text, ...]
    kind: Kind
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """What an id that a manuscript names became, and in which file it was named."""

    file: str
    name: str
    anchor: Anchor


def list_headings(tree: etree._Element) -> list[etree._Element]:
    """Return the headings of a tree in the order of the text."""
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
            given = element.get("id", "")
            alias, findings = _name(element, chapter, register)
            text = own_first(element, chapter.texts)[0]
            found += _name_first(findings, given, text, aliases)
            aliases += alias
        named.append(replace(chapter, anchor=_name_section(chapter, register)))
    return tuple(named), tuple(aliases), tuple(found)


def _common(chapters: Iterable[Chapter]) -> frozenset[tuple[str, ...]]:
    """Return the ids, alone and with their first context, that several headings would make."""
    counted: Counter[tuple[str, ...]] = Counter()
    for chapter in chapters:
        for heading in filter(_is_automatic, list_headings(chapter.section)):
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
        wanted = chapter.kind.name or "opening"
        anchor = register.take(wanted, words(chapter.section, skip=CALL)[:200])
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


def _name_first(
    findings: Sequence[Finding], given: str, text: Text, aliases: Sequence[Alias]
) -> Iterator[Finding]:
    """Yield findings of an id that is taken, with the line of this one and where the first is."""
    first = next((alias.file for alias in aliases if alias.name == given), "")
    written = re.compile(rf"\{{[^}}\n]*#{re.escape(given)}(?![\w:.-])")
    for each in findings:
        lines = [n for n, line in enumerate(text.text.split("\n"), 1) if written.search(line)]
        if first == text.file and len(lines) > 1:
            hint = f"it is given first at {Place(text.file, lines[0])}"
            yield replace(each, place=Place(text.file, lines[1]), hint=hint)
        else:
            yield replace(each, hint=f"it is given first in {first}") if first else each


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
    section.set("class", _name_class(chapter, heading))
    section.set(EPUB_TYPE, chapter.kind.type)
    if chapter.kind.role:
        section.set("role", chapter.kind.role)
    section.set("data-matter", chapter.matter.value)
    section.set("data-running", _short(heading) or running)
    if heading is not None:
        heading.set("id", f"{chapter.anchor}-title")
        section.set("aria-labelledby", f"{chapter.anchor}-title")
    _nest(section)


def _name_class(chapter: Chapter, heading: etree._Element | None) -> str:
    """Return the classes of a section, among them its kind, for style sheets."""
    kind = chapter.kind.name
    if is_before_contents(chapter):
        return kind
    region = "opening" if heading is None else "chapter"
    return f"{region} {kind}".strip()


def is_before_contents(chapter: Chapter) -> bool:
    """Tell whether a section stands among the preliminaries, before the contents."""
    return chapter.matter is Matter.FRONT and chapter.kind.name in LEADING


def _short(heading: etree._Element | None) -> str:
    return "" if heading is None else heading.get("data-short", "")


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
    """Return the tree of the contents, down to headings of level `depth` in each chapter.

    A part has its chapters below it. What stands before the contents is not in them.
    """
    entries: list[Entry] = []
    for chapter in chapters:
        if not chapter.title or is_before_contents(chapter):
            continue
        entry = _entry(chapter.section, chapter.anchor, depth)
        if chapter.in_part:
            part = entries.pop()
            entry = replace(part, children=(*part.children, entry))
        elif chapter.kind.name == PART:
            entry = replace(entry, is_part=True)
        entries.append(entry)
    return tuple(entries)


def _entry(section: etree._Element, anchor: str, depth: int) -> Entry:
    heading = next(child for child in section if child.tag in HEADINGS)
    level = int(str(heading.tag)[1])
    inner = section.iterfind("section[@aria-labelledby]") if level < depth else ()
    shown = [child for child in inner if int(str(child[0].tag)[1]) <= depth]
    return Entry(
        label=read_line(heading),
        anchor=Anchor(anchor),
        children=tuple(_entry(child, child.get("id", ""), depth) for child in shown),
    )
