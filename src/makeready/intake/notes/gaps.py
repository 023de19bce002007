"""Calls and notes that stand alone → their partners near by, which show themselves less."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.intake.notes.pairing import Call, Opening, Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FAR = 12_000  # characters between a call and its note: two pages of text with their notes
SLACK = 3  # converters set the notes of a page in any order
HEADED = "headed"
"""The spelling of a raised number that a converter made a heading of."""

CELL = "cell"
"""The spelling of a number in a table's cell that lost the mark of a call."""

LEAST = 3  # notes with calls that show how the source is written
_IN_CELL = re.compile(
    r"(?<=[^\W\d_])(\d{1,3})(?=[ \t]*(?:\||<br>))|(?<=\|)[ \t]*(\d{1,3})<br>(?=[^\W\d_])"
)
_QUIET = frozenset({"glued", "bare", HEADED})


def fill_gaps(
    calls: Sequence[Call],
    notes: Sequence[Opening],
    pairs: Sequence[Pair],
    openings: Sequence[Opening],
) -> tuple[tuple[Opening, ...], tuple[Pair, ...]]:
    """Return the notes and pairs, with those of `openings` that stand in a gap of the sequence.

    Where most notes show themselves, a converter has lost the mark of a few: `44See above` then
    stands between the notes 43 and 45, not far behind the call of 44.
    """
    held = {note.start for note in notes}
    open_ = [each for each in openings if each.spelling in _QUIET and each.start not in held]
    filled = dict(_find_filled(calls, notes, pairs, open_))
    if not filled:
        return tuple(notes), tuple(pairs)
    every = sorted((*notes, *filled.values()), key=lambda note: note.start)
    places = {note.start: place for place, note in enumerate(every)}
    kept = [replace(pair, note=places[notes[pair.note].start]) for pair in pairs]
    new = [Pair(call=call, note=places[note.start], distance=0) for call, note in filled.items()]
    return tuple(every), tuple(sorted((*kept, *new), key=lambda pair: pair.call))


def _find_filled(
    calls: Sequence[Call],
    notes: Sequence[Opening],
    pairs: Sequence[Pair],
    open_: Sequence[Opening],
) -> Iterator[tuple[int, Opening]]:
    """Yield the calls without a note that find one, by their places, with it."""
    answered = {pair.call for pair in pairs}
    known = sorted((notes[pair.note].start, notes[pair.note].label) for pair in pairs)
    numbers = [(start, int(label)) for start, label in known if label.isdecimal()]
    starts = [start for start, _ in numbers]
    by_label: dict[str, list[Opening]] = defaultdict(list)
    for opening in open_:
        by_label[opening.label].append(opening)
    loud = [
        place
        for place, call in enumerate(calls)
        if place not in answered and call.weight == 1 and call.label.isdecimal()
    ]
    count = Counter(calls[place].label for place in loud)
    for place in loud:
        call = calls[place]
        fitting = [
            note
            for note in by_label[call.label]
            if 0 < note.start - call.end < FAR
            and _fits(numbers, bisect_left(starts, note.start), int(call.label))
        ]
        if len(fitting) == 1 and count[call.label] <= 1 + (fitting[0].spelling == HEADED):
            yield place, fitting[0]


def _fits(numbers: Sequence[tuple[int, int]], at: int, number: int) -> bool:
    """Tell whether a note stands between one of a lower and one of a higher number, or nearly."""
    before = numbers[at - 1][1] if at else 0
    after = numbers[at][1] if at < len(numbers) else number + 1
    return before < number + SLACK and number < after + SLACK


def find_cell_calls(
    source: str,
    tables: Iterable[tuple[int, int]],
    notes: Sequence[Opening],
    pairs: Sequence[Pair],
) -> Iterator[tuple[Call, int]]:
    """Yield the calls inside tables that notes without one have, with the place of each note.

    Converters set a raised number in a cell right behind its word, or on a line above it. It must
    be the only one with its note's number in the tables that stand a page or two above the note.
    """
    if len(pairs) < LEAST:
        return
    answered = {pair.note for pair in pairs}
    wanted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, note in enumerate(notes):
        if note.certain and note.label.isdecimal() and place not in answered:
            wanted[note.label].append((note.start, place))
    found: dict[int, list[Call]] = defaultdict(list)
    for start, end in tables if wanted else ():
        for match in _IN_CELL.finditer(source, start, end):
            label = match[1] or match[2]
            for at, place in wanted.get(label, []):
                if 0 < at - match.end() < FAR:
                    begun = match.start(1) if match[1] else match.start(2)
                    call = Call(
                        start=begun, end=match.end(), label=label, spelling=CELL, weight=1.0
                    )
                    found[place].append(call)
    for place, calls in found.items():
        if len(calls) == 1:
            yield calls[0], place
