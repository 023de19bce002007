"""A PDF with its manuscript → pictures of its pages, with what was seen on them, for the report."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from makeready.intake.model import PageArea, PageView
from makeready.intake.pdf.boxes import around, box_of
from makeready.intake.pdf.read.leftward import mirror_box
from makeready.intake.pdf.read.process import draw_pages
from makeready.intake.pdf.text.pieces import Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from makeready.intake.model import Imported
    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.pdf.survey import Printed, Survey
    from makeready.intake.pdf.values import Box, PdfPage, Run

MOST = 16
"""The most pages that a report shows: those with questions first, and what is worth a look."""
SCALE = 1.1
"""Pixels to the point: words can just be read, and a page takes some 30 kB."""
_FIRST = 3  # pages of a book are shown in any case


def page_views(path: Path, book: Printed, survey: Survey, made: Imported) -> tuple[PageView, ...]:
    """Return the pages that are worth a look, those with questions before all others."""
    starts = _starts(book)
    spots = _spots(made)
    numbers = _choose(book, survey, [_page_at(starts, start) for start, _ in spots])
    pictures = draw_pages(path, numbers, SCALE)
    areas = _areas(survey, frozenset(numbers), starts)
    return tuple(
        _view(book.pdf_pages[number], picture, areas[number], spots)
        for number, picture in zip(numbers, pictures, strict=True)
        if picture
    )


def _starts(book: Printed) -> list[int]:
    """Return the offsets at which the pages' texts begin."""
    return list(accumulate((len(page.text) + 1 for page in book.pdf_pages), initial=0))[:-1]


def _page_at(starts: Sequence[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1


def _spots(made: Imported) -> list[tuple[int, int]]:
    """Return the stretches of the source that are asked about, and the lone notes and calls."""
    asked = [(question.start, question.end) for question in made.questions]
    lone = [
        link.call or link.note
        for link in made.links
        if not (link.call and link.note) and (link.call or link.note)
    ]
    return [*asked, *(span for span in lone if span is not None)]


def _choose(book: Printed, survey: Survey, asked: Sequence[int]) -> list[int]:
    """Return the pages to show, in their order."""
    noted = [note.page for note in survey.notes]
    tables = [each.page for each in survey.floats if each.table is not None]
    strays = [line.page for line in survey.strays]
    first = [page.number for page in book.pdf_pages if page.runs][:_FIRST]
    wanted = dict.fromkeys((*asked, *strays, *first, *noted[:1], *tables, *noted))
    shown = [number for number in wanted if not book.pdf_pages[number].fault]
    return sorted(shown[:MOST])


def _view(
    page: PdfPage,
    picture: bytes,
    areas: Sequence[tuple[str, Box, int, str]],
    spots: Iterable[tuple[int, int]],
) -> PageView:
    turned = page.quarter != 0  # the picture stands as the file has it, and the words do not
    asked = (
        PageArea(kind="asked", box=_place_box(page, _part_of(run, start, end)), start=start)
        for start, end in spots
        for run in page.runs
        if run.start <= start < run.end or start <= run.start < end
    )
    return PageView(
        number=page.number + 1,
        width=page.width,
        height=page.height,
        picture=picture,
        areas=()
        if turned
        else tuple(
            PageArea(kind=kind, box=_place_box(page, box), start=start, told=told)
            for kind, box, start, told in areas
        ),
        asked=() if turned else tuple(asked),
    )


def _part_of(run: Run, start: int, end: int) -> Box:
    """Return about where a stretch of the source stands in a run."""
    left, bottom, right, top = box_of(run)
    step = (right - left) / max(1, len(run.text))
    first, last = max(0, start - run.start), min(len(run.text), max(end, start + 1) - run.start)
    return left + step * first - 1, bottom, left + step * last + 1, top


def _place_box(page: PdfPage, box: Box) -> Box:
    """Return a box as left, top, width and height from the upper left corner of its paper."""
    left, bottom, right, top = mirror_box(box, page.width) if page.mirrored else box
    x, y = page.corner
    return (
        round(left - x, 1),
        round(page.height - (top - y), 1),
        round(right - left, 1),
        round(top - bottom, 1),
    )


def _areas(
    survey: Survey, numbers: frozenset[int], starts: Sequence[int]
) -> Mapping[int, list[tuple[str, Box, int, str]]]:
    """Return the areas of pages: their kind, box, an offset, and why they are taken for it."""
    found: dict[int, list[tuple[str, Box, int, str]]] = defaultdict(list)
    for kind, lines, told in _kinds(survey):
        for page, part in _by_column(lines, numbers):
            found[page].append((kind, _around(part), part[0].runs[0].start, told))
    for each in survey.floats:
        area = each.figure or each.table
        if area is not None and each.page in numbers:
            kind = "figure" if each.figure else "table"
            found[each.page].append((kind, area.box, max(each.after, 0), kind))
    for page, box, start, told in _aside(survey, starts):
        if page in numbers:
            found[page].append(("left", box, start, told))
    return found


def _kinds(survey: Survey) -> Iterator[tuple[str, Sequence[Line], str]]:
    for piece in survey.pieces:
        kind = "heading" if piece.sort is Sort.HEADING else "text"
        told = f"{piece.sort.value}: {piece.why or piece.paragraph.why}"
        yield kind, piece.paragraph.lines, told
    for note in survey.notes:
        yield "note", note.lines, f"note {note.mark.label}"
    for each in survey.floats:
        yield "caption", each.caption, "caption"
    yield "text", survey.strays, "at the foot, and no note"


def _by_column(
    lines: Sequence[Line], numbers: frozenset[int]
) -> Iterator[tuple[int, Sequence[Line]]]:
    """Yield the lines of a paragraph page by page and column by column."""
    places = [(line.page, line.column) for line in lines]
    cuts = [at for at, (one, other) in enumerate(pairwise(places), start=1) if one != other]
    for start, end in pairwise((0, *cuts, len(lines))):
        if start < end and lines[start].page in numbers:
            yield lines[start].page, lines[start:end]


def _around(lines: Sequence[Line]) -> Box:
    return (
        min(line.left for line in lines),
        min(line.base - 0.25 * line.size for line in lines),
        max(line.right for line in lines),
        max(line.base + 0.8 * line.size for line in lines),
    )


def _aside(survey: Survey, starts: Sequence[int]) -> Iterator[tuple[int, Box, int, str]]:
    """Yield what is left out: neighbours under one rule on one line as one."""
    held: list[tuple[Run, str, str, int]] = []
    for run, rule, why in survey.aside:
        page = _page_at(starts, run.start)
        if held and (held[-1][1], held[-1][3]) == (rule, page) and _is_level(held[-1][0], run):
            held.append((run, rule, why, page))
            continue
        if held:
            yield _join_runs(held)
        held = [(run, rule, why, page)]
    if held:
        yield _join_runs(held)


def _is_level(one: Run, other: Run) -> bool:
    return abs(one.base - other.base) < 2


def _join_runs(held: Sequence[tuple[Run, str, str, int]]) -> tuple[int, Box, int, str]:
    box = around(box_of(run) for run, _, _, _ in held)
    first, rule, why, page = held[0]
    return page, box, first.start, f"{rule}: {why}"
