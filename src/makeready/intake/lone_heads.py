"""Blocks → running heads that stand once: inside a sentence, and worded like a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from makeready.intake import grammar
from makeready.intake.blocks import Block, Shape
from makeready.intake.furniture import (
    ALIKE,
    ALIKE_WIDE,
    LONGEST_HEAD,
    NOTE_LIKE,
    SHORTEST_KEY,
    SHORTEST_LIKE,
    Verdict,
)
from makeready.intake.matching import head_key
from makeready.intake.numbering import number_of
from makeready.intake.writing import breadth, ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

FAR = 12  # blocks, notes for the most part, between the halves of a sentence
RUNNING = 50  # characters: a narrower block before a head may be a line by itself


def lone_heads(
    source: str,
    blocks: Sequence[Block],
    words: Sequence[str],
    *,
    known: AbstractSet[int],
    found: Mapping[int, Verdict],
) -> dict[int, Verdict]:
    """Return the running heads that stand inside a sentence and read like a heading.

    `known` are the blocks of the title and of the headings that a contents list names; `found`
    are the blocks known as furniture. A heading stays where it is: what repeats it, misread
    perhaps, between the halves of a sentence, the page brought along.
    """
    headings = _headings(blocks, words, known, found)
    text = {
        index: words[index]
        for index, block in enumerate(blocks)
        if index not in found and _is_text(source, block, words[index])
    }
    return {
        index: Verdict(
            rule="F.head", evidence="stands inside a sentence, like a heading", confidence=0.9
        )
        for index, block in enumerate(blocks)
        if index not in found
        and index not in known
        and block.shape in (Shape.TEXT, Shape.HEADING)
        and len(block.lines) == 1
        and _is_head_like(words[index])
        and _is_like_one(head_key(words[index])[0], headings - {index}, words)
        and _is_torn(text, index)
    }


def _headings(
    blocks: Sequence[Block],
    words: Sequence[str],
    known: AbstractSet[int],
    found: Mapping[int, Verdict],
) -> frozenset[int]:
    """Return the blocks that show themselves as headings: no folio stands beside one."""
    return frozenset(
        index
        for index, block in enumerate(blocks)
        if index not in found
        and (index in known or block.shape is Shape.HEADING or number_of(words[index]) is not None)
        and _is_head_like(words[index])
        and head_key(words[index])[1] is None
    )


def _is_head_like(text: str) -> bool:
    return 1 < len(text) <= LONGEST_HEAD and not opens_lower(text) and not ends_sentence(text)


def _is_like_one(name: str, headings: AbstractSet[int], words: Sequence[str]) -> bool:
    if len(name) < SHORTEST_KEY:
        return False
    least = ALIKE_WIDE if breadth(name) <= SHORTEST_LIKE else ALIKE
    keys = (head_key(words[index])[0] for index in sorted(headings))
    return process.extractOne(name, keys, scorer=fuzz.ratio, score_cutoff=least) is not None


def _is_text(source: str, block: Block, text: str) -> bool:
    """Tell whether a block is running text and shows no sign of a note."""
    if block.shape not in (Shape.TEXT, Shape.ITEM) or NOTE_LIKE.match(text):
        return False
    opening = grammar.opening(source, block.start, block.end)
    return opening is None or opening[2] not in grammar.CERTAIN


def _is_torn(text: Mapping[int, str], index: int) -> bool:
    """Tell whether a sentence that is open before this block goes on in lower case after it."""
    before = next((text[at] for at in range(index - 1, index - FAR, -1) if at in text), "")
    after = next((text[at] for at in range(index + 1, index + 3) if at in text), "")
    return opens_lower(after) and breadth(before) > RUNNING and not ends_sentence(before)
