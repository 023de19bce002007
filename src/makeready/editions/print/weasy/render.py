"""WeasyPrint lays a unit out, and its PDF is tagged while it is written.

Only workers that lay out import this folder, which alone knows WeasyPrint; binding does not.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # markup of our own making, without entities

import cssselect2
import pydyf
import weasyprint.pdf
from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from makeready.core.errors import EditionError
from makeready.editions.print.notes import repair
from makeready.editions.print.plan.formulas.draw import draw_formulas
from makeready.editions.print.plan.page_links import fill_in_labels
from makeready.editions.print.tags.tagging import BOOK, tag_pdf
from makeready.editions.print.values import SHELL, FontUse, LaidUnit, NoteRepair
from makeready.editions.print.weasy import justify, patches
from makeready.editions.print.weasy.line_order import correct_mirrored
from makeready.editions.print.weasy.loaded.resources import get_loaded, read_verso
from makeready.editions.print.weasy.marked_content import read_painted_page, retarget_links
from makeready.editions.print.weasy.messages import collect_warnings
from makeready.editions.print.weasy.overflow import find_too_wide
from makeready.editions.print.weasy.paging import facing_pages, last_pages, page_turns
from makeready.editions.print.weasy.paging.waiting_tables import find_waiting_tables
from makeready.editions.print.weasy.read_boxes import (
    find_headless_tables,
    find_outgrown_tables,
    read_first_break,
    read_pages,
    select_own_pages,
)
from makeready.editions.print.weasy.read_heads import remove_heads
from makeready.editions.typefaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from weasyprint.document import Document
    from weasyprint.urls import URLFetcher

    from makeready.editions.print.values import LaidPage, LayoutJob, Resources
    from makeready.editions.print.weasy.loaded.resources import LoadedResources

patches.apply()
justify.apply()
page_turns.apply()
facing_pages.apply()

TRIES = 40
"""How often a unit is laid out again for repairs of its notes and tables: a bound to the work."""

WARM_UP_WORDS = "incomprehensibilities " * 12
"""Words long enough to be hyphenated, so that the patterns of the language are loaded too."""


class _ParsedDocument(HTML):  # type: ignore[misc]  # the library is untyped
    """A document from a tree: an HTML parser would end a paragraph where a note begins in it."""

    def __init__(self, root: ET.Element, fetcher: URLFetcher) -> None:
        self.base_url = BASE
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = root


def lay_out_unit(job: LayoutJob, resources: Resources) -> LaidUnit:
    """Return a unit laid out, as often as repairs of notes and tables call for it.

    Raises EditionError where WeasyPrint asks for a file that the book has not or a formula cannot
    be drawn, and ToolError where it is not the version that our patches are written for.
    """
    patches.check()
    root = ET.fromstring(job.unit.markup)  # noqa: S314  (our own markup, without entities)
    fill_in_labels(root, dict(job.labels))
    drawn = draw_formulas(root, resources.letters)
    for head in root.iter("thead"):
        head.set("class", "repeated")
    try:
        with collect_warnings() as layout_warnings:
            loaded = get_loaded(resources)
            loaded.fetcher.add(drawn)
            document, pages, repaired = _lay_out(root, job, loaded)
            own = select_own_pages(document.pages, pages, root, recto=job.recto)
            goes_on = _goes_on(root)
            _remove_shells(root)
            document = document.copy([document.pages[number] for number in own])
            laid = tuple(pages[number] for number in own)
            data, fonts = _write(document, laid, root, job, loaded) if own else (b"", ())
    except FatalURLFetchingError as error:
        hint = "an edition may show only what the title's folder holds"
        raise EditionError(str(error), hint=hint) from error
    return LaidUnit(
        unit=job.unit.name,
        data=data,
        pages=laid,
        breaks=read_first_break(document.pages, job.unit.name),
        goes_on=goes_on,
        fonts=fonts,
        links=tuple(sorted(set(_targets(document)))),
        repaired=tuple(repaired.items()),
        narrowed=tuple(repair.read_narrowed(root)),
        layout_warnings=tuple(dict.fromkeys((*loaded.layout_warnings, *layout_warnings.messages))),
    )


def warm_up(resources: Resources, language: str) -> None:
    """Load what the first unit of a title would have to wait for.

    A few words are laid out, which loads the fonts and the hyphenation patterns.
    """
    root = ET.Element("html", {"lang": language})
    body = ET.SubElement(root, "body")
    ET.SubElement(body, "p").text = WARM_UP_WORDS
    with collect_warnings():
        loaded = get_loaded(resources)
        _ParsedDocument(root, loaded.fetcher).render(
            stylesheets=loaded.style_sheets, font_config=loaded.fonts, cache=loaded.images
        )


def _lay_out(
    root: ET.Element, job: LayoutJob, loaded: LoadedResources
) -> tuple[Document, tuple[LaidPage, ...], Mapping[str, NoteRepair]]:
    repairer = repair.NoteRepairer(root, job.overlong)
    document, pages = _pages(root, job, loaded)
    is_end_tried = False
    for _ in range(TRIES):
        repaired = _repair_tables(document) or repairer.repair(pages)
        if repaired or repair.keep_with_next(page_turns.find_lone_headings(document.pages)):
            document, pages = _pages(root, job, loaded)
        elif not is_end_tried:
            is_end_tried = True
            laid = document, pages
            document, pages = last_pages.fill_last_page(
                laid, root, lambda: _pages(root, job, loaded)
            )
        else:
            break
    last_pages.forget_lines(root)
    return document, pages, repairer.repaired


def _pages(
    root: ET.Element, job: LayoutJob, loaded: LoadedResources
) -> tuple[Document, tuple[LaidPage, ...]]:
    document = _render(root, job, loaded)
    return document, read_pages(document.pages, loaded.characters)


def _repair_tables(document: Document) -> bool:
    """Repair tables that are too wide, wait, have lost their heads or fit on no page; tell of any.

    A table that was allowed to break and does not, for a stronger style forbids it, is left alone.
    """
    narrowed = [repair.narrow_table(table) for table in find_too_wide(document.pages)]
    bare = {row: table for table, row in find_headless_tables(document.pages)}
    long = [
        table
        for table in find_outgrown_tables(document.pages)
        if not repair.allows_page_breaks(table)
    ]
    waiting = [
        table
        for table in find_waiting_tables(document.pages)
        if not repair.is_divided(table) and not repair.allows_page_breaks(table)
    ]
    for row, table in bare.items():
        if not repair.divide_row(row):
            repair.show_head_once(table)
    for table in long:
        repair.allow_page_breaks(table)
    for table in waiting:
        repair.divide_table(table)
    return any(narrowed) or bool(bare or long or waiting)


def _goes_on(root: ET.Element) -> bool:
    return root.find(f"body/*/*[@{SHELL}='before']") is not None


def _remove_shells(root: ET.Element) -> None:
    """Remove the shells, so that the structure is made of what stands on the book's pages only."""
    for chapter in root.iterfind("body/*"):
        for shell in chapter.findall(f"*[@{SHELL}]"):
            chapter.remove(shell)


