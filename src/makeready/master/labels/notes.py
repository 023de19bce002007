"""Notes that are referred to, as in @note-tolls, become places with a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.model import Anchor
from makeready.master.chapters import Alias
from makeready.master.labels.kinds import Called
from makeready.master.labels.terms import write_name
from makeready.master.markup.code import blank_code
from makeready.master.trees import FILE, elements, unwrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml import etree

    from makeready.core.model import Note
    from makeready.master.chapters import Chapter

BEGINNING = re.compile(r"note-")
LABEL = "data-label"
"""The attribute of a span that stands in a note and names it, until its number is known."""

_REFERENCE = re.compile(r"(?<!\\)@note-(\w(?:[\w:.-]*\w)?)")


def name_notes(text: str) -> str:
    """Return a text in which notes that it refers to by their labels hold a span with the label."""
    running = blank_code(text)
    labels = dict.fromkeys(each[1] for each in _REFERENCE.finditer(running))
    for label in labels:
        begin = re.compile(rf"^(\[\^{re.escape(label)}\]:[ \t]*)(?=\S)", re.MULTILINE)
        text = begin.sub(rf"\g<1>[]{{#note-{label}}}", text, count=1)
    return text


def take_labels(bodies: Mapping[str, etree._Element]) -> None:
    """Keep the labels of notes apart from ids, in place: the press gives notes ids of its own."""
    for body in bodies.values():
        for element in list(elements(body)):
            if element.tag == "span" and BEGINNING.match(element.get("id", "")):
                element.set(LABEL, element.attrib.pop("id"))


def list_labels(
    chapters: Iterable[Chapter], notes: Sequence[Note], language: str
) -> tuple[tuple[Alias, ...], dict[Anchor, Called]]:
    """Return what the labels of notes became, and what those notes are called."""
    numbers = {note.anchor: str(note.number) for note in notes}
    aliases: list[Alias] = []
    called: dict[Anchor, Called] = {}
    for chapter in chapters:
        for mark, note in list(_marks(chapter.section)):
            anchor, label = Anchor(note.get("id", "")), mark.attrib.pop(LABEL)
            file = mark.attrib.pop(FILE, chapter.texts[0].file)
            aliases.append(Alias(file, label, anchor))
            name = write_name("note", numbers[anchor], language)
            called[anchor] = Called(kind="note", name=name, number=numbers[anchor])
            if not mark.attrib:
                unwrap(mark)
    return tuple(aliases), called


def _marks(section: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    for note in section.iter("aside"):
        for mark in note.iter("span"):
            if mark.get(LABEL):
                yield mark, note
