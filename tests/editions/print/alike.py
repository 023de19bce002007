"""A print edition becomes what readers can tell of it, to compare two that must be alike."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import pikepdf
import pypdfium2

from editions.print.whole import page_texts
from makeready.core.model import PageMap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makeready.core.model import Print

Element: TypeAlias = tuple[str, str, tuple["Element | int", ...]]
Bookmark: TypeAlias = tuple[str, int, tuple["Bookmark", ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The pages of an edition as words and as pictures, and all that leads to them.

    `structure` is the tree of roles, with the page of each marked stretch; `leads` the links of
    each page, by their targets.
    """

    pages: PageMap
    texts: tuple[str, ...]
    pictures: tuple[bytes, ...]
    structure: Element
    bookmarks: tuple[Bookmark, ...]
    places: tuple[tuple[str, int, float], ...]
    leads: tuple[tuple[str, ...], ...]


def likeness(printed: Print) -> Likeness:
    """Return what readers can tell of an edition."""
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        flat = [item for kid in pdf.Root.Names.Dests.get("/Kids", ()) for item in kid.Names]
        with pdf.open_outline() as outline:
            bookmarks = tuple(_bookmarks(outline.root, pages))
        return Likeness(
            pages=printed.pages,
            texts=tuple(page_texts(printed.data)),
            pictures=_pictures(printed.data),
            structure=_element(pdf.Root.StructTreeRoot.K, pages),
            bookmarks=bookmarks,
            places=tuple(
                (str(name), pages[place[0].objgen], float(place[3]))
                for name, place in zip(flat[::2], flat[1::2], strict=True)
            ),
            leads=tuple(
                tuple(str(link.get("/Dest", "")) for link in page.obj.get("/Annots", ()))
                for page in pdf.pages
            ),
        )


def _pictures(data: bytes) -> tuple[bytes, ...]:
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        return tuple(bytes(page.render(scale=0.6).buffer) for page in pdf)


def _element(element: Any, pages: dict[tuple[int, int], int]) -> Element:
    kids = tuple(
        _element(kid, pages) if "/S" in kid else pages[kid.Pg.objgen]
        for kid in element.get("/K", ())
    )
    return str(element.S), str(element.get("/Alt", "")), kids


def _bookmarks(
    items: Iterable[pikepdf.OutlineItem], pages: dict[tuple[int, int], int]
) -> Iterable[Bookmark]:
    for item in items:
        assert isinstance(item.destination, pikepdf.Array)
        page = pages[item.destination[0].objgen]
        yield item.title, page, tuple(_bookmarks(item.children, pages))
