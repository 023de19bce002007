"""A PDF's bytes → its pages' characters, rules, drawings and pictures: the door of pypdfium2.

pdfium answers one question about one character at a call, so that calls are what reading costs:
what is the same for a whole text object (font, size, matrix, marks) is asked once for each.
"""

from __future__ import annotations

import ctypes
import io
import math
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from makeready.intake.pdf.read.accents import ACCENTS, compose_accents
from makeready.intake.pdf.read.faces import face_of
from makeready.intake.pdf.read.glyphs import FIRST_LEFTWARD, NO_LETTER, Glyph, decode_code, runs_of
from makeready.intake.pdf.read.leftward import (
    is_leftward,
    mirror_box,
    mirror_glyph,
    runs_leftward,
)
from makeready.intake.pdf.read.links import read_links
from makeready.intake.pdf.read.order.pages import Ordered, put_in_order
from makeready.intake.pdf.read.repair import repair
from makeready.intake.pdf.read.shapes import read_shapes
from makeready.intake.pdf.read.tex_fonts import FEW, name_letters
from makeready.intake.pdf.read.turning import common_quarter
from makeready.intake.pdf.values import Bookmark, Box, Face, Facts, PdfPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_CHARACTERS = 400_000
"""The most characters of one page: with more, it is no page that anybody reads."""
_SHADES, _WIDEST = 16, 1400  # of a page in the report: its greys, and its pixels at most
_FINE, _LARGEST = 300 / 72, 3000  # of a figure: its pixels to the point, and at most on a side
_HIDDEN = 3  # text render mode: neither filled nor stroked
_LEANING = (0.1, 0.6)  # cosine between the axes of a slanted letter
_TINY = 1.0  # points: fonts of Type 3 may call themselves smaller
_QUARTER, _ASKEW = math.pi / 2, 0.05  # radians
_DIGITS = frozenset("0123456789")
_TALL, _DEEP = frozenset("bdhkl"), frozenset("gpqy")
_TOLD = _DIGITS | _TALL | _DEEP  # characters whose ink tells what the font has done with them
_ENOUGH = 8  # letters of a text object show whether all of it is small capitals
# pdfium's own signs for a hyphen that ends a line, hard or soft; U+00AD alone is soft for certain
_BROKEN = frozenset({2, 0xFFFE})
# how white space is written in the page's text; a carriage return goes with its line feed
_SPACES = dict.fromkeys((9, 11, 12, 32, 133, 8232, 8233, *range(28, 32)), " ")
_SPACES |= {0x0A: "\n", 0x0D: ""}
_PLAIN = {code: chr(code) for code in range(0x21, 0x7F)} | dict.fromkeys(_BROKEN, "-")


# the same function as pypdfium2's, but its answer is a number: that is twice as quick, and it is
# asked for each character
_object_at = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


