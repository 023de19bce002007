"""A line of text becomes the level of each of its characters: which way it runs.

Source: UAX #9, rules W1 to I2, for one line without marks of direction.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEFTWARD = frozenset({"R", "AL"})
_STRONG = LEFTWARD | {"L"}
_NUMBERS = ("EN", "AN")
_SEPARATORS = {"ES": ("EN",), "CS": _NUMBERS}


def find_levels(text: str) -> tuple[int, ...]:
    """Return the level of each character; the direction of the whole is that of its first letter.

    An odd level runs from right to left.
    """
    kinds = [unicodedata.bidirectional(character) for character in text]
    first = next((kind for kind in kinds if kind in _STRONG), "L")
    base = "R" if first in LEFTWARD else "L"
    directions = list(_resolve_neutral(list(_resolve_weak(kinds, base)), base))
    levels = {"L": 2 if base == "R" else 0, "R": 1, "EN": 2, "AN": 2}
    return tuple(levels[each] for each in directions)


def _resolve_weak(kinds: Sequence[str], base: str) -> Iterator[str]:
    """Yield L, R, EN, AN, or ON for what has no direction by itself: rules W1 to W7."""
    letter = base
    for kind in _join_signs(list(_join_marks(kinds, base))):
        if kind in _STRONG:
            letter = "R" if kind in LEFTWARD else "L"
            yield letter
        elif kind == "EN" and letter == "L":
            yield "L"
        else:
            yield kind if kind in _NUMBERS else "ON"


def _join_marks(kinds: Sequence[str], base: str) -> Iterator[str]:
    """Yield kinds: marks as what they belong to, digits after Arabic as Arabic: rules W1, W2."""
    before, letter = base, base
    for kind in kinds:
        if kind in _STRONG:
            letter = kind
        if kind not in ("NSM", "BN"):
            before = "AN" if kind == "EN" and letter == "AL" else kind
        yield before


def _join_signs(kinds: list[str]) -> list[str]:
    """Return kinds: the signs within and beside numbers as numbers: rules W4, W5."""
    for place in range(1, len(kinds) - 1):
        before, kind, behind = kinds[place - 1 : place + 2]
        if before == behind and before in _SEPARATORS.get(kind, ()):
            kinds[place] = before
    start = 0
    for kind, group in groupby(list(kinds)):
        end = start + len(list(group))
        beside = (*kinds[max(0, start - 1) : start], *kinds[end : end + 1])
        if kind == "ET" and "EN" in beside:
            kinds[start:end] = ["EN"] * (end - start)
        start = end
    return kinds


def _resolve_neutral(kinds: Sequence[str], base: str) -> Iterator[str]:
    """Yield the kinds, ON as the direction of both sides or of the whole: rules N1, N2."""
    start = 0
    for kind, group in groupby(kinds):
        end = start + len(list(group))
        sides = {
            "L" if side == "L" else "R"
            for side in (kinds[start - 1] if start else base, (*kinds, base)[end])
        }
        given = kind if kind != "ON" else sides.pop() if len(sides) == 1 else base
        yield from [given] * (end - start)
        start = end
