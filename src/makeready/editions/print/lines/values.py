"""What breaking a paragraph takes and gives: places to break, habits of a theme, lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a theme breaks lines, much as TeX names it; costs are demerits of Knuth and Plass (1981).

    `stretch` and `shrink` are shares of a word space, `expansion` of the width of letters,
    `protrusion` of what the table lets hang. Words are hyphenated where a paragraph has no lines
    whose ratio stays within `tolerance`; a ratio of 1 is a line that has stretched by all that it
    may. `looseness` is how many lines a paragraph should be longer than its best.
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
    """A place where a line may end, behind a character of the paragraph.

    `width` is what stands before it from the start of the paragraph, a hyphen included and a space
    behind it not; `space` how much of that is word spaces. `next_width` and `next_space` are the
    same up to where the next line begins. `hang` is how far the end of the line reaches beyond the
    measure, and `next_hang` the start of the next line. Lengths are in one unit of the caller's.
    A `hyphen` stands at the end of such a line, and is `added` where the text has none.
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
