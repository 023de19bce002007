"""A PDF's file → a source: the text of its pages, what its lines are, and its pictures."""

from __future__ import annotations

import hashlib
import shlex
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from makeready.core.errors import SourceError
from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.core.model import Asset, Digest
from makeready.intake.account.answers import place_answers
from makeready.intake.model import Metadata, RawText
from makeready.intake.pdf import reader
from makeready.intake.pdf.read.door import Unreadable
from makeready.intake.pdf.read.leftward import mirror_box
from makeready.intake.pdf.read.process import draw, read_file
from makeready.intake.pdf.read.turning import turn_back
from makeready.intake.pdf.survey import Printed, Survey, number_runs, survey_pages
from makeready.intake.read.files import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from makeready.core.findings import Finding
    from makeready.intake.model import Imported, Recipe
    from makeready.intake.pdf.values import Box, Facts, PdfPage

MOST_PAGES = 6_000
SCALE = 300 / 72
"""Pixels to the point of the pictures that are cut out: 300 to the inch."""
_SCAN = 0.5  # of the pages have hidden text: they are pictures with words behind

CODES = table(
    Code(
        code="S-152",
        severity=Severity.WARNING,
        title="A page without text",
        why="The page is a picture of a page, or a plate: the file holds no letters for it.",
        remedy="Run `ocrmypdf --skip-text FILE.pdf NEW.pdf` and import NEW.pdf; a plate may stay "
        "as it is.",
    ),
    Code(
        code="S-153",
        severity=Severity.WARNING,
        title="Characters that the file names no letters for",
        why="A font of the PDF does not say which letters its shapes are; U+FFFD stands for each.",
        remedy="Run `ocrmypdf --force-ocr FILE.pdf NEW.pdf` and import NEW.pdf, or type the words.",
    ),
    Code(
        code="S-154",
        severity=Severity.WARNING,
        title="A page that cannot be read",
        why="The page is damaged, or took more time or memory than a page may.",
        remedy="Open the PDF in another program, print it to a new file, and import that.",
    ),
    Code(
        code="S-161",
        severity=Severity.WARNING,
        title="A damaged PDF",
        why="The file's own list of its parts is broken, as where a file was cut short; what could "
        "be found was put together, and pages may be missing.",
        remedy="Get the file anew from where it came, and compare its number of pages.",
    ),
    Code(
        code="S-155",
        severity=Severity.WARNING,
        title="Words that a machine read from a picture",
        why="The text lies unseen behind pictures of pages: letters may be wrong, note calls are "
        "often misread, and no type is known to be italic or bold.",
        remedy="Compare the text with the pages, the notes above all.",
    ),
)
_LOCKED = "take the password off, for example by `qpdf --password=WORD --decrypt FILE.pdf NEW.pdf`"
_DAMAGED = "open it in another program, save or print it to a new file, and import that"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfSource:
    """A PDF as a source: its page text with what the lines are, and the pictures cut from it."""

    source: Source
    book: Printed
    survey: Survey


def read_pdf(path: Path, data: bytes, recipe: Recipe | None = None, *, jobs: int) -> PdfSource:
    """Return the source in a PDF, read by so many processes at a time, the recipe obeyed.

    The source's text is that of the pages as pdfium numbers their characters, joined by form
    feeds. Raises SourceError for a file that is locked, damaged, too long, or without any text, and
    ConfigError where an answer of the recipe fits nothing.
    """
    place = Place(path.name)
    try:
        read = read_file(path, jobs)
    except Unreadable as error:
        locked = error.reason == "password"
        message = "the PDF asks for a password" if locked else "this PDF is damaged, or is none"
        raise SourceError(message, where=place, hint=_LOCKED if locked else _DAMAGED) from error
    if read.facts.pages > MOST_PAGES:
        raise SourceError(f"the PDF has more than {MOST_PAGES:,} pages", where=place)
    if not any(pdf_page.runs for pdf_page in read.pdf_pages):
        raise SourceError(
            "the PDF has no text, only pictures", where=place, hint=_advise_reading(path.name)
        )
    book = number_runs(read.facts, read.pdf_pages, read.tags)
    survey = survey_pages(book, place_answers(recipe, book.text))
    digest = Digest(hashlib.sha256(data).hexdigest())
    text = book.text
    raw = RawText(
        name=f"{path.name}.txt",
        digest=Digest(hashlib.sha256(text.encode()).hexdigest()),
        encoding="utf-8",
        text=text,
    )
    source = Source(
        name=path.name,
        digest=digest,
        raw=raw,
        converted=False,
        metadata=Metadata(),
        images=_pictures(path, book, survey),
        findings=(
            *_report_damage(path.name, read.facts),
            *_report_unreadable(path.name, read.pdf_pages),
        ),
    )
    return PdfSource(source=source, book=book, survey=survey)


