"""The lines of a page → the formulas on it that are no rows of signs, as figures.

A fraction, a root or a sum with its limits is several lines for whoever reads a page by its lines.
Such a formula is kept as it is printed; its signs are the picture's alternative text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from makeready.intake.pdf.boxes import around, box_of, is_near
from makeready.intake.pdf.page.areas import Figure
from makeready.intake.pdf.page.lines import Line
from makeready.intake.pdf.page.signs import (
    RELATIONS,
    count_prose,
    count_signs,
    has_large_sign,
    plain_signs,
)
from makeready.intake.pdf.values import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.intake.pdf.values import PdfPage, Run, Tag

# Shares of the type size of the text.
_SPACE = (1.6, 0.35)  # between the parts of one formula, across and down
_ROWS = 0.9  # between the rows of one
_LOWER, _CASE = 0.7, 40  # a case begins so little below; characters of one at most
_REACH = 0.3  # a bar so near belongs to the formula
_AROUND = 0.25  # of white around the picture
_STACKED = (0.15, 1.02)  # from base line to base line: closer than lines of text
_BAR = 1.4  # from a fraction's bar to what stands above and below it
_APART = 0.8  # a formula is set in at least so far, or
_GAP = 0.5  # has so much more white above and below than lines of text
_CELLS = 1.5  # white between cells
_SMALL = 0.85  # of the type size of a formula: what stands raised or lowered
_PROSE = 0.34  # of a line's characters are in words: with more it is text
_FRAGMENT = 16  # characters of a part that no sign shows to be of a formula
_TAGGED = 0.7  # of a line's characters the file calls a formula
_MAIN = 0.2  # of its signs have its type size
_LONE = re.compile(r"([_^])\((\S)\)")
_SIGNS = 4  # characters of a formula at least
_NUMBER = re.compile(r"[(\[]\s?[A-Z]?\d{1,3}(?:[.\-–]\d{1,3})*[a-z]?\s?[)\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A line that may belong to a formula; `sure` says that its signs show it."""

    line: Line
    box: Box
    sure: bool


def find_formulas(
    pdf_page: PdfPage, lines: Sequence[Line], size: float, tags: Mapping[tuple[int, int], Tag]
) -> tuple[Figure, ...]:
    """Return the formulas of a page that stand apart from the text and are more than a row.

    `size` is the type size of the text, in points.
    """
    parts = [part for line in lines if (part := _read_part(line, tags)) is not None]
    found: list[Figure] = []
    for group in _groups(parts, lines, size):
        its, bars = _gather(pdf_page, lines, group, size)
        box = around([*(_box(line) for line in its), *bars])
        others = _neighbours(lines, its)
        if _is_built(its, bars, size) and _stands_apart(others, box, size):
            white = _AROUND * size
            area = box[0] - white, box[1] - white, box[2] + white, box[3] + white
            share = (area[2] - area[0]) / (_width(others) or 0.7 * pdf_page.width)
            found.append(_figure(its, area, tags, share=min(1.0, share)))
    return tuple(found)


def _read_part(line: Line, tags: Mapping[tuple[int, int], Tag]) -> _Part | None:
    """Return a line as a part of a formula, None where it is text, code or a table's."""
    solid = len("".join(line.text.split()))
    if tags:
        roles = [(run, _roles(run, line.page, tags)) for run in line.runs]
        tagged = sum(len(run.text) for run, its in roles if "Formula" in its)
        if any({"TD", "TH", "Figure"}.intersection(its) for _, its in roles):
            return None
        if tagged > _TAGGED * len(line.text):
            return _Part(line=line, box=_box(line), sure=True)
    if sum(run.face.mono for run in line.runs) * 2 > len(line.runs):
        return None
    prose = sum(map(count_prose, line.runs))
    sure = sum(map(count_signs, line.runs)) > 0
    if prose > _PROSE * solid or not (sure or (not prose and solid <= _FRAGMENT)):
        return None
    return _Part(line=line, box=_box(line), sure=sure)


def _roles(run: Run, page: int, tags: Mapping[tuple[int, int], Tag]) -> tuple[str, ...]:
    tag = tags.get((page, run.tag))
    return tag.roles if tag is not None else ()


def _box(line: Line) -> Box:
    return around([box_of(run) for run in line.runs])


def _groups(parts: Sequence[_Part], lines: Sequence[Line], size: float) -> Iterator[list[Line]]:
    """Yield the lines of parts that stand close together, where a sure one is among them."""
    groups: list[list[_Part]] = []
    for part in parts:
        meets = [group for group in groups if any(_is_close(part, each, size) for each in group)]
        groups = [group for group in groups if group not in meets]
        groups.append([part, *(each for group in meets for each in group)])
    for group in groups:
        if any(part.sure for part in group):
            its = [part.line for part in group]
            its += _words_beside(its, lines, size)
            yield sorted(its, key=lambda line: line.runs[0].start)


def _words_beside(its: Sequence[Line], lines: Iterable[Line], size: float) -> list[Line]:
    """Return short lines with words right beside parts of a formula: those of its cases."""
    left, bottom, right, top = around([_box(line) for line in its])
    return [
        line
        for line in lines
        if line not in its
        and line.column == its[0].column
        and len(line.text) < _CASE
        and left < line.left < right + _SPACE[0] * size
        and bottom - _LOWER * size < line.base < top
    ]


def _is_close(one: _Part, other: _Part, size: float) -> bool:
    """Tell whether two parts are of one formula; rows of it stand further apart than the rest."""
    rows = (
        one.sure
        and other.sure
        and min(one.line.right, other.line.right) > max(one.line.left, other.line.left)
    )
    across, down = _SPACE[0] * size, (_ROWS if rows else _SPACE[1]) * size
    (left, bottom, right, top), box = one.box, other.box
    return (
        one.line.column == other.line.column
        and left - across < box[2]
        and box[0] - across < right
        and bottom - down < box[3]
        and box[1] - down < top
    )


