"""What is drawn on printed pages besides type and pictures becomes findings, and moved pages do.

The press draws lines: those above notes, of tables, boxes and rules. Whatever else is drawn outside
of a figure or a formula, the master has not. A title with a style of its own may draw what it likes
and set its text where it likes; then only lines through words are looked for.
"""

from __future__ import annotations

import ctypes
import io
import statistics
from collections import Counter, defaultdict
from contextlib import closing
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

from makeready.checks.heard.meant import read_meant
from makeready.checks.read.evidence import evidence, printed_lines
from makeready.checks.read.print import Box, read_marks
from makeready.checks.read.text import H, parse_xml
from makeready.checks.report import UnreadablePrint, report
from makeready.checks.seen.folios import CODES as FOLIOS
from makeready.checks.seen.ornaments import find_lost_ornaments
from makeready.checks.seen.rules import find_lost_rules
from makeready.checks.seen.typesetting import is_text
from makeready.core.findings import Code, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.checks.read.lines import PrintedLine
    from makeready.checks.read.print import Page
    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-132",
        severity=Severity.ERROR,
        title="Something is drawn that the book has not",
        why="A picture, a mark or lines through the words say something that no edition says.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
    Code(
        code="P-136",
        severity=Severity.ERROR,
        title="A rule, a line or an ornament that print lacks",
        why="It parts notes from the text, a table's head from its rows, a box from what is around "
        "it, or two scenes; without it readers take one for the other.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
    Code(
        code="P-133",
        severity=Severity.ERROR,
        title="A page whose text stands elsewhere than on its like",
        why="It shows through, and is cut into when the pages are trimmed.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
)
_SHOWN_BY = frozenset({"Figure", "Formula"})
_THIN = 3.0
"""How thick, in points, the lines may be that the press draws."""

_ASLANT = 0.1  # points
_GREY = 8
"""By how many levels, of 255, the parts of a grey may differ, and black may be lighter."""

_STRUCK = 3
"""So many characters with a line through them are struck out."""

_HANGING = frozenset("gjpqyçJQ")
"""Letters that reach below the line, through which the line below underlined words may go."""

_MOVED = 6.0
"""By how many points the text of a page may stand apart from that of the pages like it."""

_FEW = 4
"""Pages with fewer lines do not show where their text stands."""


def check_drawn(files: Files) -> Report:
    """Report whether pages show nothing besides the book, and their text stands in its place."""
    pages = evidence(files).printed.pages
    place = Place(f"{files.slug}.pdf")
    root = parse_xml(files.master, "master.xhtml")
    is_plain = not files.require_sources().style.strip()
    struck = _find_marked(files)
    decorates = any(not img.get("alt") for img in root.iter(f"{H}img"))
    ruled: dict[int, list[Box]] = {}
    told = [(number, FOLIOS["P-124"], fault) for number, fault in _find_odd_boxes(files.pdf)]
    try:
        with closing(pdfium.PdfDocument(files.pdf)) as drawn:
            for number, page in enumerate(pages):
                strange, lines, frames = _read_drawings(drawn, number)
                ruled[number] = [*lines, *frames]
                if strange and is_plain and not decorates:
                    told.append((number, CODES["P-132"], f"shows {strange} beside the text"))
                own = struck.get(number, frozenset())
                told += [
                    (number, CODES["P-132"], fault)
                    for fault in compare_struck(page, lines, own, is_plain=is_plain)
                ]
    except pdfium.PdfiumError as error:
        raise UnreadablePrint(f"the print edition cannot be drawn: {error}") from error
    if is_plain:
        told += [(n, CODES["P-133"], fault) for n, fault in find_moved(printed_lines(files))]
    told += [(n, CODES["P-136"], fault) for n, fault in find_lost_rules(files, ruled)]
    told += [(n, CODES["P-136"], fault) for n, fault in find_lost_ornaments(files)]
    findings = tuple(
        finding(code, f"page {pages[number].label} {fault}", place) for number, code, fault in told
    )
    return report(findings, pages=len(pages))


def _find_odd_boxes(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the pages, from 0, that are turned, enlarged or cut when they are shown."""
    try:
        trims = list[list[float]]()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages):
                if int(page.obj.get("/Rotate", 0)) or float(page.obj.get("/UserUnit", 1)) != 1:
                    yield number, "is turned or enlarged"
                whole = [float(each) for each in page.mediabox]
                if [float(each) for each in page.cropbox] != whole:
                    yield number, "is cut when it is shown"
                trims.append([float(each) for each in page.trimbox])
            for number, box in enumerate(trims):
                # a size is told of pages; here, that the printer's cut is that of the others
                if any(abs(one - two) > 1.0 for one, two in zip(box, trims[0], strict=True)):
                    yield number, "is to be cut otherwise than the others"
    except pikepdf.PdfError as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error


def _read_drawings(drawn: pdfium.PdfDocument, number: int) -> tuple[str, list[Box], list[Box]]:
    """Return what is drawn on a page besides type, pictures and lines, or "", lines, and frames.

    Type in a colour is strange, too: the press's themes print black.
    """
    strange, lines, frames = "", list[Box](), list[Box]()
    with closing(drawn[number]) as page:
        for each in page.get_objects(max_depth=1):
            if _SHOWN_BY.intersection(read_marks(each.raw)):
                continue
            if each.type == raw.FPDF_PAGEOBJ_TEXT:
                strange = strange or _name_fault(each.raw)
                continue
            left, bottom, right, top = each.get_bounds()
            if each.type != raw.FPDF_PAGEOBJ_PATH:
                strange = "a picture"
            elif min(right - left, top - bottom) < _THIN:
                lines.append((left, bottom, right, top))
            elif not _is_upright(each.raw):
                strange = "a drawing"
            elif _is_tint(each.raw):
                strange = "a filled box"
            else:
                frames.append((left, bottom, right, top))
    return strange, lines, frames


def _name_fault(text: object) -> str:
    """Return how type is painted otherwise than in black and by filling its outlines, or ""."""
    levels = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(text, *levels)
    red, green, blue = (each.value for each in levels[:3])
    if raw.FPDFTextObj_GetTextRenderMode(text) != raw.FPDF_TEXTRENDERMODE_FILL:
        return "type with other outlines than its face's"
    if max(red, green, blue) - min(red, green, blue) > _GREY:
        return "type in a colour"
    return "grey type" if max(red, green, blue) > _GREY else ""


def _is_tint(path: object) -> bool:
    """Tell whether a path is filled and has no inner edge, as the frame of a box has."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    count = raw.FPDFPath_CountSegments(path)
    segments = (raw.FPDFPath_GetPathSegment(path, number) for number in range(count))
    begun = sum(raw.FPDFPathSegment_GetType(each) == raw.FPDF_SEGMENT_MOVETO for each in segments)
    return bool(fill.value != raw.FPDF_FILLMODE_NONE and begun == 1)


def _is_upright(path: object) -> bool:
    """Tell whether a path has only lines along the edges of the page, as boxes have."""
    last: tuple[float, float] | None = None
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_BEZIERTO:
            return False
        x, y = _point(segment)
        is_line = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO
        if is_line and last is not None and min(abs(x - last[0]), abs(y - last[1])) > _ASLANT:
            return False
        last = (x, y)
    return True


def _point(segment: object) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _find_marked(files: Files) -> Mapping[int, frozenset[int]]:
    """Return by page, from 0, the characters that the master has struck out."""
    meant = read_meant(files.master)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for piece in evidence(files).alignment.pieces:
        own = meant[piece.note][piece.start : piece.end]
        if any(each.is_struck for each in own):
            # a line from right to left does not tell which of its characters are meant
            whole = not isinstance(piece.indexes, range)
            pairs = zip(piece.indexes, own, strict=False)
            found[piece.page] |= {at for at, each in pairs if each.is_struck or whole}
    return {page: frozenset(places) for page, places in found.items()}


def compare_struck(
    page: Page, lines: Sequence[Box], marked: frozenset[int], *, is_plain: bool
) -> Iterator[str]:
    """Yield the words of a page that are struck out and should not be, or the other way."""
    level = [each for each in lines if each[3] - each[1] < _THIN < each[2] - each[0]]
    if not level and not marked:
        return
    struck = {
        at
        for at, (character, box) in enumerate(zip(page.text, page.boxes, strict=True))
        if character.isalpha() and any(_goes_through(line, box) for line in level)
    }
    added = sorted(at for at in struck - marked if page.text[at] not in _HANGING)
    if len(added) >= _STRUCK:
        yield f"has a line through “{''.join(page.text[at] for at in added[:40])}”"
    if is_plain and marked and not struck & marked:
        words = "".join(page.text[at] for at in sorted(marked)[:40])
        yield f"has no line through “{words}”"


def _goes_through(line: Box, box: Box) -> bool:
    middle, height = (line[1] + line[3]) / 2, box[3] - box[1]
    is_across = line[0] < (box[0] + box[2]) / 2 < line[2]
    return is_across and box[1] + 0.2 * height < middle < box[3] - 0.2 * height


def find_moved(lines: Sequence[PrintedLine]) -> Iterator[tuple[int, str]]:
    """Yield the pages, from 0, whose text stands farther out than that of the pages like them.

    So must the lines of one kind on it, beside those of that kind elsewhere: a page of verse alone,
    or one without a box amid pages of boxes, has its text where it belongs. Where no kind of line
    on it can be compared, most of it has to be of the kind that most other pages are of.
    """
    text = [line for line in lines if is_text(line) and not line.is_code]
    kinds: defaultdict[tuple[str, ...], list[PrintedLine]] = defaultdict(list)
    for line in text:
        kinds[_name_kind(line)].append(line)
    usual = _find_usual_kinds(text)
    compared = [_measure_apart(own) for own in kinds.values()]
    for page, by in _measure_apart(text).items():
        found = [own[page] for own in compared if page in own]
        others = Counter(kind for other, kind in usual.items() if other % 2 == page % 2)
        if by and (any(found) if found else usual[page] == others.most_common(1)[0][0]):
            yield page, f"has its text {by:.0f} points aside"


def _name_kind(line: PrintedLine) -> tuple[str, ...]:
    """Return the elements around a line; in how many sections it stands changes nothing."""
    return tuple(kind for kind in line.owner.kinds if kind != "Sect")


def _find_usual_kinds(lines: Iterable[PrintedLine]) -> Mapping[int, tuple[str, ...]]:
    """Return of which kind most lines of each page are."""
    counts: defaultdict[int, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for line in lines:
        counts[line.page][_name_kind(line)] += 1
    return {page: count.most_common(1)[0][0] for page, count in counts.items()}


def _measure_apart(lines: Iterable[PrintedLine]) -> Mapping[int, float]:
    """Return by how much lines begin and end aside from those of most pages, or 0.

    Pages with few lines are left out, and all of a side that has too few pages to compare.
    """
    own: defaultdict[int, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        own[line.page].append(line)
    edges = {
        page: (min(line.left for line in each), max(line.right for line in each))
        for page, each in own.items()
        if len(each) >= _FEW
    }
    apart: dict[int, float] = {}
    for side in (0, 1):
        alike = {page: each for page, each in sorted(edges.items()) if page % 2 == side}
        if len(alike) > 2:  # noqa: PLR2004 -- the fewest of which two can outvote one
            left = statistics.median(each[0] for each in alike.values())
            right = statistics.median(each[1] for each in alike.values())
            for page, (near, far) in alike.items():
                by = min(abs(near - left), abs(far - right))
                is_moved = by > _MOVED and (near > left) is (far > right)
                apart[page] = by if is_moved else 0.0
    return apart
