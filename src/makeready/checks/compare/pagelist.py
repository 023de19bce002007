"""Printed pages and an e-book's page-list become findings where a page does not begin as marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.read.text import MATH, TYPE, H, is_notes, strip_invisible
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from makeready.checks.read.epub import Document, PageEntry
    from makeready.checks.read.evidence import Evidence
    from makeready.checks.read.text import MasterText
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="C-103",
        severity=Severity.ERROR,
        title="The page-list does not name the printed pages",
        why="A page that is cited from print cannot be found in the e-book.",
        remedy="Build the title again.",
    ),
    Code(
        code="C-104",
        severity=Severity.ERROR,
        title="A page does not begin where the e-book says",
        why="Readers of both editions would look at different words under one page number.",
        remedy="Build the title again.",
    ),
    Code(
        code="C-107",
        severity=Severity.ERROR,
        title="A page of the older edition is not told where it begins",
        why="What was cited by that page cannot be found in this edition.",
        remedy="Build the title again; nothing may change the editions afterwards.",
    ),
)


def check_pagelist(files: Files) -> Report:
    """Report whether the e-book's pages are those of the print edition, each at its words."""
    found = evidence(files)
    place = Place(f"{files.slug}.epub")
    findings = (
        *_labels(found, place),
        *_marks(found, place),
        *_check_spoken(found),
        *_check_old_list(found, place),
        *_check_margins(found, Place(f"{files.slug}.pdf")),
    )
    return report(findings, marks=len(found.packed.pages), pages=len(found.printed.pages))


def _labels(found: Evidence, place: Place) -> Iterator[Finding]:
    """Yield where the labels are not those of the pages that carry anything, named in order."""
    wanted = [
        page.label
        for page, start in zip(found.printed.pages, found.alignment.starts, strict=True)
        if start is not None or page.pictures
    ]
    told = [mark.label for mark in found.packed.pages]
    if told != wanted:
        odd = [label for label in wanted if label not in told] or [
            label for label in told if label not in wanted
        ]
        message = f"the page-list names {len(told)} pages, print fills {len(wanted)}"
        yield finding(CODES["C-103"], f"{message}: {', '.join(odd[:5])}", place)
    if found.packed.old_pages != found.packed.pages:
        yield finding(CODES["C-103"], "the NCX's page-list is not that of the contents", place)


def _marks(found: Evidence, place: Place) -> Iterator[Finding]:
    places = _places(found)
    starts = _starts(found)
    for mark in found.packed.pages:
        if mark.label not in starts:
            continue
        there = places.get((mark.file, mark.anchor))
        if there is None:
            message = f"the mark of page {mark.label} is not in the text"
            yield finding(CODES["C-104"], message, place)
        elif not _is_at(found.master, there, starts[mark.label]):
            yield finding(CODES["C-104"], _describe(found.master, mark, there, starts), place)


def _check_spoken(found: Evidence) -> Iterator[Finding]:
    """Yield the marks of pages that listeners hear called otherwise than the page-list has them."""
    listed = {(page.file, page.anchor): page.label for page in found.packed.pages}
    for document in found.packed.spine():
        for mark in document.root.iter(f"{H}span"):
            said = mark.get("aria-label", "")
            if mark.get(TYPE) != "pagebreak" or mark.get("data-old"):
                continue
            label = listed.get((document.name, mark.get("id", "")))
            if label is None or label != said or mark.get("role") != "doc-pagebreak":
                known = "no page of the list" if label is None else f"page {label}"
                message = f"the mark of {known} is read out as page {said[:20]}"
                yield finding(CODES["C-104"], message, Place(document.name))


def _starts(found: Evidence) -> dict[str, int]:
    """Return where the words of each page begin, or those after it where it has none itself."""
    starts: dict[str, int] = {}
    following = len(found.master.running.visible)
    pages = list(zip(found.printed.pages, found.alignment.starts, strict=True))
    for page, start in reversed(pages):
        following = following if start is None else start
        if start is not None or page.pictures:
            starts[page.label] = following
    return starts


def _describe(master: MasterText, mark: PageEntry, there: int, starts: dict[str, int]) -> str:
    text = master.running.visible
    right = text[starts[mark.label] : starts[mark.label] + 30]
    return f"page {mark.label} begins at “{right}”; its mark stands at “{text[there : there + 30]}”"


def _is_at(master: MasterText, there: int, start: int) -> bool:
    """Say whether a mark is where its page begins, or before what is broken there."""
    if there == start:
        return True
    if there > start:
        return False
    is_word = not any(there < gap <= start for gap in master.running.gaps)
    return is_word or any(a <= there and start < b for a, b in master.links)


def _places(found: Evidence) -> dict[tuple[str, str], int]:
    """Return where each id of the e-book stands in the running text."""
    starts = {section.anchor: section.start for section in found.master.sections}
    return {
        (document.name, anchor): place
        for document in found.packed.spine()
        for anchor, place in _within(document, starts)
    }


def _within(document: Document, starts: dict[str, int]) -> Iterator[tuple[str, int]]:
    for element in document.root.iter():
        if isinstance(element.tag, str) and element.get("id") in starts:
            yield from _count(element, [starts[element.get("id", "")]])


def _count(element: etree._Element, at: list[int]) -> Iterator[tuple[str, int]]:
    """Yield every id with the visible characters before it; `at` holds their count so far."""
    if not isinstance(element.tag, str) or is_notes(element) or element.tag == MATH:
        return
    if element.get("id"):
        yield element.get("id", ""), at[0]
    at[0] += len(strip_invisible(element.text or ""))
    for child in element:
        yield from _count(child, at)
        at[0] += len(strip_invisible(child.tail or ""))


def _check_old_list(found: Evidence, place: Place) -> Iterator[Finding]:
    """Yield where the e-book's list of old pages is not that of the master's marks."""
    wanted = [(page.label, page.anchor) for page in found.old_pages]
    listed = [(entry.label, entry.anchor) for entry in found.packed.earlier]
    odd = [label for label, _ in sorted({*wanted} ^ {*listed})]
    if listed != wanted:
        message = f"the list of old pages names {len(listed)}, the text has {len(wanted)}"
        yield finding(CODES["C-107"], ": ".join((message, ", ".join(odd[:5]))), place)


def _check_margins(found: Evidence, place: Place) -> Iterator[Finding]:
    """Yield the old pages whose numbers do not stand in the margin of the page they begin on."""
    noted = {anchor: note for note in found.alignment.notes
             for anchor in found.master.notes[note.index].anchors}  # fmt: skip
    for old in found.old_pages:
        if not old.is_shown:
            continue
        at = found.master.anchors.get(old.anchor, -1)
        note = noted.get(old.anchor)
        # a mark at the end of a paragraph stands before what may be on the next page
        pages = (
            {found.alignment.page_of(at), found.alignment.page_of(at - 1)}
            if note is None
            else set(range(note.first, note.last + 1))
        )
        on = sorted(pages - {-1})
        if not any(strip_invisible(old.label) in found.beside[page] for page in on):
            page = found.printed.pages[on[-1]].label
            yield finding(CODES["C-107"], f"old page {old.label} is not beside page {page}", place)
