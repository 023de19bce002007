"""Lines of a block → whether they are verse, whose lines stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.intake.blocks.keys import plain
from makeready.intake.scripts import OPENERS, breadth, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.blocks.split import Profile

FEWEST = 4  # lines of a stanza
FEWEST_INDENTED = 2  # the same where they are deeper than the prose about them
WIDEST = 64  # characters of a verse
NARROWEST = 12  # characters of a verse, in the mean
WORDS = 3  # of a verse, in the mean
SHARE = 0.8  # of the lines that begin with a capital letter
SHORT = 0.85  # of a printed line of prose: verse is shorter


def is_verse(
    source: str, lines: Sequence[tuple[int, int]], how: Profile, *, indented: bool = False
) -> bool:
    """Tell whether the lines of a block are verse.

    They are short, shorter than printed lines of prose, and nearly all begin with a capital
    letter, while few of them end a sentence. Two lines are enough where they are `indented`.
    """
    if len(lines) < (FEWEST_INDENTED if indented else FEWEST) or how.spaced:
        return False
    texts = [plain(source, *line) for line in lines]
    sizes = [breadth(text) for text in texts]
    widest = min(WIDEST, SHORT * how.width) if how.wrapped and how.width > WIDEST else WIDEST
    if max(sizes) > widest or (sum(sizes) < NARROWEST * len(lines) and not indented):
        return False
    firsts = [text.lstrip(OPENERS)[:1] for text in texts]
    capital = sum(first.isupper() or (indented and first.isdigit()) for first in firsts)
    ended = sum(ends_sentence(text) for text in texts)
    words = sum(len(text.split()) for text in texts)
    figures = sum(char.isdigit() for text in texts for char in text)
    return (
        capital >= SHARE * len(lines)
        and ended * 2 <= len(lines)
        and (words >= WORDS * len(lines) or indented)
        and figures * (5 if indented else 20) <= sum(sizes)
    )
