"""A page that would end within a word is made again, with a paragraph a line longer or shorter.

WeasyPrint 70 breaks pages where they are full. Here a page whose last line ends with a hyphen gives
the line to the next page, or takes one more, as the paragraphs on it allow without loose lines.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as pages

from makeready.editions.print.lines.total_fit import fit, weigh
from makeready.editions.print.weasy import patches
from makeready.editions.print.weasy.justify import Plan, Planned, habits_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weasyprint.layout import LayoutContext

    from makeready.editions.print.lines.values import Line

LEAST = 2
"""So many lines of a paragraph stand together before and behind the end of a page."""

TRIED = 4
"""How many paragraphs of a page are tried, the longest first: a line more or less shows least."""

LOOSEST = 1.2
"""The ratio that no line of a paragraph that is changed may exceed; see `lines.values.Habits`."""


NEAR = 0.1
"""The share of a line that may be missing where a page still has room for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A paragraph that is to be broken anew: its line box, its lines now, and those it gets."""

    box: boxes.LineBox
    before: Plan
    after: Plan
    demerits: float


def apply() -> None:
    """Have WeasyPrint make pages with this module's function."""
    pages.make_page = make_page


def make_page(context: LayoutContext, *given: Any) -> tuple[Any, ...]:  # noqa: ANN401  (the library is untyped)
    """Return the next page; one that would end within a word is made anew if that helps."""
    carries = context.reported_footnotes or context.broken_out_of_flow
    footnotes, state = list(context.footnotes), deepcopy(given[-1])
    made = patches.make_page(context, *given)
    last = find_turn(made[0])
    change = None if carries or last is None else _find_change(context, made[0], last)
    if change is None:
        return made
    change.box.plan = change.after
    again = _make_anew(context, given, footnotes, state)
    if find_turn(again[0]) is None:
        return again
    change.box.plan = change.before
    return _make_anew(context, given, footnotes, state)


def _make_anew(
    context: LayoutContext,
    given: tuple[Any, ...],
    footnotes: Sequence[object],
    state: Any,  # noqa: ANN401
) -> tuple[Any, ...]:
    """Make a page again as if it had not been made, with what waited for it before."""
    context.footnotes[:] = footnotes
    context.reported_footnotes, context.broken_out_of_flow = [], {}
    for now, before in zip(given[-1], deepcopy(state), strict=True):
        now.clear()
        now.update(before) if isinstance(now, dict) else now.extend(before)
    return patches.make_page(context, *given)


def find_turn(page: boxes.PageBox) -> Planned | None:
    """Return the last line of a page if it ends with a hyphen, and its paragraph goes on."""
    planned: Planned | None = getattr(find_last_line(page), "planned", None)
    if planned is None or not planned.line.stop.hyphen or planned.line is planned.lines[-1]:
        return None
    return planned


def find_last_line(page: boxes.PageBox) -> boxes.Box | None:
    """Return the line box at the end of a page's text, if no table or picture stands there."""
    box = page.children[0] if page.children else None
    while box is not None and not isinstance(box, boxes.LineBox):
        flows = isinstance(box, boxes.BlockBox) and not box.is_table_wrapper
        inner = [child for child in box.children if child.is_in_normal_flow()] if flows else []
        box = inner[-1] if inner else None
    return box


def _find_change(context: LayoutContext, page: boxes.PageBox, last: Planned) -> Change | None:
    """Return the change of a paragraph that moves the end of the page behind a word, if any."""
    firsts = list(_first_lines(page.children[0]))
    whole = [each for each in firsts if each.box is not last.box]
    longest = sorted(whole, key=lambda each: -len(each.lines))[:TRIED]
    full = last.number + _count_free(page)
    ways = [by for by in (-1, 1) if _ends_well(last.lines, full - by)]
    changes = [_change(context, each, by) for each in longest for by in ways]
    if len(whole) < len(firsts):
        own = (_change(context, last, by) for by in (-1, 1))
        changes += [each for each in own if each and _ends_well(each.after.lines, full)]
    return min(filter(None, changes), key=lambda each: each.demerits, default=None)


def _count_free(page: boxes.PageBox) -> int:
    """Return how many more lines a page could hold."""
    line, notes = find_last_line(page), page.children[1]
    assert line is not None
    foot = notes.position_y if notes.children else page.content_box_y() + page.height
    return int((foot - line.position_y - line.height) / line.height + NEAR)


def _ends_well(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a page that has room for the lines up to this number ends behind a word.

    A line that would stand alone on the next page takes another one with it.
    """
    rest = len(lines) - 1 - number
    if rest == 1:
        number, rest = number - 1, LEAST
    if number < LEAST - 1 or rest < 0:
        return False
    return rest == 0 or not lines[number].stop.hyphen


def _first_lines(box: boxes.Box) -> Iterator[Planned]:
    """Yield the first lines of the paragraphs that begin in a box, tables and floats aside."""
    for child in getattr(box, "children", ()):
        planned: Planned | None = getattr(child, "planned", None)
        if planned is not None:
            if planned.number == 0 and planned.box.plan.paragraph.start == 0:
                yield planned
        elif isinstance(child, boxes.BlockBox) and child.is_in_normal_flow():
            yield from () if child.is_table_wrapper else _first_lines(child)


def _change(context: LayoutContext, planned: Planned, by: int) -> Change | None:
    """Return a paragraph with so many lines more, or None where it cannot have them."""
    plan: Plan = planned.box.plan
    habits = habits_of(planned.box.style)
    stops = plan.paragraph.stops(context, habits, hyphenate=True)
    asked = replace(habits, looseness=by)
    lines = fit(stops, plan.column, asked, tolerance=LOOSEST)
    if lines is None or len(lines) != len(plan.lines) + by:
        return None
    return Change(
        box=planned.box,
        before=plan,
        after=replace(plan, lines=lines),
        demerits=weigh(lines) - weigh(plan.lines),
    )
