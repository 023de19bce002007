"""A chapter's last page with few lines: which paragraphs can have other lines, so that it is none.

The chapter is laid out again with these paragraphs a line shorter, which draws the last lines back
to the page before, or else a line longer, which brings more lines to the last page. Where neither
helps, the last paragraph takes lines from the page before, which then ends higher.
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
    from collections.abc import Callable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from weasyprint.document import Document, Page

    from makeready.editions.print.values import LaidPage
    from makeready.editions.print.weasy.paging.page_turns import Change

Laid: TypeAlias = "tuple[Document, tuple[LaidPage, ...]]"
"""A unit laid out: the library's pages, and what stands on them."""

FEW = 5
"""A last page with fewer lines looks like an accident."""

_HELD = f"widows:{FEW}"
NEAR = 4
"""On so many pages before the last one paragraphs are tried: what is changed far off moves more."""


def fill_last_page(laid: Laid, root: Element, lay_out: Callable[[], Laid]) -> Laid:
    """Return a unit laid out again if its last page has few lines, and that helps."""
    few = find_short_end(laid[1], root)
    for changes in find_ways(laid[0].pages, few) if few else ():
        ask_for_lines(changes)
        again = lay_out()
        if is_better(again, laid, root):
            return again
        forget_lines(root)
    held = hold_back(root) if few else None
    if held is None:
        return laid
    again = lay_out()
    if has_lines_enough(again, laid, root):
        return again
    let_go(held)
    return laid


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


def hold_back(root: Element) -> Element | None:
    """Have the last paragraph take lines enough to the last page, and return it, if there is one.

    The page before ends higher then, beside a last page that is short in any case.
    """
    last = next(_list_last(root), None)
    if last is not None:
        last.set("style", f"{last.get('style', '')};{_HELD}".lstrip(";"))
    return last


def let_go(paragraph: Element) -> None:
    """Have a paragraph end its pages as any other again."""
    style = paragraph.get("style", "").removesuffix(_HELD).rstrip(";")
    if style:
        paragraph.set("style", style)
    else:
        paragraph.attrib.pop("style", None)


def _list_last(element: Element) -> Iterator[Element]:
    """Yield the paragraphs of the text, the last one first; notes stand elsewhere on the page."""
    for child in reversed(element):
        if child.tag == "p":
            yield child
        elif child.tag != "aside":
            yield from _list_last(child)


def has_lines_enough(laid: Laid, before: Laid, root: Element) -> bool:
    """Tell whether the last page has lines enough on as many pages, none of which ends in a word.

    The page before it may lack the lines that it has given.
    """
    alike = len(laid[1]) == len(before[1])
    lacking = _count_faults(laid) - _count_faults(before)
    return alike and not find_short_end(laid[1], root) and lacking < FEW


def is_better(laid: Laid, before: Laid, root: Element) -> bool:
    """Tell whether the last page has lines enough now, and no other pages end worse than before."""
    return not find_short_end(laid[1], root) and _count_faults(laid) <= _count_faults(before)


def _count_faults(laid: Laid) -> int:
    """Return how many pages end within words, and how many lines those before the last lack."""
    document, pages = laid
    turns = sum(bool(page.turn) for page in pages)
    return turns + sum(count_free(page._page_box) for page in document.pages[:-1])  # noqa: SLF001  (the only way to what stands where)
