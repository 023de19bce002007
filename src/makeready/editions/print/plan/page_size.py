"""A trim becomes the page: its size, its margins and the number of its lines, as CSS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from makeready.core.model import Trim

LINE = 14 * 25.4 / 72
"""One line of the grid, in millimetres: 14 points."""


NOTES = 0.8
"""How much of the text area's height the notes of a page may take.

WeasyPrint puts off to the next page what would be more; without a limit it sets all that it has
put off on one page, beyond its foot.
"""


CAPTION = 4
"""How many lines of the page the largest picture leaves free, for its caption and white space."""

PICTURE = 0.4
"""The greatest height of a picture in a note, as a share of the text area.

Half of NOTES, which leaves as much again for the words of the note.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """A page's measures in millimetres; the text area is a whole number of lines high."""

    width: float
    height: float
    inner: float
    outer: float
    head: float
    foot: float
    lines: int

    @property
    def measure(self) -> float:
        """Return the width of the text in millimetres."""
        return self.width - self.inner - self.outer


def plan_geometry(trim: Trim) -> Geometry:
    """Return the page of a trim.

    The proportions are those of a 6 × 9 in page with margins of 20, 17, 22 and at least 24 mm; what
    is left over when the lines are counted goes to the foot.
    """
    inner, outer = trim.width * 20 / 152.4, trim.width * 17 / 152.4
    head, foot = trim.height * 22 / 228.6, trim.height * 24 / 228.6
    lines = int((trim.height - head - foot) / LINE)
    return Geometry(
        width=trim.width,
        height=trim.height,
        inner=round(inner, 2),
        outer=round(outer, 2),
        head=round(head, 2),
        foot=round(trim.height - round(head, 2) - lines * LINE, 3),
        lines=lines,
    )


def write_page_css(page: Geometry) -> str:
    """Return the page's measures as @page rules."""
    return (
        f":root {{ --area: {page.lines * 14}pt; --picture: {(page.lines - CAPTION) * 14}pt; "
        f"--picture-in-note: {round(page.lines * 14 * PICTURE)}pt }}\n"
        f"@page {{ @footnote {{ max-height: {round(page.lines * 14 * NOTES)}pt }} }}\n"
        f"@page {{ size: {page.width:g}mm {page.height:g}mm; "
        f"margin: {page.head:g}mm {page.outer:g}mm {page.foot:g}mm {page.inner:g}mm }}\n"
        f"@page :left {{ margin-left: {page.outer:g}mm; margin-right: {page.inner:g}mm }}\n"
        f"@page :right {{ margin-left: {page.inner:g}mm; margin-right: {page.outer:g}mm }}\n"
    )
