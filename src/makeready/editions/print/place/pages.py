"""Sheets become a book's pages: where each one starts, what is blank, what every page is called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from makeready.editions.pages import label
from makeready.editions.print.values import LEFT, RIGHT, Beyond, LaidPage, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """The pages of a book in order, numbered from 1, and where its sheets stand among them.

    `starts` holds the place of each sheet's first page, counted from 0; `blanks` the places of the
    pages between sheets; `labels` the printed label of every page.
    """

    sheets: tuple[Sheet, ...]
    starts: tuple[int, ...]
    blanks: frozenset[int]
    pages: tuple[LaidPage, ...]
    labels: tuple[str, ...]

    def places(self) -> dict[str, str]:
        """Return the page label of each id; an id's first page is its page."""
        named = zip(self.pages, self.labels, strict=True)
        found: dict[str, str] = {}
        for page, name in named:
            for anchor in page.names:
                found.setdefault(anchor, name)
        return found


def place(sheets: Sequence[Sheet], first_body: str) -> Placing:
    """Return the pages of sheets in order; `first_body` is the id where arabic folios begin."""
    pages: list[LaidPage] = []
    starts: list[int] = []
    blanks: list[int] = []
    for sheet in sheets:
        if not sheet.goes_on and _needs_blank(sheet.breaks, len(pages)):
            blanks.append(len(pages))
            pages.append(_blank(sheet.pages[0]))
        starts.append(len(pages))
        pages += sheet.pages
    numbered = tuple(replace(page, number=number) for number, page in enumerate(pages, 1))
    first = next((page.number for page in numbered if first_body in page.names), len(pages) + 1)
    return Placing(
        sheets=tuple(sheets),
        starts=tuple(starts),
        blanks=frozenset(blanks),
        pages=numbered,
        labels=tuple(label(page.number, first) for page in numbered),
    )


def on_their_sides(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """Yield sheets with the pages that they have once each is laid out for the side it begins on.

    A part of a chapter begins with a blank page where it would begin on the wrong side.
    """
    before = 0
    for sheet in sheets:
        needs, pages = _needs_blank(sheet.breaks, before), sheet.pages
        if sheet.goes_on and needs and not pages[0].blank:
            pages = (_blank(pages[0]), *pages)
        elif sheet.goes_on and not needs and pages[0].blank:
            pages = pages[1:]
        before += len(pages) + (needs and not sheet.goes_on)
        yield replace(sheet, pages=pages)


def is_right(start: int) -> bool:
    """Tell whether the page at this place, counted from 0, is a right-hand one."""
    return start % 2 == 0


def _needs_blank(breaks: str, before: int) -> bool:
    return breaks in (RIGHT if before % 2 else LEFT)


def _blank(like: LaidPage) -> LaidPage:
    """Return a page of the same size with nothing on it."""
    return replace(
        like, blank=True, running=(), lines=0, notes=(), anchors=(), bookmarks=(), beyond=Beyond(),
        notes_at=None, heads=(),
    )  # fmt: skip


def complaints(sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """Return what the layout complained of, each complaint once."""
    return tuple(dict.fromkeys(chain.from_iterable(sheet.complaints for sheet in sheets)))
