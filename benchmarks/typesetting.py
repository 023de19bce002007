"""Measure how the pages of finished books are set, and write the table into README.md.

    python benchmarks/typesetting.py NAME=FILE.pdf … [--size 10.8] [--line 14] [--write]

Justified lines are known by their edges: those of a page's commonest left and right. The looseness
of a line is the median of its gaps between words, over the space of the face (a quarter of its
size). A line is off the grid where its baseline is not a whole number of lines from most others of
the book; lines of the contents count, too.
"""

from __future__ import annotations

import argparse
import re
import statistics
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

README = Path(__file__).with_name("README.md")
START, END = "<!-- typesetting -->", "<!-- end of typesetting -->"
SPACE = 0.25
WORDY = 25
"""How many characters a line has that tells something."""

EDGE = 4.0
INDENT = 20.0
OFF = 0.5
HEAD = (
    "| book | pages | justified lines | over 1.5 × | over 2 × | hyphenated | three in a row "
    "| off grid |"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the text: its edges, its baseline, its characters in reading order."""

    left: float
    right: float
    base: float
    text: str
    gaps: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured of a book; `bases` are the baselines of its lines, page by page."""

    pages: int
    looseness: tuple[float, ...]
    hyphens: tuple[bool, ...]
    bases: tuple[float, ...]

    def share(self, over: float) -> float:
        """Return which share of the justified lines is looser."""
        return sum(each > over for each in self.looseness) / max(1, len(self.looseness))

    def ladders(self) -> int:
        """Return how often three lines or more in a row end in hyphens."""
        return sum(on and len(tuple(run)) > 2 for on, run in groupby(self.hyphens))

    def off_grid(self, line: float) -> float:
        """Return which share of the lines is off the grid."""
        places = Counter(round(base % line * 2) / 2 % line for base in self.bases)
        main = places.most_common(1)[0][0] if places else 0.0
        off = sum(_apart(base - main, line) > OFF for base in self.bases)
        return off / max(1, len(self.bases))


def _apart(distance: float, line: float) -> float:
    return abs((distance + line / 2) % line - line / 2)


def measure(path: Path, size: float) -> Figures:
    """Return the figures of a book whose text is set in a size in points."""
    looseness: list[float] = []
    hyphens: list[bool] = []
    bases: list[float] = []
    with closing(pypdfium2.PdfDocument(path)) as document:
        usual = _usual(document)
        for page in document:
            lines = list(_lines(page, size, usual))
            bases += [line.base for line in lines]
            full = set(_justified(lines))
            for line in lines:
                broken = line.text.endswith(("-", "\u2010", "\x02", "\ufffe"))
                hyphens.append(broken and line in full)
                if line in full and len(line.gaps) > 2:
                    looseness.append(statistics.median(line.gaps) / (SPACE * size))
            hyphens.append(False)
        pages = len(document)
    return Figures(
        pages=pages, looseness=tuple(looseness), hyphens=tuple(hyphens), bases=tuple(bases)
    )


def _usual(document: pypdfium2.PdfDocument) -> float:
    """Return the size of most characters, as the file has it."""
    texts = [page.get_textpage() for page in document]
    sizes = (
        round(raw.FPDFText_GetFontSize(text.raw, n), 2)
        for text in texts
        for n in range(0, text.count_chars(), 7)
    )
    return float(Counter(sizes).most_common(1)[0][0])


def _lines(page: pypdfium2.PdfPage, size: float, usual: float) -> Iterator[Line]:
    text = page.get_textpage()
    rows: defaultdict[float, list[tuple[float, float, str, float]]] = defaultdict(list)
    for number in range(text.count_chars()):
        own = raw.FPDFText_GetFontSize(text.raw, number)
        sign = chr(raw.FPDFText_GetUnicode(text.raw, number))
        if sign.isspace() or abs(own - usual) > 0.02 * usual:
            continue
        left, bottom, right, _ = text.get_charbox(number, loose=True)
        rows[round(bottom * 2) / 2].append((left, right, sign, bottom))
    for _, row in sorted(rows.items(), reverse=True):
        if len(row) >= WORDY:
            row.sort()
            gaps = (b[0] - a[1] for a, b in pairwise(row))
            yield Line(
                left=row[0][0],
                right=row[-1][1],
                base=statistics.median(each[3] for each in row),
                text="".join(each[2] for each in row),
                gaps=tuple(gap for gap in gaps if gap > 0.1 * size),
            )


def _justified(lines: Sequence[Line]) -> Iterator[Line]:
    lines = [line for line in lines if not re.search(r"\. ?\. ?\.", line.text)]
    rights = Counter(round(line.right / 2) for line in lines).most_common(1)
    lefts = Counter(round(line.left / 2) for line in lines).most_common(1)
    for line in lines if len(lines) > 2 else ():
        right, left = rights[0][0] * 2, lefts[0][0] * 2
        if abs(line.right - right) < EDGE and -EDGE < line.left - left < INDENT:
            yield line


def main() -> None:
    """Measure, print the table, and write it into README.md if asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("books", nargs="+", metavar="NAME=FILE")
    parser.add_argument("--size", type=float, default=10.8)
    parser.add_argument("--line", type=float, default=14.0)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    rows = [HEAD, "|:---" + "|---:" * 7 + "|"]
    for book in asked.books:
        name, _, path = book.partition("=")
        found = measure(Path(path), asked.size)
        shares = (found.share(1.5), found.share(2), sum(found.hyphens) / len(found.looseness))
        rows.append(
            f"| {name} | {found.pages} | {len(found.looseness)} | "
            + " | ".join(f"{100 * share:.1f} %" for share in shares)
            + f" | {found.ladders()} | {100 * found.off_grid(asked.line):.1f} % |"
        )
    table = "\n".join(rows)
    print(table)
    if asked.write:
        before, _, rest = README.read_text("utf-8").partition(START)
        README.write_text(f"{before}{START}\n{table}\n{END}{rest.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
