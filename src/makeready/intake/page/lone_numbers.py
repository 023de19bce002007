"""Blocks that are nothing but a number → those that count the chapters of a book.

Novels, poems and letters are often divided by numbers alone. The numbers of pages look alike:
these interrupt sentences, and stand nearer to each other than chapters do.
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

from makeready.core.numerals import read_roman
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.page.heading_numbers import Number
from makeready.intake.scripts import CJK, ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST = 16  # characters of such a line
SHORT = 80  # characters of a line above or below that may be a heading, too
LEAST = {"roman": 2, "han": 3, "arabic": 3}  # numbers that show a sequence
CHAPTER = 1_000  # characters from one number to the next, as a rule; half of it in wide scripts
WIDE_GAP = 2  # blank lines before a figure, which may count pages where fewer stand
_LONE = re.compile(
    r"[-–—*·•~\[(\s]{0,6}(?:(?P<roman>[IVXLC]{1,7})|(?P<arabic>\d{1,3})"
    r"|(?P<han>[一二三四五六七八九十]{1,4}))(?P<dot>[.)]?)[-–—*·•~\])\s]{0,6}\Z"
)
_HAN = {sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)}


def find_lone_numbers(
    blocks: Sequence[Block], words: Sequence[str], live: Sequence[int]
) -> Mapping[int, Number]:
    """Return the numbers that head chapters by themselves, by their blocks.

    They count from one, again and again where a book has parts, and no sentence goes on over any.
    `live` are the blocks of the text.
    """
    numbers = {
        index: number
        for place, index in enumerate(live)
        if (number := _read(blocks[index], words[index])) is not None
        and _is_apart(blocks, words, live, place)
    }
    return {
        index: numbers[index]
        for family in LEAST
        for index in _count_up(blocks, words, [i for i in numbers if numbers[i].family == family],
                               numbers)
    }  # fmt: skip


def _read(block: Block, words: str) -> Number | None:
    if block.shape not in (BlockKind.TEXT, BlockKind.ITEM) or len(block.lines) > 1:
        return None
    match = _LONE.match(words) if len(words) <= LONGEST else None
    if match is None:
        return None
    family = match.lastgroup if match.lastgroup != "dot" else None
    family = family or next(name for name in LEAST if match[name])
    plain = family == "arabic" and not match["dot"] and words.strip() == match["arabic"]
    if block.start and (not block.gap or (plain and block.gap < WIDE_GAP)):
        return None
    return Number(family=family, text=match[family], depth=0, value=_value(family, match[family]))


def _value(family: str, text: str) -> int:
    if family == "arabic":
        return int(text)
    if family == "roman":
        return read_roman(text.casefold())
    tens, ten, ones = text.rpartition("十")
    return (_HAN.get(tens, 1) * 10 if ten else 0) + _HAN.get(ones, 0)


def _is_apart(
    blocks: Sequence[Block], words: Sequence[str], live: Sequence[int], place: int
) -> bool:
    """Tell whether no sentence goes on over a number, and text follows it."""
    before = next((words[i] for i in reversed(live[max(0, place - 3) : place]) if words[i]), "")
    after = words[live[place + 1]] if place + 1 < len(live) else ""
    shaped = bool(after) and blocks[live[place + 1]].shape is not BlockKind.RULE
    closed = not before or ends_sentence(before) or len(before) <= SHORT
    return closed and shaped and not opens_lower(after) and _LONE.match(after) is None


def _count_up(
    blocks: Sequence[Block],
    words: Sequence[str],
    found: Sequence[int],
    numbers: Mapping[int, Number],
) -> Iterator[int]:
    """Yield the numbers of one family that count up from one, where chapters lie between them."""
    kept: list[int] = []
    most = wanted = 1
    for index in found:
        value = numbers[index].value
        if value in (1, wanted):
            kept.append(index)
            wanted = value + 1
            most = max(most, value)
    if not kept or most < LEAST[numbers[kept[0]].family]:
        return
    ends = [*kept[1:], len(blocks) - 1]
    sizes = [blocks[end].start - blocks[at].end for at, end in zip(kept, ends, strict=True)]
    wide = CJK.search("".join(words[kept[0] : kept[0] + 5])) is not None
    if median(sizes) >= CHAPTER // (2 if wide else 1):
        yield from kept
