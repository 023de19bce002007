"""Blocks → the headings among them with their levels."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.blocks.captions import is_caption
from makeready.intake.blocks.keys import key
from makeready.intake.blocks.split import Block, BlockKind, Profile
from makeready.intake.blocks.usual_headings import TOP
from makeready.intake.page.heading_numbers import (
    SPELT,
    Number,
    is_label,
    rank_families,
    read_number,
    strip_number,
)
from makeready.intake.page.lone_numbers import find_lone_numbers
from makeready.intake.page.typed_contents import is_led
from makeready.intake.scripts import (
    CALL,
    CJK,
    URL,
    breadth,
    ends_sentence,
    is_full,
    opens_lower,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

FEW_LISTED = 2  # headings that a contents list must name before it is trusted alone
LARGEST_SINGLE = 30  # a bare number that no other heading's goes on from
FEW_MARKED = 3  # headings that must be marked before the marks are trusted alone
LONGEST_MARKED = 300  # characters
MOST_LINES = 2

SHORT_LINE = 0.75  # of a printed line: a heading that no blank line sets off is shorter
LONGEST = 120  # characters of a heading that only its shape shows

_FLOATS = frozenset({BlockKind.TABLE, BlockKind.HTML, BlockKind.PICTURE, BlockKind.LOSS})
# a converter that marks headings, or where a picture was, has looked at the page
_SEEN = frozenset({BlockKind.HEADING, BlockKind.LOSS})
_QUOTES = '"”“’»«'
_SEMICOLONS = (";", "；", "؛")  # a preamble ends with one
_STOPS = (".", "。", "۔")
_CLAUSES = re.compile(r"[，。；！].")  # in scripts of wide signs a heading has one clause
_OPEN_ENDS = (
    *_STOPS, "!", "！", "—", ",", ";", ":", "，", "；", "：", "、", "،", "؛", "।", "-", "–"
)  # fmt: skip
_LABEL = re.compile(
    r"(?:source|sources|note|notes|table|diagram|chart|quelle|anmerkung|fuente|nota|tabla|tabelle"
    r"|doi|isbn|url|www)\b[^:]{0,20}[:.]|https?:|[^:\n]{0,60}://",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A block that heads what follows: its level from 1, and how it was told."""

    index: int
    level: int
    rule: str
    evidence: str
    confidence: float
    by: str = "rule"


Told = tuple[str, str, float]
"""The rule that shows a heading, its evidence and how sure it is."""

LISTED: Told = ("H.contents", "named by the contents list", 0.98)
REPEATED: Told = ("H.repeated", "the heads of the pages after it repeat it", 0.85)


def find_headings(
    blocks: Sequence[Block],
    words: Sequence[str],
    how: Profile,
    told: Mapping[int, Told],
    skip: AbstractSet[int],
) -> tuple[Heading, ...]:
    """Return the headings in order.

    `told` are blocks that something else shows to be headings, `skip` are no part of the text.
    """
    live = [index for index in range(len(blocks)) if index not in skip]
    found = dict(told)
    counted: Mapping[int, Number] = {}
    listed = [index for index in told if told[index] == LISTED]
    marked = [i for i in live if blocks[i].shape is BlockKind.HEADING and i not in found]
    found |= {i: ("H.marked", "marked as a heading", 0.9) for i in marked if _may_head(words[i])}
    if len(listed) < FEW_LISTED and len(marked) < FEW_MARKED:
        counted = find_lone_numbers(blocks, words, live)
        found |= {i: ("H.counted", f"counts: {counted[i].text}", 0.85) for i in counted}
        first = next((index for index in live if words[index]), -1)
        shown = dict(
            _without_single(words, first, _by_shape(blocks, words, how, live, found.keys()))
        )
        if any(block.shape in _SEEN for block in blocks):
            shown = {index: why for index, why in shown.items() if why[0] != "H.short"}
        found |= shown
    found |= {
        a: ("H.label", "the number of the chapter named below it", 0.9)
        for a, b in pairwise(live)
        if b in listed and a not in found and is_label(words[a])
    }
    below = {b: a for a, b in pairwise(live) if a in found and (a in counted or is_label(words[a]))}
    found |= _find_names(blocks, words, below, found.keys())
    order = sorted(found)
    levels = _levels(blocks, words, order, counted)
    for index, label in below.items():  # the name of a chapter is no other chapter
        if index in found and read_number(words[index]) is None:
            levels[index] = max(levels[index], levels[label] + 1)
    return tuple(
        Heading(
            index=index,
            level=levels[index],
            rule=found[index][0],
            evidence=found[index][1],
            confidence=found[index][2],
        )
        for index in order
    )


