"""Laid-out units become the pages of a book: sides, blank pages, and the label of every page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from makeready.editions.pages import label
from makeready.editions.print.values import LaidPage, LaidUnit, Overflow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """The pages of a book in order, numbered from 1, and where its units stand among them.

    `starts` holds the place of each laid-out unit's first page, counted from 0; `blanks` the places
    of the pages between laid-out units; `labels` the printed label of every page.
    """

    laid_units: tuple[LaidUnit, ...]
    starts: tuple[int, ...]
    blanks: frozenset[int]
    pages: tuple[LaidPage, ...]
    labels: tuple[str, ...]

    def label_of_anchors(self) -> dict[str, str]:
        """Return the page label of each id; an id's first page is its page."""
        named = zip(self.pages, self.labels, strict=True)
        found: dict[str, str] = {}
        for page, name in named:
            for anchor in page.names:
                found.setdefault(anchor, name)
        return found


def paginate(laid_units: Sequence[LaidUnit], first_body: str) -> Pagination:
    """Return the pages of units in order; arabic folios begin where the id `first_body` is."""
    pages: list[LaidPage] = []
    starts: list[int] = []
    blanks: list[int] = []
    for laid in laid_units:
        if not laid.goes_on and _needs_blank(laid.breaks, len(pages)):
            blanks.append(len(pages))
            pages.append(_make_blank(laid.pages[0]))
        starts.append(len(pages))
        pages += laid.pages
    numbered = tuple(replace(page, number=number) for number, page in enumerate(pages, 1))
    first = next((page.number for page in numbered if first_body in page.names), len(pages) + 1)
    return Pagination(
        laid_units=tuple(laid_units),
        starts=tuple(starts),
        blanks=frozenset(blanks),
        pages=numbered,
        labels=tuple(label(page.number, first) for page in numbered),
    )


def adjust_sides(laid_units: Iterable[LaidUnit]) -> Iterator[LaidUnit]:
    """Yield units with the pages that they will have when laid out for their true sides.

    Only a part of a chapter changes: it gets a blank page where it would begin on the wrong side,
    or loses it.
    """
    before = 0
    for laid in laid_units:
        needs, pages = _needs_blank(laid.breaks, before), laid.pages
        if laid.goes_on and needs and not pages[0].blank:
            pages = (_make_blank(pages[0]), *pages)
        elif laid.goes_on and not needs and pages[0].blank:
            pages = pages[1:]
        before += len(pages) + (needs and not laid.goes_on)
        yield replace(laid, pages=pages)


def is_recto(start: int) -> bool:
    """Tell whether the page at this place, counted from 0, is a recto, as the first one is."""
    return start % 2 == 0


def _needs_blank(breaks: str, before: int) -> bool:
    return breaks == ("recto" if before % 2 else "verso")


def _make_blank(like: LaidPage) -> LaidPage:
    """Return a page of the same size with nothing on it."""
    return replace(
        like, blank=True, running=(), moved=(), lines=0, notes=(), anchors=(), bookmarks=(),
        overflow=Overflow(), notes_at=None, heads=(), loose=(), shrunk=(), turn="",
    )  # fmt: skip


def collect_warnings(laid_units: Iterable[LaidUnit]) -> tuple[str, ...]:
    """Return the warnings of the layout engine, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(laid.layout_warnings for laid in laid_units)))
