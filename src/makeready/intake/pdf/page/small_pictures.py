"""The small pictures of a page → those that stand within its lines, each with its place.

Formulas in files of office programs and web pages are often pictures, or drawn without letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.intake.pdf.boxes import box_of, is_near
from makeready.intake.pdf.page.areas import SMALL, Figure, cluster_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.values import Box, PdfPage

# Shares of the type size.
_LOW, _THIN = 0.3, 0.2  # what is lower or thinner is a stroke or a dot
_LETTER = 0.7  # what is lower, and stands before a line, is the bullet of an item
_WIDE = 15.0
_BEYOND = 2.5  # after a line's end, at most
_AXIS, _OFF = 0.25, 0.9  # above the base line, and so far from it the middle of a picture


def find_small_pictures(
    pdf_page: PdfPage, lines: Sequence[Line], taken: Sequence[Figure]
) -> tuple[Figure, ...]:
    """Return the pictures and drawings in the lines of a page, where no letter stands in them.

    What lies in a figure that is `taken` already is left out.
    """
    found = []
    for box in _small_boxes(pdf_page):
        near = [line for line in lines if abs(line.base - box[1]) < SMALL + line.size]
        free = not any(is_near(box, box_of(run), -1.0) for line in near for run in line.runs)
        if free and not any(is_near(box, each.box, 0.0) for each in taken):
            homes = [line for line in near if _stands_in(box, line, lines)]
            if homes:
                home = min(homes, key=lambda line: abs(line.base - box[1]))
                found.append(_figure(pdf_page.number, box, home))
    return tuple(found)


def _small_boxes(pdf_page: PdfPage) -> Iterator[Box]:
    """Yield what is drawn on a page and no higher than a line or two."""
    for box, _ in cluster_shapes(pdf_page):
        if box[3] - box[1] < SMALL:
            yield box


def _stands_in(box: Box, line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether a box stands on a line, behind its first word or as its first sign."""
    width, height, size = box[2] - box[0], box[3] - box[1], line.size
    middle = (box[1] + box[3]) / 2 - line.base - _AXIS * size
    if height < _LOW * size or not _THIN * size < width < _WIDE * size or abs(middle) > _OFF * size:
        return False
    if box[0] > line.left:
        return box[0] < line.right + _BEYOND * size
    edge = min(other.left for other in lines if other.column == line.column)
    return height > _LETTER * size and box[0] > edge - 1 and line.left - box[2] < size


def _figure(page: int, box: Box, line: Line) -> Figure:
    before = [run for run in line.runs if run.right < box[0] + 1]
    return Figure(
        page=page,
        box=(box[0] - 0.5, box[1] - 0.5, box[2] + 0.5, box[3] + 0.5),
        words=frozenset(),
        within=before[-1].end if before else line.runs[0].start,
        share=(box[3] - box[1]) / line.size,
    )
