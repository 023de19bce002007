"""The pages of a PDF → their labels, and where each begins in the manuscript, as a table."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from makeready.core.model import Asset, Digest
from makeready.intake.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.intake.model import Operation
    from makeready.intake.pdf.values import PdfPage, Run

NAME = "source/pages.csv"
_HEAD = ("page", "label", "line", "file", "words")
_WORDS = 60  # characters
_ROMAN = re.compile(r"[ivxlc]{1,7}", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_FRAME = " -–—|·[]•\n"


def list_pages(
    pdf_pages: Sequence[PdfPage],
    aside: Iterable[tuple[Run, str, str]],
    operations: Sequence[Operation],
    text: str,
) -> Asset:
    """Return a table of the PDF's pages, for a concordance of old and new page numbers.

    Each row has the page's number in the file, the label that is printed on it or that the file
    gives it, its first line in the page text, and the file and words where it begins in the
    manuscript.
    """
    starts = [0]
    for pdf_page in pdf_pages:
        starts.append(starts[-1] + len(pdf_page.text) + 1)
    printed = _find_labels(aside, starts)
    kept = sorted(
        (each.start, each.end, each.target)
        for each in operations
        if each.kind in (Kind.KEEP, Kind.MOVE) and each.target.startswith("text/")
    )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    for place, pdf_page in enumerate(pdf_pages):
        low, high = starts[place], starts[place + 1]
        label = printed.get(place) or pdf_page.label
        line = text.count("\n", 0, low) + text.count("\f", 0, low) + 1
        writer.writerow((place + 1, label, line, *_find_opening(kept, low, high, text)))
    data = out.getvalue().encode()
    digest = Digest(hashlib.sha256(data).hexdigest())
    return Asset(name=NAME, media_type="text/csv", data=data, digest=digest)


def _find_opening(
    kept: Sequence[tuple[int, int, str]], low: int, high: int, text: str
) -> tuple[str, str]:
    """Return the file and the first words of a page that are in the manuscript."""
    at = bisect_left(kept, (low, low, ""))
    for start, end, target in kept[at:]:
        if start >= high:
            break
        if words := " ".join(text[start : min(end, high)].split())[:_WORDS]:
            return target, words
    return "", ""


def _find_labels(aside: Iterable[tuple[Run, str, str]], starts: Sequence[int]) -> Mapping[int, str]:
    """Return the labels printed on pages: numbers that count with them, and Roman numerals."""
    numbers: dict[int, list[str]] = defaultdict(list)
    romans: dict[int, str] = {}
    for run, rule, _ in aside:
        if rule not in ("P.folio", "P.head"):
            continue
        page = bisect_left(starts, run.start + 1) - 1
        numbers[page] += _NUMBER.findall(run.text)
        if _ROMAN.fullmatch(bare := run.text.strip(_FRAME)):
            romans.setdefault(page, bare)
    steps = Counter(step for page, found in numbers.items() for step in _steps(page, found))
    labels = {
        page: max(found, key=lambda number: steps[int(number) - page])
        for page, found in numbers.items()
        if any(steps[step] > 1 for step in _steps(page, found))
    }
    return romans | labels


def _steps(page: int, numbers: Iterable[str]) -> Iterator[int]:
    yield from {int(number) - page for number in numbers}
