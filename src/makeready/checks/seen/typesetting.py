"""The lines of a finished PDF become figures of its typesetting, each with its worst places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from makeready.checks.read.lines import PrintedLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.checks.read.lines import Element, Space

LOOSE, VERY_LOOSE = 1.5, 2.0
"""How many times as wide as usual the spaces of a loose line are, and of a very loose one."""

LADDER = 3
"""So many lines in a row that end in hyphens are a ladder."""

RIVER = 5
"""So many lines in a row whose word spaces meet are a river."""

MEETING = 0.5
"""Two word spaces meet where they overlap by this share of a usual space, or more."""

OFF_GRID = 0.5
"""By how many points a line may stand off the grid."""

LEAST = 7
"""The fewest lines of text that show a grid: in a book of less, the imprint may outnumber them."""

FEW = 5  # as SHORT of the print edition's own page map, which this check does not trust
"""A page with fewer lines looks like an accident."""

HYPHENS = ("-", "\u2010")
_FREE = 0.02
"""A word space that differs from the face's own by more was changed to justify its line."""

_REACH = 3.5
"""By how many points the ends of justified lines may differ: marks hang into the margin."""

_APART = frozenset(("Note", "Table", "TOC", "TOCI", "Caption", "Code", "Lbl"))
"""Elements whose lines are no running text."""

_HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))
_OF_FORMULA = re.compile(r"\([A-Z\d]{1,6}(?:[.-]\d{1,4}){0,4}[a-z]?\)")
_STIFF = frozenset(("Table", "Caption", "Code"))
"""Elements that may leave the page before them short, since they are kept together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A line at which something is to be seen, how bad it is, and what is to be said of it."""

    line: PrintedLine
    degree: float
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typesetting:
    """The lines of a book, sorted out.

    `text` are the paragraphs of running text, each with its lines; `justified` those lines that
    were justified; `pages` all lines of each page that has any, but for lines that have no
    paragraph.
    """

    text: tuple[tuple[PrintedLine, ...], ...]
    justified: tuple[PrintedLine, ...]
    pages: Mapping[int, tuple[PrintedLine, ...]]


