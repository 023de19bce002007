"""An hOCR file → the words and lines that a program read off a page.

The format: hOCR 1.2, as tesseract 4 and 5 write it, with the boxes of letters where asked for
(`hocr_char_boxes`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.pdf.scan.values import Pixels, Reading, TextLine, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOX = re.compile(r"\b(?:x_)?bbox(?:es)? (\d{1,6}) (\d{1,6}) (\d{1,6}) (\d{1,6})")
_BASE = re.compile(r"\bbaseline (-?[\d.]{1,12}) (-?[\d.]{1,12})")
_HEIGHT = re.compile(r"\bx_size (\d[\d.]{0,12})")
_SURE = re.compile(r"\bx_wconf (\d{1,3})")
_DOTS = re.compile(r"\bscan_res (\d{2,4})")
_LINES = frozenset(["ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"])
_USUAL_DOTS = 300
_THIN = 8  # pixels: a separator as thin as this is a rule


class BadReading(Exception):  # noqa: N818 -- says what the file is
    """The file is no hOCR of a page."""


def read_hocr(data: bytes, number: int) -> Reading:
    """Return what an hOCR file says of the page of this number. Raises BadReading."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadReading(str(error)) from error
    page = next(_elements(root, frozenset(["ocr_page"])), None)
    if page is None:
        raise BadReading("it has no page")
    _, _, width, height = _box(page)
    dots = _DOTS.search(page.get("title", ""))
    separators = [_box(each) for each in _elements(page, frozenset(["ocr_separator"]))]
    return Reading(
        number=number,
        width=width,
        height=height,
        dots=float(dots[1]) if dots else _USUAL_DOTS,
        lines=tuple(line for each in _elements(page, _LINES) if (line := _line(each)).words),
        pictures=tuple(_box(each) for each in _elements(page, frozenset(["ocr_photo"]))),
        rules=tuple(box for box in separators if min(box[2] - box[0], box[3] - box[1]) <= _THIN),
    )


def _elements(root: etree._Element, classes: frozenset[str]) -> Iterator[etree._Element]:
    for each in root.iter(etree.Element):
        if each.get("class") in classes:
            yield each


def _box(element: etree._Element) -> Pixels:
    found = _BOX.search(element.get("title", ""))
    if found is None:
        raise BadReading("a part of it has no box")
    return int(found[1]), int(found[2]), int(found[3]), int(found[4])


def _line(element: etree._Element) -> TextLine:
    title, box = element.get("title", ""), _box(element)
    base, height = _BASE.search(title), _HEIGHT.search(title)
    words = (_word(each) for each in _elements(element, frozenset(["ocrx_word"])))
    return TextLine(
        words=tuple(word for word in words if word.text),
        box=box,
        base=box[3] + (float(base[2]) if base else 0.0),
        slope=float(base[1]) if base else 0.0,
        height=float(height[1]) if height else float(box[3] - box[1]),
    )


def _word(element: etree._Element) -> Word:
    sure = _SURE.search(element.get("title", ""))
    letters = tuple(
        ("".join(each.itertext()).strip(), _box(each))
        for each in _elements(element, frozenset(["ocrx_cinfo"]))
    )
    said = "".join(letter for letter, _ in letters) or "".join(element.itertext())
    return Word(
        text="".join(said.split()),
        box=_box(element),
        confidence=int(sure[1]) if sure else 0,
        letters=tuple((letter, box) for letter, box in letters if letter),
    )
