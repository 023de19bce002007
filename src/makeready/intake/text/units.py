"""Blocks with their verdicts → units of text in reading order: paragraphs, headings, notes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.intake.blocks.captions import is_caption, is_source
from makeready.intake.blocks.indents import read_line
from makeready.intake.blocks.keys import plain
from makeready.intake.blocks.split import Block, BlockKind, Profile
from makeready.intake.notes.pairing import Opening
from makeready.intake.page.heading_numbers import is_label
from makeready.intake.page.headings import Heading
from makeready.intake.page.typed_contents import is_led_list
from makeready.intake.page.verdicts import Verdict
from makeready.intake.scripts import BULLETS
from makeready.intake.text.passages import Role
from makeready.intake.text.typed import Sort, Typed, split_lines, starts_anew

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.text.typed_tables import TypedTable


NESTED = 2  # columns that an item in another one's list stands further in, at least
EDGE = 2  # blank lines: with more, a page may end
LONGEST_NUMBER = 12  # characters of a formula's number
NAME = 16  # the same of the name of an environment
_BEGIN = "\\begin{"
_DISPLAYED = (("$$", "$$"), ("\\[", "\\]"), (_BEGIN, "\\end{"))
_LEADERS = "...."  # what leads from words to figures
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+")
_ATX_END = re.compile(r"(?<![ \t])[ \t]+#+[ \t]*$")
_BULLET = re.compile(rf"(?P<kept>[-+*]|\d{{1,3}}[.)])[ \t\xa0]+|[{BULLETS}][ \t\xa0]*")
_QUOTE = re.compile(r"(?: {0,3}>){1,20}[ \t]?")
_SPACE = re.compile(r"\s*")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A stretch of text that one rule speaks of.

    `lead` is what stands before its words and is no part of them: a marker, a bullet, a number
    sign. `note` is the place of the opening it belongs to. `after_break` says that a page's edge
    lies before it. `level` is that of a heading, and how many items an item stands in, or
    quotations a quotation.
    """

    role: Role
    spans: tuple[Span, ...]
    words: str
    index: int
    lead: Span = (0, 0)
    level: int = 0
    note: int = -1
    label: str = ""
    gap: int = 0
    after_break: bool = False
    turned: bool = False  # the page is seen to turn before it
    apart: bool = False  # a formula stands before it, or it is one
    heading: Heading | None = None
    seams: tuple[str, ...] = ()  # written before each span and after the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All that is known of a source's blocks when its units are cut."""

    source: str
    masked: str  # the source with a sign of its own in place of every note call
    how: Profile
    blocks: tuple[Block, ...]
    headings: Mapping[int, Heading]
    openings: Mapping[int, tuple[tuple[int, Opening], ...]]  # by block: place and opening
    skip: Mapping[int, Verdict]

    @property
    def typed(self) -> Typed:
        """The source as its printed lines are looked at."""
        return Typed(source=self.source, masked=self.masked, how=self.how)


def make_units(layout: Layout) -> Iterator[Unit]:
    """Yield the units of the text in the order of the source."""
    broken = apart = turned = False
    around: list[int] = []
    for index, block in enumerate(layout.blocks):
        turned = turned or block.feed
        if index in layout.skip:
            broken = True
            turned = turned or layout.skip[index].rule.startswith("F.")
            continue
        broken = broken or block.feed or block.gap > EDGE
        formula = _is_formula(layout.source, block)
        apart = apart or formula
        for unit in _units_of(layout, index, block, after_break=broken):
            text = unit.role is Role.PARAGRAPH
            indent = _measure_indent(layout.source, unit.lead[0] or unit.spans[0][0])
            if unit.role is Role.ITEM and layout.how.markdown:
                yield replace(unit, level=_nest(around, indent))
            elif text and around and block.gap and indent >= around[0] + NESTED:
                # a further paragraph of an item
                yield replace(unit, role=Role.ITEM, level=_count_below(around, indent), gap=EDGE)
            else:
                around = around if unit.role in (Role.NOTE, Role.FLOAT) else []
                yield replace(unit, apart=apart, turned=turned) if text else unit
            turned = turned and unit.role in (Role.NOTE, Role.FLOAT)
            broken, apart = False, apart and unit.role is not Role.PARAGRAPH
        apart = apart or formula


def _measure_indent(source: str, start: int) -> int:
    """Return how many columns stand before a place on its line, if nothing else does."""
    line = source[source.rfind("\n", 0, start) + 1 : start]
    return len(line.expandtabs(4)) if not line.strip() else 0


def _nest(around: list[int], indent: int) -> int:
    """Return how deep an item stands in its list; `around` has the indents of those around it."""
    while len(around) > 1 and indent < around[-1]:
        around.pop()
    if not around or indent >= around[-1] + NESTED:
        around.append(indent)
    return len(around) - 1


def _count_below(around: Sequence[int], indent: int) -> int:
    """Return how many of the items around a paragraph it stands further in than."""
    return sum(indent >= each + NESTED for each in around)


