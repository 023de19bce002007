"""A page's link annotations → where each leads, and its characters: a door of pypdfium2."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from makeready.intake.pdf.read.leftward import mirror_box
from makeready.intake.pdf.values import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.intake.pdf.read.glyphs import Glyph
    from makeready.intake.pdf.values import Box

MOST_LINKS = 5_000
LONGEST_ADDRESS = 4_000
_ROW = 8.0  # points: characters are looked up by rows of such a height
_OVER = 0.5  # points by which a character's middle may lie beside its link
_WHITE = 3  # characters of white space between two words of one link, at most
_FIT_ACROSS = (raw.PDFDEST_VIEW_FITH, raw.PDFDEST_VIEW_FITBH)


def read_links(
    document: pdfium.PdfDocument,
    page: pdfium.PdfPage,
    text: str,
    glyphs: Sequence[Glyph],
    *,
    mirror: float = 0.0,
) -> tuple[Link, ...]:
    """Return a page's links in the order of its text; `mirror` is the width of a mirrored page."""
    found = list(_annotations(document, page))
    if not found:
        return ()
    rows: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        rows[int(_middle(glyph) // _ROW)].append(glyph)
    links: list[Link] = []
    for boxes, uri, number, top in found:
        if mirror:
            boxes = [mirror_box(box, mirror) for box in boxes]  # noqa: PLW2901 -- the same, seen so
        links += (
            Link(start=start, end=end, uri=uri, page=number, top=top)
            for start, end in _stretches(text, _inside(rows, boxes))
        )
    return tuple(sorted(links, key=lambda link: (link.start, link.end)))


def _middle(glyph: Glyph) -> float:
    return (glyph.bottom + glyph.top) / 2


def _inside(rows: dict[int, list[Glyph]], boxes: Iterable[Box]) -> list[int]:
    """Return the offsets of the characters whose middle lies in one of the boxes."""
    return sorted({
        glyph.offset
        for left, bottom, right, top in boxes
        for row in range(int(bottom // _ROW), int(top // _ROW) + 1)
        for glyph in rows.get(row, ())
        if left - _OVER < (glyph.left + glyph.right) / 2 < right + _OVER
        and bottom < _middle(glyph) < top
    })  # fmt: skip


def _stretches(text: str, offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text that characters make up, white space between them taken in."""
    start = end = -1
    for offset in offsets:
        between = text[end:offset]
        if start >= 0 and len(between) <= _WHITE and not between.strip():
            end = offset + 1
            continue
        if start >= 0:
            yield start, end
        start, end = offset, offset + 1
    if start >= 0:
        yield start, end


def _annotations(
    document: pdfium.PdfDocument, page: pdfium.PdfPage
) -> Iterator[tuple[list[Box], str, int, float]]:
    """Yield the boxes of each link, its address, or the page from 0 and height that it leads to."""
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    count = 0
    while count < MOST_LINKS and raw.FPDFLink_Enumerate(page.raw, place, ctypes.byref(link)):
        count += 1
        if boxes := list(_boxes(link)):
            uri, target = _target(document.raw, link)
            number, top = _read_place(document.raw, target) if target else (-1, 0.0)
            yield boxes, uri, number, top


def _boxes(link: Any) -> Iterator[Box]:  # noqa: ANN401 -- a pointer of pdfium
    """Yield the boxes of a link: one for each line of it where the file has them."""
    four = raw.FS_QUADPOINTSF()
    count = max(0, raw.FPDFLink_CountQuadPoints(link))
    for number in range(min(count, MOST_LINKS)):
        if raw.FPDFLink_GetQuadPoints(link, number, four):
            across = four.x1, four.x2, four.x3, four.x4
            up = four.y1, four.y2, four.y3, four.y4
            yield min(across), min(up), max(across), max(up)
    box = raw.FS_RECTF()
    if not count and raw.FPDFLink_GetAnnotRect(link, box):
        yield (
            min(box.left, box.right),
            min(box.bottom, box.top),
            max(box.left, box.right),
            max(box.bottom, box.top),
        )


def _target(document: Any, link: Any) -> tuple[str, Any]:  # noqa: ANN401 -- pointers of pdfium
    """Return a link's address, or its place in the document."""
    if target := raw.FPDFLink_GetDest(document, link):
        return "", target
    action = raw.FPDFLink_GetAction(link)
    kind = raw.FPDFAction_GetType(action) if action else 0
    if kind == raw.PDFACTION_GOTO:
        return "", raw.FPDFAction_GetDest(document, action)
    return _read_address(document, action) if kind == raw.PDFACTION_URI else "", None


def _read_address(document: Any, action: Any) -> str:  # noqa: ANN401 -- pointers of pdfium
    size = raw.FPDFAction_GetURIPath(document, action, None, 0)
    if not 0 < size <= LONGEST_ADDRESS:
        return ""
    held = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document, action, held, size)
    return held.value.decode("utf-8", "replace").strip()


def _read_place(document: Any, target: Any) -> tuple[int, float]:  # noqa: ANN401 -- pdfium's
    """Return the page from 0 and the height on it, 0 where none is named."""
    number = raw.FPDFDest_GetDestPageIndex(document, target)
    flags = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    values = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if raw.FPDFDest_GetLocationInPage(target, *flags, *values) and flags[1].value:
        return number, values[1].value
    count, given = ctypes.c_ulong(), (ctypes.c_float * 4)()
    view = raw.FPDFDest_GetView(target, count, given)
    return number, given[0] if view in _FIT_ACROSS and count.value else 0.0
