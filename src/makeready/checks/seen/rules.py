"""The lines that print draws with a text become findings where one is not there.

Above notes there is a rule; a theme asks for others around its tables, below their heads and beside
boxes, and HTML for those below underlined words. A title with a style of its own may do without.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

import tinycss2

from makeready.checks.heard.meant import read_meant
from makeready.checks.read.evidence import evidence, printed_lines
from makeready.checks.read.print_order import leave_out_columns
from makeready.core.model import NotePlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.checks.heard.meant import Meant
    from makeready.checks.read.lines import Element, PrintedLine
    from makeready.checks.read.print import Box, Page
    from makeready.checks.report import Files

Drawn: TypeAlias = "Mapping[int, Sequence[Box]]"
"""Where lines are drawn on each page, from 0."""

_THIN = 3.0
_SIDES = ("top", "right", "bottom", "left")
_RULED = frozenset({"table", "th", ".box"})
_NO_LINE = frozenset({"none", "hidden", "0"})

_NOTE_RULE = 20.0
"""How long, in points, the rule above notes is at least."""

_NEAR = 1.6
"""How far a rule may stand from the line of type beside it, in sizes of its letters."""

_HIGH = 8.0
"""How far a table's rule may stand from its words, where a picture is beside them, in sizes."""

_GAP = 1.5
"""How many points the pieces of a rule may stand apart."""

_IN_NO_CELL = frozenset({"Caption", "Note"})
_SHOWN = 40
_AROUND_HEAD = 2
_OWN_RULES = re.compile(r"border|padding|decoration|\b(table|thead|tbody|t[hdr])\b|\.box")
"""What in a title's style sheet may draw other rules than the theme does, or move them."""


def find_lost_rules(files: Files, drawn: Drawn) -> Iterator[tuple[int, str]]:
    """Yield the pages, from 0, that lack a rule, and which; `drawn` are the lines of each page."""
    sources = files.require_sources()
    lines = printed_lines(files)
    if sources.book.note_place is NotePlace.PAGE:
        yield from find_lost_note_rules(lines, drawn)
    if not _OWN_RULES.search(sources.style):
        borders = read_borders(sources.theme)
        for table in sort_tables(lines):
            yield from find_lost_table_rules(table, drawn, borders)
            if "bottom" in borders["th"]:
                yield from _find_lost_head_rules(table, drawn)
        yield from _find_lost_heads(files, sort_tables(lines), drawn)
        yield from _find_lost_lines_of_words(files, drawn, borders[".box"])


def read_borders(css: str) -> Mapping[str, frozenset[str]]:
    """Return on which sides a style sheet draws the borders of tables, their heads, and boxes."""
    found: dict[str, set[str]] = {name: set() for name in _RULED}
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        names = {each.strip() for each in tinycss2.serialize(rule.prelude).split(",")}
        for each in tinycss2.parse_blocks_contents(rule.content):
            if each.type == "declaration":
                for name in names & _RULED:
                    _read_border(found[name], each)
    return {name: frozenset(sides) for name, sides in found.items()}


def _read_border(sides: set[str], said: tinycss2.ast.Declaration) -> None:
    name = said.lower_name
    own = [side for side in _SIDES if name in ("border", f"border-{side}")]
    words = tinycss2.serialize(said.value).split()
    if _NO_LINE.isdisjoint(words):
        sides.update(own)
    else:
        sides.difference_update(own)


def find_lost_note_rules(lines: Iterable[PrintedLine], drawn: Drawn) -> Iterator[tuple[int, str]]:
    """Yield the pages whose notes have no rule above them, where those of most pages have one.

    A note that no page could hold at its foot stands at the end of its chapter, without a rule.
    """
    first: dict[int, PrintedLine] = {}
    for line in lines:
        if "Note" in line.owner.kinds and line.base > _height(first.get(line.page)):
            first[line.page] = line
    lost = [
        page
        for page, line in sorted(first.items())
        if not any(
            box[2] - box[0] > _NOTE_RULE and 0 < box[1] - line.base < _NEAR * line.size + _THIN
            for box in _find_level(drawn.get(page, ()))
        )
    ]
    if 2 * len(lost) <= len(first) or len(lost) == len(first):
        yield from ((page, "has no rule above its notes") for page in lost)


def _height(line: PrintedLine | None) -> float:
    return -1.0e9 if line is None else line.base


def _find_level(boxes: Iterable[Box]) -> list[Box]:
    return [box for box in boxes if box[3] - box[1] < _THIN < box[2] - box[0]]


