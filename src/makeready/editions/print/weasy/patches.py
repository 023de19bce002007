"""Text that fills a line to its end stays whole, although a space stands behind it.

WeasyPrint 70 counts the space at the end of a text when it asks whether all of it fits into what is
left of the line, as before a word in italics; the line breaker of Pango does not. Where the two
disagree, by the width of a space, WeasyPrint takes the line for one that cannot be broken, and
hyphenates the first word that it can: most of the line stays empty.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, TypeAlias

from weasyprint.layout import inline

if TYPE_CHECKING:
    from collections.abc import Mapping

Split: TypeAlias = tuple[object, int, int | None, float, float, float]
"""A layout, its length in bytes, where the next line goes on, width, height, baseline."""

CLOSE = 1.25
"""A text may fit after all where it looks at most so many times too long by what was set of it."""

_split_first_line = inline.split_first_line


def mend() -> None:
    """Have WeasyPrint break lines with this module's function."""
    inline.split_first_line = split_first_line


def split_first_line(
    text: str,
    style: Mapping[str, Any],
    context: object,
    max_width: float | None,
    justification_spacing: float,
    **options: bool,
) -> Split:
    """Return the first line of a text as WeasyPrint does; one that fits but for its space is whole.

    The space at its end is wider than the line, where WeasyPrint lets it hang.
    """
    given = text, style, context
    split: Split = _split_first_line(*given, max_width, justification_spacing, **options)
    if max_width is None or not text.endswith(" ") or not _may_fit(text, split, max_width):
        return split
    bare: Split = _split_first_line(text.rstrip(" "), *given[1:], inf, 0, **options)
    if bare[3] > max_width:
        return split
    whole: Split = _split_first_line(*given, inf, justification_spacing, **options)
    return whole


def _may_fit(text: str, split: Split, max_width: float) -> bool:
    """Guess from the width of what was set whether the whole text may fit."""
    _, length, resume_at, width, _, _ = split
    if resume_at is None:
        return False
    return width * len(text.encode()) <= CLOSE * max_width * max(length, 1)
