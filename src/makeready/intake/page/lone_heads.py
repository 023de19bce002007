"""Blocks → running heads that stand once: inside a sentence, and worded like a heading."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from makeready.intake.blocks.forms import is_text_by_form
from makeready.intake.blocks.keys import head_key
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.notes import markers
from makeready.intake.page.furniture import (
    ALIKE,
    ALIKE_WIDE,
    LONGEST_HEAD,
    MOST_PAIRS,
    SHORTEST_KEY,
    SHORTEST_LIKE,
    read_numbers,
)
from makeready.intake.page.heading_numbers import read_number
from makeready.intake.page.verdicts import Verdict
from makeready.intake.scripts import NOTE_LIKE, breadth, ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

FAR = 12  # blocks, notes for the most part, between the halves of a sentence
RUNNING = 50  # characters: a narrower block before a head may be a line by itself


def find_lone_heads(
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
    text = {
        index: words[index]
        for index, block in enumerate(blocks)
        if index not in found and _is_text(source, block, words[index])
    }
    torn = {
        index
        for index, block in enumerate(blocks)
        if index not in found
        and index not in known
        and block.shape in (BlockKind.TEXT, BlockKind.HEADING)
        and len(block.lines) == 1
        and _is_head_like(words[index])
        and _is_torn(text, index)
        and not is_text_by_form(source, block.start, block.end, words[index])
    }
    names: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, numbers in sorted(_headings(blocks, words, known, found.keys() | torn)):
        names[numbers].append(name)
    if sum(map(len, names.values())) * len(torn) > MOST_PAIRS:
        return {}
    verdict = Verdict(
        rule="F.head", evidence="stands inside a sentence, like a heading", confidence=0.9
    )
    heads = (
        index
        for index in sorted(torn)
        if _is_like_one(head_key(words[index])[0], _select_names(names, words[index]))
    )
    return dict.fromkeys(heads, verdict)


def _select_names(names: Mapping[tuple[str, ...], list[str]], text: str) -> Sequence[str]:
    """Return the headings that a line may repeat: of its number, or of any where it has none."""
    if numbers := _numbers(text):
        return names.get(numbers, [])
    return [name for each in names.values() for name in each]


def _headings(
    blocks: Sequence[Block],
    words: Sequence[str],
    known: AbstractSet[int],
    other: AbstractSet[int],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys and the numbers of the blocks that show themselves as headings.

    No folio stands beside one.
    """
    for index, block in enumerate(blocks):
        shown = index in known or block.shape is BlockKind.HEADING
        if index in other or not _is_head_like(words[index]):
            continue
        name, folio = head_key(words[index])
        if folio is None and (shown or read_number(words[index]) is not None):
            yield name, _numbers(words[index])


def _numbers(text: str) -> tuple[str, ...]:
    return read_numbers(text, head_key(text)[1])


def _is_head_like(text: str) -> bool:
    return 1 < len(text) <= LONGEST_HEAD and not opens_lower(text) and not ends_sentence(text)


def _is_like_one(name: str, headings: Sequence[str]) -> bool:
    if len(name) < SHORTEST_KEY:
        return False
    least = ALIKE_WIDE if breadth(name) <= SHORTEST_LIKE else ALIKE
    return process.extractOne(name, headings, scorer=fuzz.ratio, score_cutoff=least) is not None


def _is_text(source: str, block: Block, text: str) -> bool:
    """Tell whether a block is running text and shows no sign of a note."""
    if block.shape not in (BlockKind.TEXT, BlockKind.ITEM) or NOTE_LIKE.match(text):
        return False
    opening = markers.match_opening(source, block.start, block.end)
    return opening is None or opening[2] not in markers.CERTAIN


def _runs(text: Mapping[int, str], at: int) -> bool:
    """Tell whether running text stands here; what goes on with a note is more of the note."""
    if at not in text or not any(map(str.isalpha, text[at])):
        return False
    return at - 1 in text or not opens_lower(text[at])


def _is_torn(text: Mapping[int, str], index: int) -> bool:
    """Tell whether a sentence that is open before this block goes on in lower case after it."""
    before = next((text[at] for at in range(index - 1, index - FAR, -1) if _runs(text, at)), "")
    after = next((text[at] for at in range(index + 1, index + 3) if at in text), "")
    return opens_lower(after) and breadth(before) > RUNNING and not ends_sentence(before)
