"""How a line that repeats at the edges of pages is worded → whether it may be one of the text.

A running head is told from a line of the text that begins every page (a prayer, the day of a
diary, the number of a letter, a signature) by the sentences that it interrupts. Where it
interrupts none, only its wording is left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.intake.blocks.keys import split_folio
from makeready.intake.scripts import SENTENCE_ENDS, breadth, ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterable

FEW_WORDS = 3  # before a number: the day of a diary, a reading, a letter
LONG_WORD = 4  # letters: shorter ones stand without capitals in the titles of books
RUNNING = 24  # columns of a line that is one of running text, where there are no capitals
NARROW, WIDE = 45, 60  # columns: a full line of prose is as wide, and seldom one of verse
OFTEN = 4  # of so many repetitions one interrupts a sentence
_GOES_ON = ",;、，；-–—:"
_CLOSERS = "\"'”’»)] "
_APART = re.compile(r"[|·•—–\t]|\s{2}")
_WORD = re.compile(r"[^\W\d_]+")


def may_be_text(source_line: str, text: str, *, counts: bool, head: bool) -> bool:
    """Tell whether a repeated line is worded so that it may be one of the text.

    `source_line` is the line with its blanks, `text` its words; `counts` says that a number at
    its end counts the pages, `head` that it stands at their heads.
    """
    folio = split_folio(text) if counts else None
    if folio is not None and _APART.search(source_line.strip()):
        return False
    bare = folio.rest if folio else text
    closed = bare.rstrip(_CLOSERS)
    if not closed or ends_sentence(bare) or closed[-1] in _GOES_ON or text[-1] in SENTENCE_ENDS:
        return True
    words = _WORD.findall(bare)
    if folio is not None:
        return head and len(words) <= FEW_WORDS
    return len(words) < 2 or not _is_title(words)  # noqa: PLR2004 -- one word says little


def _is_title(words: Iterable[str]) -> bool:
    """Tell whether words are written in capitals or with capitals, as titles are."""
    cased = [word for word in words if word[0].lower() != word[0].upper()]
    return bool(cased) and all(
        word[0].isupper() for word in cased if len(word) >= LONG_WORD or word.isupper()
    )


def is_open(before: str, after: str, full: int) -> bool:
    """Tell whether a full line of prose stays open before what stands between two lines."""
    least = max(NARROW, min(full, WIDE))
    return bool(after) and breadth(before) >= least and not ends_sentence(before)


def interrupts(before: str, after: str) -> bool:
    """Tell whether a sentence goes on from one line to another over what stands between them.

    Where a script has no small letters, an open sentence tells as much.
    """
    if not before or not after or ends_sentence(before):
        return False
    first = next((character for character in after if character.isalpha()), "")
    cased = first.lower() != first.upper()
    return opens_lower(after) if cased else bool(first) and breadth(before) >= RUNNING


def interrupts_often(count: int, torn: int, opened: int = 0) -> bool:
    """Tell whether a line that stands so many times interrupts sentences, as running heads do.

    `torn` times a sentence goes on after it; `opened` times one is open before it.
    """
    return opened * 2 > count or (torn > 0 and torn * OFTEN >= count)
