"""A trim becomes the page: its size, its margins and the number of its lines, as CSS."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from makeready.editions.print.plan.page_settings import Length, read_page_settings

if TYPE_CHECKING:
    from makeready.core.model import Trim

POINT = 25.4 / 72
"""A point in millimetres."""

LINE = Length(value=14 * POINT)
"""The height of a line where no style sheet says it: 14 points."""

ROUNDING = 1e-6
"""A page holds a line that is too high by no more than such a part of it."""

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
    line: float

    @property
    def measure(self) -> float:
        """Return the width of the text in millimetres."""
        return self.width - self.inner - self.outer


def plan_geometry(trim: Trim, css: str = "") -> Geometry:
    """Return the page of a trim, with the margins and lines that a style sheet asks for.

    Where it asks for none, the proportions are those of a 6 × 9 in page with margins of 20, 17, 22
    and at least 24 mm. What is left over when the lines are counted goes to the foot.
    """
    asked = read_page_settings(css)
    inner, outer, head, foot = (
        asked.get(name, Length(value=usual, share=True)).of(whole)
        for name, usual, whole in (
            ("inner", 20 / 152.4, trim.width),
            ("outer", 17 / 152.4, trim.width),
            ("head", 22 / 228.6, trim.height),
            ("foot", 24 / 228.6, trim.height),
        )
    )
    line = asked.get("line", LINE).value
    lines = max(1, int((trim.height - head - foot) / line + ROUNDING))
    return Geometry(
        width=trim.width,
        height=trim.height,
        inner=round(inner, 2),
        outer=round(outer, 2),
        head=round(head, 2),
        foot=_round_down(trim.height - round(head, 2) - lines * line),
        lines=lines,
        line=line,
    )


def _round_down(length: float) -> float:
    """Return a length in whole thousandths; rounded up, a foot would take the room of a line."""
    return floor(length * 1000 + ROUNDING) / 1000


def write_page_css(page: Geometry) -> str:
    """Return the page's measures as @page rules."""
    line = round(page.line / POINT, 3)
    area, picture = page.lines * line, (page.lines - CAPTION) * line
    return (
        f":root {{ --area: {area:g}pt; --picture: {picture:g}pt; "
        f"--picture-in-note: {round(area * PICTURE)}pt }}\n"
        f"@page {{ @footnote {{ max-height: {round(area * NOTES)}pt }} }}\n"
        f"@page {{ size: {page.width:g}mm {page.height:g}mm; "
        f"margin: {page.head:g}mm {page.outer:g}mm {page.foot:g}mm {page.inner:g}mm }}\n"
        f"@page :left {{ margin-left: {page.outer:g}mm; margin-right: {page.inner:g}mm }}\n"
        f"@page :right {{ margin-left: {page.inner:g}mm; margin-right: {page.outer:g}mm }}\n"
    )
