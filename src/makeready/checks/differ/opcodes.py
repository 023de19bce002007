"""Two sequences → the stretches in which they are equal or differ, in bounded time.

What stands once in both, and in the same order, is set side by side first, as in patience diff.
What is between is compared by difflib, whose time grows with the product of the lengths.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

Opcode: TypeAlias = tuple[str, int, int, int, int]
"""As difflib has them: a tag, the ends of the older stretch and those of the newer one."""

_MOST = 2_000_000
"""Stretches of which the product of the lengths is larger are taken to differ as a whole."""


def find_opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Opcode]:
    """Yield how the newer sequence comes of the older one, from its first item to its last."""
    anchors = _find_anchors(old, new)
    for (one, two), (other, another) in pairwise([(-1, -1), *anchors, (len(old), len(new))]):
        if one >= 0:
            yield "equal", one, one + 1, two, two + 1
        yield from _compare(old, new, (one + 1, other, two + 1, another))


def _compare(
    old: Sequence[Hashable], new: Sequence[Hashable], ends: tuple[int, int, int, int]
) -> Iterator[Opcode]:
    first, last, start, end = ends
    if first == last and start == end:
        return
    if (last - first) * (end - start) > _MOST:
        yield "replace", *ends
        return
    codes = SequenceMatcher(None, old[first:last], new[start:end], autojunk=False).get_opcodes()
    for tag, one, other, two, another in codes:
        yield tag, first + one, first + other, start + two, start + another


def _find_anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places of what stands once in both, the most of them that are in one order."""
    once = [{each for each, count in Counter(side).items() if count == 1} for side in (old, new)]
    places = {each: at for at, each in enumerate(new) if each in once[1]}
    pairs = [(at, places[each]) for at, each in enumerate(old) if each in once[0] & places.keys()]
    ends, tops, before = list[int](), list[int](), list[int]()
    for number, (_, place) in enumerate(pairs):
        depth = bisect_left(ends, place)
        before.append(tops[depth - 1] if depth else -1)
        ends[depth : depth + 1] = [place]
        tops[depth : depth + 1] = [number]
    found, number = list[tuple[int, int]](), tops[-1] if tops else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
