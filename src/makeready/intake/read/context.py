"""What the rules for a document's elements look up, and what they note down on the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.intake.model import Correction

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = table(
    Code(
        code="S-113",
        severity=Severity.WARNING,
        title="Code for another format was left out",
        why="Raw LaTeX, HTML or the like would be words on no page of the book.",
        remedy="Look at the place in the source; if it stood for words, type them into the text.",
    ),
    Code(
        code="S-114",
        severity=Severity.WARNING,
        title="A formula that the press cannot set",
        why="pandoc makes no MathML of its TeX, or code stands right beside it; it is in the text "
        "as code.",
        remedy="Look for `{.tex}` in the text: say the formula with other commands between dollar "
        "signs, or put a picture in its place.",
    ),
    Code(
        code="S-115",
        severity=Severity.WARNING,
        title="Citations are kept as their keys",
        why="The works that the keys name are in no file beside the document that could be read.",
        remedy="Put the .bib that the document names beside it and import it again, or write the "
        "works out where they are cited.",
    ),
)

_RESERVED = re.compile(r"(?:note|call|page|makeready)-|(?:half-title|title-page|imprint|cover)\Z")
_SHOWN = 60
_PIECES = 3


@dataclass(slots=True, kw_only=True)
class Context:
    """What the rules look up, and what they note down as they go through a document.

    `ids` are all the document's, `targets` those that its links mean; `pictures` have the names of
    those that can be shown, `named` of all; `titles` are the words of headings by their ids,
    `large` the names of pictures that are too wide for a line, `works` the keys of the
    works that the bibliography has, `labels` those that references of the manuscript may name.
    """

    targets: frozenset[str]
    ids: frozenset[str]
    pictures: Mapping[str, str]
    named: Mapping[str, str]
    titles: Mapping[str, str]
    large: frozenset[str] = frozenset()
    works: AbstractSet[str] = frozenset()
    labels: frozenset[str] = frozenset()
    corrections: list[Correction] = field(default_factory=list)
    raw: list[tuple[str, str]] = field(default_factory=list)
    formulas: int = 0
    citations: list[str] = field(default_factory=list)
    _given: set[str] = field(default_factory=set)

    def correct(self, rule: str, what: str) -> None:
        """Note down what was changed."""
        self.corrections.append(Correction(rule=rule, what=" ".join(what.split())[:_SHOWN]))

    def give_id(self, identifier: str) -> str:
        """Return an id as the manuscript has it, or nothing where no link needs it."""
        if not identifier or identifier not in self.targets:
            return ""
        name = write_id(identifier)
        if name in self._given:
            self.correct("D.id", f"the id {identifier} was given twice")
            return ""
        self._given.add(name)
        return name

    def name(self, identifier: str) -> str:
        """Return an id as the manuscript has it, for what has it whether a link needs it or not."""
        return self.give_id(identifier) if identifier in self.targets else write_id(identifier)

    def report(self, name: str) -> Iterator[Finding]:
        """Yield what a person must know of the document called `name`."""
        place = Place(name)
        pieces: dict[str, list[str]] = {}
        for kind, code in self.raw:
            pieces.setdefault(kind, []).append(code)
        for kind, codes in pieces.items():
            more = f", and {len(codes) - _PIECES} more" if len(codes) > _PIECES else ""
            shown = "; ".join(code[:_SHOWN] for code in codes[:_PIECES])
            yield finding(CODES["S-113"], f"left out, being {kind}: {shown}{more}", place)
        if self.formulas:
            said = "1 formula is" if self.formulas == 1 else f"{self.formulas} formulas are"
            yield finding(CODES["S-114"], f"{said} kept as code", place)
        if self.citations:
            keys = ", ".join(dict.fromkeys(self.citations))
            yield finding(CODES["S-115"], f"kept in square brackets: {keys[:200]}", place)


def write_id(identifier: str) -> str:
    """Return an id in letters that Markdown and the editions hold, none of the press's own."""
    name = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", identifier)).strip("-.") or "id"
    return f"s-{name}" if not name[0].isalpha() or _RESERVED.match(name) else name
