"""Files of a title are divided into chapters, parts and what stands before and after them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Anchor, Matter
from makeready.master.chapters import Chapter, is_before_contents, list_headings
from makeready.master.kinds import LAST, LEADING, OUTSIDE, PART, find_kind, is_numbered_part
from makeready.master.markup.code import blank_code
from makeready.master.places import find_place_or_file, first_words
from makeready.master.read.calls import CALL
from makeready.master.read.fragments import gather
from makeready.master.trees import HEADINGS, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.core.model import Text
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
)
RAISED = "makeready-raised"
"""The attribute of a heading that was one level lower: its chapter is in the part before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Blocks of a file that belong together, and the kind that their file or division names."""

    blocks: list[etree._Element]
    kind: str = ""

    @property
    def heading(self) -> etree._Element | None:
        """Return the level-1 heading that the blocks begin with, if they do."""
        first = self.blocks[0] if self.blocks else None
        return first if first is not None and first.tag == "h1" else None


def divide(manuscript: Manuscript) -> tuple[tuple[Chapter, ...], tuple[Finding, ...]]:
    """Return the chapters of the book in the order of its pages; their ids are given later.

    A level-1 heading starts one; below a part, a level-2 heading does, and lower ones are raised.
    """
    _raise_chapters(manuscript.readings)
    found: list[Finding] = []
    chapters: list[Chapter] = []
    for reading in manuscript.readings:
        found += _find_inner_headings(reading)
        for stretch in _stretches(reading):
            last = chapters[-1] if chapters else None
            if last is not None and _goes_on(last, stretch, reading.text):
                chapters[-1] = _extend(last, stretch.blocks, reading.text)
            else:
                chapters.append(_chapter(stretch, reading.text))
    found += [item for chapter in chapters for item in _levels(chapter)]
    chapters = sorted(_hold(_bring_forward(chapters)), key=_place)
    return tuple(chapters), tuple(found)


def _raise_chapters(readings: Iterable[Reading]) -> None:
    """Raise the headings below each part by a level, in place, so that its chapters are level 1.

    A part is told by the class of its heading, or by words such as “Part One” with chapters
    directly below it. Its chapters may stand in files of their own.
    """
    divided = _divide_by_level_1([block for each in readings for block in each.tree])
    numbered = [is_numbered_part(words(heading, skip=CALL)) for heading, _ in divided]
    # where one of the numbered parts holds chapters, all that have some do
    holding = [
        _holds(blocks, 2) and any(block.tag == "h2" for block in blocks) for _, blocks in divided
    ]
    fewest = 1 if any(each and held for each, held in zip(numbered, holding, strict=True)) else 2
    for (part, blocks), is_numbered in zip(divided, numbered, strict=True):
        if not (_is_classed(part) or (is_numbered and _holds(blocks, fewest))):
            continue
        _add_class(part, PART)
        for block in blocks:
            if block.tag in HEADINGS:
                block.tag = f"h{int(block.tag[1]) - 1}"
            if block.tag == "h1":
                block.set(RAISED, "")


def _divide_by_level_1(
    blocks: Sequence[etree._Element],
) -> list[tuple[etree._Element, list[etree._Element]]]:
    found: list[tuple[etree._Element, list[etree._Element]]] = []
    for block in blocks:
        if block.tag == "h1":
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
    return found


def _is_classed(heading: etree._Element) -> bool:
    return find_kind((heading.get("class") or "").split(), "", Matter.BODY).name == PART


def _holds(blocks: Sequence[etree._Element], fewest: int) -> bool:
    """Tell whether so many chapters stand below a heading, or nothing but chapters."""
    return not blocks or blocks[0].tag == "h2" or _count_chapters(blocks) >= fewest


def _count_chapters(blocks: Sequence[etree._Element]) -> int:
    return sum(block.tag == "h2" for block in blocks)


def _add_class(heading: etree._Element, name: str) -> None:
    classes = (heading.get("class") or "").split()
    heading.set("class", " ".join(dict.fromkeys([*classes, name])))


def _stretches(reading: Reading) -> Iterator[_Stretch]:
    """Yield the blocks before the first level-1 heading, if any, then those of each heading.

    A dedication or the like in a division of its own before the first heading stands by itself,
    and so does a colophon behind the last.
    """
    named = reading.text.kind
    blocks: list[etree._Element] = []
    for block in list(reading.tree):
        if block.tag == "h1" and blocks:
            yield from _divisions(blocks, named)
            named = ""
            blocks = []
        blocks.append(block)
    if blocks:
        yield from _divisions(blocks, named)


def _divisions(blocks: list[etree._Element], named: str) -> Iterator[_Stretch]:
    """Yield the divisions that stand by themselves, and the other blocks together."""
    leading = 0
    has_heading = blocks[0].tag == "h1"
    while not has_heading and leading < len(blocks) and _kind_of(blocks[leading]) in LEADING:
        yield _open(blocks[leading])
        leading += 1
    closing = blocks[leading:] and _kind_of(blocks[-1]) == LAST
    rest = blocks[leading : len(blocks) - bool(closing)]
    if rest:
        yield _Stretch(blocks=rest, kind=named)
    if closing:
        yield _open(blocks[-1])


def _kind_of(block: etree._Element) -> str:
    """Return the kind that a division's class names, or nothing."""
    if block.tag not in ("div", "section"):
        return ""
    return find_kind((block.get("class") or "").split(), "", Matter.BODY).name