def sort_tables(lines: Iterable[PrintedLine]) -> list[list[PrintedLine]]:
    """Return the lines of the cells of each table; notes that they call stand elsewhere."""
    tables: defaultdict[Element, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        if line.owner.table is not None and _IN_NO_CELL.isdisjoint(line.owner.kinds):
            tables[line.owner.table].append(line)
    return list(tables.values())


def find_lost_table_rules(
    lines: Sequence[PrintedLine], drawn: Drawn, borders: Mapping[str, frozenset[str]]
) -> Iterator[tuple[int, str]]:
    """Yield the pages on which a table lacks a whole rule above its first row or below its last."""
    top = max(lines, key=lambda line: (-line.page, line.base))
    foot = min(lines, key=lambda line: (-line.page, line.base))
    above, below = top.base + top.size / 2, foot.base - _HIGH * foot.size
    for side, line, low, high in (
        ("top", top, above, above + _HIGH * top.size),
        ("bottom", foot, below, foot.base),
    ):
        left, right = _measure_width(lines, line.page)
        if side in borders["table"] and not _is_covered(
            drawn.get(line.page, ()), (left, low, right, high)
        ):
            where = "above" if side == "top" else "below"
            yield line.page, f"has no whole rule {where} the table of “{line.text[:_SHOWN]}”"


def _measure_width(lines: Iterable[PrintedLine], page: int) -> tuple[float, float]:
    """Return where the words of a table begin and end on a page, from left to right."""
    own = [line for line in lines if line.page == page]
    return min(line.left for line in own), max(line.right for line in own)


def _find_lost_head_rules(lines: Sequence[PrintedLine], drawn: Drawn) -> Iterator[tuple[int, str]]:
    last = {line.owner.paragraph: line for line in lines if "TH" in line.owner.kinds}
    for line in last.values():
        area = (line.left, line.base - _NEAR * line.size, line.right, line.base)
        if not _is_covered(drawn.get(line.page, ()), area):
            yield line.page, f"has no rule below the head “{line.text[:_SHOWN]}” of a table"


def _find_lost_heads(
    files: Files, tables: Iterable[Sequence[PrintedLine]], drawn: Drawn
) -> Iterator[tuple[int, str]]:
    """Yield the pages on which a table goes on, and its head is not between two whole rules."""
    pages, columns = evidence(files).printed.pages, evidence(files).master.columns
    for lines in tables:
        for number in sorted({line.page for line in lines})[1:]:
            page = pages[number]
            others = leave_out_columns(page.furniture, columns, leftward=page.leftward)
            if len(page.furniture) == len([*others]):
                continue
            top = max((each for each in lines if each.page == number), key=lambda each: each.base)
            left, right = _measure_width(lines, number)
            levels = {
                round(box[1])
                for box in _find_level(drawn.get(number, ()))
                if box[1] > top.base and box[0] < right and box[2] > left
            }
            whole = [
                level
                for level in levels
                if _is_covered(drawn[number], (left, level - 1, right, level + _THIN))
            ]
            if len(whole) < _AROUND_HEAD or len(whole) < len(levels):
                yield number, f"has no whole rules around the head of “{top.text[:_SHOWN]}”"


def _is_covered(drawn: Iterable[Box], area: Box) -> bool:
    """Tell whether lines that stand level in an area reach from its left to its right."""
    reached = area[0]
    for left, bottom, right, top in sorted(_find_level(drawn)):
        if area[1] <= (bottom + top) / 2 <= area[3] and left <= reached + _GAP:
            reached = max(reached, right)
    return reached >= area[2] - _GAP


def _find_lost_lines_of_words(
    files: Files, drawn: Drawn, sides: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """Yield the pages whose underlined words, or whose boxes, have no line."""
    meant = read_meant(files.master)
    told: set[tuple[int, str]] = set()
    for piece in evidence(files).alignment.pieces:
        own = meant[piece.note][piece.start : piece.end]
        boxes = drawn.get(piece.page, ())
        # a line from right to left does not tell which of its characters are underlined
        whole = isinstance(piece.indexes, range)
        pairs = list(zip(piece.indexes, own, strict=False)) if whole else []
        told |= {(piece.page, fault) for fault in _find_bare(piece.shown, pairs, boxes, sides)}
    yield from sorted(told)


def _find_bare(
    page: Page, pairs: Iterable[tuple[int, Meant]], drawn: Sequence[Box], sides: frozenset[str]
) -> Iterator[str]:
    level = _find_level(drawn)
    bare: defaultdict[int, str] = defaultdict(str)
    beside = set[int]()
    for at, each in pairs:
        box, line = page.boxes[at], page.lines[at]
        if each.is_underlined and page.text[at].isalpha() and not _is_over(level, box):
            bare[line] += page.text[at]
        if each.is_boxed and line not in beside:
            beside.add(line)
            yield from _find_lost_frame(box, drawn, sides)
    yield from (f"has no line below “{words[:_SHOWN]}”" for words in bare.values())


def _is_over(level: Iterable[Box], box: Box) -> bool:
    middle, height = (box[0] + box[2]) / 2, box[3] - box[1]
    return any(
        line[0] - 1 <= middle <= line[2] + 1 and box[1] - _THIN <= line[1] <= box[1] + height / 2
        for line in level
    )


def _find_lost_frame(box: Box, drawn: Iterable[Box], sides: frozenset[str]) -> Iterator[str]:
    """Yield which sides of the box around a character have no line at its height."""
    middle = (box[1] + box[3]) / 2
    near = [each for each in drawn if each[1] <= middle <= each[3]]
    if "left" in sides and not any(each[0] < box[0] for each in near):
        yield "has a box without the line on its left"
    if "right" in sides and not any(each[2] > box[2] for each in near):
        yield "has a box without the line on its right"
