"""A manuscript becomes the findings of the markup in it that no edition sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.findings import Finding, Place, finding
from makeready.master.labels.written import find_groups
from makeready.master.markup.code import blank_code, blank_unseen, line_of, line_starts
from makeready.master.markup.constructs import CODES, CONSTRUCTS, KINDS, Construct
from makeready.master.markup.mathematics import formulas, stands_beside_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.model import Text

LONGEST = 60
"""Characters of the markup that a finding shows."""

FORMULA = Construct(code="T-025", name="mathematics", pattern=re.compile("(?!)"))
CITATION = Construct(code="T-020", name="a citation", pattern=re.compile("(?!)"))
SET_FROM_WORKS = ("a citation", "the place of a bibliography")
"""What is set where the book has a bibliography."""

NUMBERED = re.compile(rf"@(?:{KINDS})")
"""A reference to a number, which is no citation and is set in brackets of its own only."""

CITED = re.compile(r"@\{?(\w[\w:.-]*\w)")
KEY = re.compile(r"(?<![\w.\\/@-])@\{?(\w[\w:.-]*\w)\}?")


def check(text: Text) -> tuple[Finding, ...]:
    """Return a finding for each line of a file and each kind of markup on it, in order."""
    starts = line_starts(text.text)
    told: dict[tuple[int, str, str], list[tuple[int, str]]] = {}
    hints: dict[tuple[int, str, str], str] = {}
    running = blank_unseen(blank_code(text.text))
    for construct, at, said in _find_constructs(running, text.text):
        if (
            text.cited is not None
            and construct.name in SET_FROM_WORKS
            and not NUMBERED.search(said)
        ):
            continue
        line = (line_of(starts, at), construct.code, construct.name)
        told.setdefault(line, []).append((at, said))
        hints.setdefault(line, construct.hint)
    return tuple(
        finding(CODES[code], _message(name, sorted(said)), Place(text.file, line), hints[key])
        for key, said in sorted(told.items())
        for line, code, name in (key,)
    )


def _message(name: str, found: list[tuple[int, str]]) -> str:
    said = " ".join(found[0][1].split())
    shown = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    more = f", and {len(found) - 1} more on the line" if len(found) > 1 else ""
    return f"{name}: {shown}{more}"


def _find_constructs(running: str, text: str) -> Iterator[tuple[Construct, int, str]]:
    """Yield each construct of a text with its place and its words; none is yielded twice."""
    read = list(formulas(running))
    spans = [(FORMULA, each.start, each.end) for each in read]
    beside = [stands_beside_code(text, each) for each in read]
    yield from _with_words((each for each, unset in zip(spans, beside, strict=True) if unset), text)
    running = _without(running, spans)
    running = _without(running, [("", *span) for span in find_groups(running)])
    cited: set[str] = set()
    for construct in CONSTRUCTS:
        here = [
            (construct, found.start() + len(found[0]) - len(found[0].lstrip()), found.end())
            for found in construct.pattern.finditer(running)
        ]
        if construct.code == "T-020":
            cited.update(key for _, start, end in here for key in CITED.findall(text[start:end]))
        yield from _with_words(here, text)
        running = _without(running, here)
    # A key that is cited between brackets is no social handle elsewhere.
    again = [found.span() for found in KEY.finditer(running) if found[1] in cited]
    yield from _with_words([(CITATION, *span) for span in again], text)


def _with_words(
    found: Iterable[tuple[Construct, int, int]], text: str
) -> Iterator[tuple[Construct, int, str]]:
    return ((construct, start, text[start:end]) for construct, start, end in found)


def _without(running: str, found: Iterable[tuple[object, int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for _, start, end in found:
        pieces += [running[done:start], re.sub(r"[^\n]", " ", running[start:end])]
        done = end
    return "".join([*pieces, running[done:]])
