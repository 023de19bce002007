"""The printed pages as readers see them become findings where type is unseen, or lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.read.ink import find_inkless
from makeready.checks.read.outlines import find_lies
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-108",
        severity=Severity.ERROR,
        title="Type that cannot be seen",
        why="The words are in the PDF, not on the paper: white, transparent, clipped or covered.",
        remedy="Look at the page, and at colours in style.css; else build the title again.",
    ),
    Code(
        code="P-109",
        severity=Severity.ERROR,
        title="A glyph that is not the face's",
        why="What readers see is another letter than what is copied, searched and read aloud.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
)
_SHOWN = 40


def check_ink(files: Files) -> Report:
    """Report whether each character of the text leaves ink on its page."""
    printed = evidence(files).printed
    place = Place(f"{files.slug}.pdf")
    found = tuple(
        finding(CODES["P-108"], f"page {page.label}: “{lost[:_SHOWN]}” leaves no ink", place)
        for page, lost in find_inkless(files.pdf, printed.pages)
    )
    return report(found, characters=sum(len(page.text) for page in printed.pages))


def check_glyphs(files: Files) -> Report:
    """Report whether each glyph in print has the face's own outline and stands for its letter."""
    count, lies = find_lies(files.pdf, files.require_sources().faces)
    place = Place(f"{files.slug}.pdf")
    found: tuple[Finding, ...] = tuple(
        finding(
            CODES["P-109"],
            f"{lie.font}: what is drawn for “{lie.character}” "
            f"{'is not the outline of the face' if lie.is_shape else 'is another letter'}",
            place,
        )
        for lie in lies
    )
    return report(found, glyphs=count)
