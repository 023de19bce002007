"""Note calls that a converter set on a line of their own, above the line that they stand in.

pdftotext and pdfplumber sort characters by height: a raised number becomes a line by itself, and a
blank before the next mark of punctuation is what is left of its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.notes.pairing import Call

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

SPELLING = "raised"
_NUMBERS = re.compile(r"\s{0,200}\d{1,3}(?:\s{1,200}\d{1,3}){0,3}\s*")
_GAP = re.compile(r"(?<=[^\W_]|[\"”’»)\]]) (?=[.,;:!?)\]])")
_NOTE = re.compile(r"[ \t]{0,20}(\d{1,3})[ \t]+[^\s\d]")
_SHAPES = (BlockKind.TEXT, BlockKind.ITEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A line that holds nothing but note calls, and the calls where they belong."""

    start: int
    end: int
    calls: tuple[Call, ...]


def find_raised(
    source: str, blocks: Sequence[Block], turns: AbstractSet[int]
) -> tuple[Raised, ...]:
    """Return the lines of raised numbers inside paragraphs.

    The line below must have as many gaps as there are numbers, and notes of these numbers must
    open below it on the same page; `turns` are the blocks that begin a page, and without them
    there is no page to speak of.
    """
    if not turns:
        return ()
    found: list[Raised] = []
    page: list[Block] = []
    for index, block in enumerate(blocks):
        if index in turns:
            found += _find_on_page(source, page)
            page = []
        page.append(block)
    return (*found, *_find_on_page(source, page))


def _find_on_page(source: str, blocks: Sequence[Block]) -> Iterator[Raised]:
    text = [block for block in blocks if block.shape in _SHAPES]
    notes: dict[str, int] = {}
    for block in text:
        for start, end in block.lines:
            if match := _NOTE.match(source, start, end):
                notes[match.group(1)] = start  # the last is nearest to the page's foot
    for block in text:
        for (start, end), below in pairwise(block.lines):
            if _NUMBERS.fullmatch(source, start, end):
                calls = tuple(_place_calls(source, source[start:end].split(), below, notes))
                if calls:
                    yield Raised(start=start, end=end, calls=calls)


def _place_calls(
    source: str, labels: Sequence[str], line: tuple[int, int], notes: Mapping[str, int]
) -> Iterator[Call]:
    """Yield the calls at the gaps of a line, where there are as many of these."""
    gaps = [match.span() for match in _GAP.finditer(source, *line)]
    known = all(notes.get(label, -1) > line[0] for label in labels)
    rising = all(int(a) < int(b) for a, b in pairwise(labels))
    if known and rising and len(gaps) == len(labels):
        for (start, end), label in zip(gaps, labels, strict=True):
            yield Call(start=start, end=end, label=label, spelling=SPELLING, weight=1.0)


def without_raised(blocks: Sequence[Block], raised: Sequence[Raised]) -> tuple[Block, ...]:
    """Return the blocks without the lines that hold nothing but calls."""
    gone = {each.start for each in raised}
    if not gone:
        return tuple(blocks)
    return tuple(
        replace(block, lines=tuple(line for line in block.lines if line[0] not in gone))
        if any(line[0] in gone for line in block.lines)
        else block
        for block in blocks
    )
