"""The lines of each page → those that are notes, and the notes that they make."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.intake.pdf.page.furniture import line_key
from makeready.intake.pdf.page.lines import Line
from makeready.intake.pdf.page.marks import Mark, opening_mark
from makeready.intake.pdf.page.tables import long_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from makeready.intake.pdf.page.frames import Measure
    from makeready.intake.pdf.values import Box, PdfPage

_CODE_NUMBER = re.compile(r"\d{1,4}\s")

# Shares of the text's type size.
SMALLER = 0.955
_NEARLY = 0.97
_ALIKE = 0.3  # points: type of one size
_BAR = 1.5  # of the type size: a shorter rule is the bar of a fraction
_SHORT_RULE = 0.45  # of the column
_MOST = 0.8  # of a page's lines under a rule
_FIRST = 12  # lines that go on from the page before, at most, before a new mark
_RAISED = 3  # raised marks show the habit
_AROUND = 7  # marks among which a plain number must find its neighbour


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note: its mark, the lines it is made of from the one with the mark on, and its pages."""

    mark: Mark
    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page


def note_lines(
    pdf_pages: Sequence[PdfPage], pages: Sequence[Sequence[Line]], measure: Measure
) -> frozenset[int]:
    """Return the lines at the foot of columns that are notes, by what names them.

    Figures, tables and furniture are out of the pages by now.
    """
    found: set[int] = set()
    sizes: Counter[float] = Counter()
    last = -2
    for pdf_page, page in zip(pdf_pages, pages, strict=True):
        here = False
        for column in sorted({line.column for line in page}):
            lines = [line for line in page if line.column == column]
            area = _area(pdf_page, lines, measure, sizes, goes_on=last == pdf_page.number - 1)
            for line in area:
                found.add(line_key(line))
                sizes[round(line.size * 4) / 4] += 1
                here = True
        last = pdf_page.number if here else last
    return frozenset(found)


def _area(
    pdf_page: PdfPage,
    lines: Sequence[Line],
    measure: Measure,
    sizes: Mapping[float, int],
    *,
    goes_on: bool,
) -> Sequence[Line]:
    """Return the lines of a column that are notes, from the head down."""
    upward = sorted(lines, key=lambda line: line.base)
    small = 0
    while (
        small < len(upward)
        and upward[small].size < measure.size * SMALLER
        and not _is_numbered_code(upward[small])
    ):
        small += 1
    area = upward[:small][::-1]
    ruled = _under_rule(_rules_of(pdf_page, lines), upward, measure)
    if ruled and len(ruled) * 3 >= len(area):
        return ruled
    if not area:
        return ()
    first = next((place for place, line in enumerate(area) if opening_mark(line)), None)
    usual = max(sizes, key=lambda size: sizes[size]) if sizes else 0.0
    alike = abs(area[0].size - usual) < _ALIKE
    if first is None:
        return area if alike and goes_on and len(area) * 2 < len(lines) else ()
    if len(area) == len(lines) and len(lines) > 3 and not sizes:
        return ()
    carried = goes_on and first <= _FIRST and abs(area[0].size - area[first].size) < _ALIKE
    return area if first == 0 or carried else area[first:]


def _rules_of(pdf_page: PdfPage, lines: Sequence[Line]) -> list[Box]:
    """Return the lying rules of a page; some programs set that of notes at a page's left always."""
    rules = long_rules(pdf_page)
    if pdf_page.mirrored and lines:
        both = lines[0].near + lines[0].far
        rules += [(both - right, low, both - left, high) for left, low, right, high in rules]
    return rules


def _is_numbered_code(line: Line) -> bool:
    """Tell whether a line is one of a program, with its number before it."""
    found = _CODE_NUMBER.match(line.text)
    if found is None or "://" in line.text:
        return False
    code = [run for run in line.runs if not run.text.strip().isdecimal()]
    return bool(code) and all(run.face.mono for run in code)


def _under_rule(rules: Iterable[Box], upward: Sequence[Line], measure: Measure) -> Sequence[Line]:
    """Return the lines below a rule that parts notes from text; the most where there are several.

    It is short, or smaller type stands below it; the rule under a running head is neither.
    """
    best: Sequence[Line] = ()
    if not upward:
        return best
    near, far = upward[0].near, upward[0].far
    for rule in rules:
        if not (rule[0] < far and rule[2] > near - 5 and abs(rule[0] - near) < 25):
            continue
        if rule[2] - rule[0] < _BAR * measure.size or _is_beside(rule, upward):
            continue  # the bar of a fraction
        below = [line for line in upward if line.base < rule[1]][::-1]
        if not below or len(below) > _MOST * len(upward) or len(below) <= len(best):
            continue
        smaller = all(line.size < measure.size * _NEARLY for line in below)
        short = rule[2] - rule[0] < _SHORT_RULE * (far - near)
        near_rule = below[0].base > rule[1] - 3 * measure.size
        parted = smaller or (short and below[0].size < measure.size * 1.02)
        if near_rule and parted and any(opening_mark(line) for line in below):
            best = below
    return best