def _is_formula(source: str, block: Block) -> bool:
    """Tell whether a formula stands here by itself, or stood here and was left out."""
    text = source[block.start : block.end]
    lost = block.shape is BlockKind.LOSS and "formula" in text
    return lost or (block.shape is BlockKind.TEXT and _is_display(text))


def _is_display(text: str) -> bool:
    """Tell whether a block is a formula between its signs, with its number at most beside it."""
    for opening, closing in _DISPLAYED:
        start, end = text.find(opening), text.rfind(closing)
        beside = len(text) - (end - start) - len(closing)
        if 0 <= start < end and beside <= LONGEST_NUMBER + NAME * (opening == _BEGIN):
            return True
    return False


def _units_of(layout: Layout, index: int, block: Block, *, after_break: bool) -> Iterator[Unit]:
    heading = layout.headings.get(index)
    headed = heading is not None or block.shape is BlockKind.HEADING
    if headed and index not in layout.openings:
        yield _make_heading(layout, index, block, heading)
    elif index in layout.openings:
        yield from _split_notes(layout, index, block, after_break=after_break)
    elif block.shape is BlockKind.QUOTE:
        yield from _split_quotation(layout, index, block)
    elif block.shape is BlockKind.ITEM:
        yield _make_item(layout, index, block)
    elif block.shape is BlockKind.TEXT and _is_display(layout.source[block.start : block.end]):
        whole = ((block.start, block.end),)
        yield _make_unit(layout, Role.PARAGRAPH, whole, index, gap=block.gap, broken=after_break)
    elif block.shape is BlockKind.TEXT:
        yield from _paragraphs(layout, index, block, block.lines, after_break=after_break)
    else:
        role = {
            BlockKind.TABLE: Role.TABLE,
            BlockKind.HTML: Role.HTML,
            BlockKind.CODE: Role.CODE,
            BlockKind.RULE: Role.RULE,
        }.get(block.shape, Role.FLOAT)
        yield _make_unit(layout, role, block.lines, index, gap=block.gap)


def _make_unit(  # noqa: PLR0913 -- the fields of a unit
    layout: Layout,
    role: Role,
    spans: Sequence[Span],
    index: int,
    *,
    gap: int = 0,
    broken: bool = False,
) -> Unit:
    kept = tuple((start, end) for start, end in spans if start < end) or tuple(spans[:1])
    return Unit(
        role=role,
        spans=kept,
        words=_words(layout, kept),
        index=index,
        gap=gap,
        after_break=broken,
    )


def _words(layout: Layout, spans: Sequence[Span]) -> str:
    return " ".join(plain(layout.masked, *span) for span in spans)


def _make_heading(layout: Layout, index: int, block: Block, heading: Heading | None) -> Unit:
    source = layout.source
    start, end = block.lines[0]
    lead = (start, start)
    if block.shape is BlockKind.HEADING:
        atx, closing = _ATX.match(source, start, end), _ATX_END.search(source, start, end)
        lead = (start, atx.end() if atx else start)
        end = closing.start() if closing and closing.start() > lead[1] else end
    spans = ((lead[1], end), *block.lines[1:])
    words = _words(layout, spans)
    role = Role.FLOAT if is_caption(words) else Role.PARAGRAPH
    return Unit(
        role=Role.HEADING if heading else role,
        spans=spans,
        words=words,
        index=index,
        lead=lead,
        level=heading.level if heading else 0,
        heading=heading,
    )


def _split_notes(layout: Layout, index: int, block: Block, *, after_break: bool) -> Iterator[Unit]:
    """Yield what a block with notes holds: the text before the first, then each note."""
    openings = layout.openings[index]
    first = openings[0][1].start
    whole = tuple(line for line in block.lines if line[1] <= first)
    before = (*whole, *_find_leading(layout.source, block, openings[0][1]))
    if before:
        yield from _paragraphs(layout, index, block, before, after_break=after_break)
    starts = [start for start, _ in block.lines]
    bounds = [*(_find_bound(block, starts, opening) for _, opening in openings[1:]), block.end]
    for (place, opening), bound in zip(openings, bounds, strict=True):
        held = bisect_right(starts, opening.start) - 1
        mine = tuple(
            (max(start, _start_of(opening, start)), min(end, bound))
            for start, end in block.lines[max(held, len(whole)) : bisect_left(starts, bound)]
            if end > opening.start
        )
        kept = _cut_note(layout, mine)
        yield _make_note(layout, index, kept, place, opening)
        if len(kept) < len(mine):
            yield from _paragraphs(layout, index, block, mine[len(kept) :], after_break=True)


