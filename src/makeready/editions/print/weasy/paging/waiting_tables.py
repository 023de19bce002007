"""Pages become the tables that should be divided: kept whole, each leaves much of a page empty."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from weasyprint.formatting_structure import boxes

from makeready.editions.print.weasy.paging.figures import find_first_blocks
from makeready.editions.print.weasy.paging.page_turns import find_text_foot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from weasyprint.document import Page

SHARE = 1 / 3
"""A table is divided that is higher than this share of a page, and leaves as much of one empty."""


def find_waiting_tables(pages: Sequence[Page]) -> Iterator[Element]:
    """Yield the tables that begin a page, where the page before ends early and they are long."""
    for before, page in pairwise(each._page_box for each in pages):  # noqa: SLF001  (the only way to what stands where)
        if not page.children or not before.children:
            continue
        first = next(find_first_blocks(page.children[0], None), None)
        if not isinstance(first, boxes.TableBox) or "avoid" not in first.style["break_inside"]:
            continue
        least = SHARE * page.height
        if first.border_height() > least and _measure_free(before) > least:
            yield first.element


def _measure_free(page: boxes.PageBox) -> float:
    """Return how much of a page is empty between its text and its foot, or its notes."""
    return find_text_foot(page) - _find_end(page.children[0])


def _find_end(box: boxes.Box) -> float:
    """Return where the last line, table or picture of a box ends."""
    while isinstance(box, boxes.BlockBox) and not box.is_table_wrapper:
        inner = [child for child in box.children if child.is_in_normal_flow()]
        if not inner:
            break
        box = inner[-1]
    return float(box.position_y + box.margin_height())
