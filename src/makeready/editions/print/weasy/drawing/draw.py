"""A text of a line is painted as wide as it was set, with what its glyphs stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weasyprint.layout import inline
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import line_size

from makeready.editions.print.weasy.drawing.replaced import mark_replaced, spell_glyphs
from makeready.editions.print.weasy.patches import DRAWN
from makeready.editions.spelling import is_composed

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import TextBox

    from makeready.editions.print.weasy.patches import PageStream

SAME = 0.02
"""By how many CSS pixels a painted text may be wider than it was set, or narrower."""


def draw_first_line(
    stream: PageStream, box: TextBox, overflow: str, ellipsis: str, matrix: Matrix
) -> object:
    """Paint a text with its letters stretched or condensed as its line was justified."""
    scale = getattr(box, "scale", 1.0)
    if scale != 1.0:
        matrix = Matrix(a=scale) @ matrix
    is_whole = overflow != "ellipsis" and ellipsis == "none"
    if not is_whole or not is_composed(box.text):
        return DRAWN.original(stream, box, overflow, ellipsis, matrix)
    _correct_spaces(box, box.width / scale)
    replaced = spell_glyphs(stream, box)
    before = len(stream.stream)
    emojis: object = DRAWN.original(stream, box, overflow, ellipsis, matrix)
    stream.stream[before:] = list(mark_replaced(stream.stream[before:], replaced))
    return emojis


def _correct_spaces(box: TextBox, width: float) -> None:
    """Make the word spaces of a justified text such that it has this width.

    Pango shapes a space that is widened by itself: kerning between it and the letters beside it,
    as faces of Arabic have it, is lost.
    """
    count = inline.count_expandable_spaces(box)
    if not box.justification_spacing or not count:
        return
    layout = box.pango_layout
    wider = line_size(layout.get_first_line()[0], box.style)[0] - width
    if abs(wider) > SAME:
        layout.justification_spacing -= wider / count
        layout.deactivate()
        layout.reactivate(box.style)
