"""A unit becomes a sheet: WeasyPrint lays it out, and its PDF is tagged on its way out.

WeasyPrint is known here and in the modules of this folder only. They are imported
by the worker that lays out, never by the process that binds.
"""

from __future__ import annotations

import io
import logging
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # markup of our own making, without entities

import cssselect2
import pydyf
import weasyprint.pdf
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from makeready.core.errors import EditionError
from makeready.editions.print.notes import repair
from makeready.editions.print.tags.tagging import BOOK, tag
from makeready.editions.print.values import SHELL, FontUse, Mending, Sheet
from makeready.editions.print.weasy import patches
from makeready.editions.print.weasy.marks import lead_through_book, painted
from makeready.editions.print.weasy.overflow import too_wide
from makeready.editions.print.weasy.read_boxes import (
    begins,
    headless,
    outgrown,
    own_pages,
    read_pages,
    take_off_heads,
)
from makeready.editions.typefaces import BASE, metrics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from weasyprint.document import Document

    from makeready.core.model import Asset
    from makeready.editions.print.values import Job, LaidPage, Supplies

patches.apply()

TRIES = 40
"""How often a unit is laid out again to bring home notes that the layout lost."""

LEFT = "html { break-before: left }"
"""Lets a unit begin on a left-hand page."""

READY = "incomprehensibilities " * 12
"""What is laid out before there is anything to lay out: lines that end in words to hyphenate."""


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


class _Parsed(HTML):  # type: ignore[misc]  # the library is untyped
    """A document that is parsed already: the HTML parser would close a paragraph before a note."""

    def __init__(self, root: ET.Element, fetcher: URLFetcher) -> None:
        self.base_url = BASE
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = root


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    """What a worker makes once of a title's supplies, and keeps."""

    fetcher: _Fetcher
    fonts: FontConfiguration
    sheet: CSS
    left: CSS
    images: dict[str, object]
    known: frozenset[str]
    characters: frozenset[int]
    complaints: tuple[str, ...]


_BENCHES: dict[str, _Bench] = {}
"""The bench of the title that is being laid out; only one is kept, for a catalogue has many."""


def _bench(supplies: Supplies) -> _Bench:
    if supplies.digest not in _BENCHES:
        _BENCHES.clear()
        _BENCHES[supplies.digest] = _set_up(supplies)
    return _BENCHES[supplies.digest]


def _set_up(supplies: Supplies) -> _Bench:
    fetcher = _Fetcher({asset.name: asset for asset in (*supplies.fonts, *supplies.pictures)})
    # The same font configuration must go to the style sheet and to the layout, or @font-face is
    # passed over without a word.
    fonts = FontConfiguration()
    with _heard() as complaints:
        sheet = CSS(string=supplies.css, base_url=BASE, url_fetcher=fetcher, font_config=fonts)
    return _Bench(
        fetcher=fetcher,
        fonts=fonts,
        sheet=sheet,
        left=CSS(string=LEFT),
        images={},
        known=frozenset(metrics(font).postscript for font in supplies.fonts),
        characters=frozenset(c for font in supplies.fonts for c in metrics(font).characters),
        complaints=tuple(complaints.messages),
    )


@contextmanager
def _heard() -> Iterator[_Complaints]:
    """Collect what WeasyPrint complains of, instead of letting it be logged."""
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(complaints)
    try:
        yield complaints
    finally:
        logger.removeHandler(complaints)
        logger.propagate = propagate


def lay_out_unit(job: Job, supplies: Supplies) -> Sheet:
    """Return a unit's sheet; notes that the layout loses are brought home by laying it out again.

    Raises EditionError where WeasyPrint asks for a file that the book has not, and ToolError where
    it is not the version that our patches are written for.
    """
    patches.check()
    root = ET.fromstring(job.unit.markup)  # noqa: S314  (our own markup, without entities)
    _fill_in(root, dict(job.labels))
    for head in root.iter("thead"):
        head.set("class", "repeated")
    try:
        with _heard() as complaints:
            bench = _bench(supplies)
            document, pages, mended = _lay_out(root, job, bench)
            own = own_pages(document.pages, pages, root, right=job.right)
            goes_on = _goes_on(root)
            _take_off_shells(root)
            document = document.copy([document.pages[number] for number in own])
            laid = tuple(pages[number] for number in own)
            data, fonts = _write(document, laid, root, job, bench) if own else (b"", ())
    except FatalURLFetchingError as error:
        hint = "an edition may show only what the title's folder holds"
        raise EditionError(str(error), hint=hint) from error
    return Sheet(
        unit=job.unit.name,
        data=data,
        pages=laid,
        breaks=begins(document.pages, job.unit.name),
        goes_on=goes_on,
        fonts=fonts,
        links=tuple(sorted(set(_targets(document)))),
        mended=tuple(mended.items()),
        narrowed=tuple(repair.narrowed(root)),
        complaints=tuple(dict.fromkeys((*bench.complaints, *complaints.messages))),
    )


def get_ready(supplies: Supplies, language: str) -> None:
    """Make of a title's supplies what its first unit would have to wait for.

    A few words are laid out, which loads the fonts and the hyphenation of the language.
    """
    root = ET.Element("html", {"lang": language})
    body = ET.SubElement(root, "body")
    ET.SubElement(body, "p").text = READY
    with _heard():
        bench = _bench(supplies)
        _Parsed(root, bench.fetcher).render(
            stylesheets=[bench.sheet], font_config=bench.fonts, cache=bench.images
        )


