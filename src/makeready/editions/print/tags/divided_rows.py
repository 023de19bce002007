"""A row of a table that is divided between pages is read cell by cell, as it was written.

Pages show the beginnings of all its cells, and then what is left of them.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Way: TypeAlias = tuple[int, ...]
"""The rows and cells around a stretch of text, the outermost first: row, cell, row, cell, …

A row is told by any number that is its own, a cell by its place in the row.
"""


def count_moves(pages: Sequence[Sequence[Way]]) -> tuple[tuple[int, ...], ...]:
    """Return for each stretch of each page by how many it is read later than it stands.

    The stretches of a page are given by their ways. A page whose stretches all stay gets none.
    """
    ways = [way for page in pages for way in page]
    moves = {
        place: later - place for later, place in enumerate(_order(list(range(len(ways))), ways, 0))
    }
    counts: list[tuple[int, ...]] = []
    place = 0
    for page in pages:
        own = tuple(moves[place + number] for number in range(len(page)))
        counts.append(own if any(own) else ())
        place += len(page)
    return tuple(counts)


def _order(places: Sequence[int], ways: Sequence[Way], depth: int) -> Iterator[int]:
    """Yield places in the order of reading; what they share is known down to this depth."""
    for way, run in groupby(places, lambda place: ways[place][depth : depth + 1]):
        if not way:
            yield from run
        else:
            cells = sorted(run, key=lambda place: ways[place][depth + 1 : depth + 2])
            for _, own in groupby(cells, lambda place: ways[place][depth + 1 : depth + 2]):
                yield from _order(list(own), ways, depth + 2)
