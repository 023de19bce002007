"""Blocks → those that hold a page's number and nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from makeready.intake.blocks.keys import key
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.blocks.wording import interrupts
from makeready.intake.page.edges import Edge, Pages
from makeready.intake.page.verdicts import Verdict
from makeready.intake.scripts import CJK, breadth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEAST = 3  # numbers that show a sequence
YEAR = 1400  # as high as no folio but one that others count up to
LONGEST_FOLIO = 20  # characters
LEAST_ALONE = 4  # numbers that show a sequence where nothing else tells of pages
LONGEST_NAME = 120  # characters of a heading
LEAST_PAGE = 450  # characters from one number to the next, in the middle
LONGEST_ALONE = 4  # digits
LOOKED_AT = 20_000  # characters that show how wide a text is written
PAGE = (250, 9_000)  # characters of text on a printed page, at least and at most

_FOLIO = re.compile(
    r"[-–—|·•\s\[\]*#_]*(?:(?:page|seite|p\.|s\.|página|第)\s*)?"
    r"(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|von|de|/|页)\s*\d*)?[-–—|·•\s\[\]*_]*$",
    re.IGNORECASE,
)


def find_folios(page: Pages, found: Mapping[int, Verdict]) -> Iterable[int]:
    """Return the blocks that hold a page number in sequence, or one beside a running head."""
    blocks, words = page.blocks, page.words
    numbers = [
        (index, int(match.group(1)))
        for index, text in enumerate(words)
        if blocks[index].shape in (BlockKind.TEXT, BlockKind.HEADING)
        and len(text) < LONGEST_FOLIO
        and (match := _FOLIO.match(text))
        and match.group(1).isdecimal()
        and not (index and text[:1].isalpha() and words[index - 1].endswith(","))  # a note's rest
    ]
    chain = _longest_run(
        [
            _Number(index=index, start=blocks[index].start, end=blocks[index].end, value=value)
            for index, value in numbers
        ],
        narrow=_is_narrow("".join(words[:200])),
    )
    beside = {
        index
        for index, number in numbers
        for near in (index - 1, index + 1)
        if near in found and found[near].rule == "F.head"
        if number < YEAR  # the year of a title page stands beside its lines
    }
    return sorted((set(chain) if _are_folios(page, chain, dict(numbers)) else set()) | beside)


def _are_folios(page: Pages, chain: Sequence[int], numbers: Mapping[int, int]) -> bool:
    """Tell whether pages are seen to end at a third of the numbers of a run.

    Two numbers are few: as many pages must be seen to end between them as they count.
    """
    edges = [page.edge(index) for index in chain]
    sure = sum(edge in (Edge.TORN, Edge.MARKED) for edge in edges)
    if len(chain) < LEAST:
        if len(chain) < LEAST - 1 or Edge.MARKED not in edges:
            return False
        counted = numbers[chain[1]] - numbers[chain[0]]
        turned = sum(chain[0] < turn <= chain[1] for turn in page.turns)
        return counted >= LEAST and abs(turned - counted) * 4 <= counted
    seen = sum(edge is not Edge.NONE for edge in edges)
    wide = any(CJK.search(text) for text in page.words[:20])
    return (sure * 4 >= len(chain) or wide) and seen * 3 >= len(chain)


def _is_narrow(text: str) -> bool:
    """Tell whether a text is written with wide characters, of which a page holds fewer."""
    return breadth(text) > 1.5 * len(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number that may be a page's: what it is called here, where it stands, and its value."""

    index: int
    start: int
    end: int
    value: int


def _longest_run(numbers: Sequence[_Number], *, narrow: bool) -> tuple[int, ...]:
    """Return the longest run of numbers that grow as the text between them does.

    `narrow` says that a page holds fewer characters of this text.
    """
    best: list[tuple[int, int]] = []  # length and predecessor
    wide = 2 if narrow else 1
    for place, number in enumerate(numbers):
        choice = (1, -1)
        for earlier in range(max(0, place - 40), place):
            before = numbers[earlier]
            pages = number.value - before.value
            room = wide * (number.start - before.end)
            if pages > 0 and PAGE[0] * pages <= room + 100 and room <= PAGE[1] * pages:
                choice = max(choice, (best[earlier][0] + 1, earlier))
        best.append(choice)
    at = max(range(len(best)), key=lambda place: best[place][0], default=-1)
    run = []
    while at >= 0:
        run.append(numbers[at].index)
        at = best[at][1]
    return tuple(reversed(run))


def find_number_lines(
    source: str, blocks: Sequence[Block], promised: Mapping[str, int]
) -> Mapping[int, Verdict]:
    """Return the lines inside blocks that hold a page's number alone, by where they start.

    Converters that tell nothing of pages set a page's lines right below those of the page before.
    The numbers count the pages where they grow as the text does, and interrupt sentences or have
    the headings about them that `promised`, the contents list, gives these pages.
    """
    lines = [
        line
        for block in blocks
        if block.shape in (BlockKind.TEXT, BlockKind.ITEM)
        for line in block.lines
    ]
    places = {
        start: place
        for place, (start, end) in enumerate(lines)
        if end - start <= LONGEST_ALONE and source[start:end].isdecimal()
    }
    numbers = [
        _Number(index=start, start=start, end=lines[at][1], value=int(source[slice(*lines[at])]))
        for start, at in places.items()
    ]
    chain = _longest_run(numbers, narrow=_is_narrow(source[:LOOKED_AT]))
    if len(chain) < LEAST_ALONE or len(chain) * 2 < len(numbers):
        return {}
    torn = sum(interrupts(*_read_around(source, lines, places[start])) for start in chain)
    held = set(chain)
    values = [(number.start, number.value) for number in numbers if number.start in held]
    sizes = [(b - a) / max(1, last - first) for (a, first), (b, last) in pairwise(values)]
    if median(sizes) * (2 if _is_narrow(source[:LOOKED_AT]) else 1) < LEAST_PAGE:
        return {}  # verses of a scripture, numbered paragraphs
    if torn * 4 < len(chain) and not _agree(source, lines, values, promised):
        return {}
    verdict = Verdict(rule="F.folio", evidence="counts the pages", confidence=0.95)
    return dict.fromkeys(chain, verdict)


def _agree(
    source: str,
    lines: Sequence[tuple[int, int]],
    values: Sequence[tuple[int, int]],
    promised: Mapping[str, int],
) -> bool:
    """Tell whether headings stand beside the numbers of the pages that a contents list names.

    A number stands at the foot of its page, or at its head.
    """
    starts = [start for start, _ in values]
    near, seen = 0, 0
    for start, end in lines if promised else ():
        page = promised.get(key(source[start:end]), 0) if end - start < LONGEST_NAME else 0
        if page:
            at = bisect_left(starts, start)
            seen += 1
            near += page in {value for _, value in values[max(0, at - 1) : at + 1]}
    return near >= LEAST and near * 2 > seen


def _read_around(source: str, lines: Sequence[tuple[int, int]], at: int) -> tuple[str, str]:
    """Return the line before a line, and the one after it."""
    near = (lines[i] if 0 <= i < len(lines) else (0, 0) for i in (at - 1, at + 1))
    before, after = (source[start:end] for start, end in near)
    return before, after
