"""The rows of tables that pages divide become the order in which their cells are read.

A page shows the beginnings of all cells of such a row, and the next one what is left of them; the
structure of the PDF says how they are read: cell by cell.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TypeAlias

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

Mark: TypeAlias = tuple[int, int]
"""A stretch of marked content: its page, from 0, and its number on the page."""

_DEEPEST = 200
"""So many elements may be within each other: a bound to the work on a PDF that a stranger made."""


def read_divided_rows(pdf: pikepdf.Pdf) -> tuple[tuple[Mark, ...], ...]:
    """Return the marked content of each row that is divided between pages, in reading order."""
    structure = pdf.Root.get("/StructTreeRoot")
    if structure is None or "/ParentTree" not in structure:
        return ()
    parents = pikepdf.NumberTree(structure.ParentTree)
    owners = [_read_owners(page, parents) for page in pdf.pages]
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    rows: dict[tuple[int, int], pikepdf.Object] = {}
    for before, after in pairwise(owners):
        row = _find_row(before[-1]) if before and after else None
        following = None if row is None else _find_row(after[0])
        if row is not None and following is not None and row.objgen == following.objgen:
            rows[row.objgen] = row
    return tuple(tuple(_marks(row, -1, numbers, _DEEPEST)) for row in rows.values())


def _read_owners(page: pikepdf.Page, parents: pikepdf.NumberTree) -> Sequence[pikepdf.Object]:
    """Return the elements of a page's marked content, in its order."""
    key = page.obj.get("/StructParents")
    owners = parents.get(int(key)) if key is not None else None
    return list(owners) if isinstance(owners, pikepdf.Array) else []


def _find_row(element: pikepdf.Object) -> pikepdf.Object | None:
    """Return the outermost row that an element is in, if any."""
    row: pikepdf.Object | None = None
    around: pikepdf.Object | None = element
    for _ in range(_DEEPEST):
        if not isinstance(around, pikepdf.Dictionary):
            break
        if around.get("/S") == "/TR":
            row = around
        around = around.get("/P")
    return row


def _marks(
    element: pikepdf.Object, page: int, numbers: Mapping[tuple[int, int], int], deep: int
) -> Iterator[Mark]:
    """Yield the marked content of an element and all within it, as the structure has it."""
    page = numbers.get(element.Pg.objgen, page) if "/Pg" in element else page
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield page, int(kid)
        elif not isinstance(kid, pikepdf.Dictionary) or not deep:
            continue
        elif kid.get("/Type") == "/MCR":
            there = numbers.get(kid.Pg.objgen, page) if "/Pg" in kid else page
            yield there, int(kid.MCID)
        elif "/S" in kid:
            yield from _marks(kid, page, numbers, deep - 1)


def order_stretches(
    pages: Sequence[Sequence[int]], rows: Sequence[Sequence[Mark]]
) -> tuple[tuple[int, int, int], ...]:
    """Return the stretches of the pages in reading order: page, first character, one behind last.

    The pages are given by the number of the marked content that each of their characters is in.
    """
    found = dict(_find_stretches(pages, {page for row in rows for page, _ in row}))
    order = list(found)
    places = {mark: place for place, mark in enumerate(order)}
    for row in rows:
        shown = [mark for mark in row if mark in found]
        for place, mark in zip(sorted(places[mark] for mark in shown), shown, strict=True):
            order[place] = mark
    return tuple(_join((page, *found[page, number]) for page, number in order))


def _find_stretches(
    pages: Sequence[Sequence[int]], divided: AbstractSet[int]
) -> Iterator[tuple[Mark, tuple[int, int]]]:
    """Yield each stretch of marked content of the divided pages, and all others whole.

    What comes back to a stretch that is over, which no edition of ours does, is one of its own.
    """
    for page, marks in enumerate(pages):
        if page not in divided:
            yield (page, -1), (0, len(marks))
            continue
        start, met = 0, set[int]()
        for number, run in groupby(marks):
            end = start + sum(1 for _ in run)
            yield (page, -2 - start if number in met else number), (start, end)
            met.add(number)
            start = end


def _join(stretches: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield stretches, those joined to one that follow each other on their page."""
    last: tuple[int, int, int] | None = None
    for page, start, end in stretches:
        if last is not None and last[0] == page and last[2] == start:
            last = (page, last[1], end)
            continue
        if last is not None:
            yield last
        last = (page, start, end)
    if last is not None:
        yield last
