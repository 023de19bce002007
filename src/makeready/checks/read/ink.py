"""A finished PDF's pages as a reader sees them → the characters that leave no ink on the paper.

Each page is drawn, and each character looked for in the drawing: type that is white, transparent,
clipped away or covered by one colour has no contrast where it is said to stand.
"""

from __future__ import annotations

import math
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from makeready.checks.report import UnreadablePrint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.checks.read.print import Box, Page

SCALE = 1.4
"""Dots to the point: a full stop of eight-point type is about one dot."""

LEAST = 24
"""Levels of grey, of 255, by which ink must differ from what is around it."""

_SMALLEST = 0.05  # points: what is thinner has no shape, as a space has none


def find_inkless(data: bytes, pages: Sequence[Page]) -> Iterator[tuple[Page, str]]:
    """Yield the pages with characters of their text that cannot be seen, with these characters.

    `pages` are those of the PDF as they were read. Raises Unreadable where it cannot be drawn.
    """
    try:
        with closing(pdfium.PdfDocument(data)) as drawn:
            for number, page in enumerate(pages):
                if page.text:
                    lost = "".join(_find_lost(_draw(drawn, number), page))
                    if lost:
                        yield page, lost
    except pdfium.PdfiumError as error:
        raise UnreadablePrint(f"the print edition cannot be drawn: {error}") from error


def _draw(drawn: pdfium.PdfDocument, number: int) -> tuple[bytes, int, int, int]:
    """Return a page's greys row by row, the length of a row in bytes, its width and height."""
    with (
        closing(drawn[number]) as page,
        closing(page.render(scale=SCALE, grayscale=True)) as made,
    ):
        return bytes(made.buffer), made.stride, made.width, made.height


def _find_lost(drawing: tuple[bytes, int, int, int], page: Page) -> Iterator[str]:
    for character, box in zip(page.text, page.boxes, strict=True):
        has_shape = box[2] - box[0] > _SMALLEST and box[3] - box[1] > _SMALLEST
        if has_shape and not _is_seen(drawing, box, page.size[1]):
            yield character


def _is_seen(drawing: tuple[bytes, int, int, int], box: Box, top: float) -> bool:
    """Tell whether the lightest and the darkest dot of a box differ by enough."""
    data, stride, width, height = drawing
    left, right = (
        max(0, math.floor(box[0] * SCALE)),
        min(width, math.ceil(box[2] * SCALE)),
    )
    first = max(0, math.floor((top - box[3]) * SCALE))
    last = min(height, math.ceil((top - box[1]) * SCALE))
    if left >= right or first >= last:
        return False
    # a stem may fill its own box: one dot more on each side shows the paper
    left, right = max(0, left - 1), min(width, right + 1)
    # the row in the middle shows most characters, and spares a look at the others
    middle = (first + last) // 2 * stride
    row = data[middle + left : middle + right]
    if max(row) - min(row) >= LEAST:
        return True
    first, last = max(0, first - 1), min(height, last + 1)
    rows = [data[at * stride + left : at * stride + right] for at in range(first, last)]
    return max(map(max, rows)) - min(map(min, rows)) >= LEAST
