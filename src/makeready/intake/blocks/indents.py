"""The indents of a source's lines → how its paragraphs are told by them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.scripts import breadth, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TAB = 4  # columns
WIDEST = 110  # characters of a printed line, at most
_COLUMNS = {"\t": TAB, "\u3000": 2, "\u2001": 2, "\u2003": 2}
_BLANKS = " \t\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u3000"
STEP = range(2, 13)  # columns by which a paragraph's first line is indented, or its others are
LONG_LINE = 0.6  # of a printed line: shorter ones are indented for other reasons
FEWEST = 2  # pairs of lines that must agree
AGREED = 0.75  # of the pairs
ENDED = 0.7  # of the lines that end a sentence, where each of them is a paragraph

FEWEST_ENDED, ALL_ENDED = 3, 0.9  # lines and their share, where they are neither indented nor long


class Style(StrEnum):
    """What an indent says of a line."""

    NONE = "none"
    FIRST = "first"  # it is the first of its paragraph
    HANGING = "hanging"  # it is not
    EACH = "each"  # nothing: every line is a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Indents:
    """How a source's lines are indented: `margin` is the column of those that are not.

    `apart` says that each line is a block by itself, as no printed line is.
    """

    style: Style = Style.NONE
    margin: int = 0
    apart: bool = False


INDENTS = Indents()  # of a source that shows nothing by them


def measure_indents(lines: Sequence[str], width: int, *, markdown: bool) -> Indents:
    """Return what the indents of lines say, judged by the sentences that end before them.

    After the end of a sentence a deeper line begins a paragraph, and after an open one it goes on
    with an entry; a line that is less deep tells the opposite.
    """
    if (apart := _find_paragraphs(lines, 0 if markdown else width)) is not None:
        return Indents(style=Style.EACH, apart=apart)
    full = [line.rstrip() for line in lines if breadth(line.strip()) >= LONG_LINE * width > 0]
    if not full:
        return INDENTS
    counts = Counter(map(read_indent, full))
    votes = Counter(_vote(lines, width))
    style, most = max(votes.items(), key=lambda vote: vote[1], default=(Style.NONE, 0))
    if most < FEWEST or most < AGREED * votes.total():
        style = Style.NONE
    common = max(counts, key=lambda column: (counts[column], -column))
    least = min(column for column, count in counts.items() if count * 20 >= len(full))
    return Indents(style=style, margin=least if style is Style.HANGING else common)


def _find_paragraphs(lines: Sequence[str], width: int) -> bool | None:
    """Tell whether each line is a paragraph and a block by itself; None where it is neither.

    Most end a sentence and are indented or too long for print; or nearly all end one.
    """
    close = [line for pair in pairwise(lines) if all(map(str.strip, pair)) for line in pair]
    full = [line for line in close if breadth(line.strip()) >= LONG_LINE * WIDEST]
    ended = sum(ends_sentence(line) and not line.rstrip()[-1].isdigit() for line in full)
    if len(full) < FEWEST or ended < ENDED * len(full):
        return None
    deep = sum(read_indent(line) in STEP for line in full)
    sure = len(full) >= FEWEST_ENDED and ended >= ALL_ENDED * len(full) and width > 0
    apart = deep >= ENDED * len(full) or width > WIDEST
    return apart if apart or sure else None


def _vote(lines: Sequence[str], width: int) -> Iterator[Style]:
    """Yield what each pair of neighbours shows that are indented otherwise."""
    for above, below in pairwise(lines):
        if not above.strip() or not below.strip():
            continue
        step = read_indent(below) - read_indent(above)
        if abs(step) not in STEP:
            continue
        style = Style.FIRST if (step > 0) is ends_sentence(above) else Style.HANGING
        # the first line of a paragraph or an entry is full; the last may be short
        full = below if (step > 0) is (style is Style.FIRST) else above
        if breadth(full.strip()) >= LONG_LINE * width:  # no verse, no signature
            yield style


def read_indent(line: str) -> int:
    """Return the column at which a line begins; wide blanks count for two."""
    size = len(line) - len(line.lstrip(_BLANKS))
    return sum(_COLUMNS.get(blank, 1) for blank in line[:size])


def read_line(source: str, start: int) -> str:
    """Return the blanks before the words that start here on their line."""
    at = start
    while at and source[at - 1] in _BLANKS:
        at -= 1
    return source[at:start]


def stands_right(source: str, line: tuple[int, int], width: int) -> bool:
    """Tell whether a line begins in the right half of the page, as signatures do."""
    column = read_indent(read_line(source, line[0]))
    size = breadth(source[line[0] : line[1]])
    return column * 2 > width > 0 and size < column
