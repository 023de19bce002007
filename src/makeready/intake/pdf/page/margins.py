"""The runs of the pages → the words beside the text, in a narrow column of the margin.

Keywords of textbooks and the short titles of statutes stand there. They share no line with the
text, however level both are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from makeready.intake.pdf.boxes import around, box_of
from makeready.intake.pdf.page.furniture import line_key
from makeready.intake.pdf.page.lines import Line, common, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.intake.pdf.values import Box, PdfPage, Run

# Shares of the text's type size.
_SAME = 0.06  # by which sizes of the text differ
_WHITE = 0.4  # between the text and its margin, at least
_GAP = 1.6  # from line to line of one note of the margin
_SMALL = 0.95  # type of the margin
_LONG = 25  # characters of a line that shows where the text stands
_LINES = 5  # such lines on a page
_SHARED = 0.12  # of them begin at the text's edge
_OUTLIERS = 0.97  # of them end before its other edge
_NARROW = 0.45  # of the text's width
_FEW = 0.25  # of the text's characters, at most
_WORDED = 0.5  # of the notes have a word
_WRAPPED = 0.25  # of them have several lines, where their type is that of the text
_REPEATED = 3  # pages: a note at one height of so many is a running head
_HEIGHT = 4.0  # points: one height
_LONE = 3  # lines of a note that is the only one
_WORD = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginNote:
    """Words in the margin: their lines, and the line of text that they stand beside."""

    lines: tuple[Line, ...]
    beside: int = -1

    @property
    def page(self) -> int:
        """The page they stand on."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """The notes of all margins, and what stands at one height of several: running heads."""

    notes: tuple[MarginNote, ...] = ()
    heads: tuple[MarginNote, ...] = ()

    @property
    def runs(self) -> frozenset[int]:
        """Where their runs begin."""
        each = (*self.notes, *self.heads)
        return frozenset(run.start for note in each for line in note.lines for run in line.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """Where a page's text stands: its edges, its highest and lowest base line, its type size."""

    near: float
    far: float
    top: float
    foot: float
    size: float
    bases: tuple[float, ...]
    letters: int


def find_margins(pdf_pages: Sequence[PdfPage], pages: Sequence[Sequence[Run]]) -> Margins:
    """Return the notes in the margins of the pages, whose runs that are read are `pages`."""
    size = common((run.size, len(run.text)) for page in pages for run in page if not run.face.mono)
    found: list[MarginNote] = []
    letters = 0
    for pdf_page, runs in zip(pdf_pages, pages, strict=True):
        body = _find_body(runs, size)
        if body is None:
            continue
        its = list(_notes(pdf_page, runs, body))
        found += its
        letters += body.letters if its else 0
    if not _are_margins(found, letters, size):
        return Margins()
    worded = [note for note in found if _WORD.search(_text(note))]
    heads = _find_repeated(worded)
    return Margins(
        notes=tuple(note for note in worded if note not in heads),
        heads=tuple(note for note in worded if note in heads),
    )


def _find_body(runs: Sequence[Run], size: float) -> _Body | None:
    """Return where the text of a page stands; None where there is too little of it."""
    long = [
        run
        for run in runs
        if abs(run.size - size) < _SAME * size
        and len(run.text) >= _LONG
        and not run.turned
        and 2 * sum(map(str.isalnum, run.text)) > len(run.text)  # the dots of contents are no text
    ]
    if len(long) < _LINES:
        return None
    lefts, rights = sorted(run.left for run in long), sorted(run.right for run in long)
    least = max(2.0, _SHARED * len(long))
    near = next(
        (left for left in lefts if sum(abs(other - left) < 1.5 for other in lefts) >= least),
        lefts[0],
    )
    return _Body(
        near=near,
        far=rights[int(_OUTLIERS * (len(rights) - 1))],
        top=max(run.base for run in long),
        foot=min(run.base for run in long),
        size=size,
        bases=tuple(run.base for run in long),
        letters=sum(len(run.text) for run in long),
    )


