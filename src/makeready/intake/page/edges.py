"""Blocks → the evidence that a page ends at one: a mark of the converter, or a torn sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.blocks.captions import is_caption
from makeready.intake.blocks.split import LINES_OF_PARAGRAPH, Block, BlockKind
from makeready.intake.notes import markers
from makeready.intake.scripts import CJK, NOTE_LIKE, breadth, ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE = 2  # blank lines: with more, a page may end
LEAST_WIDE = 4  # wide gaps that may be pages' ends
LONGEST_FOLIO = 100  # characters of a line that counts the pages
DEEP = 3  # blocks at a page's head or foot that may be furniture
SHORT = 160  # characters of such a block
RUNNING = 50  # characters of running text before a page's end, at least
BEGINNING = 20  # the same after it
FAR = 12  # blocks, notes for the most part, between the halves of a sentence
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_TELLING = frozenset({"bracket", "sign"})  # spellings that open little else than notes
_FLOATS = frozenset({BlockKind.PICTURE, BlockKind.TABLE, BlockKind.HTML, BlockKind.LOSS})


class Edge(IntEnum):
    """How surely a page ends at a block."""

    NONE = 0
    OPEN = 1  # a sentence is open before it; what follows tells nothing
    TORN = 2  # the sentence goes on in lower case after it
    MARKED = 3  # a form feed, a converter's mark or a regular gap says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The blocks of a source as they stand on its pages; `turns` are those that begin a page."""

    blocks: Sequence[Block]
    words: Sequence[str]
    notes: AbstractSet[int]  # those that show themselves as notes
    turns: AbstractSet[int]

    def sheets(self) -> Iterator[tuple[Block, ...]]:
        """Yield the blocks of each page."""
        starts = sorted({0, len(self.blocks), *self.turns})
        for start, end in pairwise(starts):
            yield tuple(self.blocks[start:end])

    def edge(self, index: int) -> Edge:
        """Return how surely a page ends at this block."""
        return Edge.MARKED if self._is_outer(index) else self.find_tear(index)

    def find_tear(self, index: int) -> Edge:
        """Return how surely a sentence goes on over this block."""
        if self._captions(index):
            return Edge.NONE
        if self._follows_notes(index):
            return Edge.TORN
        before = next(self.running(range(index - 1, max(-1, index - FAR), -1), RUNNING), "")
        if not before or ends_sentence(before):
            return Edge.NONE
        after = next(
            self.running(range(index + 1, min(len(self.blocks), index + 5)), BEGINNING), ""
        )
        if not after:
            return Edge.NONE
        if opens_lower(after):
            return Edge.TORN
        return Edge.OPEN if after[0].isalpha() else Edge.NONE

    def _is_outer(self, index: int) -> bool:
        """Tell whether nothing but short lines stands between this block and a page's turn."""
        for at in range(index, max(-1, index - DEEP), -1):
            if at in self.turns:
                return True
            if at and not self._is_short(at - 1):
                break
        for at in range(index + 1, min(len(self.blocks), index + DEEP + 1)):
            if at in self.turns:
                return True
            if not self._is_short(at):
                return False
        return False

    def _is_short(self, at: int) -> bool:
        block = self.blocks[at]
        if block.shape in (BlockKind.MARK, BlockKind.RULE):
            return True
        text = self.words[at]
        bare = block.shape in (BlockKind.TEXT, BlockKind.HEADING) and at not in self.notes
        return bare and breadth(text) <= SHORT and not (CJK.search(text) and ends_sentence(text))

    def _follows_notes(self, index: int) -> bool:
        """Tell whether this block stands between notes and running text: at a page's foot."""
        above = next(
            (
                at
                for at in range(index - 1, max(-1, index - DEEP - 1), -1)
                if not self._is_short(at)
            ),
            -1,
        )
        last = min(len(self.blocks), index + DEEP + 1)
        below = next((at for at in range(index + 1, last) if not self._is_short(at)), -1)
        return above in self.notes and below >= 0 and below not in self.notes

    def _captions(self, index: int) -> bool:
        """Tell whether this block stands right below a figure, a table or a caption."""
        at = index - 1
        while at >= 0 and self.blocks[at].shape is BlockKind.MARK:
            at -= 1
        return at >= 0 and (self.blocks[at].shape in _FLOATS or is_caption(self.words[at]))

    def running(self, places: range, least: int) -> Iterator[str]:
        """Yield the running text at these places; notes that show themselves are none."""
        for place in places:
            text = self.words[place]
            wide = len(text) * 2 > least and breadth(text) > least
            if not wide or self.blocks[place].shape not in (BlockKind.TEXT, BlockKind.ITEM):
                continue
            if not self.is_note(place) and not is_caption(text):
                yield text

    def is_note(self, index: int) -> bool:
        """Tell whether this block reads like a note."""
        return index in self.notes or NOTE_LIKE.match(self.words[index]) is not None


def find_pages(source: str, blocks: Sequence[Block], words: Sequence[str]) -> Pages:
    """Return the blocks with the places at which pages begin.

    A gap of more blank lines than usual begins a page where gaps like it stand inside sentences,
    and any gap where there are few and the lines beside them count the pages.
    """
    marked = frozenset(index for index, block in enumerate(blocks) if block.feed)
    marked = marked or _find_counted(source, blocks)
    wide = [index for index, block in enumerate(blocks) if block.gap > WIDE and index]
    notes = frozenset(
        index
        for index, block in enumerate(blocks)
        if (found := markers.match_opening(source, block.start, block.end))
        and (found[2] in markers.CERTAIN or found[2] in _TELLING)
    )
    bare = Pages(blocks=blocks, words=words, notes=notes, turns=marked)
    if len(wide) < LEAST_WIDE:
        return bare
    torn = sum(_is_torn(bare, index) for index in wide)
    return replace(bare, turns=marked | {0, *wide}) if torn * 4 >= len(wide) else bare


def _find_counted(source: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Return the blocks after blank lines where these stand between pages and nowhere else.

    The first lines of the pages are numbered in sequence, or the last ones are.
    """
    apart = [index for index, block in enumerate(blocks) if block.gap or not index]
    if len(apart) <= LEAST_WIDE or (
        sum(len(block.lines) for block in blocks) < len(apart) * LINES_OF_PARAGRAPH
    ):
        return frozenset()
    heads = [blocks[index].lines[0] for index in apart]
    feet = [blocks[index - 1].lines[-1] for index in (*apart[1:], len(blocks))]
    for lines in (heads, feet):
        numbers = [
            {int(found) for found in _NUMBER.findall(source[start:end])}
            if end - start < LONGEST_FOLIO
            else set()
            for start, end in lines
        ]
        counted = sum(any(number + 1 in b for number in a) for a, b in pairwise(numbers))
        if counted * 2 >= len(apart) - 1:
            return frozenset(apart)
    return frozenset()


def _is_torn(bare: Pages, index: int) -> bool:
    """Tell whether a sentence goes on in lower case over the gap before a block."""
    before = next(bare.running(range(index - 1, max(-1, index - FAR), -1), RUNNING), "")
    if not before or ends_sentence(before):
        return False
    after = next(bare.running(range(index, min(len(bare.blocks), index + DEEP)), BEGINNING), "")
    return opens_lower(after)
