"""The lines of a finished page, measured by the boxes of its characters."""

from __future__ import annotations

import statistics
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

POINT = 1.0
SPACE = 0.25
"""The width of a space in the tests' text face, in ems."""

HANG = 2.6
"""By how much a mark may hang, in points: two thirds of a hyphen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A line: its words, its edges in points, its height on the page, its median space."""

    text: str
    left: float
    right: float
    base: float
    looseness: float


def measure(data: bytes, size: float = 10.8) -> list[list[Measured]]:
    """Return the lines of each page that are set in this size, from top to bottom."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        return [_lines(page, size) for page in document]


def _lines(page: pypdfium2.PdfPage, size: float) -> list[Measured]:
    text = page.get_textpage()
    rows: defaultdict[float, list[tuple[float, float, str]]] = defaultdict(list)
    for number in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text.raw, number))
        left, bottom, right, _ = text.get_charbox(number, loose=True)
        if not sign.isspace():
            rows[round(bottom)].append((left, right, sign))
    return [_line(sorted(row), base, size) for base, row in sorted(rows.items(), reverse=True)]


def _line(row: list[tuple[float, float, str]], base: float, size: float) -> Measured:
    gaps = [b[0] - a[1] for a, b in pairwise(row) if b[0] - a[1] > 0.1 * size]
    return Measured(
        text="".join(sign for _, _, sign in row),
        left=row[0][0],
        right=row[-1][1],
        base=base,
        looseness=statistics.median(gaps) / (SPACE * size) if gaps else 0.0,
    )
