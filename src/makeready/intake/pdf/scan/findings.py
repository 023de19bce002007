"""Pages that were read off their pictures → what is to be told of the reading."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.findings import Finding
    from makeready.intake.pdf.scan.scanner import Scanned
    from makeready.intake.pdf.scan.values import Reading, Settled

DOUBTFUL = 60  # of 100
_SHOWN = 12

CODES = table(
    Code(
        code="S-163",
        severity=Severity.HINT,
        title="Words that were read with little certainty",
        why="The program that read them off a picture says so itself: the print is faint, or the "
        "word is none of the language.",
        remedy="Compare these words with the pages first. Where there are many, name the language "
        "of the pages with --language.",
    ),
    Code(
        code="S-164",
        severity=Severity.WARNING,
        title="A raised mark that could not be read",
        why="It may call a note. What was read twice, as a letter and as a figure, does not fit "
        "the notes of the page, so that the first reading was kept.",
        remedy="Look the place up on the page, and write the call into the text if it is one.",
    ),
    Code(
        code="S-168",
        severity=Severity.HINT,
        title="Specks that were not taken for text",
        why="Of dirt and dark edges programs read letters. Lines of which no word was read with "
        "any certainty are left out.",
        remedy="Look whether a line that you miss is among them.",
    ),
)


def _report_specks(place: Place, scanned: Scanned) -> Iterator[Finding]:
    if scanned.specks:
        shown = "; ".join(f"“{words}” (page {page + 1})" for page, words in scanned.specks[:_SHOWN])
        more = "; …" if len(scanned.specks) > _SHOWN else ""
        yield finding(CODES["S-168"], f"{len(scanned.specks)} in all: {shown}{more}", place)


def report_reading(name: str, scanned: Scanned) -> Iterator[Finding]:
    """Yield which words and marks were read with little certainty, or not."""
    place = Place(f"source/{name}")
    doubtful = [pair for reading in scanned.readings for pair in _list_doubtful(reading)]
    if doubtful:
        total = sum(len(line.words) for each in scanned.readings for line in each.lines)
        told = f"{len(doubtful)} of {total} words: {_shorten(doubtful)}"
        by = f"{scanned.program} read them as {'+'.join(scanned.data)}"
        yield finding(CODES["S-163"], told, place, f"{CODES['S-163'].remedy} ({by})")
    yield from _report_specks(place, scanned)
    yield from _report_marks(place, scanned)


def _report_marks(place: Place, scanned: Scanned) -> Iterator[Finding]:
    """Yield the marks of each page that were not read; where none was, there may be no notes."""
    if not any(mark.label for marks in scanned.settled.values() for mark in marks):
        pages = [number for number, marks in sorted(scanned.settled.items()) if marks]
        if pages:
            total = sum(map(len, scanned.settled.values()))
            shown = f"{total} on {list_pages(pages)}, and no other shows that there are notes"
            yield finding(CODES["S-164"], shown, place)
        return
    for reading in scanned.readings:
        open_marks = [each for each in scanned.settled[reading.number] if not each.label]
        if open_marks:
            places = "; ".join(_words_before(reading, each) for each in open_marks[:_SHOWN])
            shown = f"page {reading.number + 1}, after {places}"
            yield finding(CODES["S-164"], shown, place)


def _list_doubtful(reading: Reading) -> Iterator[tuple[str, int]]:
    for line in reading.lines:
        for word in line.words:
            if word.confidence < DOUBTFUL and any(map(str.isalnum, word.text)):
                yield word.text, reading.number


def _shorten(doubtful: list[tuple[str, int]]) -> str:
    shown = ", ".join(f"“{word}” (page {page + 1})" for word, page in doubtful[:_SHOWN])
    return f"{shown}, …" if len(doubtful) > _SHOWN else shown


def _words_before(reading: Reading, mark: Settled) -> str:
    """Return the last words of a line up to a mark."""
    line = reading.lines[mark.ink.line]
    words = [word.text for word in line.words if word.box[0] < mark.ink.box[0]]
    return f"“{' '.join(words[-3:])}”"


def list_pages(numbers: Iterable[int]) -> str:
    """Return pages by their numbers from 1, neighbours as a range."""
    parts = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number + 1 for _, number in group]
        parts.append(f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return (
        f"page {parts[0]}"
        if len(parts) == 1 and "–" not in parts[0]
        else f"pages {', '.join(parts)}"
    )
