"""Notes that nothing calls → the question where each of them is called, one for each page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from makeready.intake.account.questions import AROUND, Lines
from makeready.intake.model import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.intake.pdf.survey import Survey

_SECTION = "note"


def ask_for_calls(source: str, survey: Survey, names: Mapping[int, str]) -> Iterator[Question]:
    """Yield for each page the notes at its foot whose calls were not found, as one question.

    `names` are the notes that are called. Between which other calls of the page it stands is told,
    as the calls of a page follow one another like its notes.
    """
    lines = Lines(source)
    lone = (place for place in range(len(survey.notes)) if place not in names)
    for page, group in groupby(lone, key=lambda place: survey.notes[place].page):
        places = list(group)
        first = survey.notes[places[0]].mark
        labels = [survey.notes[place].mark.label for place in places]
        several = f"notes {', '.join(labels[:-1])} and {labels[-1]} are"
        told = several if len(labels) > 1 else f"note {labels[0]} is"
        proposals = [
            f"[[{_SECTION}]]\nline = {_line(survey, place, lines)}\n"
            f'raw = "the words before the call"\ndo = "call"\nto = "{label}"'
            for place, label in zip(places, labels, strict=True)
        ]
        between = "; ".join(_between(survey, place, lines) for place in places)
        yield Question(
            section=_SECTION,
            line=lines.at(first.start),
            start=first.start,
            end=first.end,
            raw=source[first.start : first.end],
            context=" ".join(source[max(0, first.start - AROUND) : first.end + AROUND].split()),
            why=f"{told} called somewhere on page {page + 1}{between and f': {between}'}",
            proposal="\n".join(proposals),
            confidence=0.5,
        )


def _between(survey: Survey, place: int, lines: Lines) -> str:
    """Return between which calls the one of a note stands, where they are known."""
    told = [
        f"{word} the call of {survey.notes[near].mark.label} in line {lines.at(start)}"
        for word, near in (("after", place - 1), ("before", place + 1))
        if (start := _call(survey, near)) >= 0
        and abs(survey.notes[near].page - survey.notes[place].page) < 2
    ]
    return f"{survey.notes[place].mark.label} {' and '.join(told)}" if told else ""


def _call(survey: Survey, note: int) -> int:
    """Return where the call of a note begins, or -1."""
    return next((start for start, its in survey.linked.pairs.items() if its == note), -1)


def _line(survey: Survey, place: int, lines: Lines) -> int:
    """Return the line where the call may stand: that of the call before it, or the page's first."""
    if (start := _call(survey, place - 1)) >= 0:
        return lines.at(start)
    page = survey.notes[place].page
    starts = (
        line.runs[0].start
        for piece in survey.pieces
        for line in piece.paragraph.lines
        if line.page == page
    )
    return lines.at(min(starts, default=survey.notes[place].mark.start))
