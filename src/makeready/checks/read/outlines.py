"""The fonts inside a PDF beside the files of the faces → glyphs that are not what they are called.

A subset keeps the numbers of its face's glyphs, so that each outline can be held against the face's
own, and each character that a glyph is said to stand for against the face's map of characters.
"""

from __future__ import annotations

import ctypes
import io
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, TTLibError
from pypdfium2 import raw

from makeready.checks.report import UnreadablePrint

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUBSET_OF = "a subset of sha256:"
_MANY = 256
_FONTS = 16
"""So many fonts are kept: those of a book, which is read by several checks and after changes."""

_SIMPLE = ("/Type1", "/TrueType", "/MMType1")
"""Kinds of fonts that may come without their program."""

_SINGLES = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_SINGLE, _ALTERNATE, _EXTENSION = 1, 3, 7
_LONGEST = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """A glyph of a font that draws, or says, something else: what it is said to stand for."""

    font: str
    character: str
    is_shape: bool


@dataclass(frozen=True, slots=True)
class _Face:
    """A face: its glyphs, and the characters that each glyph may stand for, as far as is known."""

    glyphs: Mapping[str, object]
    order: Sequence[str]
    letters: Mapping[str, frozenset[str]]


def find_lies(data: bytes, faces: Sequence[bytes]) -> tuple[int, tuple[Lie, ...]]:
    """Return how many glyphs of a PDF were held against the faces, and those that differ.

    Fonts of which there is no face are left out. Raises Unreadable where the PDF cannot be read.
    """
    files = {program_name(face): face for face in faces}
    count, lies = 0, list[Lie]()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for name, program, written in _fonts(pdf):
                if name in files:
                    said, found = _find_in_font(files[name], program, written)
                    count += said
                    lies += found
    except pikepdf.PdfError as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error
    return count, tuple(dict.fromkeys(lies))


@lru_cache(maxsize=_FONTS)
def _find_in_font(face: bytes, program: bytes, written: bytes) -> tuple[int, tuple[Lie, ...]]:
    """Return how many glyphs of one font were held against its face, and those that differ."""
    said, shapes, own = _read_map(written), _outlines(program), _open_face(face)
    name = program_name(face)
    lies = [
        lie
        for number, text in sorted(said.items())
        for lie in _compare(name, own, shapes.get(number), (number, text))
    ]
    return len(said), tuple(lies)


def _fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield the name, the program and the map of glyphs to characters of each font that is used.

    The map is that of the PDF, from codes to Unicode.
    """
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
            if font.objgen in seen or "/DescendantFonts" not in font or "/ToUnicode" not in font:
                continue
            seen.add(font.objgen)
            descriptor = font.DescendantFonts[0].FontDescriptor
            key = next((k for k in ("/FontFile2", "/FontFile3") if k in descriptor), None)
            if key is not None:
                program = descriptor[key].read_bytes()
                yield program_name(program), program, font.ToUnicode.read_bytes()


def _read_map(data: bytes) -> Mapping[int, str]:
    """Return the characters of glyphs as a map from codes to Unicode has them."""
    said = {
        int(code, 16): _decode(text)
        for block in _SINGLES.findall(data)
        for code, text in _PAIR.findall(block)
    }
    for block in _RANGES.findall(data):
        for first, last, text in _RANGE.findall(block):
            begin, start = int(first, 16), _decode(text)
            for number in range(begin, min(int(last, 16), begin + _LONGEST) + 1):
                said[number] = start[:-1] + chr(ord(start[-1:] or "\0") + number - begin)
    return said


def _decode(text: bytes) -> str:
    return bytes.fromhex(text.decode().zfill(len(text) + len(text) % 2)).decode(
        "utf-16-be", "replace"
    )


def _outlines(program: bytes) -> Mapping[int, object]:
    """Return the outlines of an embedded font by the numbers of its glyphs."""
    try:
        if program[:1] == b"\x01":
            bare = CFFFontSet()
            bare.decompile(io.BytesIO(program), None)
            top = bare[0]
            order = top.charset
            return {n: _draw(top.CharStrings[name], None) for n, name in enumerate(order)}
        font = TTFont(io.BytesIO(program), lazy=True)
        glyphs = font.getGlyphSet()
        return {n: _draw(glyphs[name], glyphs) for n, name in enumerate(font.getGlyphOrder())}
    except (TTLibError, AssertionError, KeyError, IndexError):
        return {}


def _draw(glyph: object, glyphs: object) -> object:
    """Return a glyph's outline, what it is put together of drawn in its place."""
    pen = DecomposingRecordingPen(glyphs, skipMissingComponents=True)
    glyph.draw(pen)  # type: ignore[attr-defined]  # the library is untyped
    return tuple(pen.value)


@lru_cache(maxsize=_FONTS)
def _open_face(data: bytes) -> _Face:
    font = TTFont(io.BytesIO(data), lazy=True)
    letters: dict[str, set[str]] = {}
    for code, name in (font.getBestCmap() or {}).items():
        letters.setdefault(name, set()).add(chr(code))
    for source, target in _substitutions(font):
        letters.setdefault(target, set()).update(letters.get(source, ()))
    return _Face(
        glyphs=font.getGlyphSet(),
        order=font.getGlyphOrder(),
        letters={name: frozenset(found) for name, found in letters.items()},
    )


