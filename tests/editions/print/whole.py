"""The oracle: a book laid out whole by WeasyPrint, as one document, from the same units.

It is slow, holds the book in memory, and loses notes now and then; it tells what every page of the
print edition must hold.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pypdfium2
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from makeready.editions.print.notes.repair import keep_with_next
from makeready.editions.print.plan.formulas.draw import draw_formulas
from makeready.editions.print.weasy.loaded.resources import Fetcher
from makeready.editions.print.weasy.messages import collect_warnings
from makeready.editions.print.weasy.paging.page_turns import find_lone_headings
from makeready.editions.print.weasy.read_boxes import read_pages
from makeready.editions.print.weasy.render import _ParsedDocument, _repair_tables
from makeready.editions.typefaces import BASE

if TYPE_CHECKING:
    from weasyprint.document import Document

    from makeready.editions.print.plan.units import Plan

# The whole document counts its pages itself.
REFERENCES = """
.contents a[href]::after { content: target-counter(attr(href url), page) }
.contents a[href].roman::after { content: target-counter(attr(href url), page, lower-roman) }
:not(.locators) > a.page[href]::after { content: target-counter(attr(href url), page) }
a[href].xref::after { content: " (" target-counter(attr(href url), page) ")" }
"""


def whole_pages(planned: Plan, *, xrefs: bool = False) -> tuple[list[str], set[str]]:
    """Return the text of every page of the book laid out whole, and the notes that are lost."""
    root = _joined(planned)
    resources = planned.resources
    fetcher = Fetcher({asset.name: asset for asset in (*resources.fonts, *resources.pictures)})
    fetcher.add(draw_formulas(root, resources.letters))
    for head in root.iter("thead"):
        head.set("class", "repeated")
    css = resources.css + (REFERENCES if xrefs else "\n".join(REFERENCES.splitlines()[:-1]))
    document = _lay_out(root, css, fetcher)
    while _repair_tables(document) or keep_with_next(find_lone_headings(document.pages)):
        document = _lay_out(root, css, fetcher)
    laid = {note.anchor for page in read_pages(document.pages, set()) for note in page.notes}
    lost = {name for unit in planned.units for name, _ in unit.notes} - laid
    return page_texts(document.write_pdf()), lost


def _lay_out(root: ET.Element, css: str, fetcher: Fetcher) -> Document:
    fonts = FontConfiguration()
    with collect_warnings():
        sheet = CSS(string=css, base_url=BASE, url_fetcher=fetcher, font_config=fonts)
        return _ParsedDocument(root, fetcher).render(stylesheets=[sheet], font_config=fonts)


def _joined(planned: Plan) -> ET.Element:
    root = ET.fromstring(planned.units[0].markup)
    body = root.find("body")
    assert body is not None
    for unit in planned.units[1:]:
        other = ET.fromstring(unit.markup).find("body")
        assert other is not None
        body.extend(list(other))
    front = {
        part.get("id")
        for section in body
        if section.get("data-matter") == "front"
        for part in section.iter()
    }
    for link in body.iterfind("nav//a"):
        if link.get("href", "").removeprefix("#") in front:
            link.set("class", "roman")
    return root


def page_texts(data: bytes) -> list[str]:
    """Return the text of every page of a PDF."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        texts = []
        for page in pdf:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
    return texts


def page_words(text: str) -> Counter[str]:
    """Return the words of a page, cut at hyphens: what follows the last line differs in order."""
    return Counter(re.sub(r"[\ufffe\u2010\u00ad-]", " ", text).split())
