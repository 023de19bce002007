"""A word becomes the places where its language, or the title, lets it be broken."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyphen

if TYPE_CHECKING:
    from collections.abc import Mapping


@lru_cache(maxsize=64)
def _patterns(language: str, before: int, behind: int) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=known, left=before, right=behind) if known else None


@lru_cache(maxsize=65536)
def cuts(word: str, language: str, limits: tuple[int, int, int]) -> tuple[int, ...]:
    """Return where a word of a language may be broken, as counts of the letters before the hyphen.

    `limits` are the fewest letters of a word, before a hyphen and behind it. A language without
    patterns breaks no words.
    """
    fewest, before, behind = limits
    if len(word) < fewest:
        return ()
    patterns = _patterns(language, before, behind)
    if patterns is None:
        return ()
    return tuple(int(place) for place in patterns.positions(word))


def read_exceptions(words: tuple[str, ...]) -> Mapping[str, tuple[int, ...]]:
    """Return where words may be broken that are written with their hyphens, by the bare word.

    A word without a hyphen is never broken.
    """
    return {word.replace("-", "").casefold(): _places(word) for word in words}


def _places(word: str) -> tuple[int, ...]:
    places, letters = [], 0
    for letter in word:
        if letter == "-":
            places.append(letters)
        else:
            letters += 1
    return tuple(places)