class Unreadable(Exception):  # noqa: N818 -- says what the file is
    """The bytes are no PDF that can be read: `reason` is `password` or `damaged`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Look:
    """What is the same for all characters of a text object."""

    face: Face
    size: float
    quarter: int
    straight: bool
    tag: int
    artifact: bool
    hidden: bool
    number: int


def read_facts(path: Path) -> Facts:
    """Return what the file says of itself. Raises Unreadable."""
    with closing(_open(path)) as document:
        told = document.get_metadata_dict()
        return Facts(
            pages=len(document),
            repaired=isinstance(_usable(path), bytes),
            bookmarks=tuple(_bookmarks(document)),
            title=_clean(told.get("Title", "")),
            author=_clean(told.get("Author", "")),
        )


def read_pages(path: Path, numbers: range) -> Iterator[PdfPage]:
    """Yield the pages of these numbers, from 0. Raises Unreadable."""
    with closing(_open(path)) as document:
        for number in numbers:
            try:
                with closing(document[number]) as page:
                    yield _sheet(document, page, number)
            except pdfium.PdfiumError as error:
                yield _blank(number, str(error))


def draw_box(path: Path, number: int, box: Box, *, scale: float) -> bytes:
    """Return a part of a page as a PNG, `scale` pixels to the point. Raises Unreadable."""
    with closing(_open(path)) as document, closing(document[number]) as page:
        width, height = page.get_size()
        x, y = _corner(page)
        left, bottom, right, top = box[0] - x, box[1] - y, box[2] - x, box[3] - y
        crop = (max(left, 0.0), max(bottom, 0.0), max(width - right, 0.0), max(height - top, 0.0))
        picture = page.render(scale=scale, crop=crop, may_draw_forms=False).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def draw_page(path: Path, number: int, *, scale: float) -> bytes:
    """Return a page as a small PNG in shades of grey. Raises Unreadable."""
    with closing(_open(path)) as document, closing(document[number]) as page:
        width, height = page.get_size()
        least = min(scale, _WIDEST / max(width, height, 1.0))
        picture = page.render(scale=least, grayscale=True, may_draw_forms=False).to_pil()
    out = io.BytesIO()
    picture.quantize(_SHADES).save(out, "PNG", optimize=True)
    return out.getvalue()


def draw_figure(path: Path) -> bytes:
    """Return the first page, as a figure of a document that names it, as PNG. Raises Unreadable."""
    with closing(_open(path)) as document, closing(document[0]) as page:
        scale = min(_FINE, _LARGEST / max(*page.get_size(), 1.0))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _corner(page: pdfium.PdfPage) -> tuple[float, float]:
    """Return the lower left corner of what is shown of a page."""
    left, bottom, _, _ = page.get_cropbox()
    return left, bottom


def _open(path: Path) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(_usable(path))


@lru_cache(maxsize=2)
def _usable(path: Path) -> Path | bytes:
    """Return the file, or what can be made of it where it is damaged. Raises Unreadable."""
    try:
        pdfium.PdfDocument(path).close()
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable("password") from error
        if not (repaired := repair(path)):
            raise Unreadable("damaged") from error
        return repaired
    return path


def _blank(number: int, fault: str) -> PdfPage:
    return PdfPage(number=number, label="", width=0, height=0, text="", runs=(), fault=fault)


def _clean(text: str) -> str:
    return " ".join(text.split()).replace("\x00", "")


def _bookmarks(document: pdfium.PdfDocument) -> Iterator[Bookmark]:
    for mark in document.get_toc(max_depth=8):
        target = mark.get_dest()
        page = target.get_index() if target else None
        yield Bookmark(
            depth=mark.level, title=_clean(mark.get_title()), page=-1 if page is None else page
        )


def _sheet(document: pdfium.PdfDocument, page: pdfium.PdfPage, number: int) -> PdfPage:
    width, height = page.get_size()
    with closing(page.get_textpage()) as textpage:
        text, glyphs, unmapped = _characters(textpage.raw)
    quarter = common_quarter(glyphs)
    mirrored = not quarter and runs_leftward(glyphs)
    rules, drawings, pictures = read_shapes(page, quarter)
    if mirrored:
        glyphs = [mirror_glyph(glyph, width) for glyph in glyphs]
        rules, drawings, pictures = (
            tuple(mirror_box(box, width) for box in boxes) for boxes in (rules, drawings, pictures)
        )
    read = Ordered(text, glyphs, glyphs)
    if any(char >= FIRST_LEFTWARD and is_leftward(char) for char in text):
        read = put_in_order(text, glyphs, mirrored=mirrored)
    shapes = (*drawings, *pictures)
    links = read_links(document, page, read.text, read.glyphs, mirror=width if mirrored else 0.0)
    return PdfPage(
        number=number,
        label=document.get_page_label(number) or "",
        width=width,
        height=height,
        text=read.text,
        runs=tuple(runs_of(read.text, read.placed, quarter, shapes=shapes)),
        rules=rules,
        drawings=drawings,
        pictures=pictures,
        quarter=quarter,
        unmapped=unmapped,
        mirrored=mirrored,
        corner=_corner(page),
        links=links,
        unsure=read.unsure,
    )


class _Looks:
    """The looks of a page's text objects, each asked for once, and what their letters' ink says."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 -- a pointer of pdfium
        self._page = page
        self._address = ctypes.cast(page, ctypes.c_void_p)
        self._known: dict[int, _Look] = {}
        self._faces: dict[tuple[int, bool], Face] = {}
        self._last: _Look | None = None
        self.votes: dict[int, list[int]] = {}
        self.fonts: dict[int, int] = {}  # of nameless ones: by the number of the look

    def of(self, index: int) -> _Look | None:
        """Return the look of a character; one that pdfium made up has that of the one before it."""
        address = _object_at(self._address, index)
        if address:
            look = self._known.get(address)
            if look is None:
                look = self._known[address] = self._read(index)
            self._last = look
        return self._last

    def _read(self, index: int) -> _Look:
        """Return what a text object's first character shows of all.

        The size of the font is that of the file's Tf operator, negative in some files, and the
        matrix scales it; the angle is that of the base line, since letters slanted by the matrix
        are upright.
        """
        pointer, number = raw.FPDFText_GetTextObject(self._page, index), len(self._known)
        size, angle, slanted = _measure(self._page, index)
        quarter = round(angle / _QUARTER)
        marked = raw.FPDFPageObj_CountMarks(pointer) > 0
        font = raw.FPDFTextObj_GetFont(pointer)
        key = (ctypes.addressof(font.contents) if font else 0, slanted)
        face = self._faces.get(key) or _face(self._page, index, slanted=slanted)
        if key[0]:
            self._faces[key] = face
        if not face.name:
            self.fonts[number] = key[0]
        return _Look(
            face=face,
            size=size,
            quarter=quarter % 4,
            straight=abs(angle - quarter * _QUARTER) < _ASKEW,
            tag=raw.FPDFPageObj_GetMarkedContentID(pointer) if marked else -1,
            artifact=marked and _is_artifact(pointer),
            hidden=raw.FPDFTextObj_GetTextRenderMode(pointer) == _HIDDEN,
            number=number,
        )

    def is_bare(self, index: int) -> bool:
        """Tell whether a character of the file, none that pdfium made up, is of a nameless font."""
        look = None if raw.FPDFText_IsGenerated(self._page, index) else self.of(index)
        return look is not None and not look.face.name

    def is_raised(self, index: int, base: float, look: _Look, char: str) -> bool:
        """Tell whether a digit is a superscript of the font; a letter tells of small capitals."""
        if look.quarter:
            return False
        if char in _DIGITS:
            return _is_raised(self._page, index, base, look)
        votes = self.votes.setdefault(look.number, [0, 0])
        if votes[0] + votes[1] < _ENOUGH:
            votes[_is_small(self._page, index, base, look, char)] += 1
        return False


