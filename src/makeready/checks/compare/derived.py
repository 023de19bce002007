"""Running heads, contents and titles become findings where they have the words of a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tinycss2

from makeready.checks.read.evidence import evidence
from makeready.checks.read.print_order import (
    CUT,
    leave_out_columns,
    runs_right_to_left,
    shows_one_of,
)
from makeready.checks.read.text import HEADINGS, H, read_heading, strip_invisible
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.checks.read.epub import Document
    from makeready.checks.read.evidence import Evidence
    from makeready.checks.read.print import Page
    from makeready.checks.report import Files, Report

_COUNTERS = frozenset({"counter", "counters"})
_COUNTED = re.compile(r"[ivxlcdm]*", re.IGNORECASE)
"""A number in Roman numerals, or nothing."""

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
    own = read_own_heads(files.sources.style if files.sources else "")
    heads = [
        (page.label, rest)
        for page in found.printed.pages
        for line in (() if own is None else _list_heads(found, page))
        if any(map(str.isalpha, rest := _leave_out(line, page.label, own or ())))
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


def _list_heads(found: Evidence, page: Page) -> Iterator[str]:
    """Yield the lines of a page's margins; a table that goes on has its own head among them."""
    columns = found.master.columns
    return leave_out_columns(page.furniture, columns, leftward=page.leftward)


def read_own_heads(style: str) -> tuple[str, ...] | None:
    """Return the words that a title's style sheet puts into the margins of pages.

    None stands for what it does not say itself, such as the strings of other elements.
    """
    said: list[str] = []
    for rule in tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True):
        if rule.type != "at-rule" or rule.lower_at_keyword != "page" or rule.content is None:
            continue
        for box in tinycss2.parse_blocks_contents(rule.content):
            for each in _list_contents(box):
                if each.type == "string":
                    said.append(strip_invisible(each.value))
                elif each.type == "function" and each.lower_name not in _COUNTERS:
                    return None
    return tuple(sorted(filter(None, said), key=len, reverse=True))


def _list_contents(box: tinycss2.ast.Node) -> Iterator[tinycss2.ast.Node]:
    """Yield what the declarations of `content` in a margin's box say."""
    if box.type == "at-rule" and box.content is not None:
        for each in tinycss2.parse_blocks_contents(box.content):
            if each.type == "declaration" and each.lower_name == "content":
                yield from each.value


def _leave_out(line: str, label: str, own: Sequence[str]) -> str:
    """Return a line in a margin without a title's own words, and the numbers beside these."""
    rest = line
    for words in own:
        rest = rest.replace(words, "")
    letters = "".join(filter(str.isalpha, rest.removeprefix(label).removesuffix(label)))
    return "" if rest != line and _COUNTED.fullmatch(letters) else rest


def _contents(found: Evidence, place: Place) -> Iterator[Finding]:
    for line in found.master.contents:
        heading = found.master.headings.get(line.anchor)
        if heading is not None and line.label != heading:
            message = f"the contents say “{line.label}”, the heading “{heading}”"
            yield finding(CODES["C-105"], message, place)


def _heads(found: Evidence, heads: list[tuple[str, str]], place: Place) -> Iterator[Finding]:
    leftward = any(page.leftward for page in found.printed.pages)
    known = found.master.heads
    for label, shown in heads:
        rests = (shown, shown.removeprefix(label), shown.removesuffix(label))
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
