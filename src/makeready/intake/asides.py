"""Blocks → the lines in italics among them that head nothing.

Imprints, dates, places and stage directions are set so, and headings where all such lines are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.intake.blocks.dates import date_of
from makeready.intake.blocks.keys import key
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.blocks.usual_headings import TOP
from makeready.intake.page.heading_numbers import read_number
from makeready.intake.scripts import breadth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEWEST = 3  # lines in italics that are worded like headings before they are taken for some
LONGEST = 60  # characters of a heading in italics
RUNNING = 100  # characters of the text below a heading, at least
_ITALIC = re.compile(
    r"\*(?!\*)[^*\n]{1,300}(?<!\*)\*|_(?!_)[^_\n]{1,300}(?<!_)_"
    r"|<(?P<tag>i|em)>[^<>\n]{1,300}</(?P=tag)>"
)
_STOPS = (".", ",", ";", ":", "!", "?", "…", ")", "]")


def find_asides(source: str, blocks: Sequence[Block], words: Sequence[str]) -> frozenset[int]:
    """Return the lines wholly in italics that are no headings.

    They are headings where several are worded so and stand above text, and few are not.
    """
    italic = {
        index
        for index, block in enumerate(blocks)
        if _is_italic(source, block) and not _is_titled(words[index])
    }
    alike = set(_find_alike(words, italic))
    trusted = len(alike) >= FEWEST and len(alike) * 3 >= len(italic) * 2
    return frozenset(italic - alike if trusted else italic)


def _is_titled(words: str) -> bool:
    """Tell whether a line says that it is a heading, as a usual one or by its number."""
    return key(words) in TOP or (read_number(words) is not None and not date_of(words))


def _is_italic(source: str, block: Block) -> bool:
    """Tell whether each line of a block is in italics from its first sign to its last."""
    if block.shape is not BlockKind.TEXT:
        return False
    whole = " ".join(source[start:end] for start, end in block.lines)
    return _ITALIC.fullmatch(whole) is not None


def _find_alike(words: Sequence[str], italic: set[int]) -> Iterator[int]:
    """Yield the lines in italics that may head the text below them."""
    for index in italic:
        below = index + 1
        text = words[below] if below < len(words) and below not in italic else ""
        here = words[index]
        dated = any(map(str.isdigit, here))
        short = len(here) <= LONGEST and not here.endswith(_STOPS)
        if short and not dated and breadth(text) > RUNNING:
            yield index