def sort_lines(lines: Iterable[PrintedLine]) -> Typesetting:
    """Sort the lines of a book by paragraphs and pages."""
    paragraphs: defaultdict[Element, list[PrintedLine]] = defaultdict(list)
    pages: defaultdict[int, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        paragraphs[line.owner.paragraph].append(line)
        pages[line.page].append(line)
    whole = [_drop_initial(each) for each in paragraphs.values()]
    return Typesetting(
        text=tuple(each for each in whole if is_text(each[0]) and not _is_code(each)),
        justified=tuple(line for each in whole for line in _find_justified(each)),
        pages={page: tuple(each) for page, each in sorted(pages.items())},
    )


def is_text(line: PrintedLine) -> bool:
    """Tell whether a line is one of running text, and no note, cell or heading."""
    kinds = line.owner.kinds
    return kinds[0] in ("P", "LBody") and not _APART.intersection(kinds)


def _is_code(lines: Iterable[PrintedLine]) -> bool:
    return all(line.is_code for line in lines)


def _drop_initial(lines: Sequence[PrintedLine]) -> tuple[PrintedLine, ...]:
    """Return the lines of a paragraph without a drop capital, which stands on a line below."""
    two = len(lines) > 1 and lines[0].page == lines[1].page
    if two and lines[0].size > lines[1].size and lines[0].base < lines[1].base:
        return tuple(lines[1:])
    return tuple(lines)


def _find_justified(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Yield the lines of a paragraph that were justified: none if the paragraph is ragged."""
    body = lines[:-1]
    if any(map(_is_stretched, body)):
        for _, on_page in groupby(body, key=lambda line: line.page):
            column = list(on_page)
            right = max(line.right for line in column)
            yield from (
                line
                for line in column
                if line.spaces and (_is_stretched(line) or line.right > right - _REACH)
            )


def _is_stretched(line: PrintedLine) -> bool:
    return bool(line.spaces) and (abs(line.looseness - 1) > _FREE or abs(line.scale - 1) > _FREE)


def find_loose(book: Typesetting, most: float) -> list[Fault]:
    """Return the justified lines whose spaces are wider than they may be."""
    return [
        Fault(line=line, degree=line.looseness, said=f"{line.looseness:.2f} times")
        for line in book.justified
        if line.looseness > most
    ]


def find_hyphenated(book: Typesetting) -> list[Fault]:
    """Return the justified lines that end in hyphens."""
    return [Fault(line=line, degree=1) for line in book.justified if line.text.endswith(HYPHENS)]


def find_ladders(book: Typesetting) -> list[Fault]:
    """Return the first line of each ladder of hyphens."""
    return [
        Fault(line=run[0], degree=len(run), said=f"{len(run)} lines")
        for paragraph in book.text
        for run in _find_runs(paragraph[:-1])
        if len(run) >= LADDER
    ]


def _find_runs(lines: Iterable[PrintedLine]) -> Iterator[Sequence[PrintedLine]]:
    for hyphenated, run in groupby(lines, key=lambda line: line.text.endswith(HYPHENS)):
        if hyphenated:
            yield list(run)


def find_rivers(book: Typesetting) -> list[Fault]:
    """Return the last line of each river, a crack that word spaces make through many lines."""
    found = []
    for paragraph in book.text:
        for _, on_page in groupby(paragraph, key=lambda line: line.page):
            lines = list(on_page)
            long = _follow_spaces(lines)
            found += [
                Fault(line=line, degree=deep, said=f"{deep} lines")
                for line, deep, after in zip(lines, long, [*long[1:], 0], strict=True)
                if deep >= RIVER and after <= deep
            ]
    return found


def _follow_spaces(lines: Sequence[PrintedLine]) -> list[int]:
    """Return, for each line, of how many lines the longest river that ends in it is made."""
    deepest, before = [], dict[int, int]()
    for upper, line in zip([None, *lines[:-1]], lines, strict=True):
        now = {
            at: 1
            + max(
                (
                    before.get(number, 0)
                    for number, other in enumerate(upper.spaces if upper else ())
                    if _meet(space, other)
                ),
                default=0,
            )
            for at, space in enumerate(line.spaces)
        }
        deepest.append(max(now.values(), default=0))
        before = now
    return deepest


def _meet(one: Space, other: Space) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared >= MEETING * min(one.own, other.own)


def find_off_grid(book: Typesetting) -> list[Fault]:
    """Return the lines of running text that stand off the grid that most of them keep to.

    The number of a formula stands beside its middle. Boxes and theorems are set apart, and so is
    a section without a paragraph of two lines, such as a title page.
    """
    sections = {each[1].owner.chapter for each in book.text if len(each) > 1}
    lines = [
        line
        for paragraph in book.text
        for line in paragraph
        if "Div" not in line.owner.kinds and line.owner.chapter in sections
    ]
    size = _commonest(round(line.size, 1) for line in lines)
    body = [line for line in lines if round(line.size, 1) == size]
    pitch = _find_pitch(book, size)
    if not pitch or len(body) < LEAST:
        return []
    grid = _commonest(round(line.base % pitch, 1) for line in body)
    own = [line for line in body if not _OF_FORMULA.fullmatch(line.text)]
    away = [(line, (line.base - grid + pitch / 2) % pitch - pitch / 2) for line in own]
    return [
        Fault(line=line, degree=abs(by), said=f"{abs(by):.1f} pt")
        for line, by in away
        if abs(by) > OFF_GRID
    ]


def _find_pitch(book: Typesetting, size: float) -> float:
    """Return the distance of the lines of most paragraphs, or 0 where no two follow each other."""
    return _commonest(
        round(upper.base - lower.base, 2)
        for paragraph in book.text
        for upper, lower in pairwise(paragraph)
        if upper.page == lower.page and round(upper.size, 1) == size
    )


def _commonest(values: Iterable[float]) -> float:
    """Return the commonest value, the least of those that are equally common; 0 of none."""
    counted = sorted(Counter(values).items())
    return max(counted, key=lambda pair: pair[1])[0] if counted else 0.0


def find_uneven(book: Typesetting) -> list[Fault]:
    """Return the last line of the shorter page where two facing pages end at unequal heights.

    The last page of a chapter may be short, and so may one before a table or a figure.
    """
    pitch = _find_pitch(book, _text_size(book))
    found = []
    for left, right in ((n, n + 1) for n in book.pages if n % 2):
        if _runs_on(book, left) and _runs_on(book, right):
            feet = [min(book.pages[n], key=lambda line: line.base) for n in (left, right)]
            by = abs(feet[0].base - feet[1].base)
            if pitch and by > pitch / 2:
                short = max(feet, key=lambda line: line.base)
                lines = max(1, round(by / pitch))
                said = "1 line" if lines == 1 else f"{lines} lines"
                found.append(Fault(line=short, degree=by, said=said))
    return found


def _text_size(book: Typesetting) -> float:
    return _commonest(round(line.size, 1) for paragraph in book.text for line in paragraph)


def _runs_on(book: Typesetting, page: int) -> bool:
    """Tell whether the text of a page goes on to the next one, and could have filled the page."""
    if page not in book.pages or page + 1 not in book.pages:
        return False
    last, first = _find_body(book, page)[-1:], _find_body(book, page + 1)[:1]
    if not last or not first or last[0].owner.chapter != first[0].owner.chapter:
        return False
    ends = (last[0], first[0])
    return not any(_STIFF.intersection(each.owner.kinds) or each.is_code for each in ends)


def _find_body(book: Typesetting, page: int) -> list[PrintedLine]:
    """Return the lines of a page but for its notes, from the top."""
    lines = (line for line in book.pages.get(page, ()) if "Note" not in line.owner.kinds)
    return sorted(lines, key=lambda line: -line.base)


def find_parted(book: Typesetting) -> list[Fault]:
    """Return the lines that a page turn parts from their paragraph: orphans and widows."""
    found = []
    for paragraph in book.text:
        counts = Counter(line.page for line in paragraph)
        for line, said in ((paragraph[0], "orphan"), (paragraph[-1], "widow")):
            if len(counts) > 1 and counts[line.page] == 1 and "Div" not in line.owner.kinds:
                found.append(Fault(line=line, degree=1, said=said))
    return found


def find_stranded(book: Typesetting) -> list[Fault]:
    """Return headings, and heads of tables, at the foot of a page."""
    found = []
    for page in book.pages:
        lines = _find_body(book, page)
        last = lines[-1] if lines and page + 1 in book.pages else None
        if last is None or last.owner.chapter != _find_chapter(book, page + 1):
            continue
        if last.owner.kinds[0] in (*_HEADINGS, "TH"):
            found.append(Fault(line=last, degree=1))
    return found


def _find_chapter(book: Typesetting, page: int) -> Element | None:
    lines = _find_body(book, page)
    return lines[0].owner.chapter if lines else None


def find_short_ends(book: Typesetting) -> list[Fault]:
    """Return the last lines of paragraphs that are shorter than the indent of the next one."""
    indent = _find_indent(book)
    return [
        Fault(line=last, degree=indent - width, said=f"{width:.0f} pt")
        for *before, last in book.text
        for width in [last.right - last.left]
        if before and width < indent and "Div" not in last.owner.kinds
    ]


def _find_indent(book: Typesetting) -> float:
    """Return by how much most paragraphs are indented that are."""
    return _commonest(
        indent
        for paragraph in book.text
        if len(paragraph) > 1 and paragraph[0].page == paragraph[1].page
        for indent in [round(paragraph[0].left - paragraph[1].left)]
        if indent > 1
    )


def find_short_pages(book: Typesetting) -> list[Fault]:
    """Return the first line of each last page of a chapter that has too few lines."""
    found = []
    for page in book.pages:
        lines = _find_body(book, page)
        here = _find_chapter(book, page)
        alone = all(is_text(line) for line in lines) and here == _find_chapter(book, page - 1)
        ends = here != _find_chapter(book, page + 1)
        heights = {round(line.base) for line in lines}
        if lines and alone and ends and len(heights) < FEW:
            found.append(Fault(line=lines[0], degree=FEW - len(heights), said=f"{len(heights)}"))
    return found


def find_turns(book: Typesetting) -> list[Fault]:
    """Return the last line of each page that ends within a word."""
    return [
        Fault(line=line, degree=1)
        for paragraph in book.text
        for line, after in pairwise(paragraph)
        if line.page != after.page and line.text.endswith(HYPHENS)
    ]
