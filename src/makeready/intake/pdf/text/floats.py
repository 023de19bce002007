"""A page's figures, tables and lines → floats: each with its caption and the line before it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.intake.pdf.page import areas
from makeready.intake.pdf.page.areas import Figure
from makeready.intake.pdf.page.furniture import line_key
from makeready.intake.pdf.page.lines import Line
from makeready.intake.pdf.page.tables import Table, tables
from makeready.intake.pdf.text.paragraphs import has_room, look_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.intake.pdf.page.frames import Measure
    from makeready.intake.pdf.text.said import TableAnswers
    from makeready.intake.pdf.values import Box, PdfPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Float:
    """A figure or table with its caption; `after` names the line of text that it follows."""

    figure: Figure | None
    table: Table | None
    caption: tuple[Line, ...]
    after: int

    @property
    def page(self) -> int:
        """The page it stands on."""
        area = self.figure or self.table
        assert area is not None
        return area.page


def find_floats(
    pdf_pages: Sequence[PdfPage],
    pages: Sequence[Sequence[Line]],
    drawn: Sequence[Sequence[Figure]],
    measure: Measure,
    said: TableAnswers,
) -> tuple[list[Float], set[int]]:
    """Return the figures and tables with their captions, and the lines that they take up.

    What the editor has `said` to be a table is one, and what he has said to be none is none.
    """
    found: list[Float] = []
    used: set[int] = set()
    for pdf_page, page, its in zip(pdf_pages, pages, drawn, strict=True):
        made, free = said.tables_of(pdf_page, page)
        for table in (*made, *tables(pdf_page, free, measure.size)):
            used.update(line_key(line) for line in table.lines)
            found.append(Float(figure=None, table=table, caption=(), after=-1))
        found += (Float(figure=each, table=None, caption=(), after=-1) for each in its)
    captioned: list[Float] = []
    for each in found:
        rest = [line for line in pages[each.page] if line_key(line) not in used]
        lines = _caption(each, rest, measure)
        used.update(line_key(line) for line in lines)
        captioned.append(replace(each, caption=lines))
    return captioned, used


def _caption(each: Float, lines: Sequence[Line], measure: Measure) -> tuple[Line, ...]:
    """Return the lines right above or below that are a caption: small, slanted or so named."""
    area = each.figure or each.table
    assert area is not None
    if each.figure and (each.figure.formula or each.figure.within >= 0):
        return ()
    box = area.box
    below = _strip(lines, box, measure, down=True)
    above = _strip(lines, box, measure, down=False)
    for strip in (below, above) if each.figure else (above, below):
        if strip and areas.is_caption(strip[0].text):
            return strip
    for strip in (below, above) if each.figure else (above, below):
        if strip and _looks_caption(strip[0], measure):
            return strip
    return ()


def _looks_caption(line: Line, measure: Measure) -> bool:
    return line.size < 0.96 * measure.size or look_of(line).italic


def _strip(lines: Sequence[Line], box: Box, measure: Measure, *, down: bool) -> tuple[Line, ...]:
    """Return the lines that follow on a box without a gap, in their order from the head down."""
    within = [line for line in lines if line.left < box[2] + 5 and line.right > box[0] - 5]
    edge = box[1] if down else box[3]
    ordered = sorted(within, key=lambda line: -line.base if down else line.base)
    found: list[Line] = []
    for line in ordered:
        top = line.base + line.size
        space = edge - top if down else line.base - edge
        if space < -0.6 * line.size:
            continue
        most = 2.6 * measure.leading if not found else 0.55 * line.size
        if space > most or (found and abs(found[-1].size - line.size) > 0.3):
            break
        if found and found[-1].column != line.column:
            break
        if found and look_of(found[0]).italic != look_of(line).italic:
            break
        if found and down and _begins(found[-1], line):
            break
        found.append(line)
        edge = line.base if down else top
    return tuple(found if down else found[::-1])


def _begins(above: Line, line: Line) -> bool:
    """Tell whether text begins below a caption: its line ended early, and at another edge."""
    return has_room(above, line) and abs(above.left - line.left) > 2


def list_float_lines(floats: Iterable[Float]) -> Iterator[Line]:
    """Yield the lines of tables and captions."""
    for each in floats:
        yield from (*(each.table.lines if each.table else ()), *each.caption)


def anchor_floats(floats: Iterable[Float], order: Sequence[Line]) -> Iterator[Float]:
    """Yield the floats, each with the line of text that it follows."""
    on_page: dict[int, list[Line]] = defaultdict(list)
    for line in order:
        on_page[line.page].append(line)
    filled = sorted(on_page)
    for each in floats:
        area = each.figure or each.table
        assert area is not None
        above = _lines_above(on_page.get(each.page, ()), area.box)
        before = bisect_left(filled, each.page) - 1
        if not above and before >= 0:
            above = on_page[filled[before]]
        yield replace(each, after=line_key(above[-1]) if above else -1)


def _lines_above(lines: Sequence[Line], box: Box) -> list[Line]:
    """Return the lines above a box in reading order, those of other columns left out."""
    above = [line for line in lines if line.base > box[3] - 1]
    return [line for line in above if line.near < box[2] and box[0] < line.far] or above
