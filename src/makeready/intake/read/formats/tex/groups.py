"""Where the groups of a LaTeX document end, which stand in braces."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from makeready.core.tex import pair_groups

if TYPE_CHECKING:
    from collections.abc import Mapping

# a document is asked for group after group by one rule after the other
_read_pairs = lru_cache(maxsize=4)(pair_groups)


def find_group_end(text: str, at: int) -> int:
    """Return where the group ends that opens at or behind this place; the place if none does."""
    start = at
    while start < len(text) and text[start].isspace():
        start += 1
    pairs: Mapping[int, int] = _read_pairs(text)
    return pairs.get(start, at)
