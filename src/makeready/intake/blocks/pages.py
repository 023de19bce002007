"""A source's lines → those by which its converter says where a page ends."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.blocks.keys import head_key
from makeready.intake.scripts import ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LEAST_SAID = 3  # lines such as "Page 3" that make a sequence
LEAST_RULES = 3  # rules drawn alike that may stand between pages
LONGEST_MARK = 300  # characters of a converter's mark
FARTHEST = 30  # lines from a rule to the text above or below it
_SIGNS = frozenset("-<")  # one of them is in every mark
RUNNING = 40  # characters of a line of running text, at least

_WORDS = r"(?:page|pagina|página|pág|pag|seite|blatt|страница|strana|strona|sida|side|第)"
# A converter's comment, and marker's rule.
_COMMENT = re.compile(
    rf"\s*<!--[^\w<>]{{0,5}}{_WORDS}[^\w<>]{{0,5}}"
    r"(?:(?:break|number|start|end|no)[^\w<>]{0,5})?(?P<page>\d{1,5})?\b[^<>]{0,100}-->\s*\Z"
    r"|\s*\{(?P<number>\d{1,5})\}-{5,}\s*\Z"
    r"|\s*</?page\b[^<>]{0,100}>\s*\Z"
    r"|\s*<(?:a|span)\s(?:id|name)=\"(?:page|pg|p)[-_.]?\d{1,5}\"[^<>]{0,50}>(?:</(?:a|span)>)?\s*\Z"
    r"|\s*<div\s[^<>]{0,50}class=\"page\"[^<>]{0,50}>\s*\Z",
    re.IGNORECASE,
)
# A line of its own, printed or typed, that counts the pages.
_SAID = re.compile(
    rf"\s{{0,3}}(?:#{{1,6}}\s|[-=*_\[(|]{{1,10}})?\s{{0,5}}(?:(?:end|start)\s(?:of\s)?)?{_WORDS}\s{{0,3}}(\d{{1,5}})"
    r"(?:\s{0,3}(?:of|de|von|sur|di|из|/)\s{0,3}\d{1,5})?\s{0,3}(?:页|頁)?[-=*_\])|]{0,10}\s*\Z",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\[\^?\d{1,3}\]|<sup>|\^?[\u2460-\u2473]|\^|[¹²³⁴-⁹]|\d{1,3}[.)]?\s")
# A page's number before a running head, or behind one.
_BESIDE = re.compile(r"\A[*_#\s]{0,6}\d{1,4}\b|\b\d{1,4}[*_\s]{0,4}\Z")
_RULE = re.compile(r"\s*(-{3,}|\*{3,}|_{3,}|={3,})\s*\Z")


def find_turns(lines: Sequence[str]) -> frozenset[int]:
    """Return the places of the lines that mark a page's end and are no part of the text.

    These are comments that name a page, lines that count the pages one by one, and the rules
    beside them; a rule by itself is one where rules like it stand inside sentences.
    """
    marks = {
        place
        for place, line in enumerate(lines)
        if len(line) < LONGEST_MARK and _SIGNS.intersection(line) and _COMMENT.match(line)
    }
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
    """Return the rules drawn alike of which at least a third stand inside a sentence.

    Or most stand above one and the same line, below another: a head and a foot.
    """
    alike: dict[str, list[int]] = {}
    for place, drawn in rules.items():
        alike.setdefault(drawn, []).append(place)
    return {
        place
        for places in alike.values()
        if len(places) >= LEAST_RULES
        and (
            sum(_is_inside(lines, at) for at in places) * 3 >= len(places)
            or _is_headed(lines, places)
        )
        for place in places
    }


def _is_headed(lines: Sequence[str], places: Sequence[int]) -> bool:
    """Tell whether most rules stand between lines that repeat, their numbers set aside."""
    above: Counter[str] = Counter()
    below: Counter[str] = Counter()
    for place in places:
        near = tuple(_near(lines, place))
        if len(near) == 2:  # noqa: PLR2004 -- before and after
            for counts, at in zip((above, below), near, strict=True):
                counts[head_key(lines[at])[0] if len(lines[at]) < 2 * RUNNING else ""] += 1
    return all(
        max((count for name, count in counts.items() if name), default=0) * 3 >= 2 * len(places)
        for counts in (above, below)
    )


def _is_inside(lines: Sequence[str], place: int) -> bool:
    """Tell whether a sentence that is open before this line goes on in lower case after it.

    Notes may stand at the foot of the page before, and a running head on the one after.
    """
    before = _find_text(lines, place, -1, _begins_note)
    after = _find_text(lines, place, 1, _is_head)
    return len(before) > RUNNING and not ends_sentence(before) and opens_lower(after)


def _begins_note(line: str) -> bool:
    return _NOTE.match(line) is not None


def _is_head(line: str) -> bool:
    return len(line) < 2 * RUNNING and _BESIDE.search(line) is not None


def _find_text(
    lines: Sequence[str], place: int, step: int, is_between: Callable[[str], bool]
) -> str:
    """Return the nearest line in a direction that is not blank nor of this kind, if it is near."""
    for at in range(place + step, place + step * FARTHEST, step):
        if not 0 <= at < len(lines):
            return ""
        line = lines[at].strip()
        if line and not is_between(line):
            return line
    return ""
