"""The folios of printed pages become findings where they are not the pages' labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence, list_margin_lines, list_verse_numbers
from makeready.checks.report import report
from makeready.core.findings import Code, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.checks.read.print import Page
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-121",
        severity=Severity.ERROR,
        title="A page that shows another number than its own",
        why="Contents, index and citations name pages by their numbers.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
    Code(
        code="P-124",
        severity=Severity.ERROR,
        title="A page that the layout did not make",
        why="Only left-hand pages before a new chapter stay empty, and all pages are of one size.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
    Code(
        code="P-138",
        severity=Severity.ERROR,
        title="A line of verse without its number",
        why="Notes and citations name the lines of a numbered poem; every fifth shows its number.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
)
_NUMERAL = re.compile(r"\d+|[ivxlcdm]+")


def check_folios(files: Files) -> Report:
    """Report whether the number that stands alone in a page's margin is the page's label."""
    pages = evidence(files).printed.pages
    place = Place(f"{files.slug}.pdf")
    found = tuple(
        finding(CODES["P-121"], f"page {page.label} shows the number {shown}", place)
        for page in pages
        for shown in find_other_numbers(page)
    )
    found += tuple(
        finding(CODES["P-124"], f"sheet {number + 1} (page {pages[number].label}) {fault}", place)
        for number, fault in find_strange(pages)
    )
    if "verse" not in files.require_sources().style:
        found += tuple(finding(CODES["P-138"], fault, place) for fault in _find_lost_numbers(files))
    return report(found, folios=sum(any(map(_is_numeral, page.furniture)) for page in pages))


def find_strange(pages: Sequence[Page]) -> Iterator[tuple[int, str]]:
    """Yield each page, from 0, that is empty where none should be, or of another size."""
    for number, page in enumerate(pages):
        is_empty = not (page.text or page.pictures or page.furniture)
        # the first page is a right-hand one
        if is_empty and (number % 2 == 0 or number == len(pages) - 1):
            yield number, "is empty"
        if any(abs(one - two) > 1.0 for one, two in zip(page.size, pages[0].size, strict=True)):
            yield number, "is of another size"


def _find_lost_numbers(files: Files) -> Iterator[str]:
    """Yield the first number of a line of verse that does not stand where it comes in print."""
    shown = list_margin_lines(files)
    for number in list_verse_numbers(files.master):
        if str(number) not in shown:
            yield f"the number {number} of a line of verse is not shown in its turn"
            return


def _is_numeral(line: str) -> bool:
    return _NUMERAL.fullmatch(line) is not None


def find_other_numbers(page: Page) -> Iterator[str]:
    """Yield numerals that stand alone and are not the label; other furniture may hold numbers."""
    shown = [line for line in page.furniture if _is_numeral(line)]
    if shown and page.label not in shown:
        yield shown[-1]
