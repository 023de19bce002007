"""A page that would end badly is made again, with a smaller figure or other lines of paragraphs.

WeasyPrint 70 breaks pages where they are full. Here a page whose last line ends with a hyphen gives
the line to the next page, or takes one more, as the paragraphs on it allow without loose lines. A
page that ends some lines early, so that no line or heading stands alone, is filled in the same way:
facing pages are of equal depth then. A page that ends early because a figure has no room on it is
made again with a smaller picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext
from weasyprint.layout import page as pages

from makeready.editions.print.lines.habits import choose_habits
from makeready.editions.print.lines.total_fit import weigh
from makeready.editions.print.weasy import patches
from makeready.editions.print.weasy.justify import Plan, Planned, change_count
from makeready.editions.print.weasy.paging.figures import find_foot, find_picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from weasyprint.document import Page

    from makeready.editions.print.lines.values import Line

LEAST = 2
"""So many lines of a paragraph stand together before and behind the end of a page."""

TRIED = 4
"""How many paragraphs of a page are tried, the longest first: a line more or less shows least."""

SHORT = 3
"""A page that lacks more lines ends before something that is kept in one piece, and stays short."""

FILLING = 8
"""How many paragraphs of a short page are tried."""

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """What a page was made from: the arguments of WeasyPrint's function, and what it changes."""

    context: LayoutContext
    given: tuple[Any, ...]
    footnotes: Sequence[object]
    state: Any

    def make_anew(self) -> tuple[Any, ...]:
        """Make the page again as if it had not been made, with what waited for it before."""
        self.context.footnotes[:] = self.footnotes
        self.context.reported_footnotes, self.context.broken_out_of_flow = [], {}
        for now, before in zip(self.given[-1], deepcopy(self.state), strict=True):
            now.clear()
            now.update(before) if isinstance(now, dict) else now.extend(before)
        return _make_page(self.context, *self.given)


LOWERED: WeakKeyDictionary[Any, dict[int, float]] = WeakKeyDictionary()
"""For each document that is being laid out: by how many CSS pixels pages are set short."""


def _make_page(context: LayoutContext, *given: Any) -> tuple[Any, ...]:  # noqa: ANN401  (the library is untyped)
    """Return a page as WeasyPrint makes it, with its foot higher where it is to be set short."""
    page_type = given[1]
    short = LOWERED.get(context, {}).get(page_type.index)
    if not short:
        return patches.make_page(context, *given)
    style = context.style_for(page_type)
    before = style["padding_bottom"]
    own = before.value if before.unit == "px" else 0.0
    style["padding_bottom"] = before._replace(value=own + short, unit="px")
    made = patches.make_page(context, *given)
    style["padding_bottom"] = before
    return made


def make_page(context: LayoutContext, *given: Any) -> tuple[Any, ...]:  # noqa: ANN401  (the library is untyped)
    """Return the next page; one that would end badly is made anew if that helps."""
    carries = context.reported_footnotes or context.broken_out_of_flow
    start = _Start(
        context=context,
        given=given,
        footnotes=list(context.footnotes),
        state=deepcopy(given[-1]),
    )
    made = _make_page(context, *given)
    if carries:
        return made
    made = _fit_figure(start, made)
    for find, is_cured in ((_find_turn_changes, _ends_with_word), (_find_fillers, _is_full)):
        changes = find(made)
        for change in changes:
            change.box.plan = change.after
        again = start.make_anew() if changes else made
        if changes and not is_cured(again):
            for change in changes:
                change.box.plan = change.before
            again = start.make_anew()
        made = again
    return made


