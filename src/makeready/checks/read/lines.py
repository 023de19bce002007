"""A finished PDF becomes its lines of type: where each stands, in which paragraph, how spaced.

Paragraphs are those of the PDF's structure; everything else is read from the pages themselves.
"""

from __future__ import annotations

import ctypes
import io
import math
import re
import statistics
import unicodedata
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

from makeready.checks.read.print import MADE, SPACE
from makeready.checks.report import UnreadablePrint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Element: TypeAlias = tuple[int, int]
"""An element of the structure: the number and the generation of its PDF object."""

BLOCKS = frozenset(
    ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "TH", "TD", "LBody", "Lbl")
)
"""The elements that hold lines of their own; code does where it is in none of them."""

_CODE = "Code"
_IN_NO_LINE = frozenset({"Figure", "Formula", "RT"})
"""Elements that are no part of a line: a reading stands above its characters."""

_SPACES = (" ", "\u00a0")
_WHITE = re.compile(r"[ \u00a0\t\r\n]+")
"""What is shown as one word space; spaces of another width stay what they are."""
_BROKEN = {"\x02": "\u2010", "\ufffe": "\u2010"}
"""pdfium's own signs for a hyphen at the end of a line."""

_SURROGATES = range(0xD800, 0xE000)
_DEEPEST = 200
"""So many elements may be within each other: a bound to the work on a PDF that a stranger made."""

WORD_SPACE = 0.25
"""The usual width of a word space in ems, where a face's own is not known."""

_RAISED = 0.5
"""By how many ems a character may stand above or below its line."""

_FIRST_MARK = 0x300
"""No character before this one is a mark above or below a letter, which has a height of its own."""

_FIRST_UNEVEN = 0x590
"""From this character on letters may stand above or below their line, as in Urdu."""

_INITIAL, _DEEP = 3, 2.0
"""How many characters an initial has at the most, and how many times as large it is as the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """What a stretch of type belongs to: its paragraph, and the names of the elements around it.

    `kinds` begin with the paragraph's own name; `chapter` is the outermost section, `table` the
    outermost table. `is_code` says that the stretch is code.
    """

    paragraph: Element
    kinds: tuple[str, ...]
    chapter: Element | None
    is_code: bool = False
    table: Element | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A word space: its edges in points, and the width that the face gives it."""

    left: float
    right: float
    own: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line of type on a page, which is counted from 0.

    Lengths are in points, from the page's lower left corner; `base` is the height of the baseline
    and `scale` by how much the letters are stretched. `is_code` says that nothing else is in it,
    `is_turned` that letters of it are upside down, on their side or mirrored; `least` is the size
    of its smallest letters, `narrowest` how far the narrowest are pressed together. `is_backward`
    says that words from left to right are read from the last to the first, as pdfium hands them
    out on pages from right to left, and `is_replaced` that letters have a replacement text, over
    which pdfium shares out the width of the glyphs: their spaces cannot be measured. `uneven` is by
    how much a letter of the line's own size stands above or below it.
    """

    page: int
    owner: Owner
    text: str
    left: float
    right: float
    base: float
    size: float
    scale: float
    spaces: tuple[Space, ...]
    is_code: bool = False
    is_turned: bool = False
    least: float = 10.0
    narrowest: float = 1.0
    is_backward: bool = False
    uneven: float = 0.0
    is_replaced: bool = False

    @property
    def looseness(self) -> float:
        """Return the median of the word spaces in units of the face's own; 1 without spaces."""
        shares = [(each.right - each.left) / each.own for each in self.spaces if each.own > 0]
        return statistics.median(shares) if shares else 1.0