def _find_names(
    blocks: Sequence[Block],
    words: Sequence[str],
    below: Mapping[int, int],
    found: AbstractSet[int],
) -> dict[int, Told]:
    """Return the short lines below "Chapter 1" and its like, where most chapters have one.

    `below` are the blocks that follow a chapter's number.
    """
    names = [index for index in below if index in found or _is_name(blocks[index], words[index])]
    if len(names) < FEW_LISTED or len(names) * 3 < len(below) * 2:
        return {}
    told = ("H.name", "a short line below a chapter's number", 0.85)
    return dict.fromkeys((index for index in names if index not in found), told)


def _is_name(block: Block, words: str) -> bool:
    """Tell whether a line is worded like the name of a chapter, with a full stop or without."""
    return (
        block.shape is BlockKind.TEXT
        and len(block.lines) <= MOST_LINES
        and 1 < len(words) <= LONGEST // 2
        and not words.endswith((",", ";", ":", "?", "!", "-"))
        and "." not in words[:-1]
        and words[:1].isalnum()
        and _may_head(words)
    )


def _without_single(
    words: Sequence[str], first: int, shown: Iterable[tuple[int, Told]]
) -> Iterator[tuple[int, Told]]:
    """Yield the headings without the folio of a running head before its words (314 Some Author).

    It is a number that no other counts on from, high or in the first line of all, or one of
    several before the same words.
    """
    kept = tuple(shown)
    numbers = {
        index: number
        for index, told in kept
        if told[0] == "H.numbered" and (number := read_number(words[index])) is not None
    }
    counted = {number.value for number in numbers.values()}
    alike = Counter(key(strip_number(words[index])) for index in numbers)
    for index, told in kept:
        number = numbers.get(index)
        value = number.value if number is not None and number.text.strip().isdecimal() else 0
        alone = not {value - 1, value + 1} & counted
        if alone and value and alike[key(strip_number(words[index]))] > 1:
            continue  # one head on several pages
        if value <= 1 or not alone or (index != first and value <= LARGEST_SINGLE):
            yield index, told


# what transcribers of collections write above a text
_CREDIT = re.compile(
    r"(?:produced|transcribed|digiti[sz]ed|scanned"
    r"|(?:this )?e-?text (?:was )?(?:prepared|produced))"
    r"(?: from [^.]{1,80})? by\b",
    re.IGNORECASE,
)


def _may_head(words: str) -> bool:
    return (
        bool(words)
        and not opens_lower(words)
        and not is_caption(words)
        and _CREDIT.match(words) is None
        and len(words) < LONGEST_MARKED
    )


def _by_shape(
    blocks: Sequence[Block],
    words: Sequence[str],
    how: Profile,
    live: Sequence[int],
    known: AbstractSet[int],
) -> Iterator[tuple[int, Told]]:
    """Yield the blocks that look like headings: numbered, bold, or short between paragraphs."""
    for place, index in enumerate(live):
        if index in known or not _is_short(blocks[index], words[index]):
            continue
        before = next((words[i] for i in reversed(live[max(0, place - 3) : place]) if words[i]), "")
        following = _after_list(blocks, live[place + 1 : place + 12])
        if _is_listed(blocks, live, place):
            continue
        number = read_number(words[index])
        named = number is not None and number.family in SPELT and len(blocks[index].lines) == 1
        ended = ends_sentence(before) or (named and before.endswith(_SEMICOLONS))
        if before and not ended and not _is_short_text(before):
            continue
        if not named and not _heads(blocks, words, index, following, how):
            continue
        if number is None and (_is_beside_float(blocks, index) or _is_label(words[index])):
            continue
        if number is not None and _counts_otherwise(blocks[index], number, words[index]):
            continue
        if number is not None:
            yield index, ("H.numbered", f"numbered {number.text}", 0.85)
        elif key(words[index]) in TOP:
            yield index, ("H.name", "a usual heading", 0.9)
        else:
            yield index, ("H.short", "a short line between paragraphs", 0.75)


