"""Blocks → those that hold a page's number and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.page.edges import Edge, Pages
from makeready.intake.scripts import CJK, breadth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from makeready.intake.page.verdicts import Verdict

LEAST = 3  # numbers that show a sequence
YEAR = 1400  # as high as no folio but one that others count up to
LONGEST_FOLIO = 20  # characters
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
        and match.group(1).isdigit()
        and not (index and text[:1].isalpha() and words[index - 1].endswith(","))  # a note's rest
    ]
    written = "".join(words[:200])
    chain = _longest_run(numbers, blocks, narrow=breadth(written) > 1.5 * len(written))
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


def _longest_run(
    numbers: Sequence[tuple[int, int]], blocks: Sequence[Block], *, narrow: bool
) -> tuple[int, ...]:
    """Return the longest run of numbers that grow as the text between them does.

    `narrow` says that the text is written with wide characters, of which a page holds fewer.
    """
    best: list[tuple[int, int]] = []  # length and predecessor
    wide = 2 if narrow else 1
    for place, (index, number) in enumerate(numbers):
        choice = (1, -1)
        for earlier in range(max(0, place - 40), place):
            before, smaller = numbers[earlier]
            pages = number - smaller
            room = wide * (blocks[index].start - blocks[before].end)
            if pages > 0 and PAGE[0] * pages <= room + 100 and room <= PAGE[1] * pages:
                choice = max(choice, (best[earlier][0] + 1, earlier))
        best.append(choice)
    at = max(range(len(best)), key=lambda place: best[place][0], default=-1)
    run = []
    while at >= 0:
        run.append(numbers[at][0])
        at = best[at][1]
    return tuple(reversed(run))