def read_lines(data: bytes) -> tuple[PrintedLine, ...]:
    """Return the lines of a PDF's pages in the order of each page; artifacts and figures are none.

    Raises Unreadable where the PDF cannot be opened.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf, closing(pdfium.PdfDocument(data)) as drawn:
            owners = _read_owners(pdf)
            return tuple(
                line
                for number, known in enumerate(owners)
                for line in _read_page(drawn, number, known)
            )
    except (pikepdf.PdfError, pdfium.PdfiumError) as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error


def _read_owners(pdf: pikepdf.Pdf) -> list[Sequence[Owner | None]]:
    """Return, for each page, the owner of each of its stretches of marked content."""
    structure = pdf.Root.get("/StructTreeRoot")
    if structure is None or "/ParentTree" not in structure:
        return [() for _ in pdf.pages]
    parents = pikepdf.NumberTree(structure.ParentTree)
    known: dict[Element, Owner | None] = {}
    return [_read_owners_of_page(page, parents, known) for page in pdf.pages]


def _read_owners_of_page(
    page: pikepdf.Page, parents: pikepdf.NumberTree, known: dict[Element, Owner | None]
) -> Sequence[Owner | None]:
    key = page.obj.get("/StructParents")
    elements = parents.get(int(key)) if key is not None else None
    found: list[Owner | None] = []
    for element in elements if isinstance(elements, pikepdf.Array) else ():
        named = getattr(element, "objgen", (0, 0))
        if named not in known:
            known[named] = _read_owner(element)
        found.append(known[named])
    return found


def _read_owner(element: pikepdf.Object) -> Owner | None:
    """Return the paragraph around an element, or None where there is none."""
    around: list[tuple[str, Element]] = []
    next_one: pikepdf.Object | None = element
    for _ in range(_DEEPEST):
        if not isinstance(next_one, pikepdf.Dictionary) or "/S" not in next_one:
            break
        around.append((str(next_one.S).removeprefix("/"), next_one.objgen))
        next_one = next_one.get("/P")
    names = [name for name, _ in around]
    code = names.index(_CODE) if _CODE in names else None
    first = next((at for at, name in enumerate(names) if name in BLOCKS), code)
    if first is None or not _IN_NO_LINE.isdisjoint(names[:first]):
        return None
    sections = [named for name, named in around if name == "Sect"]
    tables = [named for name, named in around if name == "Table"]
    return Owner(
        paragraph=around[first][1],
        kinds=tuple(names[first:]),
        chapter=sections[-1] if sections else None,
        is_code=code is not None,
        table=tables[-1] if tables else None,
    )


@dataclass(slots=True, kw_only=True)
class _Row:
    """A line that is being read."""

    owner: Owner
    base: float
    size: float
    scale: float
    left: float
    last: int = 0
    place: float = 0.0
    sign: str = ""
    far: int = 0
    farthest: float = -math.inf
    is_code: bool = True
    is_turned: bool = False
    least: float = 1000.0
    narrowest: float = 1.0
    is_backward: bool = False
    is_replaced: bool = False
    has_marks_alone: bool = True
    uneven: float = 0.0
    text: list[str] = field(default_factory=list)
    spaces: list[Space] = field(default_factory=list)
    waiting: tuple[float, float] | None = None


def _read_page(
    drawn: pdfium.PdfDocument, number: int, owners: Sequence[Owner | None]
) -> Iterator[PrintedLine]:
    with closing(drawn[number]) as page, closing(page.get_textpage()) as text:
        rows = _read_rows(text, owners)
        yield from (_finish(row, number, text) for row in rows if row.text)


def _read_rows(text: pdfium.PdfTextPage, owners: Sequence[Owner | None]) -> list[_Row]:
    """Return the lines of a page; a line ends where the next character stands lower or higher."""
    rows: list[_Row] = []
    current: dict[Element, _Row] = {}
    row: _Row | None = None
    last, owner, size, scale, is_turned = b"", None, 0.0, 1.0, False
    x, y = ctypes.c_double(), ctypes.c_double()
    # these are made once and not for each character
    own, pen = text.raw, (ctypes.pointer(x), ctypes.pointer(y))
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(own, index)
        if code in MADE and raw.FPDFText_IsGenerated(own, index) == 1:
            if row is not None and code == SPACE:
                _add_gap(row, text)
            continue
        run = raw.FPDFText_GetTextObject(own, index)
        address = bytes(run)
        if address != last:
            last, owner = address, _find_owner(run, owners)
            size, scale, is_turned = _measure_type(text, index)
        if owner is None:
            row = None
            continue
        raw.FPDFText_GetCharOrigin(own, index, *pen)
        height = y.value
        row = current.get(owner.paragraph)
        # a capital that is two lines deep stands beside lines, in none of them
        beside = row is not None and len(row.text) <= _INITIAL and row.size >= _DEEP * size
        if row is None or beside or abs(height - row.base) > _RAISED * max(row.size, size):
            row = _Row(owner=owner, base=height, size=size, scale=scale, left=x.value)
            rows.append(row)
            current[owner.paragraph] = row
        elif size > row.size or row.has_marks_alone:
            row.base, row.size = height, max(row.size, size)
        elif size == row.size and code < _FIRST_UNEVEN:
            row.uneven = max(row.uneven, abs(height - row.base))
        row.has_marks_alone &= code >= _FIRST_MARK and _is_mark(code)
        row.is_code &= owner.is_code
        row.is_turned |= is_turned
        row.least, row.narrowest = min(row.least, size), min(row.narrowest, scale)
        _add(row, text, index, (code, x.value))
    return rows


def _is_mark(code: int) -> bool:
    return unicodedata.combining(chr(code)) > 0


def _find_owner(run: object, owners: Sequence[Owner | None]) -> Owner | None:
    mark = raw.FPDFPageObj_GetMarkedContentID(run)
    return owners[mark] if 0 <= mark < len(owners) else None


def _measure_type(text: pdfium.PdfTextPage, index: int) -> tuple[float, float, bool]:
    """Return a character's size in points, how much it is stretched, and whether it is turned."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    high = abs(matrix.d) or 1.0
    size = raw.FPDFText_GetFontSize(text, index) * high
    is_upright = matrix.a > abs(matrix.b) and matrix.d > 0
    return size, (abs(matrix.a) or high) / high, not is_upright


