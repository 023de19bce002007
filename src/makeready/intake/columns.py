"""Lines typed side by side in columns → the same lines, one column after the other.

`pdftotext -layout` and the readers of scans set what stands beside a line on the same line, with
blanks between. Where many lines have the same gutter and both sides are running text, each line
would be read across the columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.intake.scripts import CJK, breadth, ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.findings import Finding

CODES = table(
    Code(
        code="S-175",
        severity=Severity.HINT,
        title="Columns that stood side by side were set one after the other",
        why="A converter wrote the columns of a page beside each other on its lines. Each line "
        "would have been read across them.",
        remedy="Compare the places named with the print; the text as it was read stands in the "
        "title's source folder, beside the file as it came.",
    ),
)
LEAST = 6  # lines with text on both sides that show a gutter
LEAST_ROWS, ROWS = 4, 0.75  # lines that begin on both sides, and their share, in a table
NARROW = 20  # columns of a side, in the mean: narrower ones are cells
WORDS = 3  # of a line of a side, in the mean
GUTTER = 2  # blanks of a gutter, at least
WIDEST = 400  # characters of a line that is looked at
ALONE = 60  # lines with text on one side only that a stretch may have on end
RUNNING = 0.4  # of the lines of a side: as many go on in small letters on the line below
RUNNING_LEAST = 0.2  # the same of the other side, which may be a bibliography
FULL = 0.8  # of a side's width: as long are lines of running text in scripts without small letters
FENCE = "```"
SHOWN = 8  # places that are named
DEEPEST = 3  # times that a column may be divided again
_GAP = re.compile(r"(?<=\S)[ \t\xa0\u3000]{2,}(?=\S)")
_BLANK = re.compile(r"[ \t\xa0\u3000]+")
_FOLIO = re.compile(r"\W{0,4}(?:\d{1,4}|[ivxlc]{1,7})\W{0,4}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A text with its columns one after the other, and where these stood: first and last lines."""

    text: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Lines from `first` until before `after` that a gutter parts at a column."""

    first: int
    after: int
    gutter: int


def set_in_sequence(text: str) -> Columns:
    """Return a text with the columns of running text that stand side by side set in sequence.

    Nothing but blanks is added or taken; a text without such columns is returned as it is. Lines
    are counted from one.
    """
    if FENCE in text:
        return Columns(text=text, places=())  # code is no running text
    typed = text.split("\n")
    lines = [line.expandtabs() for line in typed]
    made: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for stretch in _find_stretches(lines):
        made += [
            *typed[at : stretch.first],
            *_divide(lines[stretch.first : stretch.after], stretch),
        ]
        places.append((stretch.first + 1, stretch.after))
        at = stretch.after
    if not places:
        return Columns(text=text, places=())
    whole = "\n".join((*made, *typed[at:]))
    same = sorted("".join(whole.split())) == sorted("".join(text.split()))
    return Columns(text=whole, places=tuple(places)) if same else Columns(text=text, places=())


def report_columns(name: str, columns: Columns) -> Iterator[Finding]:
    """Yield where columns stood side by side in the file of this name."""
    if columns.places:
        shown = ", ".join(f"{first}–{last}" for first, last in columns.places[:SHOWN])
        more = len(columns.places) - SHOWN
        told = f"lines {shown}" + (f" and {more} more places" if more > 0 else "")
        yield finding(CODES["S-175"], told, Place(name, columns.places[0][0]))


def _find_stretches(lines: Sequence[str]) -> Iterator[_Stretch]:
    """Yield the stretches of lines in columns, from the first line on."""
    at = 0
    while at < len(lines):
        grown = max(
            (_grow(lines, at, gap) for gap in _find_gaps(lines[at])),
            key=lambda stretch: stretch.after,
            default=None,
        )
        if grown is not None and _are_columns(lines, grown):
            whole = _extend(lines, grown)
            yield whole
            at = whole.after
        else:  # in the middle of what is none, few places are tried again
            at += max(1, (grown.after - at) // 4 if grown is not None else 1)


def _find_gaps(line: str) -> list[tuple[int, int]]:
    """Return the widest gaps of a line, of which one may be a gutter."""
    if len(line) > WIDEST or not ("  " in line or "\u3000\u3000" in line):
        return []
    gaps = [match.span() for match in _GAP.finditer(line)]
    return sorted(gaps, key=lambda gap: gap[0] - gap[1])[:2]


def _grow(lines: Sequence[str], first: int, gap: tuple[int, int]) -> _Stretch:
    """Return the stretch of lines from `first` on between whose sides one strip stays blank."""
    low, high = gap
    last, alone = first, 0
    for at in range(first + 1, len(lines)):
        strip = _narrow(lines[at], low, high)
        if strip is None or alone > ALONE or lines[at].startswith("\f"):
            break
        low, high = strip
        both = bool(lines[at][:low].strip() and lines[at][high:].strip())
        last, alone = (at, 0) if both else (last, alone + 1)
    return _Stretch(first=first, after=last + 1, gutter=high)


def _narrow(line: str, low: int, high: int) -> tuple[int, int] | None:
    """Return what of a strip is blank on a line, too; None where less than a gutter is left."""
    if len(line) > WIDEST:
        return None
    blank = [match.span() for match in _BLANK.finditer(line.ljust(high), low, high)]
    widest = max(blank, key=lambda span: span[1] - span[0], default=(0, 0))
    return widest if widest[1] - widest[0] >= GUTTER else None


def _are_columns(lines: Sequence[str], stretch: _Stretch) -> bool:
    """Tell whether both sides of a stretch are running text, and not the cells of a table."""
    rows = [line for line in lines[stretch.first : stretch.after] if line.strip()]
    sides = [(row[: stretch.gutter].strip(), row[stretch.gutter :].strip()) for row in rows]
    both = sum(bool(left and right) for left, right in sides)
    if both < LEAST or both * 2 < len(sides):
        return False
    running = sorted(_measure([side[at] for side in sides if side[at]]) for at in (0, 1))
    if running[0] < RUNNING_LEAST or running[1] < RUNNING:
        return False
    return not any(_holds_cells(side) for side in zip(*sides, strict=True)) and not _are_rows(sides)


def _holds_cells(side: Sequence[str]) -> bool:
    """Tell whether the lines of a side are parted again, and not into columns of running text."""
    parted = sum(_GAP.search(line) is not None for line in side)
    return parted * 5 > len(side) and next(_find_stretches(side), None) is None


def _are_rows(sides: Sequence[tuple[str, str]]) -> bool:
    """Tell whether what begins on the left begins on the right, too, as in the rows of a table."""
    left, right = (_find_starts(side) for side in zip(*sides, strict=True))
    together = len(left & right)
    return together >= LEAST_ROWS and together >= ROWS * min(len(left), len(right))


def _find_starts(side: Sequence[str]) -> frozenset[int]:
    """Return the lines of a side that begin a sentence, as far as they show it."""
    wide = CJK.search("".join(side)) is not None
    return frozenset(
        at
        for at, line in enumerate(side)
        if line and (not at or ends_sentence(side[at - 1]) if wide else not opens_lower(line))
    )


def _measure(side: Sequence[str]) -> float:
    """Return the share of a side's lines that go on with a sentence; 0 where these are cells."""
    width = max(map(breadth, side))
    wide = CJK.search("".join(side)) is not None
    words = sum(len(line.split()) for line in side)
    if sum(map(breadth, side)) < NARROW * len(side) or (not wide and words < WORDS * len(side)):
        return 0.0
    goes_on = sum(
        not ends_sentence(above)
        and (breadth(above) >= FULL * width if wide else opens_lower(below))
        for above, below in pairwise(side)
    )
    return goes_on / max(1, len(side) - 1)


