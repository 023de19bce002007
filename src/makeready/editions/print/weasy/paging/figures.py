"""A figure that would begin the next page is set smaller, where this page then has room for it.

WeasyPrint 70 has no figures that wait for the next page while the text goes on: one that is a
little higher than what is left of its page leaves that part of the page empty. The picture of a
figure is made lower instead, but not below the share of its height that the theme allows, and only
if nothing asks for its size in lengths: a width that is a share of the line is a wish.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

from makeready.editions.print.lines.habits import read_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LEAST = "__least_picture"
"""The custom property `--least-picture`, which WeasyPrint names with underscores."""

CAPTION = "figcaption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture of a figure: its box and style, its height in CSS pixels, how low it may be."""

    box: boxes.ReplacedBox
    style: Any
    height: float
    least: float

    def set_height(self, height: float) -> None:
        """Have the picture laid out at most so many CSS pixels high."""
        style = self.style.copy()
        style["max_height"] = style["max_height"]._replace(value=height, unit="px")
        self.box.style = style

    def restore(self) -> None:
        """Have the picture laid out as the style sheet says."""
        self.box.style = self.style


def find_picture(
    root: boxes.BlockBox, at: Mapping[int, Any] | None, width: float
) -> Picture | None:
    """Return the picture of the figure that a page begins with, if it may be set smaller.

    `at` says where the page begins, as WeasyPrint does: for each box the number of a child, and
    where that one begins. A figure behind headings counts, for they stand on one page with it.
    """
    figure = next(find_first_blocks(root, at), None)
    if figure is None or figure.element_tag != "figure":
        return None
    pictures = [each for each in _find_pictures(figure) if each.element is not None]
    if len(pictures) != 1:
        return None
    box = pictures[0]
    least = read_share(box.style[LEAST])
    has_size = box.style["height"] != "auto" or box.style["width"] != "auto"
    is_share = box.style["height"] == "auto" and getattr(box.style["width"], "unit", "") == "%"
    height = _measure(box, width)
    if (has_size and not is_share) or least is None or height is None:
        return None
    return Picture(box=box, style=box.style, height=height, least=least * height)


def find_foot(page: boxes.PageBox, picture: Picture) -> float | None:
    """Return where the figure of a picture ends on a page, or None if it is not on it."""
    for box in page.descendants():
        is_figure = isinstance(box, boxes.BlockBox) and box.element_tag == "figure"
        if is_figure and any(each.element is picture.box.element for each in _find_pictures(box)):
            return float(box.position_y + box.margin_height())
    return None


def find_first_blocks(box: boxes.Box, at: Mapping[int, Any] | None) -> Iterator[boxes.Box]:
    """Yield the figures and other blocks that a page begins with, headings left out."""
    first, within = next(iter(at.items())) if at else (0, None)
    for number, child in enumerate(getattr(box, "children", ())[first:]):
        if not isinstance(child, boxes.BlockBox) or child.element_tag == "figure":
            yield child
        elif child.style["break_after"] != "avoid":
            yield from find_first_blocks(child, None if number else within)


def _find_pictures(box: boxes.Box) -> Iterator[boxes.ReplacedBox]:
    """Yield the pictures of a figure, those of its caption left out."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.ReplacedBox):
            yield child
        elif child.element_tag != CAPTION:
            yield from _find_pictures(child)


def _measure(box: boxes.ReplacedBox, width: float) -> float | None:
    """Return how high a picture is in a column of this width, or None where it does not say."""
    style = box.style
    own = box.replacement.get_intrinsic_size(style["image_resolution"], style["font_size"])
    wide, high, ratio = own
    if not ratio or style["max_height"].unit != "px":
        return None
    most = style["max_height"].value
    if style["width"] != "auto" and style["width"].unit == "%":
        return float(min(style["width"].value / 100 * width / ratio, most))
    if wide is None or high is None:
        return None
    return float(min(high, min(wide, width) / ratio, most))
