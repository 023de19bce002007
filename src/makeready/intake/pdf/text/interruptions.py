"""Lines in reading order → those that part a sentence at the end of a column, and the others.

Small print at the foot of a first column, and captions whose picture was not seen, stand between
two halves of a sentence. They follow the paragraph that they interrupt.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.areas import is_caption
from makeready.intake.pdf.page.footnotes import SMALLER
from makeready.intake.pdf.page.furniture import line_key
from makeready.intake.pdf.text.paragraphs import bare_end, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.pdf.page.frames import Measure
    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.text.paragraphs import Habits, Paragraph

_LOOSE = 1.33  # leadings: a wider gap ends a caption
_GOES_ON = re.compile(r"[^\W\d_,;]$|[-‐,;]$")


def paragraphs_around(order: Sequence[Line], habits: Habits) -> tuple[Paragraph, ...]:
    """Return the paragraphs of lines in reading order, interruptions after what they interrupt."""
    blocks = _find_blocks(order, habits.measure)
    gone = {line_key(line) for _, block in blocks for line in block}
    made = paragraphs([line for line in order if line_key(line) not in gone], habits)
    after = dict(blocks)
    out: list[Paragraph] = []
    for paragraph in made:
        out.append(paragraph)
        for line in paragraph.lines:
            if line_key(line) in after:
                out += paragraphs(after[line_key(line)], habits)
    return tuple(out)


def _find_blocks(order: Sequence[Line], measure: Measure) -> list[tuple[int, Sequence[Line]]]:
    """Return the interruptions, each with the line that it follows."""
    groups = [list(lines) for _, lines in groupby(order, key=lambda line: (line.page, line.column))]
    found: list[tuple[int, Sequence[Line]]] = []
    at = 0
    while at + 1 < len(groups):
        small = _small_foot(groups[at], measure)
        above = groups[at][: len(groups[at]) - len(small)]
        later = at + 1
        caption: Sequence[Line] = ()
        while later < len(groups) and (caption := _caption_head(groups[later], measure)):
            small = [*small, *caption]
            if len(caption) < len(groups[later]):
                break
            later += 1
        rest = groups[later][len(caption) :] if later < len(groups) else []
        if small and above and rest and _goes_over(above[-1], rest[0], measure):
            found.append((line_key(above[-1]), small))
        at = max(later, at + 1)
    return found


def _goes_over(above: Line, below: Line, measure: Measure) -> bool:
    """Tell whether a sentence goes on from one line to another."""
    plain = min(above.size, below.size) >= SMALLER * measure.size
    open_end = _GOES_ON.search(bare_end(above)) is not None
    return plain and open_end and below.text[:1].islower() and above.room < 0.1 * above.width


def _small_foot(lines: Sequence[Line], measure: Measure) -> list[Line]:
    count = 0
    while count < len(lines) and lines[-1 - count].size < SMALLER * measure.size:
        count += 1
    return list(lines[len(lines) - count :]) if count < len(lines) else []


def _caption_head(lines: Sequence[Line], measure: Measure) -> Sequence[Line]:
    """Return the lines of a caption that opens a column."""
    if not lines or not is_caption(lines[0].text):
        return ()
    count = 1
    while count < len(lines) and lines[count].gap <= _LOOSE * measure.leading:
        count += 1
    return lines[:count]
