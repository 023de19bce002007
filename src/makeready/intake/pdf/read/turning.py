"""Boxes of a page → where they stand on the page turned so that its text runs to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.pdf.read.glyphs import Glyph
    from makeready.intake.pdf.values import Box


def turn_back(box: Box, quarter: int) -> Box:
    """Return a box of a page that was turned as it stands on the page of the file."""
    return turn_box(box, -quarter % 4)


def turn_box(box: Box, quarter: int) -> Box:
    """Return a box of the page as it stands on a page turned so that its text runs to the right."""
    left, bottom, right, top = box
    if quarter == 1:
        return bottom, -right, top, -left
    if quarter == 2:
        return -right, -top, -left, -bottom
    if quarter == 3:
        return -top, left, -bottom, right
    return box


def common_quarter(glyphs: Sequence[Glyph]) -> int:
    """Return by how many right angles most characters of a page are turned."""
    counts = [0, 0, 0, 0]
    for glyph in glyphs:
        if glyph.straight:
            counts[glyph.quarter] += 1
    return counts.index(max(counts))
