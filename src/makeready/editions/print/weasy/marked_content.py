"""A painted page becomes its marked content, each with its element, and its links.

Like `read_boxes`, this module reads boxes that are private to WeasyPrint 70.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.editions.print.tags.structure import MarkedContent
from makeready.editions.print.tags.tagging import BOOK, PaintedPage
from makeready.editions.print.weasy.glyph_text import is_folded
from makeready.editions.print.weasy.overflow import is_made_up
from makeready.editions.print.weasy.read_boxes import POINTS, order_boxes

if TYPE_CHECKING:
    import pydyf
    from weasyprint.document import Page
    from weasyprint.formatting_structure.boxes import Box

    from makeready.editions.print.values import LaidNote


def retarget_links(page: Page) -> None:
    """Turn the links of a page into links of the book.

    WeasyPrint 70 drops a link whose target is in another unit, and makes one link more for each box
    inside a link.
    """
    page.links[:] = [
        ("external", BOOK + target if kind == "internal" else target, area, box)
        for kind, target, area, box in page.links
        if box.element is not None and box.element_tag == "a"
    ]


def read_painted_page(
    number: int, page: Page, stream: pydyf.Stream, *, notes: tuple[LaidNote, ...]
) -> PaintedPage:
    """Return what was painted on a page; its stream has recorded which box each mark belongs to."""
    height = page.height
    order = order_boxes(page)
    marks: list[MarkedContent] = []
    for box, mark in stream._tags.items():  # noqa: SLF001  (WeasyPrint's own add_tags reads it too)
        if box.element is None:
            # the box of a running head or a folio: an artifact
            continue
        text = getattr(box, "text", "")
        tag_name = box.element_tag or ""
        marks.append(
            MarkedContent(
                page=number,
                place=mark["mcid"],
                order=order.get(box, len(order) + mark["mcid"]),
                element=box.element,
                pseudo=tag_name if is_made_up(tag_name) else "",
                text=text,
                folded=bool(text) and is_folded(box),
                area=() if text else _area(box, height),
            )
        )
    links = [
        (box.element, box.link_annotation) for _, _, _, box in page.links if box.link_annotation
    ]
    return PaintedPage(marks=tuple(marks), notes=notes, links=tuple(links))


def _area(box: Box, height: float) -> tuple[float, ...]:
    left, top = box.content_box_x(), box.content_box_y()
    right, bottom = left + box.width, top + box.height
    return tuple(round(v * POINTS, 2) for v in (left, height - bottom, right, height - top))
