"""The places where a paragraph may be broken → the lines of the best way to break it.

Source of the method: D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software:
Practice and Experience 11 (1981), with letters that stretch a little as in Hàn Thế Thành,
"Micro-typographic extensions to the TeX typesetting system" (2000).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.editions.print.lines.values import Habits, Line, Stop

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE = 10.0
"""What each line costs, however good it is, so that fewer lines are better."""

BADNESS = 100.0
"""The badness of a line that is stretched or shrunk by all that it may be."""

LADDER = 2
"""How many lines in a row may end in hyphens."""

DESPERATE = 4.0
"""From this tolerance on, more lines than `LADDER` may end in hyphens in a row."""

SHORT = 20_000.0
"""The demerits of a last line that is shorter than it should be."""

LAST_RESORTS = (1.3, 1.7, 2.4, 4.0, 12.0, 1e6)
"""The tolerances that are tried in turn where hyphens alone do not help."""

CLASSES = (-0.5, 0.5, 1.0)
"""The ratios that part tight, decent, loose and very loose lines; neighbours should be alike."""

RIGID = 1e5
"""The ratio of a line that is too short and has nothing in it that can stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The widths of a paragraph's lines in turn; the last holds for all that follow.

    The last line of the paragraph should not be shorter than `shortest`.
    """

    widths: tuple[float, ...]
    shortest: float = 0.0

    def width(self, line: int) -> float:
        """Return the width of a line, counted from 0."""
        return self.widths[min(line, len(self.widths) - 1)]


@dataclass(slots=True, kw_only=True)
class _Node:
    """A way to break a paragraph up to a stop into `line` lines, the last `hyphens` hyphenated."""

    stop: Stop | None
    line: int
    hyphens: int
    looks: int
    demerits: float
    before: _Node | None
    ratio: float
    width: float
    space: float
    hang: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    stops: Sequence[Stop]
    column: Column
    habits: Habits
    tolerance: float


def fit(
    stops: Sequence[Stop], column: Column, habits: Habits, *, tolerance: float
) -> tuple[Line, ...] | None:
    """Return the best lines, none looser than the tolerance, or None where there are no such lines.

    The last stop ends the paragraph.
    """
    task = _Task(stops=stops, column=column, habits=habits, tolerance=tolerance)
    ends = _ends(task)
    return _lines(_chosen(ends, habits.looseness)) if ends else None


def weigh(lines: Iterable[Line]) -> float:
    """Return the demerits of lines by themselves, for how loose or tight they are."""
    return sum((LINE + BADNESS * abs(line.ratio) ** 3) ** 2 for line in lines)


def _ends(task: _Task) -> list[_Node]:
    """Return the best ways to break the whole paragraph, or none where it cannot be done."""
    active = [
        _Node(
            stop=None, line=0, hyphens=0, looks=1, demerits=0.0, before=None, ratio=0.0,
            width=0.0, space=0.0, hang=0.0,
        )
    ]  # fmt: skip
    for stop in task.stops:
        found, gone = _reach(stop, active, task)
        active = found if stop.forced else active[gone:] + found
        if not active:
            return []
    return active


def _reach(stop: Stop, active: Sequence[_Node], task: _Task) -> tuple[list[_Node], int]:
    """Return the best nodes at a stop, and how many active nodes can begin no line any more.

    These come first: even a line shrunk by all that it may be does not reach from them to the stop.
    """
    best: dict[tuple[int, int, int], _Node] = {}
    alike = len(task.column.widths) - 1
    gone, leading = 0, True
    for node in active:
        ratio = _ratio(node, stop, task)
        if ratio < -1:
            gone += leading
            continue
        leading = False
        if stop.forced:
            ratio = min(ratio, 0.0)
        elif ratio > task.tolerance:
            if node.line >= alike:
                # The nodes that follow begin lines that are shorter still.
                break
            continue
        _weigh(best, node, stop, ratio, task)
    return list(best.values()), gone


def _ratio(node: _Node, stop: Stop, task: _Task) -> float:
    """Return how far a line is stretched, as a share of what it may be; below 0 it is shrunk."""
    space = stop.space - node.space
    width = stop.width - node.width
    short = task.column.width(node.line) + stop.hang + node.hang - width
    habits = task.habits
    give = (habits.stretch if short > 0 else habits.shrink) * space
    give += habits.expansion * (width - space)
    if give > 0:
        return short / give
    return RIGID if short > 0 else (0.0 if short == 0 else -RIGID)


def _weigh(
    best: dict[tuple[int, int, int], _Node], node: _Node, stop: Stop, ratio: float, task: _Task
) -> None:
    """Keep the line from a node to a stop if it is the best of its class of lines so far."""
    looks = _looks(ratio)
    hyphens = node.hyphens + 1 if stop.hyphen else 0
    if hyphens > LADDER and task.tolerance < DESPERATE:
        return
    demerits = node.demerits + (LINE + BADNESS * abs(ratio) ** 3) ** 2 + stop.cost**2
    if abs(looks - node.looks) > 1:
        demerits += task.habits.uneven
    if hyphens > 1:
        demerits += task.habits.double_hyphen
    if stop is task.stops[-1]:
        demerits += _ending(node, stop, task)
    line = node.line + 1
    counted = line if task.habits.looseness else min(line, len(task.column.widths) - 1)
    key = (counted, min(hyphens, LADDER), looks)
    if key not in best or demerits < best[key].demerits:
        best[key] = _Node(
            stop=stop, line=line, hyphens=hyphens, looks=looks, demerits=demerits, before=node,
            ratio=ratio, width=stop.next_width, space=stop.next_space, hang=stop.next_hang,
        )  # fmt: skip


def _ending(node: _Node, stop: Stop, task: _Task) -> float:
    """Return the demerits of a last line that follows a hyphenated line, or is too short."""
    short = node.stop is not None and stop.width - node.width < task.column.shortest
    return (task.habits.final_hyphen if node.hyphens else 0.0) + (SHORT if short else 0.0)


def _looks(ratio: float) -> int:
    """Return the class of a line: 0 tight, 1 decent, 2 loose, 3 very loose."""
    return sum(ratio > border for border in CLASSES)


def _chosen(ends: Iterable[_Node], looseness: int) -> _Node:
    """Return the best end, or with a looseness the one whose count of lines is nearest to it."""
    ends = list(ends)
    best = min(ends, key=lambda node: node.demerits)
    asked = best.line + looseness
    return min(ends, key=lambda node: (looseness and abs(node.line - asked), node.demerits))


def _lines(end: _Node) -> tuple[Line, ...]:
    lines: list[Line] = []
    node = end
    while node.before is not None and node.stop is not None:
        lines.append(Line(stop=node.stop, ratio=node.ratio, hang=node.before.hang))
        node = node.before
    return tuple(reversed(lines))
