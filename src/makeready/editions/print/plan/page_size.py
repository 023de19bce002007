"""A trim becomes the page: its size, its margins and the number of its lines, as CSS.

An imprint that is longer than its page begins at the head of it and runs on.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from makeready.editions.print.plan.page_settings import Length, read_page_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

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

LONG = "long"
"""The class of such an imprint; others stand at the foot of their page, which holds all of them."""

IMPRINT_LETTER = 0.33
"""How wide a letter of the imprint is at the most, as a share of the height of a line of text."""

IMPRINT_LINE = 0.92
"""How high a line of the imprint is at the most, as a share of the height of a line of text.

These are the measures of `large-print`; other themes set the imprint smaller.
"""

IMPRINT_WIDEST = 78.0
"""How many millimetres wide the imprint is at the most."""


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


def plan_geometry(trim: Trim, *css: str) -> Geometry:
    """Return the page of a trim, with the margins and lines that style sheets ask for.

    Where they ask for none, the proportions are those of a 6 × 9 in page with margins of 20, 17, 22
    and at least 24 mm. What is left over when the lines are counted goes to the foot.
    """
    asked = read_page_settings(*css)
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
        f":root {{ --measure: {page.measure:g}mm; --area: {area:g}pt; --picture: {picture:g}pt; "
        f"--picture-in-note: {round(area * PICTURE)}pt }}\n"
        f"@page {{ @footnote {{ max-height: {round(area * NOTES)}pt }} }}\n"
        f"@page {{ size: {page.width:g}mm {page.height:g}mm; "
        f"margin: {page.head:g}mm {page.outer:g}mm {page.foot:g}mm {page.inner:g}mm }}\n"
        f"@page :left {{ margin-left: {page.outer:g}mm; margin-right: {page.inner:g}mm }}\n"
        f"@page :right {{ margin-left: {page.inner:g}mm; margin-right: {page.outer:g}mm }}\n"
    )


def release_long_imprint(sections: Iterable[etree._Element], page: Geometry) -> None:
    """Mark an imprint that one page may not hold, in place."""
    for section in sections:
        if (
            section.get("class") == "imprint"
            and _count_lines(section, page) > page.lines / IMPRINT_LINE
        ):
            section.set("class", f"imprint {LONG}")


def _count_lines(imprint: etree._Element, page: Geometry) -> float:
    letters = max(1.0, min(IMPRINT_WIDEST, page.measure) / (IMPRINT_LETTER * page.line))
    lines = 0.0
    for paragraph in imprint.iter("p"):
        said = " ".join("".join(paragraph.itertext()).split())
        turns = sum(1 for _ in paragraph.iter("br"))
        lines += ceil(len(said) / letters) + turns + 0.5
    return lines
