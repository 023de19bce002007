"""A PDF of which pages are pictures → its pages with the text that programs read off them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.files.programs import ocr
from makeready.intake.pdf.scan.hocr import BadReading, read_hocr
from makeready.intake.pdf.scan.ink import cut_out, find_ink
from makeready.intake.pdf.scan.languages import name_data
from makeready.intake.pdf.scan.order import (
    Opening,
    expect_first,
    settle_calls,
    settle_openings,
    settle_series,
)
from makeready.intake.pdf.scan.pages import opening_number, page_of
from makeready.intake.pdf.scan.sizes import Sizes, find_feet, measure_lines
from makeready.intake.pdf.scan.values import Ink, OcrOrder, Reading, Settled
from makeready.intake.pdf.values import PdfPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COVERED = 0.6  # of a page, by pictures: it is a scan
_STAMP = 200  # characters, at most, that whoever scanned a page has set on it
_SPECK = 30  # of 100: a line whose every word is less certain is none
_UNMAPPED = 0.2  # of a page's characters: nobody can read it


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """The pages of a PDF after pictures were read, and what is to be told of the reading.

    `drawn` is the PDF whose pictures are those that were read, straightened. `settled` are the
    marks of notes on each page, `specks` what was read, by page, and is taken for no text.
    """

    pdf_pages: tuple[PdfPage, ...]
    drawn: Path
    program: str = ""
    data: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    settled: Mapping[int, tuple[Settled, ...]] = field(default_factory=dict)
    specks: tuple[tuple[int, str], ...] = ()


def list_pictures(pdf_pages: Sequence[PdfPage], order: OcrOrder) -> tuple[int, ...]:
    """Return the numbers of the pages that are to be read, from 0."""
    return tuple(
        pdf_page.number
        for pdf_page in pdf_pages
        if not pdf_page.fault
        and (_is_picture(pdf_page) or (order.everything and _has_something(pdf_page)))
    )


def _has_something(pdf_page: PdfPage) -> bool:
    return bool(pdf_page.runs or pdf_page.pictures or pdf_page.drawings)


def _is_picture(pdf_page: PdfPage) -> bool:
    """Tell whether a page has no text but perhaps a stamp, or none that can be read."""
    if not pdf_page.runs:
        return bool(pdf_page.pictures or pdf_page.drawings)
    if pdf_page.unmapped > _UNMAPPED * len(pdf_page.text):
        return True
    area = sum((box[2] - box[0]) * (box[3] - box[1]) for box in pdf_page.pictures)
    seen = all(not run.hidden for run in pdf_page.runs)
    covered = area > _COVERED * pdf_page.width * pdf_page.height
    return seen and covered and sum(len(run.text) for run in pdf_page.runs) < _STAMP


def read_pictures(
    path: Path, pdf_pages: Sequence[PdfPage], order: OcrOrder, folder: Path, *, jobs: int
) -> Scanned:
    """Return the pages with the text of those that are pictures.

    Files are put into `folder`, which is empty. Raises ToolError where the programs are missing,
    fail, or take too long.
    """
    data = name_data(order.languages)
    numbers = list_pictures(pdf_pages, order)
    if not numbers:
        return Scanned(pdf_pages=tuple(pdf_pages), drawn=path)
    ocr.require(data)
    drawn, read = ocr.read_pages(path, numbers, data, folder, jobs=jobs)
    readings, specks = _part_specks(dict(_readings(read)))
    sizes = measure_lines(list(readings.values()))
    ink = _read_ink(read, readings, folder, data[0])
    settled = _settle(readings, sizes, ink)
    return Scanned(
        pdf_pages=tuple(
            page_of(readings[each.number], each, sizes, settled[each.number])
            if each.number in readings
            else each
            for each in pdf_pages
        ),
        drawn=drawn,
        program=f"tesseract {ocr.read_tesseract_version()}",
        data=data,
        readings=tuple(readings.values()),
        settled=settled,
        specks=specks,
    )


def _part_specks(
    readings: Mapping[int, Reading],
) -> tuple[Mapping[int, Reading], tuple[tuple[int, str], ...]]:
    """Return the pages without lines of which no word was read with any certainty, and these.

    They are dirt, dark edges, and numbers in front of lines that were taken for a line.
    """
    kept: dict[int, Reading] = {}
    specks: list[tuple[int, str]] = []
    for number, reading in readings.items():
        sure = [max(word.confidence for word in line.words) for line in reading.lines]
        pairs = list(zip(reading.lines, sure, strict=True))
        kept[number] = replace(
            reading, lines=tuple(line for line, share in pairs if share >= _SPECK)
        )
        specks += [
            (number, " ".join(word.text for word in line.words))
            for line, share in pairs
            if share < _SPECK
        ]
    return kept, tuple(specks)


def _readings(read: Sequence[ocr.ReadPage]) -> Iterator[tuple[int, Reading]]:
    for page in read:
        try:
            yield page.number, read_hocr(page.hocr.read_bytes(), page.number)
        except BadReading:
            continue


def _read_ink(
    read: Sequence[ocr.ReadPage], readings: Mapping[int, Reading], folder: Path, data: str
) -> Mapping[int, tuple[Ink, ...]]:
    """Return the marks of each page, read again as digits one by one."""
    found: list[tuple[int, Ink]] = []
    pictures: list[Path] = []
    for page in read:
        if page.picture is None or page.number not in readings:
            continue
        marks = find_ink(readings[page.number], page.picture)
        for mark, png in zip(marks, cut_out(page.picture, marks), strict=True):
            file = folder / f"mark-{len(pictures):06}.png"
            file.write_bytes(png)
            pictures.append(file)
            found.append((page.number, mark))
    read_again: dict[int, tuple[str, int]] = {}
    for opens in (False, True):
        wanted = [at for at, (_, mark) in enumerate(found) if mark.opens is opens]
        said = ocr.read_marks([pictures[at] for at in wanted], folder, data, stops=opens)
        read_again |= dict(zip(wanted, said, strict=True))
    made: dict[int, tuple[Ink, ...]] = dict.fromkeys(readings, ())
    for at, (number, mark) in enumerate(found):
        digits, sure = read_again[at]
        made[number] = (*made[number], replace(mark, digits=digits, sure=sure))
    return made


def _settle(
    readings: Mapping[int, Reading], sizes: Sizes, ink: Mapping[int, tuple[Ink, ...]]
) -> Mapping[int, tuple[Settled, ...]]:
    """Return the marks of all pages with the numbers that are certain."""
    settled: dict[int, tuple[Settled, ...]] = {}
    last = before = 0
    for number, reading in sorted(readings.items()):
        feet = find_feet(reading, sizes)
        openings = list(_openings(reading, feet, ink[number]))
        calls = [each for each in ink[number] if not each.opens and each.line not in feet]
        numbers = settle_openings(openings, expect_first(calls, before))
        before = max((each for each in numbers if each), default=before)
        if noted := [each for each in numbers if each]:
            called = settle_calls(calls, noted)
        else:
            called, last = settle_series(calls, last)
        opened = (
            Settled(ink=each.ink, label=str(label), how="order")
            for each, label in zip(openings, numbers, strict=True)
            if each.ink is not None and label
        )
        settled[number] = (*called, *opened)
    return settled


def _openings(reading: Reading, feet: frozenset[int], ink: Sequence[Ink]) -> Iterator[Opening]:
    """Yield the notes at the foot of a page: by the number read in front, or the ink there."""
    there = {each.line: each for each in ink if each.opens}
    for place in sorted(feet, key=lambda place: reading.lines[place].base):
        mark = there.get(place)
        if mark is not None:
            digits = mark.digits if len(mark.digits) <= 3 else ""
            yield Opening(line=place, number=int(digits or 0), ink=mark)
        elif number := opening_number(reading.lines[place]):
            first = reading.lines[place].words[0]
            plain = first.text.rstrip(".)") == str(number)
            box = Ink(line=place, box=first.box, opens=True, digits=str(number), sure=90)
            yield Opening(line=place, number=number, ink=None if plain else box)