def make_manuscript(pdf: PdfSource, recipe: Recipe | None) -> Imported:
    """Return the manuscript of a PDF.

    Raises ConfigError where an answer of the recipe fits nothing, and SourceError where no text is
    left.
    """
    made = reader.make_imported(pdf.book, pdf.survey, pdf.source.raw, pdf.source.images, recipe)
    if not made.texts:
        raise SourceError(
            "the pages have no text but page numbers, running heads or a title page",
            where=Place(pdf.source.name),
            hint=_advise_reading(pdf.source.name, " --force-ocr"),
        )
    return made


def _pictures(path: Path, book: Printed, survey: Survey) -> tuple[Asset, ...]:
    """Return the figures cut out of their pages, as PNG files."""
    wanted = [
        (place, each.figure.page, _on_paper(book.pdf_pages[each.figure.page], each.figure.box))
        for place, each in enumerate(survey.floats)
        if each.figure is not None
    ]
    drawn = draw(path, [(page, box) for _, page, box in wanted], SCALE)
    return tuple(
        Asset(
            name=f"images/page-{page + 1:03}-{place}.png",
            media_type="image/png",
            data=picture,
            digest=Digest(hashlib.sha256(picture).hexdigest()),
        )
        for (place, page, _), picture in zip(wanted, drawn, strict=True)
        if picture
    )


def _on_paper(pdf_page: PdfPage, box: Box) -> Box:
    """Return where a box stands on the page as it is printed."""
    if pdf_page.mirrored:
        return mirror_box(box, pdf_page.width)
    return turn_back(box, pdf_page.quarter)


def _advise_reading(name: str, options: str = "") -> str:
    """Return the command that has the letters of pictures read, for a file of this name."""
    new = f"{name.rpartition('.')[0]}-read.pdf"
    command = f"ocrmypdf{options} {shlex.quote(name)} {shlex.quote(new)}"
    return f"run `{command}`, which reads the pictures, and import {new}"


def _report_damage(name: str, facts: Facts) -> Iterator[Finding]:
    if facts.repaired:
        pages = "1 page was" if facts.pages == 1 else f"{facts.pages} pages were"
        yield finding(CODES["S-161"], f"{pages} found in it", Place(f"source/{name}"))


def _report_unreadable(name: str, pdf_pages: Sequence[PdfPage]) -> Iterator[Finding]:
    """Yield what is to be told of pages that cannot be read, or not well."""
    place = Place(f"source/{name}")
    for pdf_page in pdf_pages:
        if pdf_page.fault:
            yield finding(CODES["S-154"], f"page {pdf_page.number + 1}: {pdf_page.fault}", place)
    bare = [pdf_page.number for pdf_page in pdf_pages if not pdf_page.runs and pdf_page.pictures]
    if bare:
        numbers = _pages(bare).partition(" ")[2].replace("–", "-").replace(", ", ",")
        hint = _advise_reading(name, f" --skip-text --pages {numbers}")
        yield finding(CODES["S-152"], _pages(bare), place, f"{hint}; a plate may stay as it is")
    characters = sum(len(pdf_page.text) for pdf_page in pdf_pages)
    unmapped = [pdf_page for pdf_page in pdf_pages if pdf_page.unmapped]
    if unmapped:
        count = sum(pdf_page.unmapped for pdf_page in unmapped)
        shown = f"{count} characters of {characters}, on {_pages(s.number for s in unmapped)}"
        yield finding(CODES["S-153"], shown, place)
    scans = [
        pdf_page.number
        for pdf_page in pdf_pages
        if sum(len(run.text) for run in pdf_page.runs if run.hidden)
        > _SCAN * len(pdf_page.text)
        > 0
    ]
    if scans:
        yield finding(CODES["S-155"], _pages(scans), place)


def _count_hidden(pdf_page: PdfPage) -> int:
    return sum(len(run.text) for run in pdf_page.runs if run.hidden)


def _pages(numbers: Iterable[int]) -> str:
    """Return page numbers from 1, neighbours as a range."""
    parts = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number + 1 for _, number in group]
        parts.append(f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return (
        f"page {parts[0]}"
        if len(parts) == 1 and "–" not in parts[0]
        else f"pages {', '.join(parts)}"
    )
