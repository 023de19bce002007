"""Marks of notes as they were read → the numbers that their order confirms.

What one crop of a few pixels says is believed where its neighbours agree: notes at the foot of a
page count on by one, and the calls of a page follow one another as its notes do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.pdf.scan.values import Ink, Settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SURE = 50  # of 100: a reading that says something
_CERTAIN = 80  # one that is believed with nothing but its neighbours before it
_EXPECTED = 0.75  # what stands around it says less than a reading
_AHEAD = 3  # numbers that may be lost between two calls


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A note at the foot of a page: the number read in front of it, and the ink it is.

    `ink` is None where the first reading had the number; `number` is 0 where nothing was read.
    """

    line: int
    number: int
    ink: Ink | None = None


def expect_first(calls: Sequence[Ink], before: int) -> tuple[int, ...]:
    """Return which numbers the first note of a page may have by what stands around it.

    It is the one that the page calls first, or follows the last note of the page `before`; where a
    chapter begins the numbers do.
    """
    first = _number(calls[0]) if calls and calls[0].sure >= _CERTAIN else 0
    if first == 1:
        return (1,)
    return tuple(each for each in (first, before + 1 if before else 0) if each)


def settle_openings(openings: Sequence[Opening], expected: Iterable[int] = ()) -> tuple[int, ...]:
    """Return the number of each note of a page, from its head down; 0 where none is certain.

    A number read counts where another one confirms it, or where nothing speaks against it;
    `expected` are numbers that the first may have.
    """
    votes: dict[int, float] = defaultdict(float)
    for number in expected:
        votes[number] += _EXPECTED
    for place, each in enumerate(openings):
        if each.number:
            votes[each.number - place] += _weigh(each)
    if not votes:
        return (0,) * len(openings)
    best = max(votes, key=lambda shift: (votes[shift], -abs(shift)))
    agreed = [
        place for place, each in enumerate(openings) if each.number and each.number - place == best
    ]
    against = sum(votes.values()) - votes[best]
    if openings and votes[best] > 2 * against:
        return tuple(place + best for place in range(len(openings)))
    return tuple(
        place + best
        if agreed and agreed[0] <= place <= agreed[-1]
        else (each.number if each.ink is None else 0)
        for place, each in enumerate(openings)
    )


def _weigh(opening: Opening) -> float:
    if opening.ink is None:
        return 2.0
    return 1.0 if opening.ink.sure >= _SURE else 0.5


def settle_calls(calls: Sequence[Ink], numbers: Sequence[int]) -> tuple[Settled, ...]:
    """Return the calls of a page, with their numbers where reading and order agree on them.

    `numbers` are those of the notes at its foot, rising. A call that was misread has its number by
    order where between two that are certain as many calls stand as notes.
    """
    labels = [*numbers, numbers[-1] + 1] if numbers else []
    anchors = _align([_number(each) for each in calls], labels)
    found: dict[int, tuple[int, str]] = {at: (labels[to], "read") for at, to in anchors.items()}
    edges = [(-1, -1), *sorted(anchors.items()), (len(calls), len(numbers))]
    for (at, to), (next_at, next_to) in pairwise(edges):
        if next_at - at == next_to - to and (anchors or len(calls) == len(numbers)):
            for step in range(1, next_at - at):
                found[at + step] = labels[to + step], "order"
    return tuple(
        Settled(ink=each, label=str(found[at][0]), how=found[at][1])
        if at in found
        else Settled(ink=each)
        for at, each in enumerate(calls)
    )


def _number(ink: Ink) -> int:
    return int(ink.digits) if ink.digits and len(ink.digits) <= 4 and ink.sure >= _SURE else 0


def _align(read: Sequence[int], labels: Sequence[int]) -> Mapping[int, int]:
    """Return the longest series of readings that are labels in their order: the common one of two.

    The method is the table of longest common subsequences.
    """
    rows, columns = len(read), len(labels)
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for at in range(rows - 1, -1, -1):
        for to in range(columns - 1, -1, -1):
            best[at][to] = max(best[at + 1][to], best[at][to + 1])
            if read[at] and read[at] == labels[to]:
                best[at][to] = max(best[at][to], best[at + 1][to + 1] + 1)
    found: dict[int, int] = {}
    at = to = 0
    while at < rows and to < columns:
        if read[at] and read[at] == labels[to] and best[at][to] == best[at + 1][to + 1] + 1:
            found[at] = to
            at, to = at + 1, to + 1
        elif best[at + 1][to] >= best[at][to + 1]:
            at += 1
        else:
            to += 1
    return found


def settle_series(calls: Iterable[Ink], last: int) -> tuple[tuple[Settled, ...], int]:
    """Return the calls of a page without notes at its foot, and the last number that is certain.

    Their notes stand at the end of the chapter or the book: a call counts on from the one before.
    """
    settled: list[Settled] = []
    for each in calls:
        number = _number(each) if each.sure >= _CERTAIN else 0
        if number and (number == 1 or last < number <= last + _AHEAD):
            settled.append(Settled(ink=each, label=str(number), how="read"))
            last = number
        else:
            settled.append(Settled(ink=each))
    return tuple(settled), last
