"""The pictures of printed pages become findings where they are not the title's.

Each figure of the PDF's structure says where it stands and what it shows. That part of the page is
drawn and held against the title's own picture, both made small.
"""

from __future__ import annotations

import io
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pikepdf
import pypdfium2 as pdfium

from makeready.checks.read.evidence import evidence
from makeready.checks.read.likeness import (
    DRAWING,
    MOST_APART,
    SPOT_APART,
    Picture,
    compare,
    compare_all,
    compare_inks,
    count_dots,
    is_in_inks,
    is_plain_drawing,
    make_small,
    measure_spots,
    shrink_any,
)
from makeready.checks.read.print import Box
from makeready.checks.read.text import H, parse_xml
from makeready.checks.report import UnreadablePrint, report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.checks.report import Files, Report
    from makeready.core.model import Asset

CODES = table(
    Code(
        code="P-120",
        severity=Severity.WARNING,
        title="A picture in print does not look as the title's own",
        why="Readers of both editions would see different pictures.",
        remedy="Build the title again. If it stays, the layout draws it otherwise: save a drawing "
        "as plain SVG without patterns, masks and filters, or as PNG.",
    ),
)
_SCALE = 1.5
_WIDE = 1152.0
_AROUND = 6.0  # dots around a letter, for those that lean
_DEEPEST = 200
_SMALLEST = 4.0  # points: what is drawn smaller shows nothing that could be compared


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A figure of a PDF: its page, from 0, its description, and its box in points."""

    page: int
    said: str
    box: Box


def check_pictures(files: Files) -> Report:
    """Report whether each described picture of the master is in print, and shows what it should."""
    wanted = _list_wanted(files)
    figures = _read_figures(files.pdf)
    place = Place(f"{files.slug}.pdf")
    labels = [page.label for page in evidence(files).printed.pages]
    findings = (
        *_find_missing(wanted, figures, place),
        *_find_others(files, wanted, figures, place, labels),
        *_find_lost_dots(files, wanted, place),
    )
    return report(findings, pictures=len(figures))


def _list_wanted(files: Files) -> list[tuple[str, str]]:
    """Return the description and the file of each picture of the master that has both."""
    root = parse_xml(files.master, "master.xhtml")
    shown = [
        (" ".join(img.get("alt", "").split()), unquote(img.get("src", "")))
        for img in root.iter(f"{H}img")
    ]
    return [(said, name) for said, name in shown if said]


def _find_missing(
    wanted: list[tuple[str, str]], figures: list[_Figure], place: Place
) -> Iterator[Finding]:
    lacking = Counter(said for said, _ in wanted) - Counter(each.said for each in figures)
    for said in lacking:
        yield finding(CODES["P-120"], f"no page has the picture described as “{said[:60]}”", place)
    order = [said for said, _ in wanted]
    shown = [each.said for each in figures if each.said in order]
    if not lacking and Counter(shown) == Counter(order) and shown != order:
        said = next(one for one, two in zip(shown, order, strict=True) if one != two)
        message = f"the picture described as “{said[:60]}” stands in the place of another"
        yield finding(CODES["P-120"], message, place)


def _find_others(
    files: Files,
    wanted: list[tuple[str, str]],
    figures: list[_Figure],
    place: Place,
    labels: list[str],
) -> Iterator[Finding]:
    own = {asset.name: asset for asset in files.require_sources().pictures}
    with closing(pdfium.PdfDocument(files.pdf)) as drawn:
        for figure in figures:
            names = {name for said, name in wanted if said == figure.said and name in own}
            where = f"page {labels[figure.page]}: “{figure.said[:60]}”"
            if names and (apart := _measure(drawn, figure, names, own)) > MOST_APART:
                message = f"{where} is another picture: {apart:.0f} of 255 levels apart"
                yield finding(CODES["P-120"], message, place)
            elif names and (apart := _measure_spots(drawn, figure, names, own)) > SPOT_APART:
                message = f"{where} has a spot that is drawn otherwise: {apart:.0f} of 255 levels"
                yield finding(CODES["P-120"], message, place)


def _find_lost_dots(files: Files, wanted: list[tuple[str, str]], place: Place) -> Iterator[Finding]:
    """Yield the photographs of which print has fewer dots than the title; it has all of them."""
    own = {asset.name: asset for asset in files.require_sources().pictures}
    shown = set(_read_sizes(files.pdf))
    for name in sorted({name for _, name in wanted} & own.keys()):
        size = (0, 0) if own[name].media_type == DRAWING else count_dots(own[name].data)
        if size[0] and size not in shown:
            message = f"no picture in print has the {size[0]} × {size[1]} dots of {name}"
            yield finding(CODES["P-120"], message, place)


def _read_sizes(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the dots of each picture of a PDF, along its shorter and its longer edge."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image":
                short, long = sorted((int(each.Width), int(each.Height)))
                yield short, long


def _measure(
    drawn: pdfium.PdfDocument,
    figure: _Figure,
    names: set[str],
    own: Mapping[str, Asset],
) -> float:
    """Return how far the page's picture lies apart from the nearest that it may be."""
    left, bottom, right, top = figure.box
    if right - left < _SMALLEST or top - bottom < _SMALLEST:
        return 0.0
    with closing(drawn[figure.page]) as page:
        shown = _draw(page, figure.box, _SCALE)
    if shown is None:
        return 255.0
    there = make_small(shown)
    here = (shrink_any(own[name].data, own[name].media_type) for name in sorted(names))
    way = compare_all if all(own[name].media_type != DRAWING for name in names) else compare
    if any(is_in_inks(own[name].data) for name in names):
        way = compare_inks
    return min((way(there, each) for each in here if each is not None), default=0.0)


