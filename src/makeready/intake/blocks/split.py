"""A source's lines → blocks: the paragraphs, headings, tables and items that it is made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.blocks.indents import INDENTS, WIDEST, Indents, measure_indents
from makeready.intake.blocks.keys import plain
from makeready.intake.blocks.pages import find_turns
from makeready.intake.blocks.rules import find_end, is_rule
from makeready.intake.read import picture_marks
from makeready.intake.scripts import BULLETS, breadth

if TYPE_CHECKING:
    from collections.abc import Iterator


class BlockKind(StrEnum):
    """What a block is by its spelling alone."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    HTML = "html"  # a table written in HTML, which the manuscript may hold as it is
    CODE = "code"
    PICTURE = "picture"
    MARK = "mark"  # a converter's comment or page mark
    LOSS = "loss"  # where the converter left a formula or a picture out
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of lines that belong together; `gap` counts the blank lines before it."""

    start: int
    end: int
    shape: BlockKind
    lines: tuple[tuple[int, int], ...]
    gap: int = 0
    level: int = 0
    feed: bool = False  # a page begins here, as a form feed or a converter's mark says


def plain_block(source: str, block: Block) -> str:
    """Return the words of a block on one line."""
    return plain(source, block.start, block.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How the converter wrote: with markup or plain, whole paragraphs a line or printed lines."""

    markdown: bool
    wrapped: bool
    parted: bool  # blank lines stand between paragraphs
    spaced: bool
    width: int
    indents: Indents = INDENTS

    @property
    def lined(self) -> bool:
        """Whether each line is a block: a printed line, or a paragraph."""
        return self.spaced or self.indents.apart