def _render(root: ET.Element, job: LayoutJob, loaded: LoadedResources) -> Document:
    # the layout of a part begins with the page of its shell, on the other side
    recto = job.recto is not _goes_on(root)
    style_sheets = [*loaded.style_sheets, *(() if recto else (read_verso(),))]
    return _ParsedDocument(root, loaded.fetcher).render(
        stylesheets=style_sheets,
        font_config=loaded.fonts,
        counter_style=loaded.counter_styles,
        cache=loaded.images,
    )


def _targets(document: Document) -> Iterator[str]:
    for page in document.pages:
        for _, target, _, _ in page.links:
            if target.startswith(BOOK):
                yield target.removeprefix(BOOK)


def _write(
    document: Document,
    laid: Sequence[LaidPage],
    root: ET.Element,
    job: LayoutJob,
    loaded: LoadedResources,
) -> tuple[bytes, tuple[FontUse, ...]]:
    """Return the PDF of the pages, without heads and fonts, and what it uses of its fonts."""
    for page in document.pages:
        remove_heads(page, loaded.characters)
        retarget_links(page)
    uses: list[FontUse] = []
    tagged: list[bool] = []

    def build_fonts(
        pdf: pydyf.PDF, fonts: Mapping[object, weasyprint.pdf.fonts.Font], *options: object
    ) -> pydyf.Dictionary:
        return _build_fonts(pdf, fonts, options, loaded.known, uses)

    def add_tags(
        pdf: pydyf.PDF, document: Document, version: object, streams: Sequence[pydyf.Stream]
    ) -> None:
        del version
        pages = [
            read_painted_page(number, page, stream, notes=own.notes)
            for number, (page, stream, own) in enumerate(
                zip(document.pages, streams, laid, strict=True)
            )
        ]
        body = root.find("body")
        assert body is not None
        tag_pdf(pdf, body, pages, streams, prefix=job.unit.name)
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
    """Write a placeholder for each font that the binding will embed, and record what is used of it.

    A font of the machine, and one that lacks a glyph, is embedded at once by WeasyPrint.
    """
    correct_mirrored(fonts.values())
    ours = {
        key: f
        for key, f in fonts.items()
        if not f.missing and _read_postscript_name(f.file_content, f.index) in known
    }
    others = {key: font for key, font in fonts.items() if key not in ours}
    dictionary = patches.FONTS.original(pdf, others, *options)
    uses += [_describe_use(font, embedded=key not in ours) for key, font in fonts.items()]
    for font in ours.values():
        place = pydyf.Dictionary({"Type": "/Font"})
        pdf.add_object(place)
        dictionary[font.hash] = place.reference
    return dictionary


def _describe_use(font: weasyprint.pdf.fonts.Font, *, embedded: bool) -> FontUse:
    return FontUse(
        key=font.hash,
        postscript=_read_postscript_name(font.file_content, font.index),
        embedded=embedded,
        glyphs=tuple(
            (glyph, float(width), font.to_unicode.get(glyph, ""))
            for glyph, width in sorted(font.widths.items())
        ),
    )


@lru_cache(maxsize=64)
def _read_postscript_name(data: bytes, index: int) -> str:
    """Return the PostScript name that a font file gives itself."""
    font = TTFont(io.BytesIO(data), fontNumber=index, lazy=True)
    return str(font["name"].getDebugName(6) or "") if "name" in font else ""
