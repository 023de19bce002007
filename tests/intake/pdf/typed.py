"""Pages set by hand: words at places, as pdfium would tell of them, and what is made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.core.model import Digest
from makeready.intake.account import ledger
from makeready.intake.account.answers import place_answers
from makeready.intake.model import RawText
from makeready.intake.pdf.reader import make_imported
from makeready.intake.pdf.survey import number_runs, survey_pages
from makeready.intake.pdf.values import Face, Facts, Link, PdfPage, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from makeready.intake.model import Imported, Recipe
    from makeready.intake.pdf.survey import Survey
    from makeready.intake.pdf.values import Bookmark, Box, Tag

ROMAN = Face(name="Serif-Roman")
ITALIC = Face(name="Serif-Italic", italic=True)
BOLD = Face(name="Serif-Bold", bold=True)
MONO = Face(name="Code-Mono", mono=True)
LEFT, RIGHT, TOP = 50.0, 350.0, 560.0
NOTE = 8.0  # the type size of notes
SIZE, LEADING, WIDTH = 10.0, 12.0, 0.5  # an even letter is half as wide as the type is high

# made up for these tests: enough of it fills a line of sixty letters
WORDS = (
    "the lamp was lit before the boats came in and nobody at the quay had thought of bread while "
    "rain went over the roofs and the keeper counted every sail he knew by the patch in its cloth "
).split()


@dataclass(frozen=True)
class Put:
    """Words at a place; `left` and `base` in points."""

    text: str
    left: float = LEFT
    base: float = TOP
    size: float = SIZE
    face: Face = ROMAN
    tag: int = -1
    hidden: bool = False
    artifact: bool = False
    turned: bool = False
    raised: bool = False


def filled(lines: int, first: int = 0, *, last: int = 30, indent: float = 0.0) -> list[str]:
    """Return the lines of a paragraph: full ones, and a last one of about so many letters."""
    made, at = [], first
    for number in range(lines):
        room = last if number == lines - 1 else 60 - round(indent / (SIZE * WIDTH)) * (not number)
        line = ""
        while len(line) + len(WORDS[at % len(WORDS)]) + 1 <= room:
            line = f"{line} {WORDS[at % len(WORDS)]}".strip()
            at += 1
        made.append(line)
    made[0] = made[0].capitalize()
    return [*made[:-1], made[-1] + "."]


def set_lines(
    lines: Sequence[str],
    base: float,
    *,
    indent: float = 0.0,
    left: float = LEFT,
    size: float = SIZE,
) -> list[Put]:
    """Return lines set from a base line down, the first of them indented; full ones to the edge."""
    return [
        Put(line, left + indent * (not number), base - LEADING * number * size / SIZE, size)
        for number, line in enumerate(lines)
    ]


def page_of_text(first: int = 0, *, indent: float = 10.0) -> list[Put]:
    """Return three paragraphs of a page."""
    return [
        *set_lines(filled(4, first), TOP),
        *set_lines(filled(4, first + 3, indent=indent), TOP - 4 * LEADING, indent=indent),
        *set_lines(filled(4, first + 7, indent=indent), TOP - 8 * LEADING, indent=indent),
    ]


def pdf_page(  # noqa: PLR0913 -- a page has all of these
    number: int,
    puts: Iterable[Put],
    *,
    rules: Sequence[Box] = (),
    drawings: Sequence[Box] = (),
    pictures: Sequence[Box] = (),
    links: Mapping[str, str | tuple[int, float]] | None = None,
) -> PdfPage:
    """Return a page with words at their places, one run each, in this order of the file.

    `links` are words of it with the address, or the page and height, that they lead to.
    """
    text, runs = "", []
    for put in puts:
        text += "\n" if text else ""
        start, text = len(text), text + put.text
        runs.append(
            Run(
                start=start,
                end=len(text),
                text=put.text,
                left=put.left,
                right=put.left + len(put.text) * put.size * WIDTH,
                base=put.base,
                size=put.size,
                face=put.face,
                tag=put.tag,
                hidden=put.hidden,
                artifact=put.artifact,
                turned=put.turned,
                raised=put.raised,
            )
        )
    return PdfPage(
        number=number,
        label="",
        width=400,
        height=600,
        text=text,
        runs=tuple(runs),
        rules=tuple(rules),
        drawings=tuple(drawings),
        pictures=tuple(pictures),
        links=tuple(_link(text, words, to) for words, to in (links or {}).items()),
    )


def _link(text: str, words: str, to: str | tuple[int, float]) -> Link:
    start = text.index(words)
    place = Link(start=start, end=start + len(words))
    if isinstance(to, str):
        return replace(place, uri=to)
    return replace(place, page=to[0], top=to[1])


def survey_of(
    pdf_pages: Sequence[PdfPage],
    bookmarks: Sequence[Bookmark] = (),
    tags: Mapping[tuple[int, int], Tag] | None = None,
) -> Survey:
    """Return what the lines of pages are."""
    facts = Facts(pages=len(pdf_pages), bookmarks=tuple(bookmarks))
    return survey_pages(number_runs(facts, pdf_pages, tags or {}))


def import_of(
    pdf_pages: Sequence[PdfPage],
    bookmarks: Sequence[Bookmark] = (),
    *,
    facts: Facts | None = None,
    recipe: Recipe | None = None,
    tags: Mapping[tuple[int, int], Tag] | None = None,
) -> Imported:
    """Return what is made of pages; its ledger accounts for every character of them."""
    known = replace(facts or Facts(pages=len(pdf_pages)), bookmarks=tuple(bookmarks))
    book = number_runs(known, pdf_pages, tags or {})
    raw = RawText(name="x.pdf.txt", digest=Digest("0" * 64), encoding="utf-8", text=book.text)
    answers = place_answers(recipe, book.text)
    made = make_imported(book, survey_pages(book, answers), raw, (), recipe)
    assert ledger.check(made.ledger, book.text) == ()
    return made


def text_of(made: Imported) -> str:
    """Return the manuscript on one string."""
    return "".join(text.text for text in made.texts)
