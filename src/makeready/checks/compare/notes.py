"""The notes of both editions become findings where they are not the master's."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from makeready.checks.read.epub import address
from makeready.checks.read.evidence import evidence
from makeready.checks.read.text import H, parse_xml, strip_invisible, words, words_in_print
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from makeready.checks.read.alignment import AlignedNote, Alignment
    from makeready.checks.read.epub import Packed
    from makeready.checks.read.evidence import Evidence
    from makeready.checks.read.text import MasterText
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="N-101",
        severity=Severity.ERROR,
        title="A note is not in print as it is in the master",
        why="Its call would send readers to a note that is missing, doubled or out of order.",
        remedy="Build the title again; if it stays, shorten or divide the note.",
    ),
    Code(
        code="N-102",
        severity=Severity.ERROR,
        title="A note is not in the e-book as it is in the master",
        why="Readers of the e-book would miss the note, or find another in its place.",
        remedy="Build the title again; nothing may change the e-book afterwards.",
    ),
    Code(
        code="N-103",
        severity=Severity.ERROR,
        title="A note call does not lead to its note",
        why="Whoever follows the number lands somewhere else, or nowhere.",
        remedy="Build the title again.",
    ),
)


@dataclass(frozen=True, slots=True)
class _EbookNote:
    """A note of the e-book: its file, its words, and what its backlink leads to."""

    file: str
    text: str
    back: tuple[str, str]


def check_notes(files: Files) -> Report:
    """Report whether both editions have the master's notes: number, text, order and links."""
    found = evidence(files)
    count = len(found.master.notes)
    endnotes = dict(_endnotes(parse_xml(files.master, "master.xhtml"), "master.xhtml"))
    findings = (
        *_check_pages(found, Place(f"{files.slug}.pdf")),
        *_check_call_links(found, Place(f"{files.slug}.pdf")),
        *_check_ebook(found, Place(f"{files.slug}.epub")),
        *_check_endnotes(found.packed, endnotes, Place(f"{files.slug}.epub")),
    )
    return report(findings, notes=count + len(endnotes), notes_carried_over=_count_carried(found))


def _endnotes(root: etree._Element, file: str) -> Iterator[tuple[str, _EbookNote]]:
    """Yield each note that stands in the text, behind its chapter or the book."""
    for note in root.iter(f"{H}div"):
        if note.get("class") == "endnote":
            back = note.find(f".//{H}a[@role='doc-backlink']")
            href = "" if back is None else back.get("href", "")
            number = "" if back is None else strip_invisible(words(back))
            yield note.get("id", ""), _EbookNote(file, number, address(href, file))


def _check_endnotes(
    packed: Packed, wanted: Mapping[str, _EbookNote], place: Place
) -> Iterator[Finding]:
    """Yield what is wrong with such a note; its words, in both editions, are those of the text."""
    spine = packed.spine()
    notes = dict(each for document in spine for each in _endnotes(document.root, document.name))
    calls = tuple(_ebook_calls(packed))
    for anchor, note in wanted.items():
        if anchor not in notes:
            yield finding(CODES["N-102"], f"note {note.text} is missing", place)
        yield from _ebook_call(anchor, note.text, notes.get(anchor), calls)


def _count_carried(found: Evidence) -> int:
    return sum(1 for note in found.alignment.notes if note.last > note.first)


def _check_pages(found: Evidence, place: Place) -> Iterator[Finding]:
    order = {note.index for note in found.alignment.notes}
    for index, note in enumerate(found.master.notes):
        if index not in order:
            message = f"note {note.number} is on no page: “{note.words.visible[:60]}”"
            yield finding(CODES["N-101"], message, place)
        elif index not in found.alignment.calls:
            message = f"note {note.number} is called on no page"
            yield finding(CODES["N-101"], message, place)
    if not is_in_order(found.master, found.alignment):
        yield finding(CODES["N-101"], "the notes are out of order", place)


