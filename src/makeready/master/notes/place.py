"""Notes move to the end of their chapter, or of the book, where book.toml has its notes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.model import Matter, NotePlace
from makeready.master.chapters import EPUB_TYPE, Chapter
from makeready.master.index.terms import terms_for
from makeready.master.kinds import ENDNOTES, Kind
from makeready.master.trees import read_line, remove

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Anchor, Book
    from makeready.master.anchors import Register

BEHIND = frozenset({"glossary", "bibliography", "index", "colophon"})
"""Kinds of sections that stand behind the notes of a book (The Chicago Manual of Style, 1.4)."""


def place_endnotes(
    chapters: Sequence[Chapter], book: Book, register: Register
) -> tuple[Chapter, ...]:
    """Return the chapters with the notes where the book has them; their sections change in place.

    Those of the whole book go into the chapter that is headed for them, by the class `endnotes` or
    by its words, or into one that is made.
    """
    if book.note_place is NotePlace.PAGE:
        return tuple(chapters)
    taken = tuple(_take_notes(chapters))
    title = terms_for(book.language).notes
    if book.note_place is NotePlace.CHAPTER:
        for chapter, notes in taken:
            headed = title if chapter.section.find("h1") is not None else ""
            _say_kind(_add_group(chapter.section, headed, notes))
        return tuple(chapters)
    return _gather(chapters, taken, title, register) if taken else tuple(chapters)


def _take_notes(
    chapters: Sequence[Chapter],
) -> Iterator[tuple[Chapter, list[etree._Element]]]:
    """Take the notes out of their chapters, and yield those of each as they stand in the text."""
    for chapter in chapters:
        # they stand in the last of the sections within their chapter
        for notes in chapter.section.findall(".//section[@class='notes']"):
            remove(notes)
            for note in notes:
                # An aside of a note's type is hidden by some reading systems until it is called.
                note.tag = "div"
                note.set("class", "endnote")
                note.set(EPUB_TYPE, "endnote")
            yield chapter, list(notes)


def _gather(
    chapters: Sequence[Chapter],
    taken: Sequence[tuple[Chapter, list[etree._Element]]],
    title: str,
    register: Register,
) -> tuple[Chapter, ...]:
    """Put all notes into one chapter, below the titles of those that call them."""
    own = next((each for each in chapters if each.kind.name == ENDNOTES), None)
    target = own or _make_chapter(title, register.take("notes", title))
    for chapter, notes in taken:
        heading = chapter.section.find("h1")
        said = read_line(heading) if heading is not None and len(taken) > 1 else ""
        _add_group(target.section, said, notes)
    return tuple(chapters) if own else _insert(chapters, target)


def _add_group(
    section: etree._Element, title: str, notes: Sequence[etree._Element]
) -> etree._Element:
    # The contents list sections that are labelled by their headings; this one is not.
    group: etree._Element = etree.SubElement(section, "section", {"class": "endnotes"})
    if title:
        etree.SubElement(group, "h2").text = title
    group.extend(notes)
    for each in (group, *group):
        each.tail = "\n"
    return group


def _say_kind(section: etree._Element) -> None:
    section.set(EPUB_TYPE, "endnotes")
    section.set("role", "doc-endnotes")


def _make_chapter(title: str, anchor: Anchor) -> Chapter:
    section = etree.Element("section", {"id": anchor, "class": f"chapter {ENDNOTES}"})
    _say_kind(section)
    section.set("data-matter", Matter.BACK.value)
    section.set("data-running", title)
    section.set("aria-labelledby", f"{anchor}-title")
    heading: etree._Element = etree.SubElement(section, "h1", {"id": f"{anchor}-title"})
    heading.text, heading.tail = title, "\n"
    kind = Kind(name=ENDNOTES, type="endnotes", role="doc-endnotes")
    return Chapter(
        section=section, title=title, anchor=anchor, matter=Matter.BACK, texts=(), kind=kind
    )


def _insert(chapters: Sequence[Chapter], target: Chapter) -> tuple[Chapter, ...]:
    """Return the chapters with the notes behind all others but those that end a book."""
    end = len(chapters)
    while end and chapters[end - 1].kind.name in BEHIND:
        end -= 1
    return (*chapters[:end], target, *chapters[end:])
