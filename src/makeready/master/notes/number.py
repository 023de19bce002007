"""Note calls and note bodies become notes numbered once, each called once and defined once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Anchor, Note, Numbering
from makeready.master.chapters import EPUB_TYPE
from makeready.master.places import find_place_or_file, own_first
from makeready.master.read.calls import CALL
from makeready.master.trees import BLOCKS, elements, short_digest, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makeready.core.model import Text
    from makeready.master.chapters import Chapter

CODES = table(
    Code(
        code="N-002",
        severity=Severity.WARNING,
        title="A note call without a note",
        why="The text shows [^label] where readers expect a number and a note.",
        remedy="Write the note, [^label]: …, in the same file, or take the call out.",
    ),
    Code(
        code="N-003",
        severity=Severity.ERROR,
        title="A note without words",
        why="Its number would lead readers to nothing.",
        remedy="Write the note's words, or take its call out.",
    ),
)
UNRESOLVED = re.compile(r"\[\^[^\s\[\]]{1,40}\]")
CONTEXT = 60
STARTS = BLOCKS | {"li", "dt", "dd", "td", "th", "caption", "figcaption"}


def number_notes(
    chapters: Iterable[Chapter], bodies: Mapping[str, etree._Element], numbering: Numbering
) -> tuple[tuple[Note, ...], tuple[Finding, ...]]:
    """Put each note at the end of its chapter, in place, and return the notes in order.

    Ids derive from the note's words and those before its call in the same paragraph, so that they
    outlive changes elsewhere.
    """
    notes: list[Note] = []
    found: list[Finding] = []
    taken: set[str] = set()
    count = 0
    for chapter in chapters:
        if numbering is Numbering.CHAPTER:
            count = 0
        asides: list[etree._Element] = []
        for call, before in list(_calls(chapter.section)):
            count += 1
            body = bodies[call.get("href", "").removeprefix("#")]
            said = words(body)
            if not said and not len(body.findall(".//img")):
                place = find_place_or_file(own_first(call, chapter.texts), before[-20:])
                found.append(finding(CODES["N-003"], f"note {count} is empty", place))
            stem = _stem(taken, said, before)
            notes.append(_note(chapter, stem, count, said))
            _make_call(call, notes[-1])
            asides.append(_aside(body, notes[-1]))
        _close(chapter.section, asides)
        found += _report_unresolved(chapter)
    return tuple(notes), tuple(found)


def _calls(section: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield each note call with the text before it in its block, calls set aside."""
    text = ""
    for event, element in etree.iterwalk(section, events=("start", "end")):
        is_call = element.tag == "a" and element.get("class") == CALL
        if event == "start" and is_call:
            yield element, text
        elif event == "start":
            text = "" if element.tag in STARTS else text
            text += "" if _in_call(element) else element.text or ""
        elif not _in_call(element) or is_call:
            text += element.tail or ""


def _in_call(element: etree._Element) -> bool:
    return any(up.get("class") == CALL for up in (element, *element.iterancestors()))


def _stem(taken: set[str], said: str, before: str) -> str:
    context = "".join(before.split())[-CONTEXT:]
    stem = short_digest(context, said)
    repeats = 1
    while stem in taken:
        repeats += 1
        stem = short_digest(context, said, str(repeats))
    taken.add(stem)
    return stem


def _note(chapter: Chapter, stem: str, count: int, said: str) -> Note:
    return Note(
        anchor=Anchor(f"note-{stem}"),
        call=Anchor(f"call-{stem}"),
        number=count,
        chapter=chapter.anchor,
        text=said,
    )


def _make_call(call: etree._Element, note: Note) -> None:
    tail = call.tail
    for child in list(call):
        call.remove(child)
    call.attrib.clear()
    call.set("id", note.call)
    call.set("class", "noteref")
    call.set(EPUB_TYPE, "noteref")
    call.set("role", "doc-noteref")
    call.set("href", f"#{note.anchor}")
    call.text, call.tail = str(note.number), tail


def _aside(body: etree._Element, note: Note) -> etree._Element:
    aside = etree.Element("aside", {"id": note.anchor, "class": "note"})
    aside.set(EPUB_TYPE, "footnote")
    aside.set("role", "doc-footnote")
    aside.text = None
    aside.extend(list(body))
    if not len(aside) or aside[0].tag != "p":
        first = etree.Element("p")
        first.text = body.text
        aside.insert(0, first)
    _back_link(aside[0], note)
    return aside


def _back_link(first: etree._Element, note: Note) -> None:
    back = etree.Element(
        "a", {"class": "backlink", "role": "doc-backlink", "href": f"#{note.call}"}
    )
    back.text = str(note.number)
    back.tail = " " + (first.text or "").lstrip()
    first.text = None
    first.insert(0, back)


def _close(section: etree._Element, asides: list[etree._Element]) -> None:
    if asides:
        notes: etree._Element = etree.SubElement(section, "section", {"class": "notes"})
        notes.set(EPUB_TYPE, "footnotes")
        notes.extend(asides)


def _report_unresolved(chapter: Chapter) -> Iterator[Finding]:
    for element in elements(chapter.section):
        if any(up.tag in ("code", "pre") for up in [element, *element.iterancestors()]):
            texts = [element.tail] if element.tag in ("code", "pre") else []
        else:
            texts = [element.text, element.tail]
        for text in filter(None, texts):
            for call in UNRESOLVED.findall(text):
                if _is_escaped(call, chapter.texts):
                    continue
                place = find_place_or_file(chapter.texts, call)
                yield finding(CODES["N-002"], f"{call} calls no note", place)


def _is_escaped(call: str, texts: Iterable[Text]) -> bool:
    """Tell whether a backslash makes plain text of a call, and no such call lacks its note."""
    label = re.escape(call[2:-1])
    escaped = re.compile(rf"\\\[\\?\^{label}\\?\]|\[\\\^{label}\\?\]")
    plain = re.compile(rf"(?<!\\)\[\^{label}\]")
    written = [text.text for text in texts]
    is_meant = any(f"\n{call}:" in f"\n{said}" or not plain.search(said) for said in written)
    return is_meant and any(escaped.search(said) for said in written)
