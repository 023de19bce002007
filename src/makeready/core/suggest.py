"""A word nobody knows → the known words that were probably meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# difflib is quadratic, and no known word is longer
_LONGEST = 80


def find_similar(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """Return the known words that look like this one, the likeliest first."""
    folded: dict[str, str] = {}
    for name in sorted(known):
        folded.setdefault(name.casefold(), name)
    found = difflib.get_close_matches(word[:_LONGEST].casefold(), folded, n=most, cutoff=0.6)
    return tuple(folded[name] for name in found)


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint: what was probably meant, or, where nothing is similar, all known words."""
    names = sorted(known)
    likely = find_similar(word, names)
    if likely:
        return "did you mean " + " or ".join(f'"{name}"' for name in likely) + "?"
    return "known: " + ", ".join(names) if names else ""
