"""What breaking a paragraph takes and gives: places to break, habits of a theme, lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a theme breaks lines, in terms of TeX; costs are the demerits of Knuth and Plass (1981).

    `stretch` and `shrink` are shares of a word space, `expansion` of the width of letters,
    `protrusion` of how far `lines.hanging` lets a mark hang. Words are hyphenated only if the
    paragraph cannot be set without within `tolerance`, the highest ratio of a line; at a ratio of 1
    a line is stretched by all that it may be. `looseness` is by how many lines a paragraph should
    be longer than at its best.
    """

    stretch: float = 0.5
    shrink: float = 0.3
    expansion: float = 0.02
    protrusion: float = 1.0
    tolerance: float = 0.9
    hyphen: float = 50.0
    dash: float = 40.0
    tie: float = 5_000.0
    double_hyphen: float = 10_000.0
    final_hyphen: float = 5_000.0
    uneven: float = 10_000.0
    looseness: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place where a line may end, after the first `at` characters of the paragraph.

    `width` is the width from the start of the paragraph to here, with a hyphen if there is one and
    without a space at the end; `space` is the part of it that is word spaces. `next_width` and
    `next_space` are the same up to where the next line begins. `hang` is how far the end of the
    line reaches beyond the measure, and `next_hang` the start of the next line. All lengths are in
    one unit, which the caller chooses. `hyphen` says that the line ends in a hyphen, `added` that
    the text does not have it.
    """

    at: int
    width: float
    space: float
    next_width: float
    next_space: float
    cost: float = 0.0
    hyphen: bool = False
    added: bool = False
    forced: bool = False
    hang: float = 0.0
    next_hang: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that was chosen: the stop that ends it, and how loose it is.

    `ratio` is the shortfall over what the line can stretch, or, below zero, over what it can
    shrink; `hang` is how far its start reaches beyond the measure.
    """

    stop: Stop
    ratio: float
    hang: float
