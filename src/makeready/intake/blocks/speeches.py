"""Blocks → the runs of lines in them that are speeches of a record, or sections of a law."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.scripts import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

LEAST = 4  # speeches of a record, or sections of a law
FEWEST = 2  # speakers of a record, and speeches of each
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.’'-]{0,20}"
_SPEAKER = re.compile(rf"({_NAME}(?: {_NAME}){{0,3}}):[ \t]{{1,3}}\S")
_SECTION = re.compile(r"(?:§|Art\.|Article|Artikel|Artículo|Articolo)[ \xa0]?(\d{1,4})\b")
_PART = re.compile(r"\(\d{1,2}[a-z]?\)[ \xa0]\S")


def find_speeches(source: str, blocks: Sequence[Block]) -> dict[int, int]:
    """Return how many lines a speech or a section has, by the offset at which it starts.

    They begin lines right after the end of a sentence, nothing between them. Speakers speak more
    than once; the numbers of sections count up.
    """
    opened = {
        start: source[start:end] for block in blocks for start, end in _find_starts(source, block)
    }
    starts = _find_speakers(opened) | _find_sections(opened)
    return {
        block.lines[at][0]: after - at
        for block in blocks
        if not starts.isdisjoint(line[0] for line in block.lines)
        for at, after in _cut(block, starts)
    }


def _find_starts(source: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the lines of a paragraph that may begin one of their own."""
    if block.shape is not BlockKind.TEXT or len(block.lines) == 1:
        return
    last = ""
    for start, end in block.lines:
        if not last or ends_sentence(last):
            yield start, end
        last = source[start:end]


def _find_speakers(opened: dict[int, str]) -> set[int]:
    named = {at: match[1] for at, text in opened.items() if (match := _SPEAKER.match(text))}
    count = Counter(named.values())
    often = {name for name, times in count.items() if times >= FEWEST}
    found = {at for at, name in named.items() if name in often}
    return set(named) if len(often) >= FEWEST and len(found) >= LEAST else set()


def _find_sections(opened: dict[int, str]) -> set[int]:
    numbers = [(at, int(m[1])) for at, text in opened.items() if (m := _SECTION.match(text))]
    values = [number for _, number in numbers]
    run = sum(b == a + 1 for a, b in pairwise(values))
    if len(numbers) < LEAST or run * 3 < (len(numbers) - 1) * 2:
        return set()
    return {at for at, _ in numbers} | {at for at, text in opened.items() if _PART.match(text)}


def _cut(block: Block, starts: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    heads = [at for at, line in enumerate(block.lines) if line[0] in starts]
    yield from zip(heads, [*heads[1:], len(block.lines)], strict=True)