def _characters(page: Any) -> tuple[str, list[Glyph], int]:  # noqa: ANN401 -- a pointer of pdfium
    """Return a page's text, its characters that are no spaces, and how many have no letter."""
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    looks = _Looks(page)
    text: list[str] = []
    glyphs: list[Glyph] = []
    codes: list[tuple[int, int]] = []  # places and codes of fonts without a name
    high = 0
    held: tuple[_Look | None, float, float] = None, 0.0, 0.0
    for index in range(min(raw.FPDFText_CountChars(page), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        bare = code in FEW and looks.is_bare(index)
        look = None if code in _SPACES and not bare else looks.of(index)
        if look is None:
            text += _SPACES.get(code, " ")
            continue
        char, high = (_PLAIN[code], 0) if code in _PLAIN else decode_code(code, high)
        if not look.face.name and code not in _BROKEN:
            codes.append((len(glyphs), code))
        raw.FPDFText_GetLooseCharBox(page, index, at_box)
        here = look, box.bottom, box.top
        if here != held or look.quarter % 2:  # else the base line is that of the one before
            raw.FPDFText_GetCharOrigin(page, index, at_x, at_y)
            held = here
        raised = char in _TOLD and looks.is_raised(index, y.value, look, char)
        glyphs.append(
            Glyph(
                len(text), char, box.left, box.bottom, box.right, box.top, x.value, y.value,
                look.size, look.face, look.quarter, look.straight, look.tag, look.artifact,
                look.hidden, raised, look.number,
            )
        )  # fmt: skip
        text.append(char)
        if code in _BROKEN:  # pdfium puts no line end after such a hyphen
            text.append("\n")
    name_letters(text, glyphs, codes, looks.fonts)
    if not ACCENTS.keys().isdisjoint(text):
        joined, glyphs = compose_accents(text, glyphs)
        text = list(joined)
    unmapped = sum(glyph.char == NO_LETTER for glyph in glyphs)
    return "".join(text), _with_small_capitals(glyphs, looks.votes), unmapped


def _with_small_capitals(glyphs: list[Glyph], votes: dict[int, list[int]]) -> list[Glyph]:
    """Return the characters, those of text objects whose letters are small capitals marked so.

    Fonts set them by a feature: the file has small letters, and only their ink shows capitals.
    """
    small = {number for number, (tall, low) in votes.items() if low > tall}
    if not small:
        return glyphs
    faces = {glyph.face: replace(glyph.face, small_caps=True) for glyph in glyphs}
    return [
        glyph._replace(face=faces[glyph.face]) if glyph.look in small else glyph for glyph in glyphs
    ]


def _measure(page: Any, index: int) -> tuple[float, float, bool]:  # noqa: ANN401 -- pdfium's
    """Return the type size of a character, the angle of its base line, and whether it leans."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page, index, matrix)
    size = raw.FPDFText_GetFontSize(page, index)
    across, up = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    leaning = abs(matrix.a * matrix.c + matrix.b * matrix.d) / ((across * up) or 1)
    angle = math.atan2(matrix.b, matrix.a) + (math.pi if size < 0 else 0)
    effective = abs(size) * (up or 1)
    if effective < _TINY:
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(page, index, box)
        effective = max(effective, (box.top - box.bottom) * 0.85)
    return effective, angle, _LEANING[0] < leaning < _LEANING[1]


def _face(page: Any, index: int, *, slanted: bool) -> Face:  # noqa: ANN401 -- a pointer of pdfium
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, index, name, 256, ctypes.byref(flags))
    weight = raw.FPDFText_GetFontWeight(page, index)
    return face_of(name.value.decode("utf-8", "replace"), flags.value, weight, slanted=slanted)


def _is_artifact(pointer: Any) -> bool:  # noqa: ANN401 -- a pointer of pdfium
    for place in range(max(0, raw.FPDFPageObj_CountMarks(pointer))):
        mark = raw.FPDFPageObj_GetMark(pointer, place)
        name, size = (ctypes.c_ushort * 16)(), ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(mark, name, 32, ctypes.byref(size))
        if "".join(chr(unit) for unit in name[:8]) == "Artifact":
            return True
    return False


def _is_raised(page: Any, index: int, base: float, look: _Look) -> bool:  # noqa: ANN401
    """Tell whether the ink of a digit is that of a superscript of the font."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(page, index, left, right, bottom, top)
    height = top.value - bottom.value
    return bottom.value - base > 0.2 * look.size and 0.1 < height / look.size < 0.55


def _is_small(page: Any, index: int, base: float, look: _Look, char: str) -> bool:  # noqa: ANN401
    """Tell whether the ink of a small letter is that of a small capital."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(page, index, left, right, bottom, top)
    rise, drop = (top.value - base) / look.size, (bottom.value - base) / look.size
    return rise > 0.2 and (rise < 0.56 if char in _TALL else drop > -0.06)
