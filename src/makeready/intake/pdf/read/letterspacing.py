"""The characters of a page → those set apart from the one before them by letterspacing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.read.glyphs import Glyph

_LEAST = 4  # letters in a row
# Shares of the type size.
_OPEN = 0.06  # the white after each letter, at least
_EMPHASIS = 0.12  # so much is no matter of filling a line
_WORD = 1.2  # the white between two letterspaced words, at most
_MORE = 0.17  # by which it is wider than that between letters
_UNEVEN = 0.12  # by which the white between letters differs
_MOST = 0.6  # of the gaps are those between letters


def find_letterspaced(glyphs: Sequence[Glyph]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the places of characters that belong to the one before, whatever white is between.

    The second set are the places of all small letters that are set so: where it is not the look of
    the whole text it is emphasis, as in German and Scandinavian books.
    """
    joined: set[int] = set()
    stressed: set[int] = set()
    for places in _stretches(glyphs):
        gaps = [_gap(glyphs, place) for place in places[1:]]
        least = sorted(gaps)[len(gaps) // 4]
        near = [place for place, gap in zip(places[1:], gaps, strict=True) if gap < least + _MORE]
        inner = [gap for gap in gaps if gap < least + _MORE]
        if len(near) < _MOST * len(gaps) or max(inner) - min(inner) > _UNEVEN:
            continue
        letters = "".join(glyphs[place].char for place in places)
        if all(ord(after) - ord(before) == 1 for before, after in pairwise(letters)):
            continue  # a list of letters
        joined.update(near)
        if least > _EMPHASIS and not letters.isupper():
            stressed.update(places)
    return frozenset(joined), frozenset(stressed)


def _stretches(glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """Yield the places of letters in a row that all stand apart from one another."""
    held: list[int] = []
    for place in range(1, len(glyphs)):
        if _is_open(glyphs, place):
            held = held or [place - 1]
            held.append(place)
        elif held:
            yield from _without_ends(glyphs, held)
            held = []
    yield from _without_ends(glyphs, held)


def _without_ends(glyphs: Sequence[Glyph], held: list[int]) -> Iterator[list[int]]:
    """Yield a row without the last letter of the word before it, and the first of the next one.

    Words of one letter, such as *e* and *o* in Portuguese, make a row with these.
    """
    if held and _is_tight(glyphs, held[0]):
        held = held[1:]
    if held and _is_tight(glyphs, held[-1] + 1):
        held = held[:-1]
    if len(held) >= _LEAST:
        yield held


def _is_tight(glyphs: Sequence[Glyph], place: int) -> bool:
    """Tell whether a letter follows right on the one before it."""
    if not 0 < place < len(glyphs):
        return False
    last, glyph = glyphs[place - 1], glyphs[place]
    close = abs(glyph.left - last.right) <= _OPEN * glyph.size and abs(last.y - glyph.y) < 1
    return close and glyph.char.isalpha() and last.char.isalpha()


def _is_open(glyphs: Sequence[Glyph], place: int) -> bool:
    last, glyph = glyphs[place - 1], glyphs[place]
    gap = glyph.left - last.right
    return (
        _OPEN * glyph.size < gap < _WORD * glyph.size
        and last.size == glyph.size
        and abs(last.y - glyph.y) < 1
        and glyph.char.isalpha()
        and last.char.isalpha()
        and not glyph.quarter
    )


def _gap(glyphs: Sequence[Glyph], place: int) -> float:
    """Return the white before a character, as a share of its type size."""
    return (glyphs[place].left - glyphs[place - 1].right) / glyphs[place].size
