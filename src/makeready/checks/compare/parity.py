"""The two editions become findings where they do not belong together or differ in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.checks.read.epub import is_old_page_list
from makeready.checks.read.evidence import evidence
from makeready.checks.read.recorded import master_of_epub, master_of_pdf
from makeready.checks.read.text import TYPE, H, words
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.checks.read.epub import Packed
    from makeready.checks.read.text import Section
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="X-102",
        severity=Severity.ERROR,
        title="The pages do not show the master's words",
        why="Readers of the print edition would read another text than readers of the e-book.",
        remedy="Build the title again. If it stays, a rule in style.css hides, adds or transforms "
        "words.",
    ),
    Code(
        code="X-103",
        severity=Severity.ERROR,
        title="The e-book does not hold the master's words",
        why="Readers of the e-book would read another text than readers of the print edition.",
        remedy="Build the title again; nothing may change the e-book afterwards.",
    ),
    Code(
        code="X-104",
        severity=Severity.ERROR,
        title="Editions of different masters",
        why="An edition records the digest of the master it was made from. Where the digests "
        "differ, nothing that is said of one edition holds for the other.",
        remedy="Build the title again.",
    ),
)


def check_pair(files: Files) -> Report:
    """Report whether both editions record the digest of the master beside them."""
    recorded = {
        f"{files.slug}.pdf": master_of_pdf(files.pdf),
        f"{files.slug}.epub": master_of_epub(files.epub),
    }
    found = tuple(
        finding(
            CODES["X-104"],
            f"it was made from {_describe_master(digest)}, not from this",
            Place(name),
        )
        for name, digest in recorded.items()
        if digest != files.digest
    )
    return report(found, editions=len(recorded))


def _describe_master(digest: str) -> str:
    return f"the master {digest[:12]}…" if digest else "a master that it does not name"


def check_words(files: Files) -> Report:
    """Report whether both editions carry the master's words, character for character."""
    seen = evidence(files)
    place = Place(f"{files.slug}.pdf")
    departures = tuple(
        finding(
            CODES["X-102"],
            f"page {seen.printed.pages[each.page].label} should say “{each.expected}” "
            f"and says “{each.found}”",
            place,
        )
        for each in seen.alignment.departures
    )
    sections = tuple(_ebook_departures(seen.master.sections, seen.packed))
    return report(
        departures + sections,
        characters=len(seen.master.running.visible),
        characters_of_notes=sum(len(note.words.visible) for note in seen.master.notes),
        sections=len(seen.master.sections),
        pages=len(seen.printed.pages),
    )


def _ebook_departures(sections: tuple[Section, ...], packed: Packed) -> Iterator[Finding]:
    """Yield where the e-book's text leaves the master's: sections are compared by their ids."""
    texts = dict(_ebook_sections(packed))
    wanted = [section.anchor for section in sections]
    order = [anchor for anchor in texts if anchor in wanted]
    for section in sections:
        file, text = texts.get(section.anchor, ("", None))
        if text is None:
            message = f"the section “{section.anchor}” is not in the e-book"
            yield finding(CODES["X-103"], message)
        elif text != section.text:
            yield finding(CODES["X-103"], _difference(section.text, text), Place(file))
    if order != [anchor for anchor in wanted if anchor in texts]:
        yield finding(CODES["X-103"], "the sections stand in another order than in the master")
    for anchor, (file, text) in texts.items():
        if anchor not in wanted and text:
            message = f"the e-book adds words that the master has not: “{text[:60]}”"
            yield finding(CODES["X-103"], message, Place(file))


def _ebook_sections(packed: Packed) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the id of each top-level section of the spine, with its file and text.

    The nav document's landmarks and page-lists are for machines and hold no words of the book.
    """
    for document in packed.spine():
        body = document.root.find(f"{H}body")
        for child in () if body is None else body:
            is_list = child.get(TYPE) in ("landmarks", "page-list") or is_old_page_list(child)
            if isinstance(child.tag, str) and not is_list:
                anchor = child.get("id", f"{document.name}#")
                yield anchor, (document.name, words(child))


def _difference(expected: str, found: str) -> str:
    at = next(
        (n for n, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b),
        min(len(expected), len(found)),
    )
    start = max(0, at - 20)
    return f"it should say “{expected[start : at + 40]}” and says “{found[start : at + 40]}”"