FEEDS, SHORTEST_PAGE = 500, 40  # form feeds that are many, and characters of a page in the mean
LINES_OF_PARAGRAPH = 12  # with more lines on average, a block is a page
LEAST_LINES = 11  # fewer show nothing
FEW_LINES = 4  # the same where most are about as wide:
LEAST_WIDE = 0.75  # of the width
FOLLOWED = 0.3  # of the lines: printed lines have another one right below
LONG_LINE = 0.6  # of the width: longer than most headings
RUNNING = 0.28  # of the lines: as many end in the middle of a sentence
_MARKUP = re.compile(
    r"(?m)^ {0,3}#{1,6} \S|\*\*[^*\s][^*\n]*\*\*|\]\([^()\s]+\)|</?(?:sup|sub|i|b|u|span|em|td)\b"
    r"|^\|.*\|[ \t\r]*$|^\[\^[^\]\s]+\]:|(?<!\w)_[^_\s][^_\n]*_(?!\w)|^```|<!-- "
)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+\S")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LOSS = re.compile(
    r"\s*(?:<!--\s{0,3}(?:formula-not-decoded|image|missing-\w{1,30}|picture|figure)\s{0,3}-->"
    r"|\*{0,2}==>\s[^\n]{0,200}<==\*{0,2})\s*$"
)
_TABLE_RULE = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*(?:\||$))+$")
_PICTURE = re.compile(
    r"\s*(?:<span id=\"[^\"]*\"></span>\s*)*"
    rf"(?:(?:{picture_marks.MARKDOWN}|{picture_marks.HTML})\s*)+$",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\s*(?:<!--.*-->|\{\d+\}-{10,}|<span id=\"[^\"]*\"></span>)\s*$")
_MARKDOWN_ITEM = re.compile(rf"\s*(?:[-+*{BULLETS}]|\d{{1,3}}[.)])\s+\S")
_PLAIN_ITEM = re.compile(rf"\s*[{BULLETS}]\s*\S")
_LONE_BULLET = re.compile(rf"\s*[{BULLETS}]\s*\Z")
_DASHED = re.compile(r"\s{0,40}[-*+][ \t]{1,9}[^\W_]")
_ENDS = (".", "!", "?", "…", "”", '"', "»", "'", "’")  # of a sentence, and of a speech
_CELL = re.compile(r"(?<!\\)\|")
_NUMBERED = re.compile(r"\s*(\d{1,3})[.)][ \t]+\S")
_QUOTE = re.compile(r" {0,3}>")


LONGEST_FORMULA = 100  # lines of a displayed formula
_DISPLAYED = {"$$": "$$", "\\[": "\\]"}
LONGEST_HTML = 3000  # lines of a table in HTML
_HTML_PAIRED = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "sub", "sup")
_HTML_TAG = re.compile(
    r"<(/?(?:html|body|table|thead|tbody|tfoot|tr|td|th|caption|br|sub|sup|b|i|em|strong|p))"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_HTML_TABLE = re.compile(r"\s{0,40}(?:<html>\s?)?(?:<body>\s?)?<table[\s>]", re.IGNORECASE)
_HTML_TABLE_WHOLE = re.compile(
    r"\A\s*(?:<html>\s?)?(?:<body>\s?)?<table[\s>].*</table>\s?(?:</body>\s?)?(?:</html>)?\s*\Z",
    re.IGNORECASE | re.DOTALL,
)


def measure_profile(source: str) -> Profile:
    """Return how the source is written, judged by its lines."""
    lines = source.splitlines()
    full = sorted(len(plain(line, 0, len(line))) for line in lines if line.strip()) or [0]
    followed = sum(bool(a.strip() and b.strip()) for a, b in pairwise(lines)) / len(full)
    wide = full[-max(1, len(full) // 10)]
    shown = len(full) > LEAST_LINES or (
        len(full) > FEW_LINES and full[len(full) // 2] >= LEAST_WIDE * wide
    )
    wrapped = shown and wide <= WIDEST and followed > FOLLOWED
    common = full[len(full) * 3 // 4]
    spaced = not wrapped and followed < FOLLOWED and _is_spaced(lines, common)
    markdown = bool(_MARKUP.search(source))
    return Profile(
        markdown=markdown,
        wrapped=wrapped,
        parted=_is_parted(lines),
        spaced=spaced,
        width=common if spaced else wide,
        indents=INDENTS if spaced else measure_indents(lines, wide, markdown=markdown),
    )


def _is_parted(lines: Sequence[str]) -> bool:
    """Tell whether blank lines stand between paragraphs, and not between pages only."""
    runs = sum(bool(a.strip() and not b.strip()) for a, b in pairwise([*lines, ""]))
    inside = sum(bool(not a.strip() and b.strip()) for a, b in pairwise(lines))
    return inside > 0 and runs * LINES_OF_PARAGRAPH >= sum(bool(line.strip()) for line in lines)


def _is_spaced(lines: Sequence[str], width: int) -> bool:
    """Tell whether a blank line stands after every printed line.

    Most lines are then as long as the line allows and end in the middle of a sentence.
    """
    texts = [line.strip() for line in lines if line.strip()]
    if len(texts) <= LEAST_LINES or width > WIDEST:
        return False
    running = sum(
        (a[-1].isalpha() or a[-1] in ",，、") and breadth(a) > LONG_LINE * width
        for a, b in pairwise(texts)
        if b[0].isalpha()
    )
    return running > RUNNING * len(texts)


def split_blocks(source: str, how: Profile) -> tuple[Block, ...]:
    """Return the source's blocks in order; between them stands white space only."""
    spans = tuple(_line_spans(source))
    ends = find_turns([source[start:end] for start, end in spans])
    fed = source.count("\f") * SHORTEST_PAGE <= max(len(source), FEEDS * SHORTEST_PAGE)
    return tuple(_blocks(_Lines(source=source, spans=spans, how=how, turns=ends, fed=fed)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """The lines of a source, and those of them that mark a page's end."""

    source: str
    spans: Sequence[tuple[int, int]]
    how: Profile
    turns: frozenset[int]
    fed: bool  # form feeds stand between pages, and not between a few words each

    def feeds(self, at: int) -> bool:
        """Tell whether a page ends with this line."""
        return self.fed and "\f" in self[at]

    def is_blank(self, at: int) -> bool:
        """Tell whether a line parts blocks."""
        line = self[at]
        return not line.strip() and (self.fed or "\f" not in line)

    def __getitem__(self, at: int) -> str:
        return self.source[slice(*self.spans[at])]

    def __len__(self) -> int:
        return len(self.spans)


def _line_spans(source: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in source.splitlines(keepends=True):
        yield at, at + len(line)
        at += len(line)


def _blocks(lines: _Lines) -> Iterator[Block]:
    at, gap, feed = 0, 0, False
    while at < len(lines):
        if lines.is_blank(at):
            feed = feed or lines.feeds(at)
            gap, at = gap + 1, at + 1
            continue
        shape, after = _extent(lines, at)
        turn = at in lines.turns  # of several marks together the last ends the page
        yield _block(lines.source, lines.spans[at:after], shape, gap, feed and not turn)
        feed = lines.feeds(after - 1) or turn
        at, gap = after, 0


def _block(
    source: str, spans: Sequence[tuple[int, int]], shape: BlockKind, gap: int, feed: bool
) -> Block:
    lines = tuple(_trim(source, start, end) for start, end in spans)
    lines = tuple((start, end) for start, end in lines if start < end) or lines[:1]
    heading = _HEADING.match(source, lines[0][0]) if shape is BlockKind.HEADING else None
    return Block(
        start=lines[0][0],
        end=lines[-1][1],
        shape=shape,
        lines=lines,
        gap=gap,
        level=len(heading.group(1)) if heading else 0,
        feed=feed,
    )


def _trim(source: str, start: int, end: int) -> tuple[int, int]:
    text = source[start:end]
    left = len(text) - len(text.lstrip())
    return (start + left, start + len(text.rstrip())) if text.strip() else (start, start)


def _extent(lines: _Lines, at: int) -> tuple[BlockKind, int]:
    """Return the shape of the block that starts at this line, and the line after it."""
    if lines.how.markdown and at not in lines.turns and (closing := _end_of_formula(lines, at)):
        return BlockKind.TEXT, closing
    shape = _shape(lines, at)
    if shape is BlockKind.CODE:
        closing = _closing_fence(lines, at)
        return (BlockKind.CODE, closing) if closing else (BlockKind.TEXT, at + 1)
    after = find_end(lines, at) if shape is BlockKind.RULE else at + 1
    single = (BlockKind.HEADING, BlockKind.PICTURE, BlockKind.MARK, BlockKind.LOSS, BlockKind.RULE)
    if shape in single or (lines.how.lined and shape in (BlockKind.TEXT, BlockKind.ITEM)):
        return shape, after
    if lines.how.markdown and _HTML_TABLE.match(lines[at]) and (closing := _end_of_html(lines, at)):
        return BlockKind.HTML, closing
    following = {BlockKind.TEXT, BlockKind.TABLE} if shape is BlockKind.TABLE else {BlockKind.TEXT}
    if shape is BlockKind.QUOTE:
        following = {BlockKind.QUOTE, BlockKind.TEXT}
    columns = _cells(lines[at])
    while after < len(lines) and not lines.is_blank(after):
        if lines.feeds(after - 1) or _shape(lines, after) not in following:
            break
        if lines.how.markdown and _begins_apart(lines, after):
            break
        if shape is BlockKind.TABLE and not 1 <= _cells(lines[after]) <= columns:
            break  # pandoc drops what stands in more cells than the table has columns
        after += 1
    return shape, after


def _begins_apart(lines: _Lines, at: int) -> bool:
    """Tell whether a formula or a table in HTML begins right below a line of text."""
    table = _HTML_TABLE.match(lines[at]) and _end_of_html(lines, at)
    return bool(table) or _end_of_formula(lines, at) > 0


def _end_of_formula(lines: _Lines, at: int) -> int:
    """Return the line after the displayed formula over several lines that starts here, or 0."""
    opening = lines[at].strip()
    closing = _DISPLAYED.get(opening[:2])
    if closing is None or closing in opening[2:]:
        return 0
    for after in range(at + 1, min(len(lines), at + LONGEST_FORMULA)):
        line = lines[after].strip()
        begins_again = closing != opening[:2] and line.startswith(opening[:2])
        if not line or after in lines.turns or begins_again:
            return 0
        if closing in line:
            return after + 1 if line.endswith(closing) else 0
    return 0


def _end_of_html(lines: _Lines, at: int) -> int:
    """Return the line after the table in HTML that starts here; 0 where it is not whole."""
    for after in range(at, min(len(lines), at + LONGEST_HTML)):
        if "</table>" in lines[after].lower():
            start, end = lines.spans[at][0], lines.spans[after][1]
            return after + 1 if is_html_table(lines.source[start:end]) else 0
    return 0


def is_html_table(text: str) -> bool:
    """Tell whether a text is one table in HTML and nothing else, each element of it closed."""
    names = [found[1].lower() for found in _HTML_TAG.finditer(text)]
    opened = Counter(name for name in names if not name.startswith("/"))
    closed = Counter(name[1:] for name in names if name.startswith("/"))
    paired = all(opened[name] == closed[name] for name in _HTML_PAIRED)
    outside = _HTML_TABLE_WHOLE.sub("", text, count=1)
    bare = _HTML_TAG.sub("", text)
    return paired and opened["table"] == 1 and not outside.strip() and not {"<", ">"} & set(bare)


def _closing_fence(lines: _Lines, at: int) -> int:
    """Return the line after the fence that closes this one; 0 where nothing does."""
    opening = _FENCE.match(lines[at])
    ticks = opening.group(1) if opening else "```"
    for after in range(at + 1, min(len(lines), at + 3000)):
        line = lines[after].strip()
        if line.startswith(ticks) and not line.strip(ticks[0]):
            return after + 1
    return 0


def _shape(lines: _Lines, at: int) -> BlockKind:  # noqa: C901, PLR0911 -- one a shape
    line = lines[at]
    if at in lines.turns:
        return BlockKind.MARK
    if is_rule(lines, at):
        return BlockKind.RULE
    if _LOSS.match(line):
        return BlockKind.LOSS
    if _COMMENT.match(line):
        return BlockKind.MARK
    if _LONE_BULLET.match(line) and at + 1 < len(lines) and lines[at + 1].strip():
        return BlockKind.ITEM
    if not lines.how.markdown:
        item = _PLAIN_ITEM.match(line) or _counts(lines, at) or _is_dashed(lines, at)
        return BlockKind.ITEM if item else BlockKind.TEXT
    for shape, pattern in (
        (BlockKind.CODE, _FENCE),
        (BlockKind.HEADING, _HEADING),
        (BlockKind.PICTURE, _PICTURE),
        (BlockKind.QUOTE, _QUOTE),
        (BlockKind.ITEM, _MARKDOWN_ITEM),
    ):
        if pattern.match(line):
            return shape
    if "|" in line and at + 1 < len(lines):
        below = lines[at + 1]
        if "-" in below and _TABLE_RULE.match(below.strip()) and _cells(line) == _cells(below):
            return BlockKind.TABLE
    return BlockKind.TEXT


def _cells(line: str) -> int:
    """Return how many cells a table's row has; 0 where it is none."""
    bare = line.strip().removeprefix("|").removesuffix("|")
    return len(_CELL.split(bare)) if "|" in line else 0


def _is_dashed(lines: _Lines, at: int) -> bool:
    """Tell whether a plain line is a short item, as the one above it or below it is.

    Speeches begin with the same sign, and end as sentences do.
    """
    near = (lines[i] for i in (at - 1, at + 1) if 0 <= i < len(lines))
    return _is_item(lines[at]) and any(map(_is_item, near))


def _is_item(line: str) -> bool:
    return _DASHED.match(line) is not None and not line.rstrip().endswith(_ENDS)


def _counts(lines: _Lines, at: int) -> bool:
    """Tell whether a plain line is numbered in one sequence with the line above it or below it."""
    here = _NUMBERED.match(lines[at])
    if here is None:
        return False
    for near, step in ((at - 1, -1), (at + 1, 1)):
        other = _NUMBERED.match(lines[near]) if 0 <= near < len(lines) else None
        if other is not None and int(other[1]) == int(here[1]) + step:
            return True
    return False
