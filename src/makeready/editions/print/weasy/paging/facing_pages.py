"""Facing pages that end at unequal heights are made again, so that both end at the higher one.

A page that lacks a line or two has been filled by then where its paragraphs allow it, as
`page_turns` does. What is left is evened as compositors do: the facing page is set as many lines
short. Compared are pages in the midst of a chapter, and to which no note is carried over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weasyprint import layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as pages

from makeready.core.languages import RTL
from makeready.editions.print.weasy import patches
from makeready.editions.print.weasy.paging.page_turns import (
    LOWERED,
    SHORT,
    count_free,
    find_last_line,
    find_turn,
    runs_on,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weasyprint.layout import LayoutContext

    from makeready.editions.print.weasy.justify import Plan

TRIES = 2
"""How often one of two facing pages is set shorter before they are left as they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What the next page takes over from those before it: the notes that it may still call."""

    footnotes: tuple[object, ...]
    is_carried: bool

    def put_back(self, context: LayoutContext) -> None:
        """Have the next page begin with these notes, and with nothing that is carried over."""
        context.footnotes[:] = self.footnotes
        context.reported_footnotes, context.broken_out_of_flow = [], {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    """Two facing pages as they were made first.

    `given` are the arguments of WeasyPrint's function, `number` is that of the left page counted
    from 0, `before` are the states that either page began with, and `after` is the one behind.
    """

    given: tuple[Any, ...]
    number: int
    pages: tuple[boxes.PageBox, boxes.PageBox]
    before: tuple[_State, _State]
    after: _State

    @property
    def context(self) -> LayoutContext:
        """Return the layout that the pages belong to."""
        return self.given[0]

    def remake(self, side: int, short: float, before: _State) -> boxes.PageBox:
        """Return one of the pages made again, so many CSS pixels short."""
        LOWERED.setdefault(self.context, {})[self.number + side] = short
        before.put_back(self.context)
        state = self.context.page_maker[self.number + side][-1]
        state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        return pages.remake_page(self.number + side, *self.given)[0]

    def count_lacking(self, side: int, page: boxes.PageBox) -> int | None:
        """Return how many lines a page ends early, or None where it may, or is no page of lines."""
        resume_at, following, *_ = self.context.page_maker[self.number + side + 1]
        last = find_last_line(page)
        if last is None or not runs_on(page, resume_at, following):
            return None
        lowered = LOWERED.get(self.context, {}).get(self.number + side, 0.0)
        free = 0 if page.children[1].children else count_free(page)
        return int(free + round(lowered / last.height))


def apply() -> None:
    """Have WeasyPrint make the pages of a document with this module's function."""
    layout.make_all_pages = make_all_pages


def make_all_pages(
    context: LayoutContext, root_box: boxes.Box, html: object, before: Sequence[boxes.PageBox]
) -> Iterator[boxes.PageBox]:
    """Yield the pages of a document, facing ones at one depth where that can be.

    Where its text shows numbers of pages, WeasyPrint makes pages again by itself, and is let alone.
    """
    if context.target_collector.counter_lookup_items:
        yield from patches.PAGES.original(context, root_box, html, before)
        return
    verso = "right" if root_box.style["direction"] == RTL else "left"
    made: list[boxes.PageBox] = []
    states = [_read_state(context)]
    for page in patches.PAGES.original(context, root_box, html, before):
        made.append(page)
        states.append(_read_state(context))
        if before or len(made) < 2 or made[-2].page_type.side != verso:  # noqa: PLR2004  (a spread has two pages)
            continue
        spread = _Spread(
            given=(context, root_box, html),
            number=len(made) - 2,
            pages=(made[-2], made[-1]),
            before=(states[-3], states[-2]),
            after=states[-1],
        )
        made[-2:] = _even(spread)
        states[-1] = _read_state(context)
    yield from made


def _read_state(context: LayoutContext) -> _State:
    carried = bool(context.reported_footnotes or context.broken_out_of_flow)
    return _State(footnotes=tuple(context.footnotes), is_carried=carried)


def _even(spread: _Spread) -> tuple[boxes.PageBox, boxes.PageBox]:
    """Return the pages of a spread at one depth, or as they were where that cannot be."""
    if any(state.is_carried for state in (*spread.before, spread.after)):
        return spread.pages
    lacking = [spread.count_lacking(side, page) for side, page in enumerate(spread.pages)]
    if not _are_uneven(lacking):
        return spread.pages
    entries = spread.context.page_maker[spread.number + 1 : spread.number + 3]
    plans = list(_list_plans(spread.pages))
    evened = _set_short(spread, lacking)
    if evened is not None:
        return evened
    for box, plan in plans:
        box.plan = plan
    if _has_places(spread.pages):
        # WeasyPrint has noted of the last try where links lead to
        left = spread.remake(0, 0.0, spread.before[0])
        return left, spread.remake(1, 0.0, _read_state(spread.context))
    for side in (0, 1):
        LOWERED.get(spread.context, {}).pop(spread.number + side, None)
    spread.context.page_maker[spread.number + 1 : spread.number + 3] = entries
    spread.after.put_back(spread.context)
    return spread.pages


def _has_places(spread: Sequence[boxes.PageBox]) -> bool:
    """Tell whether there is anything on two pages that a link may lead to, but for the chapter."""
    root = ("html", "body", "section")
    found = (box for page in spread for box in page.descendants() if box.element_tag not in root)
    return any(box.style["anchor"] for box in found)


def _are_uneven(lacking: Sequence[int | None]) -> bool:
    left, right = lacking
    return left is not None and right is not None and left != right and max(left, right) <= SHORT


def _set_short(
    spread: _Spread, lacking: Sequence[int | None]
) -> tuple[boxes.PageBox, boxes.PageBox] | None:
    """Return the pages, one of them set as short as the other one is, or None."""
    left, right = spread.pages
    between = spread.before[1]
    turns = _count_turns(spread.pages)
    for _ in range(TRIES):
        if not _are_uneven(lacking):
            break
        height = find_last_line(left).height  # type: ignore[union-attr]  # pages that lack lines have some
        most = max(each or 0 for each in lacking) * height
        if lacking[0] < lacking[1]:  # type: ignore[operator]  # neither is None, as they are uneven
            left = spread.remake(0, most, spread.before[0])
            between = _read_state(spread.context)
            right = spread.remake(1, 0.0, between)
        else:
            right = spread.remake(1, most, between)
        if between.is_carried or _read_state(spread.context).is_carried:
            return None
        lacking = [spread.count_lacking(side, page) for side, page in enumerate((left, right))]
    is_even = None not in lacking and lacking[0] == lacking[1]
    return (left, right) if is_even and _count_turns((left, right)) <= turns else None


def _count_turns(spread: Sequence[boxes.PageBox]) -> int:
    return sum(find_turn(page) is not None for page in spread)


def _list_plans(spread: Sequence[boxes.PageBox]) -> Iterator[tuple[boxes.LineBox, Plan]]:
    """Yield the paragraphs of two pages with the lines that they are broken into."""
    for page in spread:
        for box in page.descendants():
            planned = getattr(box, "planned", None)
            if planned is not None:
                yield planned.box, planned.box.plan
