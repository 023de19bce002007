"""The lines of printed pages become findings where they do not stand in the order of reading.

A PDF says in which order its words are read, and paints them where it likes. On paper a line of a
paragraph stands below the one before it, a paragraph below the last one, notes below notes; what
stands beside something else, as the cells of a table do, may begin at the same height again.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence, printed_lines
from makeready.checks.read.print_order import runs_right_to_left
from makeready.checks.report import report
from makeready.checks.seen.standing import find_displaced
from makeready.core.findings import Code, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.checks.read.lines import PrintedLine
    from makeready.checks.read.print import Page
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-119",
        severity=Severity.ERROR,
        title="Lines that stand in another order on paper",
        why="Who reads the page reads other sentences than who copies, searches or listens to it.",
        remedy="Build the title again; if it stays, a rule in style.css moves lines.",
    ),
    Code(
        code="P-137",
        severity=Severity.ERROR,
        title="Type that stands a little aside",
        why="Letters a few tenths of a point off their line look dirty. No layout sets them so: "
        "somebody changed the page after it was made.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
    Code(
        code="P-123",
        severity=Severity.ERROR,
        title="Type that nobody can read",
        why="Words upside down, on their side, mirrored, pressed together or as small as dust are "
        "in the PDF, and lost to readers.",
        remedy="Build the title again; if it stays, look at sizes and transforms in style.css.",
    ),
)
SMALLEST = 3.0
"""The smallest type, in points, that anyone reads on paper."""

NARROWEST = 0.8
"""To which share of their width letters may be pressed together."""

EXPANDED = 0.035
"""By which share of their width the press's own style makes letters narrower or wider at most."""

_CLOSED = 0.2
"""To which share of its width a word space may shrink and still be seen."""

_SHOWN = 40
_LEVEL = 0.3
"""By how much of its size a line must stand below the one before it."""

_BACK = 1.5
"""How far a character may stand before the one that it follows, in heights of a character."""

_BESIDE = frozenset({"Caption", "Table"})
"""A table's caption may stand above or below it, whichever is read first."""


def check_order(files: Files) -> Report:
    """Report whether lines, and words on a line, stand on paper in the order of reading."""
    printed, lines = evidence(files).printed, printed_lines(files)
    place = Place(f"{files.slug}.pdf")
    labels = [page.label for page in printed.pages]
    is_plain = not files.require_sources().style.strip()
    findings = tuple(
        finding(CODES["P-119"], f"page {labels[page]}: {told}", place)
        for page, told in (*find_lines_apart(lines), *find_words_apart(printed.pages))
    )
    findings += tuple(
        finding(
            CODES["P-123"],
            f"page {labels[line.page]}: “{line.text[:_SHOWN]}” {fault}",
            place,
        )
        for line in lines
        if (fault := name_fault(line, is_plain=is_plain))
    )
    if is_plain:
        findings += tuple(
            finding(
                CODES["P-137"], f"page {labels[line.page]}: “{line.text[:_SHOWN]}” {fault}", place
            )
            for line, fault in find_displaced(lines)
        )
    return report(findings, lines=len(lines))


def name_fault(line: PrintedLine, *, is_plain: bool = False) -> str:
    """Return why a line cannot be read, or ""; `is_plain` says that no style but ours set it."""
    if line.is_turned:
        return "is turned or mirrored"
    if line.least < SMALLEST:
        return f"has type of {line.least:.2g} points"
    if _count_closed(line):
        return "has words without a space between them"
    if line.narrowest < (1 - EXPANDED if is_plain else NARROWEST):
        return "is pressed together"
    return "is drawn apart" if is_plain and line.scale > 1 + EXPANDED else ""


def _count_closed(line: PrintedLine) -> int:
    """Return how many word spaces of a line cannot be seen.

    Lines with words from right to left, or read from the last to the first, are left out: spaces
    are measured to the right. So are those with a replacement text.
    """
    if line.is_backward or line.is_replaced or runs_right_to_left(line.text):
        return 0
    seen = sum(each.right - each.left > _CLOSED * each.own for each in line.spaces)
    return max(0, line.text.count(" ") - seen)


def find_lines_apart(lines: Iterable[PrintedLine]) -> Iterator[tuple[int, str]]:
    """Yield each page, from 0, with its first line that stands above one read before it."""
    for number, group in groupby(lines, key=lambda line: line.page):
        own = [line for line in group if not set(line.owner.kinds) >= _BESIDE]
        yield from ((number, told) for told in _find_high_notes(own))
        for stream in (True, False):
            # notes stand at the foot, wherever they are read
            same = [line for line in own if ("Note" in line.owner.kinds) is stream]
            pairs = ((one, two) for at, two in enumerate(same) for one in same[:at])
            apart = next((pair for pair in pairs if _is_above(pair[1], pair[0])), None)
            if apart is not None:
                before, line = apart
                told = f"“{line.text[:_SHOWN]}” stands above “{before.text[:_SHOWN]}”"
                yield number, f"{told}, and is read after it"


def _find_high_notes(lines: Sequence[PrintedLine]) -> Iterator[str]:
    """Yield each line of a note that stands above text that is read before it."""
    for at, line in enumerate(lines):
        if "Note" not in line.owner.kinds:
            continue
        for before in lines[:at]:
            if "Note" not in before.owner.kinds and _is_above(line, before):
                yield f"“{line.text[:_SHOWN]}”, of a note, stands above “{before.text[:_SHOWN]}”"
                break


def _is_above(line: PrintedLine, before: PrintedLine) -> bool:
    overlap = min(line.right, before.right) - max(line.left, before.left)
    return overlap > 1.0 and line.base > before.base - _LEVEL * min(line.size, before.size)


def find_words_apart(pages: Iterable[Page]) -> Iterator[tuple[int, str]]:
    """Yield the page, from 0, of each line on which a word stands left of the one before it.

    Lines with words that run from right to left are left out: they are read another way.
    """
    for number, page in enumerate(pages):
        if page.leftward:
            continue
        for _, group in groupby(range(len(page.text)), key=lambda at: page.lines[at]):
            at = list(group)
            text = "".join(page.text[each] for each in at)
            if any(unicodedata.bidirectional(each) in ("R", "AL") for each in text):
                continue
            if any(_is_back(page, one, two) for one, two in pairwise(at)):
                yield number, f"the words of “{text[:_SHOWN]}” stand in another order"


def _is_back(page: Page, one: int, two: int) -> bool:
    before, here = page.boxes[one], page.boxes[two]
    height = max(before[3] - before[1], here[3] - here[1])
    is_level = abs(before[1] - here[1]) < height / 2
    return is_level and here[0] < before[0] - _BACK * height