def _is_beside(rule: Box, lines: Iterable[Line]) -> bool:
    """Tell whether a rule stands in a line, at the height of its letters."""
    return any(
        0 < rule[1] - line.base < 0.6 * line.size
        and line.right > rule[2] + 1
        and any(run.left >= rule[2] - 1 and run.left < rule[2] + line.size for run in line.runs)
        for line in lines
    )


def notes_of(lines: Sequence[Line]) -> tuple[tuple[Note, ...], tuple[Line, ...]]:
    """Return the notes that lines in reading order make, and the lines before the first of them."""
    opened = _openings(lines)
    notes: list[Note] = []
    strays: list[Line] = []
    held: list[Line] = []
    mark: Mark | None = None
    for line in lines:
        if (new := opened.get(line_key(line))) is not None:
            if mark is not None:
                notes.append(Note(mark=mark, lines=tuple(held)))
            mark, held = new, [line]
        elif mark is None:
            strays.append(line)
        else:
            held.append(line)
    if mark is not None:
        notes.append(Note(mark=mark, lines=tuple(held)))
    return tuple(notes), tuple(strays)


def _openings(lines: Sequence[Line]) -> Mapping[int, Mark]:
    """Return the marks that open notes: raised ones, else plain numbers that count on by one."""
    marks = [(line, mark) for line in lines if (mark := opening_mark(line)) is not None]
    raised = [(line, mark) for line, mark in marks if mark.raised]
    habit = len(raised) >= _RAISED and len(raised) * 2 > len(marks) * 0.5
    plain = [(line, mark) for line, mark in marks if not mark.raised]
    counting = _counting(plain, lines) - _find_listed(plain)
    opened: dict[int, Mark] = {}
    last = 0
    for line, mark in marks:
        number = int(mark.label) if mark.label.isdecimal() else 0
        if mark.raised:
            good = True
        elif not number:
            good = not habit or line.text[len(mark.label) :][:1].isspace()
        else:
            good = number == last + 1 if habit else line_key(line) in counting
        if good:
            opened[line_key(line)] = mark
            last = number or last
    if not opened and marks:
        opened = {line_key(line): mark for line, mark in marks[:1]}
    return opened


def _counting(marks: Sequence[tuple[Line, Mark]], lines: Sequence[Line]) -> AbstractSet[int]:
    """Return the plain numbers that have a neighbour in sequence at the same indent.

    A number alone on its page counts where it opens the notes of that page.
    """
    edges: dict[tuple[int, int], float] = defaultdict(lambda: 9e9)
    first: dict[tuple[int, int], int] = {}
    for line in lines:
        key = line.page, line.column
        edges[key] = min(edges[key], line.left)
        first.setdefault(key, line_key(line))
    numbers = [
        (line, int(mark.label), round((line.left - edges[line.page, line.column]) / 6))
        for line, mark in marks
        if mark.label.isdecimal()
    ]
    return {
        line_key(line)
        for place, (line, number, indent) in enumerate(numbers)
        if _has_neighbour(numbers, place, number, indent)
        or (first[line.page, line.column] == line_key(line) and indent <= 1)
    }


def _find_listed(marks: Sequence[tuple[Line, Mark]]) -> AbstractSet[int]:
    """Return the numbers of lists inside notes: they count from 1, set in, and then notes go on."""
    numbers = [(line, int(mark.label)) for line, mark in marks if mark.label.isdecimal()]
    listed: set[int] = set()
    for place, (line, number) in enumerate(numbers):
        if number != 1 or not place or numbers[place - 1][1] < 1:
            continue
        before, last = numbers[place - 1]
        end = place
        while end < len(numbers) and numbers[end][1] == end - place + 1:
            end += 1
        goes_on = end < len(numbers) and numbers[end][1] == last + 1
        if goes_on and line.page == before.page and line.left > before.left + _ALIKE:
            listed.update(line_key(inner) for inner, _ in numbers[place:end])
    return listed


def _has_neighbour(
    numbers: Sequence[tuple[Line, int, int]], place: int, number: int, indent: int
) -> bool:
    low = max(0, place - _AROUND)
    for at, (_, other, its) in enumerate(numbers[low : place + _AROUND + 1], start=low):
        step = 1 if at > place else -1
        if at != place and abs(indent - its) <= 1 and other == number + step:
            return True
    return False


def columns_in_order(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the note lines of a page: column by column, from the head down."""
    yield from sorted(lines, key=lambda line: (line.column, -line.base, line.left))