def _counts_otherwise(block: Block, number: Number, words: str) -> bool:
    """Tell whether a number is an item's, or a note's: one without a mark before many words."""
    item = block.shape is BlockKind.ITEM and not block.gap
    return item or (number.text.isdecimal() and len(words) > LONGEST // 2)


def _is_beside_float(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a table or a picture stands next to a block: it may be its caption."""
    near = blocks[max(0, index - 1) : index + 2]
    return any(block.shape in _FLOATS for block in near)


def _is_label(words: str) -> bool:
    """Tell whether a line names a source or asks a question: it may be one of the text's own."""
    remark = "]" in words or words[:1] in "($[{\"“„«»‘'"
    return words.endswith(("?", "？")) or remark or _LABEL.match(words) is not None


def _is_listed(blocks: Sequence[Block], live: Sequence[int], place: int) -> bool:
    """Tell whether a block is an item with another close below it."""
    here = blocks[live[place]]
    below = blocks[live[place + 1]] if place + 1 < len(live) else None
    return below is not None and here.shape is below.shape is BlockKind.ITEM and not below.gap


def _after_list(blocks: Sequence[Block], following: Sequence[int]) -> Sequence[int]:
    """Return the blocks that follow, the items of a list at their head left out."""
    at = 0
    while at + 1 < len(following) and blocks[following[at]].shape is BlockKind.ITEM:
        if blocks[following[at + 1]].gap and blocks[following[at]].gap:
            break
        at += 1
    return following[at : at + 3]


def _is_short(block: Block, words: str) -> bool:
    return (
        block.shape in (BlockKind.TEXT, BlockKind.ITEM)
        and len(block.lines) <= MOST_LINES
        and 1 < len(words) <= (40 if CJK.search(words) else LONGEST)
        and CALL not in words
        and URL.search(words) is None
        and (not words.rstrip(_QUOTES).endswith(_OPEN_ENDS) or _is_announced(block, words))
        and _may_head(words)
        and not is_led(words)
        and not (_CLAUSES.search(words) and read_number(words) is None)
        and (_is_named(words) or sum(map(str.isalpha, words)) * 2 > len(words))
        and (block.shape is BlockKind.TEXT or read_number(words) is not None)
    )


def _is_named(words: str) -> bool:
    """Tell whether a line begins with a number that a word announces: a chapter's, an article's."""
    number = read_number(words)
    return number is not None and number.family in SPELT


def _is_announced(block: Block, words: str) -> bool:
    """Tell whether a line that ends in a full stop heads a chapter, as old books print it."""
    alone = block.gap > 1 and words == words.upper() and len(words) <= LONGEST // 2
    return words.endswith(_STOPS) and (_is_named(words) or alone)


def _is_short_text(words: str) -> bool:
    return len(words) <= LONGEST and not words.endswith((",", ";"))


def _heads(
    blocks: Sequence[Block],
    words: Sequence[str],
    index: int,
    following: Sequence[int],
    how: Profile,
) -> bool:
    """Tell whether running text, perhaps after another heading, comes next."""
    if how.spaced:
        after = words[following[0]] if following else ""
        width = max((len(words[i].replace(CALL, "")) for i in following), default=how.width)
        if not after or opens_lower(after) or len(words[index]) > SHORT_LINE * width:
            return False
        return not is_full(words[index], after, width)
    torn = False
    for place in following:
        text = words[place]
        if len(text) == 1 and text.isupper():
            torn = True  # a large first letter, of the word that follows
            continue
        if blocks[place].shape is BlockKind.ITEM and read_number(text) == read_number(words[index]):
            return False
        lower = opens_lower(text) and not torn
        if breadth(text) > max(100, breadth(words[index]) * 1.5) and not lower:
            return True
        if not _is_short(blocks[place], text):
            return False
    return False


def _levels(
    blocks: Sequence[Block],
    words: Sequence[str],
    order: Sequence[int],
    counted: Mapping[int, Number],
) -> dict[int, int]:
    """Return each heading's level: by its number, else by its mark among the numbered."""
    read = ((index, counted.get(index) or read_number(words[index])) for index in order)
    numbers = {index: number for index, number in read if number is not None}
    if len(numbers) * 3 >= len(order) and len(numbers) > 1:
        return _numbered_levels(blocks, words, order, numbers)
    marks = sorted({blocks[index].level for index in order if blocks[index].level})
    depth = {mark: level for level, mark in enumerate(marks, start=1)}
    levels, above = {}, 0
    for index in order:
        above = min(depth.get(blocks[index].level, 1), above + 1)
        levels[index] = above
    return levels


def _numbered_levels(
    blocks: Sequence[Block],
    words: Sequence[str],
    order: Sequence[int],
    numbers: Mapping[int, Number],
) -> dict[int, int]:
    rank = rank_families(numbers[index] for index in order if index in numbers)
    modal = _modal_marks(blocks, numbers, rank)
    levels, above, mark, loose = {}, 0, 0, False
    for index in order:
        number, own = numbers.get(index), blocks[index].level
        top = key(words[index]) in TOP or (own and own <= modal)
        if number is not None:
            level = rank[number.family] + number.depth
        elif top:
            level = 1
        else:  # the second of two that nothing ranks is no part of the first
            level = above if (own <= mark and own) or (loose and not own) else above + 1
        above = levels[index] = max(1, min(level, above + 1, 6))
        mark = own if number is not None else mark
        loose = number is None and not top
    return levels


def _modal_marks(
    blocks: Sequence[Block], numbers: Mapping[int, Number], rank: Mapping[str, int]
) -> int:
    """Return the commonest Markdown level of numbered headings of the first rank."""
    counts = Counter(
        blocks[index].level
        for index, number in numbers.items()
        if rank[number.family] + number.depth == 1
    )
    return min((mark for mark, count in counts.items() if count * 2 >= counts.total()), default=0)
