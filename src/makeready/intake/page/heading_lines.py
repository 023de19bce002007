"""Blocks of printed lines → the same with the headings inside them as blocks of their own.

Where a converter sets no blank lines within a page, headings and the contents list stand in one
block with the text about them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.blocks.keys import key, plain
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.blocks.usual_headings import NOTES, TOP
from makeready.intake.page.heading_numbers import is_label, read_number, strip_number
from makeready.intake.page.headings import LONGEST
from makeready.intake.page.people import is_name
from makeready.intake.page.split import make_part
from makeready.intake.page.typed_contents import TITLES, is_led
from makeready.intake.scripts import ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_LINES = 3  # of a heading
LEAST_LETTERS = 4
LONGEST_LABEL = 40  # characters of a chapter's number
LEAST_LED = 3  # lines that show a contents list
UNLED = 2  # lines of one entry before the one with its page
_FAMILIES = frozenset({"roman", "arabic"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Lines of a block from `first` until before `after`; `value` is a heading's number, or 0."""

    block: int
    first: int
    after: int
    family: str = ""
    value: int = 0


def set_headings_apart(source: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with headings in capitals and contents lists inside them split off.

    Headings are numbered in sequence from one, or are usual ones (INTRODUCTION).
    """
    found: dict[int, list[_Run]] = {}
    for run in (*_find_lists(source, blocks), *_count_up(_find_heads(source, blocks))):
        found.setdefault(run.block, []).append(run)
    if 0 in found:
        found[0] += _find_author(_read_lines(source, blocks[0]), min(run.first for run in found[0]))
    return tuple(
        part
        for index, block in enumerate(blocks)
        for part in (_split(block, found[index]) if index in found else (block,))
    )


def find_labels(source: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Return where the lines start that are a chapter's number and its name, and no more.

    They stand at the head of a block, or in a block after the end of a sentence; a contents list
    has several together.
    """
    return frozenset(start for block in blocks for start in _find_labels(source, block))


def _find_labels(source: str, block: Block) -> Iterator[int]:
    lines = _read_lines(source, block)
    for at, text in enumerate(lines):
        if len(text) > LONGEST_LABEL or not is_label(text):
            continue
        above, below = lines[at - 1] if at else "", lines[at + 1] if at + 1 < len(lines) else ""
        listed = read_number(above) is not None or read_number(below) is not None
        if listed or opens_lower(below) or (at and not ends_sentence(above)):
            continue
        yield block.lines[at][0]
        if below.isupper() and len(below) <= LONGEST and at + 2 < len(lines):
            yield block.lines[at + 1][0]


def _split(block: Block, runs: Sequence[_Run]) -> Iterator[Block]:
    cuts = {0, len(block.lines)} | {at for run in runs for at in (run.first, run.after)}
    for start, end in pairwise(sorted(cuts)):
        yield make_part(block, block.lines[start:end])


def _read_lines(source: str, block: Block) -> list[str]:
    if block.shape is not BlockKind.TEXT or len(block.lines) == 1:
        return []
    return [plain(source, *line) for line in block.lines]


def _find_heads(source: str, blocks: Sequence[Block]) -> Iterator[_Run]:
    """Yield the lines in capitals that a number counts, or that a usual heading consists of."""
    for index, block in enumerate(blocks):
        lines = _read_lines(source, block)
        for at, text in enumerate(lines):
            usual = text[:1].isupper() and key(text) in TOP | NOTES
            if not (usual or text.isupper()) or not _may_begin(lines, at):
                continue
            number = read_number(text)
            if usual:
                yield _Run(block=index, first=at, after=at + 1)
            elif number is not None and number.family in _FAMILIES and _is_capital(text):
                after = at + 1
                while after < len(lines) and after < at + MOST_LINES and _goes_on(lines[after]):
                    after += 1
                family, value = number.family, number.value
                yield _Run(block=index, first=at, after=after, family=family, value=value)


def _may_begin(lines: Sequence[str], at: int) -> bool:
    """Tell whether a heading may begin here: no sentence is open, and no contents list is about."""
    before = lines[at - 1] if at else ""
    open_ = bool(before) and not (ends_sentence(before) or before.isupper())
    return not open_ and not any(map(is_led, lines[at : at + UNLED + 1]))


def _is_capital(text: str) -> bool:
    """Tell whether a line is a heading's by its capitals."""
    words = strip_number(text)
    letters = sum(map(str.isalpha, words))
    long = letters >= LEAST_LETTERS and len(text) <= LONGEST and letters * 5 > len(words) * 3
    return long and words.isupper() and not words.endswith((".", ",", ";"))


def _goes_on(text: str) -> bool:
    return read_number(text) is None and _is_capital(text) and key(text) not in TOP


def _count_up(runs: Iterator[_Run]) -> Iterator[_Run]:
    """Yield the headings whose numbers count up from one, and the usual ones; one alone is none."""
    seen = tuple(runs)
    family = next((run.family for run in seen if run.value == 1), "")
    kept, wanted = [], 1
    for run in seen:
        if run.family == family and run.value == wanted:
            kept.append(run)
            wanted += 1
    usual = [run for run in seen if not run.value]
    if wanted > 2 or len(usual) > 1:  # noqa: PLR2004 -- two at least are a sequence
        yield from (*kept, *usual)


def _find_lists(source: str, blocks: Sequence[Block]) -> Iterator[_Run]:
    """Yield the contents lists that begin inside a block."""
    for index, block in enumerate(blocks):
        lines = _read_lines(source, block)
        first = next((at for at, text in enumerate(lines) if key(text) in TITLES), -1)
        led = [at for at, text in enumerate(lines) if at > first and is_led(text)]
        if first < 0 or len(led) < LEAST_LED or led[0] > first + UNLED + 1:
            continue
        last = next((a for a, b in pairwise(led) if b - a > UNLED + 1), led[-1])
        yield _Run(block=index, first=first, after=last + 1)


def _find_author(lines: Sequence[str], first: int) -> Iterator[_Run]:
    """Yield the author's line above the first heading of all, or the contents list."""
    if first and is_name(lines[first - 1]):
        yield _Run(block=0, first=first - 1, after=first)