def _fill_in(root: ET.Element, labels: Mapping[str, str]) -> None:
    """Give every link whose target's page is known the label of that page."""
    for link in root.iter("a"):
        target = link.get("href", "").removeprefix("#")
        if target in labels and link.get("class") not in ("noteref", "backlink"):
            link.set("data-page", labels[target])


def _lay_out(
    root: ET.Element, job: Job, bench: _Bench
) -> tuple[Document, tuple[LaidPage, ...], Mapping[str, Mending]]:
    mender = repair.Mender(root, job.overlong)
    document, pages = _pages(root, job, bench)
    for _ in range(TRIES):
        if not _mend_tables(document) and not mender.mend(pages):
            break
        document, pages = _pages(root, job, bench)
    return document, pages, mender.mended


def _pages(root: ET.Element, job: Job, bench: _Bench) -> tuple[Document, tuple[LaidPage, ...]]:
    document = _render(root, job, bench)
    return document, read_pages(document.pages, bench.characters)


def _mend_tables(document: Document) -> bool:
    """Mend tables that are too wide, lack their heads or fit on no page, and tell of any.

    What was let break and is kept whole still, by a style that is stronger, is let be.
    """
    narrowed = [repair.narrow(table) for table in too_wide(document.pages)]
    bare = list(headless(document.pages))
    long = [table for table in outgrown(document.pages) if not repair.runs_on(table)]
    for table in bare:
        repair.show_once(table)
    for table in long:
        repair.let_run_on(table)
    return any(narrowed) or bool(bare or long)


def _goes_on(root: ET.Element) -> bool:
    return root.find(f"body/*/*[@{SHELL}='before']") is not None


def _take_off_shells(root: ET.Element) -> None:
    """Leave only what stands on the pages of the book, for its structure to be made of."""
    for chapter in root.iterfind("body/*"):
        for shell in chapter.findall(f"*[@{SHELL}]"):
            chapter.remove(shell)


def _render(root: ET.Element, job: Job, bench: _Bench) -> Document:
    # The page before a part is on the other side than its first.
    right = job.right is not _goes_on(root)
    sheets = [bench.sheet] if right else [bench.sheet, bench.left]
    return _Parsed(root, bench.fetcher).render(
        stylesheets=sheets, font_config=bench.fonts, cache=bench.images
    )


def _targets(document: Document) -> Iterator[str]:
    for page in document.pages:
        for _, target, _, _ in page.links:
            if target.startswith(BOOK):
                yield target.removeprefix(BOOK)


def _write(
    document: Document, laid: Sequence[LaidPage], root: ET.Element, job: Job, bench: _Bench
) -> tuple[bytes, tuple[FontUse, ...]]:
    """Return the PDF of the laid-out pages, without running heads and fonts, and its fonts' use."""
    for page in document.pages:
        take_off_heads(page, bench.characters)
        lead_through_book(page)
    uses: list[FontUse] = []
    tagged: list[bool] = []

    def build_fonts(
        pdf: pydyf.PDF, fonts: Mapping[object, weasyprint.pdf.fonts.Font], *options: object
    ) -> pydyf.Dictionary:
        return _build_fonts(pdf, fonts, options, bench.known, uses)

    def add_tags(
        pdf: pydyf.PDF, document: Document, version: object, streams: Sequence[pydyf.Stream]
    ) -> None:
        del version
        pages = [
            painted(number, page, stream, notes=own.notes)
            for number, (page, stream, own) in enumerate(
                zip(document.pages, streams, laid, strict=True)
            )
        ]
        body = root.find("body")
        assert body is not None
        tag(pdf, body, pages, streams, prefix=job.unit.name)
        tagged.append(True)

    with patches.writing(build_fonts, add_tags):
        target = io.BytesIO()
        document.write_pdf(target, pdf_tags=True, pdf_version="1.7", pdf_identifier=b"makeready")
    if not tagged:
        raise EditionError("this WeasyPrint does not tag as version 70 does")
    return target.getvalue(), tuple(uses)


def _build_fonts(
    pdf: pydyf.PDF,
    fonts: Mapping[object, weasyprint.pdf.fonts.Font],
    options: tuple[object, ...],
    known: frozenset[str],
    uses: list[FontUse],
) -> pydyf.Dictionary:
    """Leave an empty place for each font that the binding will embed, and note what is used of it.

    A font of the machine, and one that lacks a glyph, is embedded at once as WeasyPrint does it.
    """
    ours = {
        key: f
        for key, f in fonts.items()
        if not f.missing and _name(f.file_content, f.index) in known
    }
    others = {key: font for key, font in fonts.items() if key not in ours}
    dictionary = patches.FONTS.original(pdf, others, *options)
    uses += [_use(font, embedded=key not in ours) for key, font in fonts.items()]
    for font in ours.values():
        place = pydyf.Dictionary({"Type": "/Font"})
        pdf.add_object(place)
        dictionary[font.hash] = place.reference
    return dictionary


def _use(font: weasyprint.pdf.fonts.Font, *, embedded: bool) -> FontUse:
    return FontUse(
        key=font.hash,
        postscript=_name(font.file_content, font.index),
        embedded=embedded,
        glyphs=tuple(
            (glyph, float(width), font.to_unicode.get(glyph, ""))
            for glyph, width in sorted(font.widths.items())
        ),
    )


@lru_cache(maxsize=64)
def _name(data: bytes, index: int) -> str:
    """Return the PostScript name that a font file gives itself."""
    font = TTFont(io.BytesIO(data), fontNumber=index, lazy=True)
    return str(font["name"].getDebugName(6) or "") if "name" in font else ""