def _notes(pdf_page: PdfPage, runs: Sequence[Run], body: _Body) -> Iterator[MarginNote]:
    """Yield what may be notes in one page's margins, from the head down, the left ones first."""
    white = _WHITE * body.size
    for side in (
        [run for run in runs if run.right < body.near - white],
        [run for run in runs if run.left > body.far + white],
    ):
        for lines in _blocks(lines_of(pdf_page.number, side) if side else ()):
            if _is_beside(lines, body) and not _is_inside(lines, pdf_page, body):
                yield MarginNote(lines=lines)


def _blocks(lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield lines that follow each other closely in type of one size."""
    held: list[Line] = []
    for line in lines:
        if held:
            above = held[-1]
            close = 0 < above.base - line.base < _GAP * max(above.size, line.size)
            if not close or abs(above.size - line.size) > _SAME * above.size:
                yield tuple(held)
                held = []
        held.append(line)
    if held:
        yield tuple(held)


def _is_beside(lines: Sequence[Line], body: _Body) -> bool:
    """Tell whether lines stand beside lines of text, in type that is no larger, and narrow."""
    first = lines[0]
    width = max(line.right for line in lines) - min(line.left for line in lines)
    level = any(abs(base - line.base) < 0.8 * body.size for base in body.bases for line in lines)
    inside = body.foot - 2 < first.base < body.top + body.size
    small = first.size < (1 + _SAME) * body.size
    return level and inside and small and width < _NARROW * (body.far - body.near)


def _is_inside(lines: Sequence[Line], pdf_page: PdfPage, body: _Body) -> bool:
    """Tell whether lines are of a table or drawing that is wider than the text."""
    left, low, right, high = around(box_of(run) for line in lines for run in line.runs)
    edge = body.near if right < body.near else body.far
    wide = [
        rule
        for rule in pdf_page.rules
        if rule[0] < edge - body.size and rule[2] > edge + body.size and rule[3] - rule[1] < 3
    ]
    ruled = any(rule[1] > high - 1 for rule in wide) and any(rule[3] < low + 1 for rule in wide)
    return ruled or any(
        _holds(box, (left, low, right, high)) for box in (*pdf_page.drawings, *pdf_page.pictures)
    )


def _holds(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _text(note: MarginNote) -> str:
    return " ".join(line.text for line in note.lines)


def _are_margins(found: Sequence[MarginNote], letters: int, size: float) -> bool:
    """Tell whether what stands beside the text are notes: small or of several lines, and few."""
    worded = [note for note in found if _WORD.search(_text(note))]
    if not worded or len(worded) < _WORDED * len(found):
        return False
    if sum(len(_text(note)) for note in found) > _FEW * letters:
        return False
    if median(note.lines[0].size for note in worded) < _SMALL * size:
        return len(worded) > 1 or len(worded[0].lines) >= _LONE
    wrapped = sum(len(note.lines) > 1 for note in worded)
    if len(worded) == 1:
        return len(worded[0].lines) >= _LONE
    return wrapped > 1 and wrapped >= _WRAPPED * len(worded)


def _find_repeated(notes: Sequence[MarginNote]) -> list[MarginNote]:
    """Return the notes whose words stand at one height of several pages."""
    there: dict[tuple[str, int], set[int]] = defaultdict(set)
    for note in notes:
        there[_text(note), round(note.lines[0].base / _HEIGHT)].add(note.page)
    return [
        note
        for note in notes
        if len(there[_text(note), round(note.lines[0].base / _HEIGHT)]) >= _REPEATED
    ]


def anchor_margins(notes: Iterable[MarginNote], order: Sequence[Line]) -> Iterator[MarginNote]:
    """Yield the notes, each with the line of text in reading `order` that it begins beside."""
    on_page: dict[int, list[Line]] = defaultdict(list)
    for line in order:
        on_page[line.page].append(line)
    for note in notes:
        first = note.lines[0]
        near = min(
            on_page.get(note.page, ()), key=lambda line: abs(line.base - first.base), default=None
        )
        yield replace(note, beside=line_key(near) if near else -1)
