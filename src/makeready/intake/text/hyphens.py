"""A hyphen before a break → closed up, kept, or left alone, on the evidence of the text itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from makeready.intake.scripts import CONJUNCTIONS

SHORTEST = (3, 4)  # letters of the two words that a hyphen may join

# of a word: letters, with the marks that old prints set above them
LETTERS = r"(?:[^\W\d_][\u0300-\u036f]{0,3})"
SIGNS = "-‐‑⸗⹀=\xad¬"
"""Hyphens at the end of a line: broken type (Fraktur) has a double one, which is read as = too."""

_WORD = re.compile(rf"{LETTERS}+(?:['’]{LETTERS}+)?(?:[-‐‑⸗⹀]{LETTERS}+)*")
_BROKEN = re.compile(rf"({LETTERS}{{1,60}})[{SIGNS}]_?\s+_?({LETTERS}+)")
_ONE_HYPHEN = re.compile("[‐‑⸗⹀]")
SUFFIX = 3  # letters by which two forms of one word differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of a text that stand whole in it, with how often; `order` is sorted."""

    counts: Mapping[str, int]
    order: tuple[str, ...]

    def forms(self, word: str) -> int:
        """Return how often the word stands, alone or with a short ending."""
        if direct := self.counts.get(word, 0):
            return direct
        at = bisect_left(self.order, word)
        near = self.order[at] if at < len(self.order) else ""
        return int(near.startswith(word) and len(near) - len(word) <= SUFFIX + word.count("-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What to do with a hyphen and the space after it."""

    hyphen: bool
    space: bool
    evidence: str
    confidence: float


def count_words(source: str) -> Vocabulary:
    """Return the words of the source, the halves of broken ones set aside."""
    counts = Counter(word.casefold() for word in _WORD.findall(source))
    for left, right in _BROKEN.findall(source):
        counts[left.casefold()] -= 1
        counts[right.casefold()] -= 1
    kept = {_ONE_HYPHEN.sub("-", word): n for word, n in counts.items() if n > 0}
    return Vocabulary(counts=kept, order=tuple(sorted(kept)))


def rule_at_break(left: str, right: str, words: Vocabulary) -> Ruling:
    """Return the ruling on `left-` at the end of a line or page, before `right`."""
    if right.casefold() in CONJUNCTIONS:
        return Ruling(hyphen=True, space=True, evidence="suspended hyphen", confidence=0.95)
    if ruling := _rule_by_other_uses(left, right, words):
        return ruling
    if right[:1].isupper():
        return Ruling(hyphen=True, space=False, evidence="capital follows", confidence=0.9)
    known = all(words.counts.get(part.casefold(), 0) for part in (left, right))
    if known and len(left) >= SHORTEST[0] and len(right) >= SHORTEST[1]:
        evidence = f"{left} and {right} are words of the text"
        return Ruling(hyphen=True, space=False, evidence=evidence, confidence=0.6)
    return Ruling(
        hyphen=False, space=False, evidence="word broken at a line's end", confidence=0.85
    )


def rule_in_line(left: str, right: str, words: Vocabulary) -> Ruling:
    """Return the ruling on `left- right` inside a line."""
    if right.casefold() in CONJUNCTIONS:
        return Ruling(hyphen=True, space=True, evidence="suspended hyphen", confidence=0.9)
    if ruling := _rule_by_other_uses(left, right, words):
        return ruling
    return Ruling(hyphen=True, space=False, evidence="space after a hyphen", confidence=0.8)


def _rule_by_other_uses(left: str, right: str, words: Vocabulary) -> Ruling | None:
    """Return the ruling that the text's other uses of the word give."""
    closed = words.forms(f"{left}{right}".casefold())
    hyphened = words.forms(f"{left}-{right}".casefold())
    if closed > hyphened:
        return Ruling(
            hyphen=False, space=False, evidence=f"{left}{right} stands elsewhere", confidence=0.97
        )
    if hyphened:
        return Ruling(
            hyphen=True, space=False, evidence=f"{left}-{right} stands elsewhere", confidence=0.97
        )
    return None