def _fit_figure(start: _Start, made: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a page with the figure that had no room on it, its picture lower, or the page as made.

    The picture is as low as it may be first, and then as high as the page has room for.
    """
    page, resume_at, _ = made
    picture = None
    if resume_at is not None and count_free(page) > SHORT:
        picture = find_picture(start.given[0], resume_at, page.width)
    if picture is None:
        return made
    last = find_last_line(page)
    picture.set_height(picture.least)
    low = start.make_anew()
    foot = find_foot(low[0], picture)
    if foot is None or last is None:
        picture.restore()
        return start.make_anew()
    lines = max(0, int((find_text_foot(low[0]) - foot) / last.height))
    picture.set_height(min(picture.height, picture.least + lines * last.height))
    high = start.make_anew()
    if find_foot(high[0], picture) is not None:
        return high
    picture.set_height(picture.least)
    return start.make_anew()


def _ends_with_word(made: tuple[Any, ...]) -> bool:
    return find_turn(made[0]) is None


def _is_full(made: tuple[Any, ...]) -> bool:
    return _ends_with_word(made) and not _count_missing(made)


def _count_missing(made: tuple[Any, ...]) -> int:
    """Return how many lines a page lacks that ends early, and has no notes at its foot.

    None are missing where the text ends, or where a page break is asked for.
    """
    page, resume_at, following = made
    if not runs_on(page, resume_at, following):
        return 0
    has_notes = bool(page.children[1].children)
    return 0 if has_notes else count_free(page)


def runs_on(page: boxes.PageBox, resume_at: object, following: Mapping[str, Any]) -> bool:
    """Tell whether the text of a page goes on, and is not made to by a break that is asked for."""
    plain = following["break"] == "any" and following.get("page") in (None, page.page_type.name)
    return plain and resume_at is not None


def _find_turn_changes(made: tuple[Any, ...]) -> list[Change]:
    """Return the change of a paragraph that moves the end of the page behind a word, if any."""
    last = find_turn(made[0])
    change = None if last is None else _move_end(made[0], last)
    return [change] if change else []


def _find_fillers(made: tuple[Any, ...]) -> list[Change]:
    """Return changes of paragraphs that fill a page which ends early, the cheapest ones.

    For each missing line a paragraph gets one more. Where there are not enough of them, one is made
    shorter, so that the line which was moved to the next page with another finds room.
    """
    missing = _count_missing(made)
    if not 0 < missing <= SHORT:
        return []
    page = made[0]
    last: Planned | None = getattr(find_last_line(page), "planned", None)
    begun = [
        each
        for each in find_first_lines(page.children[0])
        if last is None or each.box is not last.box or last.line is last.lines[-1]
    ]
    longest = sorted(begun, key=lambda each: -len(each.lines))[:FILLING]
    longer = sort_changes(find_change(each, 1) for each in longest)
    if len(longer) >= missing:
        return longer[:missing]
    return sort_changes(find_change(each, -1) for each in longest)[:1]


def sort_changes(changes: Iterable[Change | None]) -> list[Change]:
    return sorted(filter(None, changes), key=lambda each: each.demerits)


def find_turn(page: boxes.PageBox) -> Planned | None:
    """Return the last line of a page if it ends with a hyphen, and its paragraph goes on."""
    planned: Planned | None = getattr(find_last_line(page), "planned", None)
    if planned is None or not planned.line.stop.hyphen or planned.line is planned.lines[-1]:
        return None
    return planned


def find_last_line(page: boxes.PageBox) -> boxes.Box | None:
    """Return the line box at the end of a page's text, if no table or picture stands there.

    A line without height holds nothing that is seen.
    """
    box = page.children[0] if page.children else None
    while box is not None and not isinstance(box, boxes.LineBox):
        flows = isinstance(box, boxes.BlockBox) and not box.is_table_wrapper
        inner = [child for child in box.children if child.is_in_normal_flow()] if flows else []
        box = inner[-1] if inner else None
    return box if box is not None and box.height else None


def find_lone_headings(laid: Sequence[Page]) -> Iterator[Element]:
    """Yield the paragraphs of one line that end pages right below headings, but for the last page.

    WeasyPrint 70 keeps a heading with the block behind it, however short that is.
    """
    found = (_find_lone_heading(page._page_box) for page in laid[:-1])  # noqa: SLF001  (the only way to what stands where)
    return (block for block in found if block is not None)


def _find_lone_heading(page: boxes.PageBox) -> Element | None:
    box: boxes.Box | None = page.children[0] if page.children else None
    above = ""
    while isinstance(box, boxes.BlockBox) and not box.is_table_wrapper:
        inner = [child for child in box.children if child.is_in_normal_flow()]
        if inner and isinstance(inner[-1], boxes.LineBox):
            element: Element | None = box.element
            return element if len(inner) == 1 and above in HEADINGS else None
        above = inner[-2].element_tag if len(inner) > 1 else ""
        box = inner[-1] if inner else None
    return None


def _move_end(page: boxes.PageBox, last: Planned) -> Change | None:
    """Return the change of a paragraph that moves the end of the page behind a word, if any."""
    firsts = list(find_first_lines(page.children[0]))
    whole = [each for each in firsts if each.box is not last.box]
    longest = sorted(whole, key=lambda each: -len(each.lines))[:TRIED]
    full = last.number + count_free(page)
    ways = [by for by in (-1, 1) if _ends_well(last.lines, full - by)]
    changes = [find_change(each, by) for each in longest for by in ways]
    if len(whole) < len(firsts):
        own = (find_change(last, by) for by in (-1, 1))
        changes += [each for each in own if each and _ends_well(each.after.lines, full)]
    return min(filter(None, changes), key=lambda each: each.demerits, default=None)


def count_free(page: boxes.PageBox) -> int:
    """Return how many more lines a page could hold; none if a table or a picture ends it."""
    line = find_last_line(page)
    if line is None:
        return 0
    room = find_text_foot(page) - line.position_y - line.height
    return int(room / line.height + NEAR)


def find_text_foot(page: boxes.PageBox) -> float:
    """Return where the text of a page must end: at its foot, or where its notes begin."""
    notes = page.children[1:2]  # a page that is left blank has no place for them
    if notes and notes[0].children:
        return float(notes[0].position_y)
    return float(page.content_box_y() + page.height)


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


def find_first_lines(box: boxes.Box) -> Iterator[Planned]:
    """Yield the first lines of the paragraphs that begin in a box, tables and floats aside."""
    for child in getattr(box, "children", ()):
        planned: Planned | None = getattr(child, "planned", None)
        if planned is not None:
            if planned.number == 0 and planned.box.plan.paragraph.start == 0:
                yield planned
        elif isinstance(child, boxes.BlockBox) and child.is_in_normal_flow():
            yield from () if child.is_table_wrapper else find_first_lines(child)


def find_change(planned: Planned, by: int) -> Change | None:
    """Return the change that gives a paragraph so many lines more, or None if there is none."""
    before: Plan = planned.box.plan
    after = change_count(before, choose_habits(planned.box.style), by)
    if after is None:
        return None
    demerits = weigh(after.lines) - weigh(before.lines)
    return Change(box=planned.box, before=before, after=after, demerits=demerits)
