"""A finished PDF becomes its pages: what is printed where, their labels, outline and links."""

from __future__ import annotations

import ctypes
import io
import math
import unicodedata
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

from makeready.checks.read.divided_rows import order_stretches, read_divided_rows
from makeready.checks.read.outlines import Boxes, Faces, list_fonts
from makeready.checks.read.text import strip_character
from makeready.checks.report import UnreadablePrint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the page's lower left corner."""

# pdfium's own signs for a hyphen at the end of a line
_BROKEN = frozenset({"\x02", "\ufffe"})
SPACE = 32
MADE = frozenset({SPACE, 10, 13})
"""The characters that pdfium adds where it sees a gap, or that a line ends."""

# a character beyond U+FFFF comes in two of these
_SURROGATES = range(0xD800, 0xE000)
_ARTIFACT = "Artifact"
_FIGURE, _FORMULA = "Figure", "Formula"
_TOLERANCE = 1.0
_LEVEL = 5.0
"""By how many points baselines of one line may differ: calls of notes stand above it."""

_APART = 1.5
"""How far a folio stands from its running head at least, in heights of their highest letter."""

_NOWHERE = -1.0e9
"""The height of a baseline that is not known."""

_FIRST_LEFTWARD = "\u0590"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leading:
    """A link: where it stands, and which page it leads to, from 0; -1 where it leads nowhere."""

    box: Box
    page: int
    outward: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A line of the outline: how deep it stands, its label, and its page, from 0, or -1."""

    depth: int
    label: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A printed page.

    `text` are its visible characters in reading order, without artifacts and pictures; `boxes`
    are where they stand, `lines` on which line each does, `runs` to which run of type it belongs,
    and `marks` in which marked content it is, by number; `spaced` whether white space is before it.
    `origins` are where the pen stood for them, which tells their order where letters overlap;
    `faces` are the names of the fonts in which they are set, as the fonts' programs say them.
    `furniture` are the characters of artifacts, by lines, on pages that are `leftward` from left to
    right as they stand; `outside` those beyond the page's edge.
    `pictures` counts the drawings and photographs of a page that has no text. `leftward` says that
    the file's pages are read from right to left: pdfium then hands out every line that way.
    """

    label: str
    size: tuple[float, float]
    text: str
    boxes: tuple[Box, ...]
    lines: tuple[int, ...]
    runs: tuple[int, ...]
    furniture: tuple[str, ...]
    outside: str
    pictures: int
    links: tuple[Leading, ...]
    marks: tuple[int, ...] = ()
    leftward: bool = False
    spaced: tuple[bool, ...] = ()
    origins: tuple[float, ...] = ()
    faces: tuple[str, ...] = ()

    def take(self, start: int, end: int) -> Page:
        """Return the page with only these of its characters, from one to that before another."""
        return replace(
            self,
            text=self.text[start:end],
            boxes=self.boxes[start:end],
            lines=self.lines[start:end],
            runs=self.runs[start:end],
            marks=self.marks[start:end],
            spaced=self.spaced[start:end],
            origins=self.origins[start:end],
            faces=self.faces[start:end],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A print edition as it is read from its file.

    `formulas` are the alternative texts of its formulas that have something to show.
    Where a table's row is divided between pages, `stretches` are those of all pages in the order in
    which they are read: the page, from 0, its first character, and the one behind the last.
    """

    pages: tuple[Page, ...]
    outline: tuple[Bookmark, ...]
    fonts: tuple[str, ...]
    unembedded: tuple[str, ...]
    formulas: tuple[str, ...] = ()
    stretches: tuple[tuple[int, int, int], ...] = ()

    def read_in_order(self) -> Iterator[tuple[int, Page]]:
        """Yield the pages with their numbers, from 0; those with divided rows come in stretches."""
        if not self.stretches:
            yield from enumerate(self.pages)
        for number, start, end in self.stretches:
            yield number, self.pages[number].take(start, end)


def read_printed(data: bytes) -> Printed:
    """Return the pages of a PDF. Raises Unreadable where it cannot be opened."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf, closing(pdfium.PdfDocument(data)) as drawn:
            targets = _destinations(pdf)
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
            links = [tuple(_links(page, targets, numbers)) for page in pdf.pages]
            fonts = tuple(list_fonts(pdf))
            turned = _is_read_leftward(pdf)
            pages = tuple(_page(drawn, n, links[n], leftward=turned) for n in range(len(drawn)))
            rows = read_divided_rows(pdf)
            return Printed(
                pages=pages,
                outline=tuple(_outline(pdf, targets, numbers)),
                fonts=tuple(sorted({name for name, inside in fonts if inside})),
                unembedded=tuple(sorted({name for name, inside in fonts if not inside})),
                stretches=order_stretches([page.marks for page in pages], rows) if rows else (),
                formulas=tuple(_formulas(pdf)),
            )
    except (pikepdf.PdfError, pdfium.PdfiumError) as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error


def _is_read_leftward(pdf: pikepdf.Pdf) -> bool:
    wishes = pdf.Root.get("/ViewerPreferences")
    return isinstance(wishes, pikepdf.Dictionary) and wishes.get("/Direction") == "/R2L"


class _Glyph(NamedTuple):
    """A visible character of a page; a tuple is made in a fifth of a dataclass's time."""

    character: str
    box: Box
    line: int
    run: int
    kind: str
    mark: int
    is_spaced: bool
    origin: float
    face: str


def _page(
    drawn: pdfium.PdfDocument, number: int, links: tuple[Leading, ...], *, leftward: bool
) -> Page:
    with closing(drawn[number]) as page, closing(page.get_textpage()) as text:
        glyphs = tuple(_glyphs(text, turned=leftward))
        left, bottom, right, top = page.get_mediabox()
        main = [glyph for glyph in glyphs if not glyph.kind]
        edge = (left - _TOLERANCE, bottom - _TOLERANCE, right + _TOLERANCE, top + _TOLERANCE)
        return Page(
            label=drawn.get_page_label(number) or str(number + 1),
            size=(right - left, top - bottom),
            text="".join(glyph.character for glyph in main),
            boxes=tuple(glyph.box for glyph in main),
            lines=tuple(glyph.line for glyph in main),
            runs=tuple(glyph.run for glyph in main),
            furniture=tuple(_lines([g for g in glyphs if g.kind == _ARTIFACT], leftward)),
            outside="".join(g.character for g in glyphs if not _within(g.box, edge)),
            pictures=0 if main else _count_pictures(page),
            links=links,
            leftward=leftward,
            marks=tuple(glyph.mark for glyph in main),
            spaced=tuple(glyph.is_spaced for glyph in main),
            origins=tuple(glyph.origin for glyph in main),
            faces=tuple(glyph.face for glyph in main),
        )


def _count_pictures(page: pdfium.PdfPage) -> int:
    """Return how many pieces of a page are photographs, or marked as part of a figure."""
    return sum(
        each.type == raw.FPDF_PAGEOBJ_IMAGE
        or not {_FIGURE, _FORMULA}.isdisjoint(read_marks(each.raw))
        for each in page.get_objects()
    )


def _lines(glyphs: Sequence[_Glyph], leftward: bool) -> Iterator[str]:
    for _, group in groupby(glyphs, key=lambda glyph: glyph.line):
        line = tuple(group)
        yield from _part(sorted(line, key=lambda glyph: glyph.origin) if leftward else line)


def _part(line: Sequence[_Glyph]) -> Iterator[str]:
    """Yield what stands apart on a line: a running head with words from right to left, a folio."""
    if not any(unicodedata.bidirectional(glyph.character) in ("R", "AL") for glyph in line):
        yield "".join(glyph.character for glyph in line)
        return
    gap = _APART * max(glyph.box[3] - glyph.box[1] for glyph in line)
    edge, number = math.inf, 0
    parts: dict[_Glyph, int] = {}
    for glyph in sorted(line, key=lambda glyph: glyph.box[0]):
        number += glyph.box[0] > edge + gap
        edge, parts[glyph] = glyph.box[2], number
    for _, part in groupby(sorted(line, key=parts.__getitem__), key=parts.__getitem__):
        yield "".join(glyph.character for glyph in part)


def _within(box: Box, edge: Box) -> bool:
    inside = box[0] >= edge[0] and box[1] >= edge[1]
    return inside and box[2] <= edge[2] and box[3] <= edge[3]


def _glyphs(text: pdfium.PdfTextPage, *, turned: bool) -> Iterator[_Glyph]:
    """Yield the visible characters; a line is a stretch on which no line end was seen.

    pdfium ends a line at a mark above or below a letter, too: where the next letter of a line with
    words from right to left stands as high as those before it, the line goes on; so does each line
    of the text in a book from right to left (`turned`), where a bracket may be handed out alone.
    """
    line, run, last, half = 0, 0, b"", 0
    has_ended, leftward, height = True, False, _NOWHERE
    kind, face, mark, is_spaced = "", "", -1, False
    # the page's own address spares a look-up at each of the calls for each character
    faces, own = Faces(), text.raw
    place = Boxes(own)
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(own, index)
        if code in MADE and raw.FPDFText_IsGenerated(own, index) == 1:
            has_ended |= code != SPACE
            is_spaced = True
            continue
        # the glyph's words stand with another glyph, as those of a mark with its letter's
        if raw.FPDFText_HasUnicodeMapError(own, index) == 1:
            continue
        owner = raw.FPDFText_GetTextObject(own, index)
        address = bytes(owner)
        if address != last:
            last, run, kind, face = address, run + 1, _kind(owner), faces.name(owner)
            mark = raw.FPDFPageObj_GetMarkedContentID(owner)
        if code in _SURROGATES and not half:
            half = code
            continue
        character = _join_halves(half, code) if half else chr(code)
        half = 0
        is_spaced = is_spaced or character.isspace()
        for one in "-" if character in _BROKEN else strip_character(character):
            box = place.of(index)
            is_far = one >= _FIRST_LEFTWARD
            is_mark = is_far and bool(unicodedata.combining(one))
            is_leftward = is_far and unicodedata.bidirectional(one) in ("R", "AL")
            if has_ended and not is_mark:
                is_level = abs(place.pen(index)[1] - height) < _LEVEL
                goes_on = is_level and (leftward or is_leftward or (turned and not kind))
                leftward, line, has_ended = leftward and goes_on, line + (not goes_on), False
                height = place.pen(index)[1]
            leftward |= is_leftward
            origin = place.pen(index)[0] if is_far else box[0]
            yield _Glyph(one, box, line, run, kind, mark, is_spaced, origin, face)
            is_spaced = False


def _join_halves(first: int, second: int) -> str:
    """Return the character beyond U+FFFF whose halves pdfium hands out, those of RTL text swapped.

    A half without its partner is no character, and shown as such.
    """
    if second not in _SURROGATES:
        return "\N{REPLACEMENT CHARACTER}" + chr(second)
    halves = sorted((first, second))
    pair = b"".join(half.to_bytes(2, "little") for half in halves)
    return pair.decode("utf-16-le", errors="replace")


def _kind(owner: object) -> str:
    """Return what kind of content a run of type is: nothing for text, else why it is set aside.

    Type within a picture carries either the picture's mark, or none at all.
    """
    names = read_marks(owner)
    if _ARTIFACT in names:
        return _ARTIFACT
    return _FIGURE if _FIGURE in names or not names else ""


def read_marks(owner: object) -> list[str]:
    """Return the names of the marked content around an object of a page."""
    return [_mark(owner, n) for n in range(raw.FPDFPageObj_CountMarks(owner))]


def _mark(owner: object, number: int) -> str:
    mark = raw.FPDFPageObj_GetMark(owner, number)
    name, length = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
    return bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", errors="replace")


def _destinations(pdf: pikepdf.Pdf) -> Mapping[str, pikepdf.Object]:
    """Return what the names of destinations stand for."""
    found: dict[str, pikepdf.Object] = {}
    names = pdf.Root.get("/Names")
    if names is not None and "/Dests" in names:
        found |= {str(name): value for name, value in pikepdf.NameTree(names.Dests).items()}
    old = pdf.Root.get("/Dests")
    if isinstance(old, pikepdf.Dictionary):
        found |= {str(name).removeprefix("/"): value for name, value in old.items()}
    return found


def _target(
    where: object, targets: Mapping[str, pikepdf.Object], numbers: Mapping[tuple[int, int], int]
) -> int:
    """Return the page that a destination is on, from 0, or -1 where there is none."""
    if isinstance(where, pikepdf.String | pikepdf.Name | str):
        where = targets.get(str(where).removeprefix("/"))
    if isinstance(where, pikepdf.Dictionary):
        where = where.get("/D")
    if not isinstance(where, pikepdf.Array) or not len(where):
        return -1
    page = where[0]
    return numbers.get(page.objgen, -1) if isinstance(page, pikepdf.Dictionary) else -1


def _links(
    page: pikepdf.Page,
    targets: Mapping[str, pikepdf.Object],
    numbers: Mapping[tuple[int, int], int],
) -> Iterator[Leading]:
    for note in page.obj.get("/Annots", pikepdf.Array()):
        if note.get("/Subtype") != "/Link":
            continue
        action = note.get("/A", pikepdf.Dictionary())
        outward = str(action.get("/URI", ""))
        inward = note.get("/Dest", action.get("/D"))
        left, bottom, right, top = (float(edge) for edge in note.Rect)
        box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        yield Leading(box=box, page=_target(inward, targets, numbers), outward=outward)


def _outline(
    pdf: pikepdf.Pdf,
    targets: Mapping[str, pikepdf.Object],
    numbers: Mapping[tuple[int, int], int],
) -> Iterator[Bookmark]:
    def level(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[Bookmark]:
        for item in items:
            action = item.action if item.action is not None else pikepdf.Dictionary()
            where = item.destination if item.destination is not None else action.get("/D")
            label = " ".join(str(item.title).split())
            yield Bookmark(depth=depth, label=label, page=_target(where, targets, numbers))
            yield from level(item.children, depth + 1)

    with pdf.open_outline() as outline:
        yield from level(outline.root, 1)


def _formulas(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield the alternative text of each element of the structure that is a formula."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{_FORMULA}":
            content = item.get("/K")
            if isinstance(content, pikepdf.Array) and len(content):
                yield str(item.get("/Alt", ""))
