"""A title becomes lines of like length that do not end in an article."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Articles, prepositions and conjunctions: a title line that ends in one makes the reader stumble.
LEANING = frozenset((
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "into", "and",
    "or", "nor", "but", "as", "vs", "der", "die", "das", "des", "dem", "den", "ein", "eine",
    "eines", "einer", "und", "oder", "von", "zu", "im", "am", "le", "la", "les", "un", "une",
    "des", "du", "de", "et", "à", "au", "aux", "el", "los", "las", "uno", "y", "e", "o", "del",
    "al", "en",
))  # fmt: skip
STUMBLE = 0.08
"""What a line that ends in one of these words costs, in squared shares of the measure.

As much as a line that is 28 % of the measure shorter or longer than the average (0.28² = 0.08).
"""


MOST = 100
"""The most words of a title that is balanced; the work grows with their cube."""


def balance_lines(
    words: Sequence[str], widths: Mapping[str, float], measure: float
) -> tuple[tuple[str, ...], ...]:
    """Return the words in as few lines as fit the measure (in ems), the lines of like length.

    Minimises the sum of the squared spaces left, as paragraphs are broken by Knuth and Plass
    (1981), with a charge for a line that ends in a leaning word.
    """
    size = [sum(widths.get(c, 0.5) for c in word) for word in words]
    space = widths.get(" ", 0.25)
    filled = _fill(size, space, measure)
    if len(words) > MOST:
        return tuple(tuple(words[a:b]) for a, b in pairwise((*filled, len(words))))
    return _best(words, size, space=space, measure=measure, lines=len(filled))


def _fill(size: Sequence[float], space: float, measure: float) -> list[int]:
    """Return where the lines begin if each takes what it holds."""
    starts, used = [0], 0.0
    for at, width in enumerate(size):
        if used and used + space + width > measure:
            starts.append(at)
            used = 0.0
        used += width + (space if used else 0)
    return starts


def _best(
    words: Sequence[str], size: Sequence[float], *, space: float, measure: float, lines: int
) -> tuple[tuple[str, ...], ...]:
    target = (sum(size) + space * (len(size) - lines)) / lines
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}

    def price(start: int, end: int) -> float:
        """Return the cost of a line that holds the words from start to end."""
        width = sum(size[start:end]) + space * (end - start - 1)
        over = 1e6 if width > measure and end - start > 1 else 0.0
        leaning = end < len(words) and words[end - 1].casefold() in LEANING
        return ((width - target) / measure) ** 2 + over + (STUMBLE if leaning else 0.0)

    for line in range(1, lines + 1):
        for end in range(line, len(words) + 1):
            options = [
                (cost + price(start, end), (*cuts, end))
                for start in range(end)
                if (line - 1, start) in best
                for cost, cuts in [best[line - 1, start]]
            ]
            if options:
                best[line, end] = min(options)
    cuts = (0, *best[lines, len(words)][1])
    return tuple(tuple(words[a:b]) for a, b in pairwise(cuts))