def _open(division: etree._Element) -> _Stretch:
    """Return what a division holds; one with an id stays, for links to lead to it."""
    kind = _kind_of(division)
    name = division.get("id")
    if name:
        division.attrib.clear()
        division.set("id", name)
        return _Stretch(blocks=[division], kind=kind)
    gather(division)
    return _Stretch(blocks=list(division), kind=kind)


def _goes_on(last: Chapter, stretch: _Stretch, text: Text) -> bool:
    """Tell whether blocks belong to the section before them."""
    apart = bool(stretch.kind) or is_before_contents(last) or last.kind.name in (*LEADING, LAST)
    return stretch.heading is None and not apart and last.matter is text.matter


def _chapter(stretch: _Stretch, text: Text) -> Chapter:
    heading = stretch.heading
    classes = () if heading is None else (heading.get("class") or "").split()
    title = "" if heading is None else words(heading, skip=CALL)
    # an opening is a preamble wherever it stands
    matter = Matter.FRONT if heading is None else text.matter
    kind = find_kind(classes, "", matter)
    if not kind.name:
        kind = find_kind([stretch.kind] if stretch.kind else (), title, matter)
    section = etree.Element("section")
    section.extend(stretch.blocks)
    return Chapter(
        section=section,
        title=title,
        anchor=Anchor(""),
        matter=text.matter,
        texts=(text,),
        kind=kind,
        in_part=heading is not None and heading.attrib.pop(RAISED, None) is not None,
    )


def _extend(chapter: Chapter, blocks: Sequence[etree._Element], text: Text) -> Chapter:
    chapter.section.extend(blocks)
    return replace(chapter, texts=(*chapter.texts, text))


def _bring_forward(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Return the chapters; what stands before all others as a dedication does is front matter."""
    moved: list[Chapter] = []
    for chapter in chapters:
        before = all(each.matter is Matter.FRONT for each in moved)
        if before and chapter.kind.name in LEADING:
            moved.append(replace(chapter, matter=Matter.FRONT))
        else:
            moved.append(chapter)
    return moved


def _hold(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """Yield the chapters, each with whether the part before it holds it.

    A part whose chapters stand below it holds those alone; any other holds what follows, up to what
    stands outside all parts.
    """
    part: Chapter | None = None
    stands_below = False
    for chapter in chapters:
        if chapter.kind.name == PART:
            part, stands_below = chapter, False
        elif chapter.in_part:
            stands_below = True
        elif part is None or not chapter.title or stands_below or _is_outside(chapter, part):
            part = None if chapter.title else part
        else:
            yield replace(chapter, in_part=True)
            continue
        yield chapter


def _is_outside(chapter: Chapter, part: Chapter) -> bool:
    return chapter.matter is not part.matter or chapter.kind.name in OUTSIDE


def _place(chapter: Chapter) -> int:
    """Return where a section stands: before the contents, after them, or at the end of the book."""
    if is_before_contents(chapter):
        return LEADING.index(chapter.kind.name)
    return len(LEADING) + (chapter.kind.name == LAST and chapter.matter is Matter.BACK)


def _find_inner_headings(reading: Reading) -> Iterator[Finding]:
    for heading in reading.tree.xpath("./*//h1"):
        said = first_words(words(heading))
        yield finding(
            CODES["C-002"],
            f"the heading “{said}” starts no chapter",
            find_place_or_file((reading.text,), said),
        )


def _levels(chapter: Chapter) -> Iterator[Finding]:
    level = 1
    bare: Counter[int] = Counter()
    for heading in list_headings(chapter.section):
        own = int(str(heading.tag)[1])
        said = words(heading, skip=CALL)
        written = "#" * (own + chapter.in_part)
        place = find_place_or_file(
            chapter.texts, f"{written} {first_words(said, 3)}", first_words(said)
        )
        if not said:
            lines = _find_empty(chapter.texts, len(written))
            place = lines[min(bare[own], len(lines) - 1)] if lines else place
            bare[own] += 1
            yield finding(CODES["C-003"], f"an empty heading of level {own}", place)
        elif own > level + 1:
            yield finding(CODES["C-001"], f"level {own} follows level {level}: “{said}”", place)
        level = own


def _find_empty(texts: Sequence[Text], level: int) -> list[Place]:
    """Return the lines that are the mark of a heading of this level and no more."""
    bare = re.compile(rf" {{0,3}}#{{{level}}}[ \t]*#*[ \t]*(?:\{{[^{{}}]*\}})?[ \t]*")
    return [
        Place(text.file, number)
        for text in texts
        for number, line in enumerate(blank_code(text.text).split("\n"), 1)
        if bare.fullmatch(line)
    ]
