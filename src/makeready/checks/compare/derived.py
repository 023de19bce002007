"""Running heads, contents and titles become findings where they have the words of a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.read.print_order import CUT, runs_right_to_left, shows_one_of
from makeready.checks.read.text import HEADINGS, H, read_heading, strip_invisible
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.checks.read.epub import Document
    from makeready.checks.read.evidence import Evidence
    from makeready.checks.report import Files, Report

_OWN_HEADS = re.compile(r"@(?:top|bottom|left|right)-(?:top|left|center|right|middle|bottom)\b")
"""Where a style sheet says what stands in a margin of the page."""

CODES = table(
    Code(
        code="C-105",
        severity=Severity.ERROR,
        title="A heading's words are not told as they are",
        why="Running heads, the contents and the lists of reading systems repeat the headings; "
        "a note's words or number among them mislead readers.",
        remedy="Build the title again.",
    ),
)


def check_derived(files: Files) -> Report:
    """Report whether running heads, contents, landmarks and titles of files say the headings."""
    found = evidence(files)
    pdf, epub = Place(f"{files.slug}.pdf"), Place(f"{files.slug}.epub")
    # what a rule of the title puts into the margins is not the press's to know
    is_own = files.sources is not None and _OWN_HEADS.search(files.sources.style) is not None
    heads = [
        (page.label, line)
        for page in found.printed.pages
        for line in (() if is_own else page.furniture)
        if any(map(str.isalpha, line))
    ]
    findings = (
        *_contents(found, epub),
        *_heads(found, heads, pdf),
        *_landmarks(found, epub),
        *_titles(found, epub),
    )
    return report(
        findings,
        heads=len(heads),
        lines=len(found.master.contents),
        files=len(found.packed.spine()),
    )


def _contents(found: Evidence, place: Place) -> Iterator[Finding]:
    for line in found.master.contents:
        heading = found.master.headings.get(line.anchor)
        if heading is not None and line.label != heading:
            message = f"the contents say “{line.label}”, the heading “{heading}”"
            yield finding(CODES["C-105"], message, place)


def _heads(found: Evidence, heads: list[tuple[str, str]], place: Place) -> Iterator[Finding]:
    leftward = any(page.leftward for page in found.printed.pages)
    for label, shown in heads:
        rests = (shown, shown.removeprefix(label), shown.removesuffix(label))
        known = (*found.master.heads, *found.master.columns)
        bare = [rest.removesuffix(CUT) for rest in rests]
        turned = leftward or runs_right_to_left(shown)
        if not any(
            not each or shows_one_of(each, known, leftward=turned, is_cut=True) for each in bare
        ):
            message = f"page {label}: the running head is of no heading: “{shown}”"
            yield finding(CODES["C-105"], message, place)


def _landmarks(found: Evidence, place: Place) -> Iterator[Finding]:
    headings = {each.name: _first_heading(each) for each in found.packed.documents}
    for mark in found.packed.landmarks:
        file = next((name for name in headings if name.endswith(mark.anchor)), "")
        heading = headings.get(file, "")
        if heading and mark.label != heading and not _is_title(mark.label, found):
            message = f"the landmark “{mark.label}” leads to “{heading}”"
            yield finding(CODES["C-105"], message, place)


def _titles(found: Evidence, place: Place) -> Iterator[Finding]:
    for each in found.packed.spine():
        title = " ".join((each.root.findtext(f"{H}head/{H}title") or "").split())
        heading = _first_heading(each)
        if heading and title != heading and not _is_title(title, found):
            message = f"the file {each.name} is called “{title}”, its heading is “{heading}”"
            yield finding(CODES["C-105"], message, place)


def _first_heading(document: Document) -> str:
    heading = next(document.root.iter(*HEADINGS), None)
    return "" if heading is None else read_heading(heading)


def _is_title(label: str, found: Evidence) -> bool:
    """Tell whether a label is the book's title, with or without its subtitle."""
    return bool(label) and found.master.heads[0].startswith(strip_invisible(label))