def _measure_spots(
    drawn: pdfium.PdfDocument,
    figure: _Figure,
    names: set[str],
    own: Mapping[str, Asset],
) -> float:
    """Return how far the spot of a drawing that differs most is apart from the nearest one's."""
    wanted = [own[name].data for name in sorted(names) if own[name].media_type == DRAWING]
    left, bottom, right, top = figure.box
    if not wanted or len(wanted) < len(names) or not all(map(is_plain_drawing, wanted)):
        return 0.0
    if right - left < _SMALLEST or top - bottom < _SMALLEST:
        return 0.0
    scale = min(_WIDE / (right - left), _WIDE * 2 / (top - bottom))
    with closing(drawn[figure.page]) as page:
        shown = _draw(page, figure.box, scale)
        words = tuple(_find_words(page, figure.box, scale))
    if shown is None:
        return 0.0
    return min(measure_spots(shown, each, words) for each in wanted)


def _draw(page: pdfium.PdfPage, box: Box, scale: float) -> Picture | None:
    """Return what a page shows in a box, or None where the box is beside the page."""
    left, bottom, right, top = box
    near, low, far, high = page.get_mediabox()
    crop = tuple(max(0.0, edge) for edge in (left - near, bottom - low, far - right, high - top))
    if crop[0] + crop[2] >= far - near or crop[1] + crop[3] >= high - low:
        return None
    with closing(page.render(scale=scale, crop=crop)) as made:
        shown: Picture = made.to_pil()
        return shown.convert("RGB")


def _find_words(page: pdfium.PdfPage, box: Box, scale: float) -> Iterator[Box]:
    """Yield where a page has characters in a box, in dots from the box's upper left corner."""
    left, bottom, right, top = box
    with closing(page.get_textpage()) as text:
        for index in range(text.count_chars()):
            one, low, two, high = text.get_charbox(index)
            if two > left and one < right and high > bottom and low < top:
                across = (one - left) * scale - _AROUND, (two - left) * scale + _AROUND
                down = (top - high) * scale - _AROUND, (top - low) * scale + _AROUND
                yield across[0], down[0], across[1], down[1]


def _read_figures(data: bytes) -> list[_Figure]:
    """Return the described figures of a PDF, in the order of its structure."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
            root = pdf.Root.get("/StructTreeRoot")
            return [] if root is None else list(_walk(root, numbers, 0))
    except pikepdf.PdfError as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error


def _walk(
    element: pikepdf.Object, numbers: Mapping[tuple[int, int], int], depth: int
) -> Iterator[_Figure]:
    kids = element.get("/K") if isinstance(element, pikepdf.Dictionary) else element
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary) or depth > _DEEPEST:
            continue
        if kid.get("/S") == "/Figure":
            yield from _read_figure(kid, numbers)
        yield from _walk(kid, numbers, depth + 1)


def _read_figure(
    element: pikepdf.Dictionary, numbers: Mapping[tuple[int, int], int]
) -> Iterator[_Figure]:
    said, page, box = element.get("/Alt"), element.get("/Pg"), None
    attributes = element.get("/A")
    for each in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(each, pikepdf.Dictionary) and "/BBox" in each:
            left, bottom, right, top = (float(each.BBox[at]) for at in range(4))
            box = (left, bottom, right, top)
    if said is not None and page is not None and box is not None:
        where = numbers.get(page.objgen, 0)
        yield _Figure(page=where, said=" ".join(str(said).split()), box=box)
