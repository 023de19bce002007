"""Printed pages become findings where type stands beyond the page's edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.report import report
from makeready.core.findings import Code, Place, Severity, finding, table

if TYPE_CHECKING:
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-101",
        severity=Severity.ERROR,
        title="Text stands beyond the page's edge",
        why="It is in the file and on no paper: a search finds it, and no reader does.",
        remedy="Divide the long note, table or line; rules in style.css can do this too.",
    ),
)


def check_overflow(files: Files) -> Report:
    """Report whether all type stands on its page."""
    pages = evidence(files).printed.pages
    place = Place(f"{files.slug}.pdf")
    found = tuple(
        finding(CODES["P-101"], f"page {page.label}: “{page.outside[:60]}”", place)
        for page in pages
        if page.outside
    )
    return report(found, pages=len(pages), characters=sum(len(page.text) for page in pages))
