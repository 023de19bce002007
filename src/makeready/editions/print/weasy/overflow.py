"""The boxes of a page tell what stands beyond the edge of its text area, or of the page.

Like `read_boxes`, this module reads boxes that are private to WeasyPrint 70.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weasyprint.formatting_structure import boxes

from makeready.editions.print.values import Overflow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from weasyprint.document import Page

TOLERANCE = 3.0
"""How far a line may reach beyond its area, in CSS pixels.

Punctuation may hang in the margin, and widths are rounded; neither is a fault.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle in CSS pixels, from a page's upper left corner."""

    left: float
    top: float
    right: float
    foot: float

    def holds(self, other: Area) -> bool:
        """Tell whether another area lies within this one, with TOLERANCE to spare."""
        return (
            other.left >= self.left - TOLERANCE
            and other.top >= self.top - TOLERANCE
            and other.right <= self.right + TOLERANCE
            and other.foot <= self.foot + TOLERANCE
        )


def is_made_up(tag: str | None) -> bool:
    """Tell whether CSS made up what is in a box: a first letter or line is the text's own."""
    return "::" in (tag or "") and not (tag or "").endswith(("::first-letter", "::first-line"))


def read_overflow(page: Page) -> Overflow:
    """Return what stands wholly or partly beyond the text area of a page, notes included."""
    box = page._page_box  # noqa: SLF001  (the only way to what stands where)
    text = _content(box)
    paper = Area(left=0, top=0, right=page.width, foot=page.height)
    outside, cut, pictures = [], [], []
    for each in _find_printed(box):
        where = _area(each)
        if not isinstance(each, boxes.TextBox):
            if not paper.holds(where):
                pictures.append(each.element.get("alt") or each.element.get("src", ""))
        elif not paper.holds(where):
            cut.append(each.text)
        elif not text.holds(where):
            outside.append(each.text)
    return Overflow(outside=tuple(outside), cut=tuple(cut), pictures=tuple(pictures))


def find_too_wide(pages: Sequence[Page]) -> Iterator[Element]:
    """Yield the tables that are wider than the text area, each once."""
    seen: set[int] = set()
    for page in pages:
        text = _content(page._page_box)  # noqa: SLF001  (the only way to what stands where)
        for box in page._page_box.descendants():  # noqa: SLF001  (the only way to what stands where)
            if isinstance(box, boxes.TableBox) and id(box.element) not in seen:
                left, right = box.border_box_x(), box.border_box_x() + box.border_width()
                if left < text.left - TOLERANCE or right > text.right + TOLERANCE:
                    seen.add(id(box.element))
                    yield box.element


def find_shrunk(box: boxes.Box) -> Iterator[str]:
    """Yield the TeX of each formula that is narrower than it was drawn."""
    for drawn in box.descendants():
        if isinstance(drawn, boxes.ReplacedBox) and "formula-" in drawn.element.get("src", ""):
            width = drawn.style["width"]
            if width != "auto" and drawn.width < width.value - 1:
                yield drawn.element.get("data-tex", "")


def _content(box: boxes.Box) -> Area:
    left, top = box.content_box_x(), box.content_box_y()
    return Area(left=left, top=top, right=left + box.width, foot=top + box.height)


def _find_printed(box: boxes.Box) -> Iterator[boxes.Box]:
    """Yield the text and the pictures of a page, but for its margins and what CSS made up."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.MarginBox) or is_made_up(child.element_tag):
            continue
        if isinstance(child, boxes.ReplacedBox) or (
            isinstance(child, boxes.TextBox) and child.text.strip()
        ):
            yield child
        else:
            yield from _find_printed(child)


def _area(box: boxes.Box) -> Area:
    if not isinstance(box, boxes.TextBox):
        return _content(box)
    # the box of a text is as high as its font says, maybe more than its line: its foot counts
    base = box.position_y + box.baseline
    left = box.position_x
    return Area(left=left, top=base, right=left + box.width, foot=base)
