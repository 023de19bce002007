"""Words of a finding become the line of the manuscript where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.findings import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Text


def place_of(texts: Sequence[Text], *needles: str) -> Place:
    """Return the first line that holds one of the needles, tried in order, or the file alone.

    pandoc's Markdown reader keeps no positions, so a finding's line is looked up by its words,
    and only when there is a finding.
    """
    for needle in filter(None, needles):
        for text in texts:
            folded = text.text.casefold()
            at = folded.find(needle.casefold())
            if at >= 0:
                return Place(text.file, folded.count("\n", 0, at) + 1)
    return Place(texts[0].file)


def first_words(words: str, count: int = 4) -> str:
    """Return the first few words, which a manuscript is likely to hold on one line."""
    return " ".join(words.split()[:count])
