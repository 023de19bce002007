"""Note calls and notes → which call leads to which note."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SHARED = 16  # notes of one label: with more, a call looks for its note among the likely ones
NEAR = 2  # notes before or after the call, where labels are shared
_WORTH = {0: 1.2, 1: 0.45, -1: 0.4}  # by the groups between call and note
_FAR = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A place in running text that may call a note.

    `weight` says how surely its spelling shows a call: 1 for a raised number, less for a number
    that only stands where calls stand.
    """

    start: int
    end: int
    label: str
    spelling: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A place at the start of a line that may open a note; `group` counts runs of notes."""

    start: int
    end: int
    label: str
    spelling: str
    certain: bool
    group: int
    first: bool = True  # on its line
    foot: bool = False  # it stands at the foot of a page whose end is marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A call and the note it leads to, by their places in the sequences."""

    call: int
    note: int
    distance: int


def align(calls: Sequence[Call], notes: Sequence[Opening]) -> tuple[Pair, ...]:
    """Return the pairing of calls and notes with one label that keeps both in order.

    The heaviest chain of pairs is found by dynamic programming over a Fenwick tree, in
    O(p log n) for p possible pairs: a call left out costs its own worth only.
    """
    order = _reading_order(notes)
    place = {note: at for at, note in enumerate(order)}
    starts = _group_starts(notes)
    best = _Maxima(len(notes))
    trail: list[tuple[int, int, int, int]] = []  # call, note, distance, previous
    for index, (call, found) in enumerate(_candidates(calls, notes, starts)):
        fresh = []
        for note, distance in found:
            value = call.weight * _WORTH.get(distance, _FAR) * (1.0 if notes[note].certain else 0.9)
            before, previous = best.until(place[note])
            fresh.append((place[note], before + value, (index, note, distance, previous)))
        for at, value, step in reversed(fresh):  # of equals the first: it is nearer
            trail.append(step)
            best.raise_to(at, value, len(trail) - 1)
    chain = tuple(_walk(trail, best.until(len(notes))[1]))
    return tuple(sorted((*chain, *_leftover(calls, notes, chain)), key=lambda pair: pair.call))


def _walk(trail: Sequence[tuple[int, int, int, int]], at: int) -> Iterator[Pair]:
    while at >= 0:
        call, note, distance, at = trail[at]
        yield Pair(call=call, note=note, distance=distance)


def _reading_order(notes: Sequence[Opening]) -> list[int]:
    """Return the notes in order, numbers put in sequence inside each group that repeats none."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, note in enumerate(notes):
        groups[note.group].append(index)
    order: list[int] = []
    for _, members in sorted(groups.items()):
        labels = [notes[index].label for index in members]
        if all(map(str.isdecimal, labels)) and len(set(labels)) == len(labels):
            members.sort(key=lambda index: int(notes[index].label))
        order += members
    return order


def _group_starts(notes: Sequence[Opening]) -> list[int]:
    starts: dict[int, int] = {}
    for note in notes:
        starts.setdefault(note.group, note.start)
    return [start for _, start in sorted(starts.items())]


def _candidates(
    calls: Sequence[Call], notes: Sequence[Opening], starts: Sequence[int]
) -> Iterator[tuple[Call, list[tuple[int, int]]]]:
    """Yield each call with the notes it may lead to and how many groups lie between."""
    by_label: Mapping[str, list[int]] = defaultdict(list)
    for index, note in enumerate(notes):
        by_label[note.label].append(index)
    likely = _find_likely(calls, notes, by_label)
    for place, call in enumerate(calls):
        here = bisect_right(starts, call.start)
        yield (
            call,
            [
                (index, notes[index].group - here)
                for index in (likely[place] if place in likely else by_label.get(call.label, ()))
                if not notes[index].start <= call.start < notes[index].end
                and (notes[index].certain or call.start < notes[index].start)
            ],
        )


def _find_likely(
    calls: Sequence[Call], notes: Sequence[Opening], by_label: Mapping[str, Sequence[int]]
) -> dict[int, list[int]]:
    """Return the notes that a call may lead to, by the call's place, where a label has many.

    They are the nearest ones, and those that come as late among the notes of the label as the
    call among its calls: the notes of a whole book may stand at its end.
    """
    sharing: dict[str, list[int]] = defaultdict(list)
    for place, call in enumerate(calls):
        if len(by_label.get(call.label, ())) > SHARED:
            sharing[call.label].append(place)
    likely: dict[int, list[int]] = {}
    for label, places in sharing.items():
        found = by_label[label]
        begun = [notes[index].start for index in found]
        for rank, place in enumerate(places):
            below = bisect_right(begun, calls[place].start)
            near = {*range(below - NEAR, below + NEAR)}
            for alike in (rank, rank * len(found) // len(places), len(found) - len(places) + rank):
                near |= {alike - 1, alike}
            likely[place] = [found[at] for at in sorted(near) if 0 <= at < len(found)]
    return likely


def _leftover(
    calls: Sequence[Call], notes: Sequence[Opening], chain: Iterable[Pair]
) -> Iterator[Pair]:
    """Yield the pairs out of order whose label is left over exactly once on both sides."""
    paired = tuple(chain)
    free_calls = set(range(len(calls))) - {pair.call for pair in paired}
    free_notes = set(range(len(notes))) - {pair.note for pair in paired}
    count = Counter(calls[index].label for index in free_calls)
    notes_of = defaultdict(list)
    for index in sorted(free_notes):
        notes_of[notes[index].label].append(index)
    every = Counter(note.label for note in notes)
    for index in sorted(free_calls):
        label = calls[index].label
        single = notes_of.get(label, [])
        if (
            count[label] == 1
            and len(single) == 1
            and every[label] == 1
            and notes[single[0]].certain
        ):
            yield Pair(call=index, note=single[0], distance=9)


class _Maxima:
    """Prefix maxima over n places, each with the step that reached it (a Fenwick tree)."""

    __slots__ = ("_best", "_size")

    def __init__(self, size: int) -> None:
        self._size = size
        self._best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def until(self, end: int) -> tuple[float, int]:
        """Return the greatest value before place `end`, and its step."""
        found = (0.0, -1)
        while end > 0:
            if self._best[end] > found:  # noqa: PLR1730 -- three times as quick as max()
                found = self._best[end]
            end &= end - 1
        return found

    def raise_to(self, at: int, value: float, step: int) -> None:
        """Record a value at a place."""
        at += 1
        while at <= self._size:
            if self._best[at][0] <= value:  # of equals the later: it is nearer to its note
                self._best[at] = (value, step)
            at += at & -at
