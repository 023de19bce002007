"""Mathematics between dollar signs becomes places in a text; prices are none.

The rule is pandoc's (its manual, `tex_math_dollars`): no white space after the first sign nor
before the second, and no digit after it. Prose between two currency signs meets that rule, too, so
that what has no sign of TeX and reads like prose is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DISPLAY = re.compile(r"(?<![\\$])\$\$(?!\$)((?:[^$\\\n]|\\.|\\?\n(?![ \t>]*\n))+?)\$\$(?!\$)")
# The letter before may belong to a currency: US$, A$.
INLINE = re.compile(
    r"(?<![\\$\w])\$(?![\s$])((?:[^$\\\n]|\\.|\\?\n(?![ \t>]*\n))+?)(?<!\s)\$(?![\d$])"
    r"(?P<after>\w?)"
)
TEX = re.compile(r"[\\^_{}]")
SIGN = re.compile(r"[=<>|+]")
PROSE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")
AMOUNT = re.compile(r"[\d.,]*\d(?:\s?[^\W\d_]{2,}|[.,;:)]\s)")
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula in TeX: where it begins and ends, with its signs, and whether it is displayed."""

    start: int
    end: int
    tex: str
    displayed: bool


def formulas(running: str) -> Iterator[Formula]:
    """Yield the formulas of a text without code, in order."""
    displayed = [
        Formula(start=found.start(), end=found.end(), tex=found[1], displayed=True)
        for found in DISPLAY.finditer(running)
        if TEX.search(found[1]) or SIGN.search(found[1]) or not WORD.search(found[1])
    ]
    inline = (
        Formula(start=found.start(), end=found.start("after"), tex=found[1], displayed=False)
        for found in INLINE.finditer(running)
        if _is_formula(found[1], found["after"])
    )
    taken = [(each.start, each.end) for each in displayed]
    free = [each for each in inline if not any(a < each.end and each.start < b for a, b in taken)]
    yield from sorted([*displayed, *free], key=lambda each: each.start)


def _is_formula(tex: str, after: str) -> bool:
    if TEX.search(tex):
        return True
    reads_as_prose = PROSE.search(tex) or AMOUNT.match(tex) or (after and WORD.search(tex))
    return not reads_as_prose
