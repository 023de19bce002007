"""A ledger → the words of the source that are nowhere in the manuscript, rule by rule."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.intake.account.report.comparison import Lines
from makeready.intake.model import Kind, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# a word, or a character of a script that sets no spaces
_WORD = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\\W_]+")

# tags, addresses inside the document, pictures without words, characters written by name
_TAG = re.compile(
    r"<[^<>\n]{1,500}>|&?lt;/?[a-z]{1,6}>|\]\(#[^()\s]{1,200}\)|!\[\]\([^()\s]{1,300}\)"
    r"|&(?:lt|gt|amp|quot|nbsp);"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A stretch that a rule took out of the text, with the lines of the source where it stood.

    `words` are how many words it lost at each place; `confidence` is the least of all places.
    """

    text: str
    words: int
    lines: tuple[int, ...]
    confidence: float

    @property
    def total(self) -> int:
        """How many words the rule took out of all the places."""
        return self.words * len(self.lines)


def list_dropped(source: str, operations: Iterable[Operation]) -> Mapping[str, tuple[Dropped, ...]]:
    """Return what each rule took out that has letters or digits, in the order of the source.

    What stands at several places is told once. What went into book.toml is not dropped, and tags
    are no words.
    """
    lines = Lines(source)
    places: dict[str, dict[str, list[Operation]]] = defaultdict(lambda: defaultdict(list))
    for each in operations:
        if each.kind in (Kind.DROP, Kind.REPLACE) and _count_lost(source, each):
            text = " ".join(_TAG.sub(" ", source[each.start : each.end]).split())
            places[each.rule][text].append(each)
    return {
        rule: tuple(
            Dropped(
                text=text,
                words=_count_lost(source, there[0]),
                lines=tuple(lines.at(each.start) for each in there),
                confidence=min(each.confidence for each in there),
            )
            for text, there in found.items()
        )
        for rule, found in sorted(places.items())
    }


def _count_lost(source: str, operation: Operation) -> int:
    """Return how many words of its stretch an operation leaves out."""
    there = _read_words(source[operation.start : operation.end])
    kept = _read_words(operation.text)
    if "".join(there) == "".join(kept):
        return 0  # closed or divided, all of it there
    return (Counter(there) - Counter(kept)).total()


def _read_words(text: str) -> Sequence[str]:
    return _WORD.findall(_TAG.sub(" ", text).casefold())
