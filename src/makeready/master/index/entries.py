"""Marks become the entries of an index in their order, and what is wrong with them is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Anchor
from makeready.core.suggest import find_similar
from makeready.master.index.collation import sort_key
from makeready.master.index.marks import SEPARATOR
from makeready.master.places import find_place_or_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.findings import Place
    from makeready.master.index.marks import Mark

CODES = table(
    Code(
        code="T-045",
        severity=Severity.WARNING,
        title="The index refers to an entry that it has not",
        why="A reader who looks there finds nothing. Imported books often have such references.",
        remedy='Mark the entry somewhere, or correct the reference: see="…" says an entry whole, '
        'with those above it: "boats!ferries".',
    ),
    Code(
        code="T-041",
        severity=Severity.ERROR,
        title="A range of the index without its other end",
        why="It would have no page to begin or to end with.",
        remedy='Give the first mark range="start", the last one range="end", and both the same '
        "entry.",
    ),
    Code(
        code="T-042",
        severity=Severity.WARNING,
        title="An index without entries",
        why="Its heading stands above nothing.",
        remedy="Mark terms in the text, [term]{.index}, or take the heading out.",
    ),
    Code(
        code="T-043",
        severity=Severity.ERROR,
        title="A mark of the index without a term",
        why="Nothing says what the entry is called.",
        remedy='Mark words, [term]{.index}, or name the entry: []{.index entry="…"}.',
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """A place that an entry leads to; `until` is where a range ends, or nothing."""

    anchor: Anchor
    until: str
    is_main: bool
    is_in_note: bool


@dataclass(slots=True, kw_only=True)
class Entry:
    """An entry of the index, with those below it by their terms, while it is put together."""

    term: str = ""
    sort: str = ""
    locators: list[Locator] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)

    def find(self, path: Sequence[str]) -> Entry | None:
        """Return the entry of a path below this one, or None."""
        here: Entry | None = self
        for term in path:
            here = here.entries.get(term) if here else None
        return here

    def in_order(self, language: str) -> list[Entry]:
        """Return the entries below this one as the language sorts them."""
        return sorted(
            self.entries.values(), key=lambda each: sort_key(each.sort or each.term, language)
        )


def make_entries(marks: Sequence[Mark]) -> tuple[Entry, tuple[Finding, ...]]:
    """Return the index as an entry without a term, and what is wrong with its marks."""
    root = Entry()
    found = [
        finding(CODES["T-043"], "an empty mark", _place(mark))
        for mark in marks
        if not all(mark.path)
    ]
    open_ranges: dict[tuple[str, ...], tuple[int, Mark]] = {}
    for mark in marks:
        if all(mark.path):
            entry = _enter(root, mark)
            found += _add(entry, mark, open_ranges)
    found += [
        finding(CODES["T-041"], f"“{_say(mark.path)}” begins a range", _place(mark))
        for _, mark in open_ranges.values()
    ]
    return root, (*found, *_check_references(root, marks))


def _place(mark: Mark) -> Place:
    return find_place_or_file(mark.texts, *mark.said)


def _say(path: Sequence[str]) -> str:
    return SEPARATOR.join(path)


def _enter(root: Entry, mark: Mark) -> Entry:
    here = root
    for term in mark.path:
        here = here.entries.setdefault(term, Entry(term=term))
    here.sort = here.sort or mark.sort
    return here


def _add(
    entry: Entry, mark: Mark, open_ranges: dict[tuple[str, ...], tuple[int, Mark]]
) -> Iterator[Finding]:
    for listed, said in ((entry.see, mark.see), (entry.see_also, mark.see_also)):
        listed += [each for each in _references(said) if each not in listed]
    if not mark.anchor:
        return
    if mark.span == "end":
        begun = open_ranges.pop(mark.path, None)
        if begun is None:
            yield finding(CODES["T-041"], f"“{_say(mark.path)}” ends a range", _place(mark))
            return
        at, first = begun
        entry.locators[at] = _locate(first, mark.anchor)
        return
    if mark.span == "start":
        open_ranges[mark.path] = (len(entry.locators), mark)
    entry.locators.append(_locate(mark))


def _locate(mark: Mark, until: str = "") -> Locator:
    return Locator(
        anchor=mark.anchor, until=until, is_main=mark.is_main, is_in_note=mark.is_in_note
    )


def _references(said: str) -> list[str]:
    return [" ".join(each.split()) for each in said.split(";") if each.strip()]


def _check_references(root: Entry, marks: Sequence[Mark]) -> Iterator[Finding]:
    known = dict.fromkeys(_say(mark.path) for mark in marks)
    for mark in marks:
        for said in (*_references(mark.see), *_references(mark.see_also)):
            if root.find(said.split(SEPARATOR)) is None:
                likely = find_similar(said, known, most=2)
                hint = f"did you mean {' or '.join(f'“{each}”' for each in likely)}?"
                message = f"“{_say(mark.path)}” refers to “{said}”"
                yield finding(CODES["T-045"], message, _place(mark), hint if likely else "")
