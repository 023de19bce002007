"""The contents of both editions, five times told, become findings where they disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.checks.read.evidence import Evidence
    from makeready.checks.read.text import Line
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="C-101",
        severity=Severity.ERROR,
        title="Two lists of contents disagree",
        why="The master's contents are those of the printed page, the PDF's outline and both "
        "lists of the e-book; a reader finds a different book in one of them.",
        remedy="Build the title again.",
    ),
    Code(
        code="C-102",
        severity=Severity.ERROR,
        title="A wrong page number in the contents",
        why="Readers who look up the page find something else there.",
        remedy="Build the title again.",
    ),
)


def check_contents(files: Files) -> Report:
    """Report whether master, printed page, outline, nav and NCX list the same contents."""
    found = evidence(files)
    pdf, epub = Place(f"{files.slug}.pdf"), Place(f"{files.slug}.epub")
    lines = found.master.contents
    findings = (
        *_outline(found, pdf),
        *_lists("the e-book's contents", lines, found.packed.contents, epub),
        *_lists("the e-book's NCX", lines, found.packed.old_contents, epub),
        *_numbers(found, pdf),
    )
    return report(findings, lines=len(lines), page_numbers=len(found.alignment.numbers))


def _lists(
    name: str, wanted: Sequence[Line], told: Sequence[Line], place: Place
) -> Iterator[Finding]:
    """Yield where a list of the e-book leaves the master's; without contents it has one line."""
    if not wanted and len(told) <= 1:
        return
    for number, (want, tell) in enumerate(zip(wanted, told, strict=False), 1):
        if want != tell:
            message = f"line {number} of {name} is “{tell.label}”, not “{want.label}”"
            if want.label == tell.label:
                message = f"line {number} of {name}, “{want.label}”, leads elsewhere"
            yield finding(CODES["C-101"], message, place)
    if len(wanted) != len(told):
        message = f"{name} has {len(told)} lines, the master's {len(wanted)}"
        yield finding(CODES["C-101"], message, place)


def _outline(found: Evidence, place: Place) -> Iterator[Finding]:
    wanted = [(line.depth, line.label) for line in found.master.contents]
    told = [(mark.depth, mark.label) for mark in found.printed.outline]
    if wanted != told:
        odd = next((b for a, b in zip(wanted, told, strict=False) if a != b), (0, ""))[1]
        message = f"the outline has {len(told)} lines, the master's contents {len(wanted)}"
        yield finding(CODES["C-101"], message + (f"; “{odd}” differs" if odd else ""), place)
        return
    for line, mark in zip(found.master.contents, found.printed.outline, strict=True):
        if mark.page != _page(found, line):
            message = f"“{line.label}” in the outline leads to another page"
            yield finding(CODES["C-101"], message, place)


def _page(found: Evidence, line: Line) -> int:
    """Return the page, from 0, on which a line's section begins."""
    return found.alignment.page_of(found.master.anchors.get(line.anchor))


def _numbers(found: Evidence, place: Place) -> Iterator[Finding]:
    """Yield the lines of the printed contents whose number is not that of their page."""
    if not found.master.lines:
        return
    for index, line in enumerate(found.master.contents):
        page = _page(found, line)
        right = found.printed.pages[page].label if page >= 0 else ""
        told = found.alignment.numbers.get(index, "")
        if told != right:
            message = f"“{line.label}” begins on page {right}; the contents say {told or 'nothing'}"
            yield finding(CODES["C-102"], message, place)