def _gather(
    pdf_page: PdfPage, lines: Sequence[Line], group: Sequence[Line], size: float
) -> tuple[list[Line], list[Box]]:
    """Return the lines of a formula with its number beside it, and its bars."""
    box = around([_box(line) for line in group])
    shapes = (*pdf_page.rules, *pdf_page.drawings)
    bars = [
        bar
        for bar in shapes
        if is_near(bar, box, _REACH * size)
        and bar[2] - bar[0] <= box[2] - box[0] + 2 * size
        and bar[3] - bar[1] <= box[3] - box[1] + size
    ]
    numbers = [
        line
        for line in lines
        if line not in group
        and line.column == group[0].column
        and box[1] < line.base + 0.3 * line.size < box[3]
        and _NUMBER.fullmatch(line.text.strip())
    ]
    return [*group, *numbers], bars


def _is_built(its: Sequence[Line], bars: Sequence[Box], size: float) -> bool:
    """Tell whether a formula is more than a row of signs: parts of it stand over others."""
    if sum(len("".join(line.text.split())) for line in its) < _SIGNS:
        return False
    if any(map(has_large_sign, its)):
        return True
    if any(_is_fraction(bar, its, size) for bar in bars):
        return True
    if _has_rows(its, size):
        return True
    low, high = _STACKED
    return any(
        one.left < other.right - 1
        and other.left < one.right - 1
        and low < abs(one.base - other.base) / max(one.size, other.size) < high
        for one, other in combinations(its, 2)
    )


def _has_rows(its: Sequence[Line], size: float) -> bool:
    """Tell whether rows with a relation each stand under one another, with no white inside."""
    rows = [line for line in its if not RELATIONS.isdisjoint(line.text)]
    return len({round(line.base) for line in rows}) > 1 and not any(
        after.left - before.right > _CELLS * size and not _NUMBER.match(after.text)
        for line in rows
        for before, after in pairwise(line.runs)
    )


def _is_fraction(bar: Box, its: Sequence[Line], size: float) -> bool:
    """Tell whether a bar has something right above and below it, and a sign beside it.

    A table's rule has nothing beside it.
    """
    middle, height = (bar[0] + bar[2]) / 2, (bar[1] + bar[3]) / 2
    runs = [run for line in its for run in line.runs]
    over = [run for run in runs if run.left < middle + size and middle - size < run.right]
    return (
        any(0 < run.base - height < _BAR * size for run in over)
        and any(0 < height - run.base < _BAR * size for run in over)
        and any(
            abs(run.base + 0.25 * run.size - height) < 0.4 * size
            and (run.right < bar[0] + 1 or run.left > bar[2] - 1)
            for run in runs
        )
    )


def _neighbours(lines: Iterable[Line], its: Sequence[Line]) -> list[Line]:
    """Return the other lines of the page, those of other columns left out."""
    column = its[0].column
    return [
        line
        for line in lines
        if line not in its and not (column and line.column not in (0, column))
    ]


def _is_text(line: Line) -> bool:
    return sum(map(count_prose, line.runs)) > _FRAGMENT


def _width(lines: Iterable[Line]) -> float:
    """Return the width of the text; 0 where there is none."""
    text = [line for line in lines if _is_text(line)]
    if not text:
        return 0.0
    return max(line.right for line in text) - min(line.left for line in text)


def _stands_apart(others: Sequence[Line], box: Box, size: float) -> bool:
    """Tell whether no text stands beside a formula, and it is set in, or has white around it."""
    if any(box[1] - 0.1 * size < line.base < box[3] - 0.4 * size for line in others):
        return False
    text = [line for line in others if _is_text(line)]
    if box[0] > min((line.left for line in text), default=box[0]) + _APART * size:
        return True
    above = min((line.base for line in text if line.base >= box[3] - size), default=1e6)
    below = max((line.base + line.size for line in text if line.base < box[1]), default=-1e6)
    return above - box[3] > _GAP * size and box[1] - below > _GAP * size


def _figure(
    its: Sequence[Line], area: Box, tags: Mapping[tuple[int, int], Tag], *, share: float
) -> Figure:
    page = its[0].page
    runs = sorted((run for line in its for run in line.runs), key=lambda run: run.start)
    named = (tags.get((page, run.tag)) for run in runs)
    told = next((tag.alt for tag in named if tag and tag.alt and "Formula" in tag.roles), "")
    return Figure(
        page=page,
        box=area,
        words=frozenset(run.start for run in runs),
        alt=told or _spell(runs),
        formula=True,
        share=share,
    )


def _spell(runs: Sequence[Run]) -> str:
    """Return the signs of a formula one after the other, raised and lowered ones in brackets."""
    size = _main_size(runs)
    spelled, base, mark = "", runs[0].base, ""
    for run in runs:
        signs = " ".join(plain_signs(run).split())
        small = run.size < _SMALL * size
        now = ("^" if run.base > base else "_") if small and spelled else ""
        if mark and now != mark:
            spelled += ")"
        spelled += f"{now}({signs}" if now and now != mark else f" {signs}"
        mark, base = now, base if small else run.base
    return " ".join(_LONE.sub(r"\1\2", spelled + ")" * bool(mark)).split())


def _main_size(runs: Sequence[Run]) -> float:
    """Return the type size of a formula: the largest that a good part of its signs has."""
    counts: dict[float, int] = defaultdict(int)
    for run in runs:
        counts[round(run.size * 2) / 2] += len(run.text)
    return max(size for size, count in counts.items() if count >= _MAIN * sum(counts.values()))
