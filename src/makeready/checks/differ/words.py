"""Two readings of a passage → the words that differ, with those around them."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from makeready.checks.differ.values import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

AROUND = 6
"""How many equal words are shown before and after a difference."""

_MOST = 4_000_000
_ELLIPSIS = "…"


def likeness(one: str, other: str) -> float:
    """Return the share of words that two texts have in common, from 0 to 1 (Dice)."""
    first, second = Counter(one.split()), Counter(other.split())
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def compare_words(one: str, other: str) -> tuple[Piece, ...]:
    """Return both readings as pieces, in order; long stretches of equal words are cut short."""
    old, new = one.split(), other.split()
    if len(old) * len(new) > _MOST:
        return (Piece("old", one), Piece("new", other))
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pieces: list[Piece] = []
    for number, (tag, first, last, start, end) in enumerate(codes):
        if tag == "equal":
            before, after = AROUND * (number > 0), AROUND * (number < len(codes) - 1)
            pieces.append(Piece("both", _shorten(new[start:end], before, after)))
        else:
            pieces += _tell(old[first:last], new[start:end])
    return tuple(pieces)


def _tell(old: list[str], new: list[str]) -> Iterator[Piece]:
    if old:
        yield Piece("old", " ".join(old))
    if new:
        yield Piece("new", " ".join(new))


def _shorten(words: list[str], before: int, after: int) -> str:
    """Return equal words, of which those far from any difference are left out."""
    if not (before or after) or len(words) <= before + after + 1:
        return " ".join(words)
    return " ".join((*words[:before], _ELLIPSIS, *words[len(words) - after :]))
