"""A chapter's last page with few lines: which paragraphs can have other lines, so that it is none.

The chapter is laid out again with these paragraphs a line shorter, which draws the last lines back
to the page before, or else a line longer, which brings more lines to the last page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from makeready.editions.print.values import PICTURE, SHELL
from makeready.editions.print.weasy.justify import LINES
from makeready.editions.print.weasy.paging.page_turns import (
    count_free,
    find_change,
    find_first_lines,
    sort_changes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from weasyprint.document import Document, Page

    from makeready.editions.print.values import LaidPage
    from makeready.editions.print.weasy.paging.page_turns import Change

Laid: TypeAlias = "tuple[Document, tuple[LaidPage, ...]]"
"""A unit laid out: the library's pages, and what stands on them."""

FEW = 5
"""A last page with fewer lines looks like an accident."""

NEAR = 4
"""On so many pages before the last one paragraphs are tried: what is changed far off moves more."""


def find_short_end(laid: Sequence[LaidPage], root: Element) -> int:
    """Return how many lines the last page has if these are too few, or 0.

    Parts of a chapter are left as they are: the end of a part is none of the chapter.
    """
    if len(laid) < 2 or any(each.get(SHELL) for each in root.iter()):  # noqa: PLR2004 (a last page and one before)
        return 0
    page = laid[-1]
    told = bool(page.running) and PICTURE not in page.running and not page.blank
    return page.lines if told and page.lines < FEW else 0


def find_ways(pages: Sequence[Page], few: int) -> Iterator[Sequence[Change]]:
    """Yield ways to have no last page of so few lines: changes of paragraphs, each by one line.

    Paragraphs near the end come first, and shorter ones before longer ones. More than are needed
    are tried, too, since pages on the way may take up lines that they lack.
    """
    near = [
        list(find_first_lines(page._page_box.children[0]))  # noqa: SLF001  (the only way to what stands where)
        for page in pages[-2 : -2 - NEAR : -1]
    ]
    for by, count in ((-1, few), (1, FEW - few), (1, FEW - few + 2)):
        found: list[Change] = []
        for lines in near:
            found = sort_changes((*found, *(find_change(line, by) for line in lines)))
            if len(found) >= count:
                yield found[:count]
                break


def ask_for_lines(changes: Sequence[Change]) -> None:
    """Ask for paragraphs with as many lines as their changes give them."""
    for change in changes:
        by = len(change.after.lines) - len(change.before.lines)
        change.box.element.set(LINES, str(by))


def forget_lines(root: Element) -> None:
    """Ask for nothing any more."""
    for element in root.iter():
        element.attrib.pop(LINES, None)


def is_better(laid: Laid, before: Laid, root: Element) -> bool:
    """Tell whether the last page has lines enough now, and no other pages end worse than before."""
    return not find_short_end(laid[1], root) and _count_faults(laid) <= _count_faults(before)


def _count_faults(laid: Laid) -> int:
    """Return how many pages end within words, and how many lines those before the last lack."""
    document, pages = laid
    turns = sum(bool(page.turn) for page in pages)
    return turns + sum(count_free(page._page_box) for page in document.pages[:-1])  # noqa: SLF001  (the only way to what stands where)
