"""Lines of a block → the paragraphs, verses and tables that their blanks and ends show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from makeready.intake.blocks.indents import STEP, Style, read_indent, read_line
from makeready.intake.blocks.split import Profile
from makeready.intake.scripts import CALL, breadth, ends_sentence, is_full, opens_lower
from makeready.intake.text.typed_tables import TypedTable, find_tables
from makeready.intake.text.verse import SHORT, is_verse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


Span = tuple[int, int]

RAGGED = 0.9  # of a full line: in a proportional type lines differ by so many characters
SHORT_LINE = 0.75  # of a full line: a sentence that ends before it ends its paragraph
NEAREST = 2  # columns by which verse is indented in prose, at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A source whose printed lines are looked at.

    `masked` is the source with a sign of its own in place of every note call.
    """

    source: str
    masked: str
    how: Profile


class Sort(StrEnum):
    """What some lines of a block are."""

    PROSE = "prose"
    VERSE = "verse"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Lines of a block that belong together."""

    sort: Sort
    lines: tuple[Span, ...]
    table: TypedTable | None = None

    @property
    def is_wide(self) -> bool:
        """Whether it is a table that has a head or more than two columns, as no contents list."""
        return self.table is not None and self.table.is_wide


def split_lines(typed: Typed, lines: Sequence[Span]) -> Iterator[Stretch]:
    """Yield the stretches of a block: tables, verse, and the paragraphs between them."""
    at = 0
    for table in find_tables(typed.source, lines):
        yield from _split_text(typed, lines[at : table.first])
        within = tuple(lines[table.first : table.after])
        yield Stretch(sort=Sort.TABLE, lines=within, table=table)
        at = table.after
    yield from _split_text(typed, lines[at:])


def _split_text(typed: Typed, lines: Sequence[Span]) -> Iterator[Stretch]:
    """Yield verse and paragraphs; verse is deeper than the prose about it, and its lines short."""
    if is_verse(typed.source, lines, typed.how):
        yield Stretch(sort=Sort.VERSE, lines=tuple(lines))
        return
    held: list[Span] = []
    at = 0
    while at < len(lines):
        after = at
        while after < len(lines) and _is_deep(typed, lines[after]):
            after += 1
        if _leads_in(typed, lines[at:after]):
            held.append(lines[at])
            at += 1
        if is_verse(typed.source, lines[at:after], typed.how, indented=True):
            yield from _split_prose(typed, held)
            yield Stretch(sort=Sort.VERSE, lines=tuple(lines[at:after]))
            held = []
        else:
            after = max(after, at + 1)
            held += lines[at:after]
        at = after
    yield from _split_prose(typed, held)


def _is_deep(typed: Typed, line: Span) -> bool:
    """Tell whether a line is short and deeper than the margin."""
    deep = read_indent(read_line(typed.source, line[0])) - typed.how.indents.margin
    size = breadth(typed.source[line[0] : line[1]])
    return deep >= NEAREST and (not typed.how.width or size <= SHORT * typed.how.width)


def _leads_in(typed: Typed, lines: Sequence[Span]) -> bool:
    """Tell whether a line ends a sentence of prose above verse that is deeper than it."""
    if len(lines) < 2 or not ends_sentence(typed.masked[slice(*lines[0])]):  # noqa: PLR2004
        return False
    first, *others = (read_indent(read_line(typed.source, start)) for start, _ in lines)
    # an address goes in by steps, line by line
    return min(others) >= first + NEAREST and others.count(min(others)) > 1


def _split_prose(typed: Typed, lines: Sequence[Span]) -> Iterator[Stretch]:
    part: list[Span] = []
    for line in lines:
        if part and starts_anew(typed, part, line):
            yield Stretch(sort=Sort.PROSE, lines=tuple(part))
            part = []
        part.append(line)
    if part:
        yield Stretch(sort=Sort.PROSE, lines=tuple(part))


def starts_anew(
    typed: Typed, part: Sequence[Span], line: Span, *, parted: bool | None = None
) -> bool:
    """Tell whether a printed line starts a paragraph after these lines of one.

    Where blank lines part paragraphs (`parted`), a short line by itself shows nothing.
    """
    source, how = typed.source, typed.how
    words = source[line[0] : line[1]]
    if opens_lower(words) and how.indents.style is not Style.HANGING:
        return False
    if how.indents.style is not Style.NONE and _is_told_by_indent(typed, part, line):
        return True
    last = typed.masked[part[-1][0] : part[-1][1]]
    if (how.parted if parted is None else parted) or not how.wrapped or not how.width:
        return False
    if not ends_sentence(last) or last.endswith(":"):
        return False
    last = last.replace(CALL, "")
    width = round(how.width * RAGGED)
    step = read_indent(read_line(source, line[0])) - read_indent(read_line(source, part[-1][0]))
    short = len(last) < SHORT_LINE * width or not is_full(last, words, width)
    return short or (step in STEP and len(part) > 1)


def _is_told_by_indent(typed: Typed, part: Sequence[Span], line: Span) -> bool:
    """Tell whether a line's indent begins a paragraph in a text whose indents do."""
    here, last, first = (
        read_indent(read_line(typed.source, at[0])) for at in (line, part[-1], part[0])
    )
    ended = ends_sentence(typed.masked[part[-1][0] : part[-1][1]])
    if typed.how.indents.style is Style.EACH:
        return True
    if typed.how.indents.style is Style.HANGING:
        return here < last if here != last else here <= typed.how.indents.margin
    deeper = here - last in STEP
    same = here == last and len(part) == 1 and first - typed.how.indents.margin in STEP and ended
    return deeper or same