def _substitutions(font: TTFont) -> Iterator[tuple[str, str]]:
    """Yield each glyph with another one that a feature of the face puts in its place."""
    if "GSUB" not in font or font["GSUB"].table.LookupList is None:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = table.ExtSubTable if table.LookupType == _EXTENSION else table
            if inner.LookupType == _SINGLE:
                yield from inner.mapping.items()
            elif inner.LookupType == _ALTERNATE:
                for source, targets in inner.alternates.items():
                    yield from ((source, target) for target in targets)


def _compare(name: str, face: _Face, shape: object, said: tuple[int, str]) -> Iterator[Lie]:
    number, text = said
    if number >= len(face.order):
        yield Lie(font=name, character=text, is_shape=True)
        return
    glyph = face.order[number]
    if shape is not None and shape != _draw(face.glyphs[glyph], face.glyphs):
        yield Lie(font=name, character=text, is_shape=True)
    letters = face.letters.get(glyph, frozenset())
    known = {each.casefold() for each in letters}
    # ligatures and what a face has no character for stand for what the layout says
    if letters and len(text) == 1 and text.casefold() not in known:
        yield Lie(font=name, character=text, is_shape=False)


class Faces:
    """The names of the fonts of a page, each read once; to be used while the page is open."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}

    def name(self, run: object) -> str:
        """Return the name that the font of a run of type gives itself, or ""."""
        font = raw.FPDFTextObj_GetFont(run)
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in self._names:
            self._names[address] = program_name(_read_program(font)) if address else ""
        return self._names[address]


class Boxes:
    """Four numbers that pdfium fills in, made once and not for each character."""

    def __init__(self, page: object) -> None:
        self._page = page
        self._edges = (ctypes.c_double * 4)()
        size = ctypes.sizeof(ctypes.c_double)
        own = [ctypes.byref(self._edges, n * size) for n in range(4)]
        self._found = [ctypes.cast(each, ctypes.POINTER(ctypes.c_double)) for each in own]

    def of(self, index: int) -> tuple[float, float, float, float]:
        """Return where a character stands; pdfium tells the edges in another order."""
        raw.FPDFText_GetCharBox(self._page, index, *self._found)
        left, right, bottom, top = self._edges
        return (left, bottom, right, top)

    def pen(self, index: int) -> tuple[float, float]:
        """Return where the pen stood for a character: how far right, and how high."""
        raw.FPDFText_GetCharOrigin(self._page, index, *self._found[:2])
        return self._edges[0], self._edges[1]


def _read_program(font: object) -> bytes:
    length = ctypes.c_size_t()
    raw.FPDFFont_GetFontData(font, None, 0, length)
    program = (ctypes.c_uint8 * length.value)()
    raw.FPDFFont_GetFontData(font, program, length.value, length)
    return bytes(program)


def program_source(program: bytes) -> str:
    """Return the digest of the font file that a program says it is a subset of, or ""."""
    try:
        with TTFont(io.BytesIO(program), lazy=True) as font:
            said = str(font["name"].getDebugName(3) or "") if "name" in font else ""
    except (TTLibError, AssertionError, KeyError, IndexError):
        return ""
    return said.partition(_SUBSET_OF)[2]


@lru_cache(maxsize=_MANY)
def program_name(program: bytes) -> str:
    """Return the PostScript name in a font program, or "" where it has none."""
    try:
        if program[:1] == b"\x01":
            bare = CFFFontSet()
            bare.decompile(io.BytesIO(program), None)
            return str(bare.fontNames[0]).split("+")[-1]
        with TTFont(io.BytesIO(program), lazy=True) as font:
            if "CFF " in font:
                return str(font["CFF "].cff.fontNames[0]).split("+")[-1]
            return str(font["name"].getDebugName(6) or "") if "name" in font else ""
    except (TTLibError, struct.error, AssertionError, KeyError, IndexError, ValueError):
        return ""


def list_fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    """Yield each font's name and whether its program is embedded.

    A program says its name itself: that of the PDF's font dictionary proves nothing.
    """
    inner = (page.resources.get("/Font", pikepdf.Dictionary()).values() for page in pdf.pages)
    for item in chain(pdf.objects, chain.from_iterable(inner)):
        if not isinstance(item, pikepdf.Dictionary):
            continue
        if item.get("/Subtype") in _SIMPLE and "/FontDescriptor" not in item:
            # every reader has these by heart, and draws them in its own way
            yield str(item.get("/BaseFont", "/unnamed")).removeprefix("/"), False
        if item.get("/Type") == "/FontDescriptor":
            program = next((item[k] for k in ("/FontFile2", "/FontFile3") if k in item), None)
            listed = str(item.get("/FontName", "/unnamed")).removeprefix("/").split("+")[-1]
            name = listed if program is None else program_name(program.read_bytes())
            yield name or listed, program is not None
