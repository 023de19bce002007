"""A print form becomes pages: WeasyPrint lays it out, and what stands where is read off as values.

The page boxes that are read here are private to WeasyPrint 70; this is the one place that knows
them, and tests hold it to them.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from makeready.core.errors import EditionError
from makeready.editions.print.form import DISGUISE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from weasyprint.document import Document, Page

    from makeready.core.model import Asset

BASE = "https://title.invalid/"
"""Stands for the title's folder; nothing of this address is ever asked of a network."""

POINTS = 0.75
"""Points in a CSS pixel."""

TOLERANCE = 3.0
"""How far a line may stand out on the right, in CSS pixels: a hanging mark, a rounded width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidNote:
    """A note on a page: its id, its text, and how far below the page's foot its last line ends.

    `below` is in points and is not positive for a note that stands inside its page.
    """

    anchor: str
    text: str
    below: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidPage:
    """A page: its running text in stretches, its notes, the ids that begin on it, what sticks out.

    `outside` are stretches of text that stand wholly or partly beyond the edge of the text area.
    `notes_at` is where the area of the notes begins: its left edge and its top, in points from the
    page's upper left corner.
    """

    number: int
    running: tuple[str, ...]
    lines: int
    notes: tuple[LaidNote, ...]
    anchors: frozenset[str]
    outside: tuple[str, ...]
    notes_at: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The pages of a book, the PDF that shows them, and what WeasyPrint complained of."""

    pages: tuple[LaidPage, ...]
    data: bytes
    complaints: tuple[str, ...]


class _Fetcher(URLFetcher):  # type: ignore[misc]  # the library is untyped
    """Hands out the book's own files and nothing else."""

    def __init__(self, files: Mapping[str, Asset]) -> None:
        super().__init__(allowed_protocols=())
        self._files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  (the library's signature)
        asset = self._files.get(url.removeprefix(BASE))
        if asset is None:
            raise FatalURLFetchingError(f"the layout asked for {url}")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage().replace(BASE, ""))


def lay_out(
    html: str, css: str, files: Mapping[str, Asset], progress: Callable[[int], None] | None = None
) -> Layout:
    """Return the laid-out pages of a print form.

    Raises EditionError where WeasyPrint asks for a file that the book has not.
    """
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    propagate, logger.propagate = logger.propagate, False
    try:
        document = _render(html, css, files)
        if progress is not None:
            progress(len(document.pages))
        data = document.write_pdf(pdf_tags=True, pdf_version="1.7", pdf_identifier=b"makeready")
    except FatalURLFetchingError as error:
        raise EditionError(
            str(error), hint="an edition may show only what the title's folder holds"
        ) from error
    finally:
        logger.removeHandler(complaints)
        logger.propagate = propagate
    return Layout(
        pages=tuple(_pages(document)),
        data=data,
        complaints=tuple(dict.fromkeys(complaints.messages)),
    )


def _render(html: str, css: str, files: Mapping[str, Asset]) -> Document:
    fetcher = _Fetcher(files)
    fonts = FontConfiguration()
    # The same font configuration must go to the style sheet and to the layout, or @font-face is
    # passed over without a word.
    sheet = CSS(string=css, base_url=BASE, url_fetcher=fetcher, font_config=fonts)
    document = HTML(string=html, base_url=BASE, url_fetcher=fetcher)
    for element in document.etree_element.iter():
        if isinstance(element.tag, str) and element.tag.startswith(DISGUISE):
            element.tag = element.tag.removeprefix(DISGUISE)
    return document.render(stylesheets=[sheet], font_config=fonts)


def _pages(document: Document) -> Iterator[LaidPage]:
    headers: set[int] = set()
    for number, page in enumerate(document.pages, 1):
        yield _page(page, number, headers)


def _page(page: Page, number: int, headers: set[int]) -> LaidPage:
    """Read a page; `headers` are the table heads met so far, which later pages repeat."""
    box = page._page_box  # noqa: SLF001  (the only way to what stands where)
    main = [run for run in _runs(box, headers) if run.text.strip()]
    foot = box.content_box_y() + box.height
    right = box.content_box_x() + box.width
    return LaidPage(
        number=number,
        running=tuple(run.text for run in main),
        lines=len({round(run.position_y + run.baseline) for run in main}),
        notes=tuple(_notes(box, foot)),
        anchors=frozenset(page.anchors),
        outside=tuple(
            run.text
            for run in main
            if run.position_y > foot or run.position_x + run.width > right + TOLERANCE
        ),
        notes_at=next(_note_areas(box), None),
    )


def _note_areas(box: boxes.Box) -> Iterator[tuple[float, float]]:
    for area in box.children:
        if isinstance(area, boxes.FootnoteAreaBox) and area.children:
            yield area.content_box_x() * POINTS, area.padding_box_y() * POINTS


def _runs(box: boxes.Box, headers: set[int]) -> Iterator[boxes.TextBox]:
    """Yield the text boxes of a page's main flow in order, what CSS made up left out."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
            continue
        if "::" in (child.element_tag or "") or _repeats(child, headers):
            continue
        if isinstance(child, boxes.TextBox):
            yield child
        else:
            yield from _runs(child, headers)


def _repeats(box: boxes.Box, headers: set[int]) -> bool:
    """Tell whether this is the head of a table that an earlier page showed already."""
    if not getattr(box, "is_header", False):
        return False
    known = id(box.element) in headers
    headers.add(id(box.element))
    return known


def _notes(box: boxes.Box, foot: float) -> Iterator[LaidNote]:
    for area in box.children:
        if isinstance(area, boxes.FootnoteAreaBox):
            for note in area.children:
                runs = [run for run in _runs(note, set()) if run.text.strip()]
                last = max((run.position_y + run.height for run in runs), default=foot)
                first = min((run.position_y for run in runs), default=foot)
                beyond = max(last - foot, box.content_box_y() - first)
                yield LaidNote(
                    anchor=(note.element.get("id") if note.element is not None else "") or "",
                    text="".join(run.text for run in runs),
                    below=round(beyond * POINTS, 2),
                )