def is_in_order(master: MasterText, alignment: Alignment) -> bool:
    """Say whether notes come in order, but for those that are set at the end of their chapter."""
    groups = groupby(alignment.notes, key=lambda note: _stretch(master, alignment, note))
    runs = [(stretch, [note.index for note in notes]) for stretch, notes in groups]
    stretches = [stretch for stretch, _ in runs]
    # where a chapter ends, the notes of its last page stand before those that no page could hold
    falls = [sum(b < a for a, b in pairwise(order)) - is_end for (_, is_end), order in runs]
    return max(falls, default=0) <= 0 and stretches == sorted(set(stretches))


def _stretch(master: MasterText, alignment: Alignment, note: AlignedNote) -> tuple[int, bool]:
    """Return the place of a note's chapter, and whether the note stands where its text ends."""
    call = master.notes[note.index].call
    chapter = sum(section.end <= call for section in master.sections)
    return chapter, note.first >= alignment.page_of(master.sections[chapter].end - 1)


def _check_call_links(found: Evidence, place: Place) -> Iterator[Finding]:
    """Yield the calls whose link does not lead to the page on which their note begins."""
    begins = {note.index: note.first for note in found.alignment.notes}
    for index, (page, spot) in sorted(found.alignment.calls.items()):
        links = [link.page for link in found.printed.pages[page].links if _over(link.box, spot)]
        if index in begins and begins[index] not in links:
            number = found.master.notes[index].number
            label = found.printed.pages[page].label
            message = f"the call of note {number} on page {label} does not lead to it"
            yield finding(CODES["N-103"], message, place)


def _over(box: tuple[float, float, float, float], spot: tuple[float, float]) -> bool:
    left, bottom, right, top = box
    return left - 1 <= spot[0] <= right + 1 and bottom - 1 <= spot[1] <= top + 1


def _check_ebook(found: Evidence, place: Place) -> Iterator[Finding]:
    notes = dict(_ebook_notes(found.packed))
    calls = tuple(_ebook_calls(found.packed))
    wanted = [note.anchor for note in found.master.notes]
    for note in found.master.notes:
        packed = notes.get(note.anchor)
        if packed is None:
            message = f"note {note.number} is missing: “{note.words.visible[:60]}”"
            yield finding(CODES["N-102"], message, place)
        elif strip_invisible(packed.text) != note.words.visible:
            message = f"note {note.number} says “{packed.text[:60]}”"
            yield finding(CODES["N-102"], message, Place(packed.file))
        yield from _ebook_call(note.anchor, note.number, packed, calls)
    if [anchor for anchor in notes if anchor in wanted] != [a for a in wanted if a in notes]:
        yield finding(CODES["N-102"], "the notes are out of order", place)
    for anchor in sorted(set(notes) - set(wanted)):
        yield finding(CODES["N-102"], f"the master has no note {anchor}", Place(notes[anchor].file))


def _ebook_call(
    anchor: str,
    number: str,
    packed: _EbookNote | None,
    calls: tuple[tuple[tuple[str, str], str, tuple[str, str]], ...],
) -> Iterator[Finding]:
    """Yield what is wrong between a note and its call; there must be one call, and a way back."""
    own = [(here, label) for here, label, there in calls if there[1] == anchor]
    if [strip_invisible(label) for _, label in own] != [number]:
        message = f"note {number} is called by {len(own)} numbers: {[label for _, label in own]}"
        yield finding(CODES["N-103"], message)
    elif packed is not None and packed.back != own[0][0]:
        message = f"the way back from note {number} does not lead to its call"
        yield finding(CODES["N-103"], message, Place(packed.file))


def _ebook_notes(packed: Packed) -> Iterator[tuple[str, _EbookNote]]:
    for document in packed.spine():
        for note in document.root.iter(f"{H}aside"):
            if "note" in note.get("class", "").split():
                back = note.find(f".//{H}a[@role='doc-backlink']")
                href = "" if back is None else back.get("href", "")
                there = address(href, document.name)
                yield note.get("id", ""), _EbookNote(document.name, words_in_print(note), there)


def _ebook_calls(packed: Packed) -> Iterator[tuple[tuple[str, str], str, tuple[str, str]]]:
    """Yield where each call stands, what it shows, and where it leads."""
    for document in packed.spine():
        for call in document.root.iter(f"{H}a"):
            if "noteref" in call.get("class", "").split():
                here = (document.name, call.get("id", ""))
                yield here, words(call), address(call.get("href", ""), document.name)