def _cut_note(layout: Layout, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the lines of a note's first paragraph: what stands below it, a box perhaps, is text.

    Printed lines alone show where a paragraph ends.
    """
    if not layout.how.wrapped or not layout.how.width:
        return lines
    for at in range(1, len(lines)):
        if starts_anew(layout.typed, lines[:at], lines[at], parted=False):
            return lines[:at]
    return lines


def _find_bound(block: Block, starts: Sequence[int], opening: Opening) -> int:
    """Return where the note before this opening ends: what stands before it on its line is its."""
    start, end = block.lines[max(0, bisect_right(starts, opening.start) - 1)]
    return _start_of(opening, start if start <= opening.start < end else opening.start)


def _find_leading(source: str, block: Block, opening: Opening) -> Iterator[Span]:
    """Yield what stands before a note on its line and is no part of it: a note without a call."""
    for start, end in block.lines:
        if not opening.first and start < opening.start < end:
            yield start, start + len(source[start : opening.start].rstrip())


def _start_of(opening: Opening, line: int) -> int:
    """Return where a note starts on its line: there, unless another note stands before it."""
    return line if opening.first else opening.start


def _make_note(
    layout: Layout, index: int, lines: Sequence[Span], place: int, opening: Opening
) -> Unit:
    start = _after_space(layout.source, opening.end, lines[0][1])
    spans = [(start, lines[0][1]), *lines[1:]]
    kept = tuple(span for span in spans if span[0] < span[1]) or ((start, start),)
    return Unit(
        role=Role.NOTE,
        spans=kept,
        words=_words(layout, kept),
        index=index,
        lead=(lines[0][0], start),
        note=place,
        label=opening.label,
    )


def _after_space(source: str, at: int, end: int) -> int:
    match = _SPACE.match(source, at, end)
    return match.end() if match else at


def _split_quotation(layout: Layout, index: int, block: Block) -> Iterator[Unit]:
    """Yield the paragraphs of a quotation; the signs before its lines are left out."""
    source = layout.source
    spans: list[Span] = []
    depth = 1
    for start, end in block.lines:
        match = _QUOTE.match(source, start, end)
        signs = match.group().count(">") if match else depth
        inner = _after_space(source, match.end() if match else start, end)
        if spans and (inner == end or signs != depth):
            yield replace(_make_unit(layout, Role.QUOTE, spans, index), level=depth - 1)
            spans = []
        depth = signs
        if inner < end:
            spans.append((inner, end))
    if spans:
        yield replace(_make_unit(layout, Role.QUOTE, spans, index), level=depth - 1)


def _make_item(layout: Layout, index: int, block: Block) -> Unit:
    start, end = block.lines[0]
    match = _BULLET.match(layout.source, start, end)
    after = match.end() if match else start
    spans = ((after, end), *block.lines[1:])
    if after == end and len(spans) > 1:  # the bullet stands on a line of its own
        after, spans = spans[1][0], spans[1:]
    return Unit(
        role=Role.ITEM,
        spans=spans,
        words=_words(layout, spans),
        index=index,
        lead=(start, after),
        gap=block.gap,
    )


def _paragraphs(
    layout: Layout, index: int, block: Block, lines: Sequence[Span], *, after_break: bool
) -> Iterator[Unit]:
    """Yield the paragraphs of a block; printed lines may hold several, verse and tables."""
    source, gap = layout.source, block.gap
    first = plain(source, *lines[0])
    numbered = len(lines) > 1 and all(is_label(plain(source, *line)) for line in lines)
    parts = tuple(split_lines(layout.typed, lines))
    led = len(lines) > 1 and all(_LEADERS in source[slice(*line)] for line in lines)
    wide = len(parts) == 1 and parts[0].is_wide
    if numbered or (not wide and (led or is_led_list(source, lines))):
        yield _make_unit(layout, Role.VERSE, lines, index, gap=gap, broken=after_break)
        return
    if (is_caption(first) or is_source(first)) and parts[0].sort is not Sort.VERSE:
        table = next((part for part in parts if part.table is not None), None)
        own = lines[: lines.index(table.lines[0])] if table else lines
        yield _make_unit(layout, Role.FLOAT, own, index, gap=gap, broken=after_break)
        if len(own) == len(lines):
            return
        parts = tuple(split_lines(layout.typed, lines[len(own) :]))
    for part in parts:
        if part.table is not None:
            yield _make_table(layout, index, part.table, part.lines)
        else:
            role = Role.VERSE if part.sort is Sort.VERSE else Role.PARAGRAPH
            yield _make_unit(layout, role, part.lines, index, gap=gap, broken=after_break)
        after_break = False


def _make_table(layout: Layout, index: int, table: TypedTable, lines: Sequence[Span]) -> Unit:
    """Return a table typed with blanks; one without clear columns stays as it stands."""
    if table.spans:
        unit = _make_unit(layout, Role.TABLE, table.spans, index)
        return replace(unit, seams=table.seams)
    start = lines[0][0] - len(read_line(layout.source, lines[0][0]))
    whole = ((start, lines[0][1]), *lines[1:])
    return replace(_make_unit(layout, Role.CODE, whole, index), seams=("```\n", "\n```"))
