"""A PDF's file → a source: the text of its pages, what its lines are, and its pictures."""

from __future__ import annotations

import hashlib
import shlex
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import SourceError
from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.core.model import Asset, Digest
from makeready.intake.account.answers import place_answers
from makeready.intake.model import Metadata, RawText, Recipe
from makeready.intake.pdf import reader
from makeready.intake.pdf.formulas.report import report_formulas
from makeready.intake.pdf.read.door import Unreadable
from makeready.intake.pdf.read.leftward import mirror_box
from makeready.intake.pdf.read.process import Read, draw, read_file
from makeready.intake.pdf.read.turning import turn_back
from makeready.intake.pdf.scan.findings import list_pages, report_reading
from makeready.intake.pdf.scan.scanner import Scanned, read_pictures
from makeready.intake.pdf.scan.values import OcrOrder
from makeready.intake.pdf.survey import Printed, Survey, number_runs, survey_pages
from makeready.intake.pdf.unseen import report_unseen
from makeready.intake.pdf.views import page_views
from makeready.intake.read.files import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.findings import Finding
    from makeready.intake.model import Imported
    from makeready.intake.pdf.values import Beside, Box, Facts, PdfPage

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
        remedy="Import the file with --ocr, which has the letters read off the pictures; a plate "
        "may stay as it is.",
    ),
    Code(
        code="S-153",
        severity=Severity.WARNING,
        title="Characters that the file names no letters for",
        why="A font of the PDF does not say which letters its shapes are; U+FFFD stands for each.",
        remedy="Import the file with --ocr, or with --ocr-all where only some words are concerned, "
        "or type the words.",
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
class Wishes:
    """What the editor wants of a PDF: his answers, and whether pictures of pages are read."""

    recipe: Recipe | None = None
    ocr: OcrOrder | None = None


NOTHING = Wishes()


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfSource:
    """A PDF as a source: its page text with what the lines are, and the pictures cut from it."""

    source: Source
    book: Printed
    survey: Survey
    path: Path


def read_pdf(path: Path, data: bytes, wishes: Wishes = NOTHING, *, jobs: int) -> PdfSource:
    """Return the source in a PDF, read by so many processes at a time, the recipe obeyed.

    The source's text is that of the pages as pdfium numbers their characters, or as it was read
    off their pictures, joined by form feeds. Raises SourceError for a file that is locked, damaged,
    too long, or without any text, ConfigError where an answer of the recipe fits nothing, and
    ToolError where pictures are to be read and the programs are missing or fail.
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
    with tempfile.TemporaryDirectory() as folder:
        scanned = _read_pictures(path, read, wishes.ocr, Path(folder), jobs=jobs)
        if not any(pdf_page.runs for pdf_page in scanned.pdf_pages):
            raise _make_empty_error(path.name, scanned, read.beside)
        facts = _with_language(read.facts, wishes.ocr)
        book = number_runs(facts, scanned.pdf_pages, read.tags)
        survey = survey_pages(book, place_answers(wishes.recipe, book.text))
        images = _pictures(scanned.drawn, book, survey)
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
        images=images,
        findings=(
            *_report_damage(path.name, read.facts),
            *_report_unreadable(path.name, scanned.pdf_pages),
            *report_reading(path.name, scanned),
            *report_unseen(path.name, read.beside, scanned.pdf_pages),
            *report_formulas(survey.pieces, survey.floats, path.name),
        ),
    )
    return PdfSource(source=source, book=book, survey=survey, path=path)


def _read_pictures(
    path: Path, read: Read, order: OcrOrder | None, folder: Path, *, jobs: int
) -> Scanned:
    """Return the pages, the letters read off those that are pictures where that is asked for."""
    if order is None:
        return Scanned(pdf_pages=read.pdf_pages, drawn=path)
    wanted = order if order.languages else replace(order, languages=_languages(read.facts))
    return read_pictures(path, read.pdf_pages, wanted, folder, jobs=jobs)


def _languages(facts: Facts) -> tuple[str, ...]:
    return (facts.language,) if facts.language else ()


def _with_language(facts: Facts, order: OcrOrder | None) -> Facts:
    """Return what the file says of itself, with the language that its pages were read in."""
    named = order.languages if order is not None else ()
    return replace(facts, language=named[0]) if named and not facts.language else facts


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
            hint=_advise_reading(pdf.source.name, "--ocr-all"),
        )
    return replace(made, views=page_views(pdf.path, pdf.book, pdf.survey, made))


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


def _make_empty_error(name: str, scanned: Scanned, beside: Beside) -> SourceError:
    """Return the error for a PDF without text, with what may help."""
    if scanned.program:
        told, hint = "no letters could be read off the pictures of this PDF", "look at its pages"
    elif beside.portfolio or (beside.files and not any(map(_shows, scanned.pdf_pages))):
        told = f"the PDF has no text, only files inside: {', '.join(beside.files[:8])}"
        save = f"`pdfdetach -saveall {shlex.quote(name)}`"
        hint = f"save them, for example by {save}, and import each that is a text"
    elif beside.drawn_by_form:
        told, hint = "the PDF is a form whose pages are made when it is opened", _DAMAGED
    elif any(map(_shows, scanned.pdf_pages)):
        told, hint = "the PDF has no text, only pictures", _advise_reading(name)
    else:
        told, hint = "the pages of this PDF are empty", _DAMAGED
    return SourceError(told, where=Place(name), hint=hint)


def _shows(pdf_page: PdfPage) -> bool:
    """Tell whether there is something to be seen on a page."""
    return bool(pdf_page.pictures or pdf_page.drawings or pdf_page.rules)


def _advise_reading(name: str, option: str = "--ocr") -> str:
    """Return the command that has the letters of pictures read, for a file of this name."""
    command = f"makeready import {option} --slug SLUG {shlex.quote(name)}"
    return f"have the letters read off the pictures: `{command}`"


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
        hint = f"{_advise_reading(name)}; a plate may stay as it is"
        yield finding(CODES["S-152"], list_pages(bare), place, hint)
    characters = sum(len(pdf_page.text) for pdf_page in pdf_pages)
    unmapped = [pdf_page for pdf_page in pdf_pages if pdf_page.unmapped]
    if unmapped:
        count = sum(pdf_page.unmapped for pdf_page in unmapped)
        shown = f"{count} characters of {characters}, on {list_pages(s.number for s in unmapped)}"
        yield finding(CODES["S-153"], shown, place)
    scans = [
        pdf_page.number
        for pdf_page in pdf_pages
        if sum(len(run.text) for run in pdf_page.runs if run.hidden)
        > _SCAN * len(pdf_page.text)
        > 0
    ]
    if scans:
        yield finding(CODES["S-155"], list_pages(scans), place)
