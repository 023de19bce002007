"""A source's lines → those by which its converter says where a page ends."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.scripts import ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST_SAID = 3  # lines such as "Page 3" that make a sequence
LEAST_RULES = 3  # rules drawn alike that may stand between pages
RUNNING = 40  # characters of a line of running text, at least

_WORDS = r"(?:page|pagina|página|pág|pag|seite|blatt|страница|strana|strona|sida|side|第)"
# A converter's comment, and marker's rule.
_COMMENT = re.compile(
    rf"\s*<!--[^\w<>]{{0,5}}{_WORDS}[^\w<>]{{0,5}}"
    r"(?:(?:break|number|start|end|no)[^\w<>]{0,5})?(?P<page>\d{1,5})?\b[^<>]{0,100}-->\s*\Z"
    r"|\s*\{(?P<number>\d{1,5})\}-{5,}\s*\Z",
    re.IGNORECASE,
)
# A line of its own, printed or typed, that counts the pages.
_SAID = re.compile(
    rf"\s{{0,3}}(?:#{{1,6}}\s|[-=*_\[(|]{{1,10}})?\s{{0,5}}{_WORDS}\s{{0,3}}(\d{{1,5}})"
    r"(?:\s{0,3}(?:of|de|von|sur|di|из|/)\s{0,3}\d{1,5})?\s{0,3}(?:页|頁)?[-=*_\])|]{0,10}\s*\Z",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(-{3,}|\*{3,}|_{3,}|={3,})\s*\Z")


def find_turns(lines: Sequence[str]) -> frozenset[int]:
    """Return the places of the lines that mark a page's end and are no part of the text.

    These are comments that name a page, lines that count the pages one by one, and the rules
    beside them; a rule by itself is one where rules like it stand inside sentences.
    """
    marks = {place for place, line in enumerate(lines) if "-" in line and _COMMENT.match(line)}
    marks |= _find_counting(lines)
    rules = {
        place: found[1]
        for place, line in enumerate(lines)
        if line.strip()[:1] in ("-", "*", "_", "=") and (found := _RULE.match(line))
    }
    beside = {place for place in rules if any(near in marks for near in _near(lines, place))}
    return frozenset(marks | beside | _torn(lines, rules))


def _find_counting(lines: Sequence[str]) -> set[int]:
    """Return the lines that say page 2, page 3, page 4 and nothing else."""
    found = [
        (place, int(match[1]))
        for place, line in enumerate(lines)
        if len(line) < 2 * RUNNING and (match := _SAID.match(line))
    ]
    steps = sum(0 <= after - before <= 1 for (_, before), (_, after) in pairwise(found))
    if len(found) < LEAST_SAID or steps * 3 < (len(found) - 1) * 2:
        return set()
    return {place for place, _ in found}


def _near(lines: Sequence[str], place: int) -> Iterator[int]:
    """Yield the nearest lines before and after a place that are not blank."""
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(lines) and abs(at - place) < LEAST_SAID + 1 and not lines[at].strip():
            at += step
        if 0 <= at < len(lines):
            yield at


def _torn(lines: Sequence[str], rules: dict[int, str]) -> set[int]:
    """Return the rules drawn alike of which at least a third stand inside a sentence."""
    alike: dict[str, list[int]] = {}
    for place, drawn in rules.items():
        alike.setdefault(drawn, []).append(place)
    return {
        place
        for places in alike.values()
        if len(places) >= LEAST_RULES
        and sum(_is_inside(lines, at) for at in places) * 3 >= len(places)
        for place in places
    }


def _is_inside(lines: Sequence[str], place: int) -> bool:
    """Tell whether a sentence that is open before this line goes on in lower case after it."""
    near = tuple(_near(lines, place))
    if len(near) < 2 or not near[0] < place < near[1]:  # noqa: PLR2004 -- before and after
        return False
    before, after = lines[near[0]], lines[near[1]]
    return len(before.strip()) > RUNNING and not ends_sentence(before) and opens_lower(after)
