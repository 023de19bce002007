"""Page breaks of the print layout become places in running text: pure functions on strings.

The running text of a section is one string in which every block stands apart from its neighbours
by white space. A page's place is counted in visible characters, so that it is the same number in
the layout, where lines have lost their spaces, and in the master. Soft hyphens and spaces without
width say where words may be broken; they are no visible characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import regex

from makeready.core.numerals import roman

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Scripts written without spaces between words are broken between any two of their characters
# (classes of UAX #14: ideographic, conditional Japanese starter, complex context), so that no word
# is torn there and the exact place is right.
_IN_WORD = regex.compile(
    r"[\p{L}\p{M}\p{N}\u00AD\u200D'’--[\p{LB=ID}\p{LB=CJ}\p{LB=SA}]]", flags=regex.V1
)
_VISIBLE = re.compile(r"[^\s\u00ad\u200b]+")


def strip_unseen(text: str) -> str:
    """Return the visible characters of a text."""
    return "".join(_VISIBLE.findall(text))


def visible_places(text: str) -> Iterator[int]:
    """Yield the index of every visible character of the text."""
    return chain.from_iterable(range(*word.span()) for word in _VISIBLE.finditer(text))


def word_start(text: str, index: int) -> int:
    """Return where the word begins that the character at `index` stands in the middle of.

    A character that begins its word, or stands in none, is its own beginning.
    """
    if not _is_in_word(text[index : index + 1]):
        return index
    while index and _is_in_word(text[index - 1]):
        index -= 1
    return index


@lru_cache(maxsize=4096)
def _is_in_word(character: str) -> bool:
    return bool(_IN_WORD.match(character))


def mark_place(text: str, index: int, closed: Sequence[tuple[int, int]] = ()) -> int:
    """Return the place of the marker for a page whose first character is at `index`.

    It is moved to before the word or the closed stretch (a link) that it would stand in. `closed`
    holds half-open stretches in order, none in another.
    """
    while True:
        place = _before_stretch(word_start(text, index), closed)
        if place == index:
            return place
        index = place


def _before_stretch(index: int, closed: Sequence[tuple[int, int]]) -> int:
    found = bisect_right(closed, index, key=lambda stretch: stretch[0]) - 1
    if found >= 0 and closed[found][0] < index < closed[found][1]:
        return closed[found][0]
    return index


def label(number: int, first_body: int) -> str:
    """Return a page's folio: roman before the body's first page, then arabic from 1."""
    return roman(number) if number < first_body else str(number - first_body + 1)
