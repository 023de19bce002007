"""A line of Chinese or Japanese, which has no spaces to widen, is filled by its characters.

WeasyPrint 70 justifies lines by their spaces alone, so that those without any end where they may.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

if TYPE_CHECKING:
    from weasyprint.layout import LayoutContext

CHARACTERS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
MOST = 0.25
"""How far apart characters are set at most to fill a line, in ems."""


def spread_characters(context: LayoutContext, line: boxes.LineBox, short: float) -> None:
    """Spread the characters of a line that lacks so many CSS pixels, in place."""
    count = _count(line)
    by = short / count if count else 0.0
    if 0 < by <= MOST * line.style["font_size"]:
        _spread(context, line, by, 0.0)


def _count(box: boxes.Box) -> int:
    """Return between how many characters there can be more room; a block in the line is one."""
    if isinstance(box, boxes.TextBox):
        return len(box.text) if CHARACTERS.search(box.text) else 0
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        return 1
    return sum(_count(child) for child in box.children if child.is_in_normal_flow())


def _spread(context: LayoutContext, box: boxes.Box, by: float, moved: float) -> float:
    """Move a box, set its characters apart, and return by how much the next box moves."""
    if isinstance(box, boxes.TextBox):
        box.position_x += moved
        return moved + (_space_out(context, box, by) if CHARACTERS.search(box.text) else 0.0)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(moved, 0)
        return moved + by
    before = moved
    box.position_x += moved
    for child in box.children:
        if child.is_in_normal_flow():
            moved = _spread(context, child, by, moved)
    box.width += moved - before
    return moved


def _space_out(context: LayoutContext, box: boxes.TextBox, by: float) -> float:
    """Set the characters of a text apart, and return by how much it is wider."""
    box.style = box.style.copy()
    asked = box.style["letter_spacing"]
    box.style["letter_spacing"] = by + (0.0 if asked == "normal" else asked)
    layout = inline.create_layout(box.text, box.style, context, None, 0)
    layout.deactivate()
    box.pango_layout = layout
    wider = by * len(box.text)
    box.width += wider
    return float(wider)