def _extend(lines: Sequence[str], stretch: _Stretch) -> _Stretch:
    """Return a stretch with the lines above and below that are more of one of its columns.

    What stands on the right above it comes after what stands on the left in it; what stands on the
    left below it comes before what stands on the right.
    """
    first, after, gutter = stretch.first, stretch.after, stretch.gutter
    at = first
    while at and "\f" not in lines[at] and _is_above(lines, at - 1, gutter):
        at -= 1
        first = at if lines[at].strip() and _runs_on(lines, at, 1) else first
    while after < len(lines) and _stands_aside(lines[after], gutter, right=True):
        after += 1
    at = after
    while at < len(lines) and _stands_aside(lines[at], gutter, right=False):
        at += 1
        after = at if lines[at - 1].strip() and _runs_on(lines, at - 1, -1) else after
    while after > stretch.after and not lines[after - 1].strip():
        after -= 1
    return _Stretch(first=first, after=after, gutter=gutter)


def _is_above(lines: Sequence[str], at: int, gutter: int) -> bool:
    """Tell whether a line above columns may be of one: on the left nothing stands below a blank."""
    near = lines[at].strip() and _runs_on(lines, at, 1)
    return _stands_aside(lines[at], gutter, right=True) or bool(
        near and _stands_aside(lines[at], gutter, right=False)
    )


def _stands_aside(line: str, gutter: int, *, right: bool) -> bool:
    """Tell whether a line is blank, or stands on one side of a gutter and is no page's number."""
    if "\f" in line or len(line) > WIDEST or _FOLIO.match(line.strip()):
        return not line.strip(" \t")
    side, other = line[gutter:].strip(), line[:gutter].strip()
    return not other if right else not side and not line[gutter - GUTTER : gutter].strip()


def _runs_on(lines: Sequence[str], at: int, step: int) -> bool:
    """Tell whether a line by itself is none of several: the next one, that way, is not blank."""
    return 0 <= at + step < len(lines) and bool(lines[at + step].strip())


def _divide(lines: Sequence[str], stretch: _Stretch, depth: int = 1) -> Iterator[str]:
    """Yield the lines of a stretch, column by column; one column may hold others."""
    columns = (
        [line[: stretch.gutter].rstrip() for line in lines],
        [line[stretch.gutter :].rstrip() for line in lines],
    )
    for number, column in enumerate(columns):
        closed = _close(column)
        if number and not _goes_on(columns[0], closed):
            yield ""
        at = 0
        for inner in _find_stretches(closed) if depth < DEEPEST else ():
            yield from closed[at : inner.first]
            yield from _divide(closed[inner.first : inner.after], inner, depth + 1)
            at = inner.after
        yield from closed[at:]


def _close(column: Sequence[str]) -> list[str]:
    """Return the lines of a column without blank ones at its ends, or several together."""
    kept = [
        line for at, line in enumerate(column) if line.strip() or (at and column[at - 1].strip())
    ]
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _goes_on(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether a sentence goes on from the foot of one column to the head of the next."""
    last = next((line for line in reversed(left) if line.strip()), "")
    first = next((line for line in right if line.strip()), "")
    return opens_lower(first) or not ends_sentence(last)
