"""The raised figures of the text and the notes → which call leads to which note."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.numerals import roman
from makeready.intake.pdf.page.furniture import line_key
from makeready.intake.pdf.page.marks import Mark, calls_in, opening_mark, roman_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from makeready.intake.pdf.page.footnotes import Note
    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.text.paragraphs import Paragraph

    Counting = Callable[[str], int]  # a mark's label → its number, 0 where it is of another kind

_ROMANS = {roman(number): number for number in range(1, 200)}
_FORWARD = 4  # pages on which a note may stand after its call
_RUN = 3  # numbered paragraphs that may be end notes; fewer end the document
_CALLED = 0.6  # of them are called in the text
_LATE = 0.1  # of the calls may stand behind them: with more they are a list in the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A raised mark in the text, with its page and what names its line.

    `sure` says that it stands where calls stand, and not where exponents do.
    """

    mark: Mark
    page: int
    line: int
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Calls by where they begin → the place of their note; and what was left over.

    `notes` are the places of notes without a call, `calls` the calls without a note whose mark is
    a figure or sign of notes.
    """

    pairs: dict[int, int]
    notes: tuple[int, ...]
    calls: tuple[Call, ...]


def calls_of(lines: Iterable[Line]) -> tuple[Call, ...]:
    """Return the raised marks in lines of text, in reading order."""
    return tuple(
        Call(mark=mark, page=line.page, line=line_key(line), sure=sure)
        for line in lines
        for mark, sure in calls_in(line)
    )


def link_notes(calls: Sequence[Call], notes: Sequence[Note]) -> Linked:
    """Pair each call with the nearest free note of its mark: on its page, the next ones, the last.

    A note may stand pages after its call where the foot of the page was full. Marks where
    exponents stand come second, and take only notes of their own page.
    """
    by_page: dict[int, list[int]] = defaultdict(list)
    for place, note in enumerate(notes):
        by_page[note.page].append(place)
    free = set(range(len(notes)))
    pairs: dict[int, int] = {}
    rounds = [(step, True) for step in (0, 1, -1, *range(2, _FORWARD + 1))]
    for step, sure in (*rounds, (0, False)):
        for call in calls:
            if call.sure is not sure or call.mark.start in pairs:
                continue
            found = next(
                (
                    place
                    for place in by_page[call.page + step]
                    if place in free and _same_label(notes[place].mark, call.mark)
                ),
                -1,
            )
            if found >= 0:
                free.discard(found)
                pairs[call.mark.start] = found
    digits = any(note.mark.label.isdecimal() for note in notes)
    lone = (
        call
        for call in calls
        if call.sure and digits and call.mark.label.isdecimal() and call.mark.start not in pairs
    )
    return Linked(pairs=pairs, notes=tuple(sorted(free)), calls=tuple(lone))


def _same_label(one: Mark, other: Mark) -> bool:
    return one.label.replace("∗", "*") == other.label.replace("∗", "*")


def _as_decimal(label: str) -> int:
    return int(label) if label.isdecimal() else 0


def _as_roman(label: str) -> int:
    return _ROMANS.get(label, 0)


def end_notes(
    made: Sequence[Paragraph], calls: Sequence[Call], size: float, linked: Iterable[int]
) -> tuple[tuple[tuple[tuple[int, Mark], ...], ...], dict[int, tuple[int, int]]]:
    """Return the paragraphs that are end notes, in runs that count from 1, and the calls to them.

    They are no larger than the text, whose type has this `size`, and no note of a page is called
    from them; `linked` are the places of the calls of such. The calls are given by where they
    begin, with the run and the place in it of their note.
    """
    kept: list[tuple[tuple[int, Mark], ...]] = []
    pairs: dict[int, tuple[int, int]] = {}
    for counting in (_as_decimal, _as_roman):
        runs = _numbered_runs(made, size, counting)
        runs = [run for run in runs if not _is_called_from(made, run, linked)]
        counted = [call for call in calls if counting(call.mark.label)]
        for series in _series([call for call in counted if call.sure] or counted, counting):
            free = [(_align(run, series), run) for run in reversed(runs) if run not in kept]
            fit = [each for each in free if _are_notes(made, each[1], each[0], series)]
            found, best = max(fit, key=lambda each: len(each[0]), default=([], ()))
            if best:
                found += _fill(best, found, [call for call in counted if not call.sure])
                pairs |= {start: (len(kept), place) for place, start in found}
                kept.append(best)
    return tuple(kept), pairs


def _are_notes(
    made: Sequence[Paragraph],
    run: Sequence[tuple[int, Mark]],
    found: Sequence[tuple[int, int]],
    series: Sequence[Call],
) -> bool:
    """Tell whether numbered paragraphs are notes: they are called, and from before them.

    Where they are few, all of them are, and they end the document.
    """
    late = sum(start > run[0][1].start for _, start in found)
    early = series[0].page <= made[run[0][0]].page and late <= _LATE * len(found)
    if len(run) < _RUN:
        last = [place for place, _ in run] == [*range(len(made) - len(run), len(made))]
        return early and last and len(found) == len(run) and not made[run[0][0]].mono
    return early and len(found) >= _CALLED * len(run)


def _fill(
    run: Sequence[tuple[int, Mark]], found: Sequence[tuple[int, int]], calls: Sequence[Call]
) -> list[tuple[int, int]]:
    """Return the notes of a run that nothing called, with marks where exponents stand, too.

    Such a mark stands between the calls of the notes before and after.
    """
    called = dict(found)
    more: list[tuple[int, int]] = []
    for place, (_, mark) in enumerate(run):
        before, after = called.get(place - 1), called.get(place + 1)
        if place in called or (before is None and after is None):
            continue
        low = -1 if before is None else before
        between = (
            call.mark.start
            for call in calls
            if call.mark.label == mark.label
            and low < call.mark.start
            and (after is None or call.mark.start < after)
        )
        start = next(between, None)
        if start is not None:
            called[place] = start
            more.append((place, start))
    return more


def _series(calls: Sequence[Call], counting: Counting) -> list[list[Call]]:
    """Return the calls in series that begin with 1: those of a chapter, or of the book."""
    series: list[list[Call]] = []
    for call in calls:
        if not series or counting(call.mark.label) == 1:
            series.append([])
        series[-1].append(call)
    return series


def _is_called_from(
    made: Sequence[Paragraph], run: Sequence[tuple[int, Mark]], linked: Iterable[int]
) -> bool:
    """Tell whether numbered paragraphs call notes of their own: they are then sections of text."""
    spans = [
        (each.start, each.end)
        for place, _ in run
        for line in made[place].lines
        for each in line.runs
    ]
    return any(start <= call < end for call in linked for start, end in spans)


def _numbered_runs(
    made: Sequence[Paragraph], size: float, counting: Counting
) -> list[tuple[tuple[int, Mark], ...]]:
    runs: list[list[tuple[int, Mark]]] = []
    wanted = 1
    for place, paragraph in enumerate(made):
        mark = (opening_mark if counting is _as_decimal else roman_mark)(paragraph.lines[0])
        heads = paragraph.look.bold or paragraph.lines[0].size > 1.05 * size
        number = counting(mark.label) if mark is not None and not heads else 0
        if mark is None or not number:
            continue
        if number == 1:
            runs.append([])
            wanted = 1
        if runs and number == wanted:
            runs[-1].append((place, mark))
            wanted += 1
    return [tuple(run) for run in runs]


def _align(run: Sequence[tuple[int, Mark]], calls: Sequence[Call]) -> list[tuple[int, int]]:
    """Return the notes of a run with the calls that lead to them."""
    found: list[tuple[int, int]] = []
    place = 0
    for call in calls:
        if place >= len(run):
            break
        ahead = next(
            (
                step
                for step in range(place, min(place + 4, len(run)))
                if run[step][1].label == call.mark.label
            ),
            None,
        )
        if ahead is not None:
            found.append((ahead, call.mark.start))
            place = ahead + 1
    return found