def _add(row: _Row, text: pdfium.PdfTextPage, index: int, found: tuple[int, float]) -> None:
    """Add a character, of which code and place were found, to a line; the space before it ends."""
    code, left = found
    sign = "" if code in _SURROGATES else chr(code)
    if row.waiting is not None:
        if row.sign:  # spaces before the first word are an indent
            row.spaces += _find_space(row, text, index, (sign, left))
        row.waiting = None
    if sign in _SPACES:
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(text, index, box)
        if left == row.place:
            # of letters with a replacement text pdfium shares out the width, and knows one place
            row.spaces.append(Space(left=box.left, right=box.right, own=box.right - box.left))
        else:
            row.waiting = (left, box.right - box.left)
    else:
        is_back = bool(row.text) and left < row.place - row.size
        row.is_backward |= is_back and not (_is_leftward(sign) or _is_leftward(row.sign))
        row.is_replaced |= bool(row.text) and left == row.place and _is_shared(text, index)
        row.last, row.place, row.sign = index, left, sign
        row.left = min(row.left, left)
        if left >= row.farthest:
            row.far, row.farthest = index, left
    row.text.append(_BROKEN.get(sign, sign))


def _is_shared(text: pdfium.PdfTextPage, index: int) -> bool:
    """Tell whether a character has another box than the one before it, which has its place."""
    own, before = raw.FS_RECTF(), raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, own)
    raw.FPDFText_GetLooseCharBox(text, index - 1, before)
    return bool(own.left != before.left)


def _find_space(
    row: _Row, text: pdfium.PdfTextPage, index: int, following: tuple[str, float]
) -> list[Space]:
    """Return the space that waits before a character, which is given with the place of its left.

    Between words from right to left it is left of the word before it. Where the direction changes,
    a word lies between the space and the word that is read next, and its width is not known.
    """
    (start, own), (sign, left) = row.waiting or (math.inf, 0.0), following
    ways = {_is_leftward(row.sign), _is_leftward(sign)}
    if ways == {False}:
        return [Space(left=start, right=left, own=own)] if left > start else []
    if len(ways) > 1:
        return []
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, box)
    return [Space(left=box.right, right=row.place, own=own)] if row.place > box.right else []


def _is_leftward(sign: str) -> bool:
    return bool(sign) and unicodedata.bidirectional(sign) in ("R", "AL", "NSM")


def _add_gap(row: _Row, text: pdfium.PdfTextPage) -> None:
    """Add a space that pdfium makes of a wide gap, in place of the one that is written."""
    if row.waiting is None:
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(text, row.last, box)
        row.waiting = (box.right, WORD_SPACE * row.size * row.scale)
        row.text.append(" ")


def _finish(row: _Row, page: int, text: pdfium.PdfTextPage) -> PrintedLine:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, row.far, box)  # of RTL lines the first, else the last
    return PrintedLine(
        page=page,
        owner=row.owner,
        text=_WHITE.sub(" ", "".join(row.text)).strip(),
        left=row.left,
        right=box.right,
        base=row.base,
        size=row.size,
        scale=row.scale,
        spaces=tuple(row.spaces),
        is_code=row.is_code,
        is_turned=row.is_turned,
        least=row.least,
        narrowest=row.narrowest,
        is_backward=row.is_backward,
        uneven=row.uneven,
        is_replaced=row.is_replaced,
    )
