"""A source and its ledger into rows that show, block by block, what became of what."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from makeready.intake.model import Kind, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


# The families of rules, by the letter before the point of a rule's name.
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "F": "page furniture",
        "C": "contents list",
        "N": "notes and their calls",
        "H": "headings",
        "J": "joined lines and words",
        "S": "spacing and characters",
        "M": "the converter's markup",
        "L": "lists and rules",
        "T": "title page and metadata",
        "E": "Markdown as it is written",
        "B": "blank lines",
        "D": "a document's own text",
    }
)
OTHER = "other"

_BREAK = re.compile(r"\n[ \t\f]*\n\s*")
_SIGNS = str.maketrans({"\n": "↵", "\f": "␌", "\t": "→", "\r": "␍", " ": "·", "\u00a0": "⍽"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A stretch of text with what the ledger says of it; an unchanged one has no family."""

    text: str
    family: str = ""
    kind: Kind = Kind.KEEP
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A block of the source beside what became of it; `line` counts from one."""

    line: int
    before: tuple[MarkedText, ...]
    after: tuple[MarkedText, ...]

    @property
    def changed(self) -> bool:
        """Whether anything but blank lines differs."""
        return any(mark.family for mark in (*self.before, *self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """An operation, or a part of one that keeps text, with its source and its result."""

    start: int
    before: str
    after: str
    operation: Operation


class Lines:
    """The lines of a text, to be asked for by offset."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def at(self, offset: int) -> int:
        """Return the number of the line that holds this offset, counted from one."""
        return bisect_right(self._ends, offset - 1) + 1


def family(rule: str) -> str:
    """Return the letter of the rule's family, or `other`."""
    letter = rule.partition(".")[0]
    return letter if letter in FAMILIES else OTHER


def rows(source: str, operations: Sequence[Operation]) -> tuple[Row, ...]:
    """Return the rows of a comparison in the order of the source, blank ones left out."""
    lines = Lines(source)
    compared = (_row(lines, group) for group in _groups(_stretches(source, operations)))
    return tuple(row for row in compared if row.before or row.after)


def _stretches(source: str, operations: Iterable[Operation]) -> Iterator[_Stretch]:
    """The operations, those that keep several blocks cut between the blocks."""
    for operation in operations:
        before = source[operation.start : operation.end]
        if operation.kind is not Kind.KEEP:
            yield _Stretch(
                start=operation.start, before=before, after=operation.text, operation=operation
            )
            continue
        at = 0
        for end in (*(match.end() for match in _BREAK.finditer(before)), len(before)):
            part = before[at:end]
            yield _Stretch(start=operation.start + at, before=part, after=part, operation=operation)
            at = end


def _groups(stretches: Iterable[_Stretch]) -> Iterator[list[_Stretch]]:
    """The stretches of one block at a time: a blank line ends a block unless it was joined."""
    group: list[_Stretch] = []
    for stretch in stretches:
        if group and _begins_block(stretch):
            yield group
            group = []
        group.append(stretch)
        if _ends_block(stretch):
            yield group
            group = []
    yield group


def _begins_block(stretch: _Stretch) -> bool:
    return bool(_BREAK.match(stretch.before)) and bool(stretch.before.strip())


def _ends_block(stretch: _Stretch) -> bool:
    blank = _BREAK.search(stretch.before)
    if stretch.operation.kind is Kind.KEEP:
        return bool(blank and blank.end() == len(stretch.before))
    joined = bool(stretch.after.strip("\n")) or stretch.operation.rule.startswith("J.")
    return bool(blank) and not joined


def _row(lines: Lines, group: Sequence[_Stretch]) -> Row:
    shown = [stretch for stretch in group if stretch.before.strip() or stretch.after.strip()]
    first = shown[0] if shown else group[0] if group else None
    offset = first.start + _indent(first.before) if first else 0
    return Row(
        line=lines.at(offset),
        before=_trim(mark for stretch in group for mark in _before(stretch)),
        after=_trim(mark for stretch in group for mark in _after(stretch)),
    )


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _before(stretch: _Stretch) -> Iterator[MarkedText]:
    if stretch.before:
        yield _mark(stretch, stretch.before)


def _after(stretch: _Stretch) -> Iterator[MarkedText]:
    key = stretch.operation.target.partition("#")[2]
    if stretch.after and key:
        yield _mark(stretch, f"{key}: {stretch.after.strip()}")
    elif stretch.after:
        yield _mark(stretch, stretch.after)


def _mark(stretch: _Stretch, text: str) -> MarkedText:
    operation = stretch.operation
    blank = not stretch.before.strip() and not stretch.after.strip()
    silent = blank and not operation.rule.startswith(("J.", "S."))
    if operation.kind is Kind.KEEP or silent:
        return MarkedText(text=text)
    shown = text if text.strip() else text.translate(_SIGNS)
    return MarkedText(
        text=shown, family=_look(operation), kind=operation.kind, told=_describe(operation)
    )


def _look(operation: Operation) -> str:
    """The family whose colour shows the operation; whatever moves is a note."""
    return "N" if operation.kind is Kind.MOVE else family(operation.rule)


def _describe(operation: Operation) -> str:
    """What the ledger says of an operation, in one line."""
    sure = f"{operation.confidence:.0%}" if operation.confidence < 1 else ""
    by = operation.by if operation.by != "rule" else ""
    target = operation.target if operation.kind is Kind.TO_METADATA else ""
    parts = (operation.rule, operation.kind.value, target, operation.evidence, sure, by)
    return " · ".join(part for part in parts if part)


def _trim(marks: Iterable[MarkedText]) -> tuple[MarkedText, ...]:
    """The marks without unchanged white space at both ends, neighbours of one look together."""
    merged: list[MarkedText] = []
    for mark in marks:
        if merged and not mark.family and not merged[-1].family:
            merged[-1] = MarkedText(text=merged[-1].text + mark.text)
        else:
            merged.append(mark)
    if merged and not merged[0].family:
        merged[0] = MarkedText(text=merged[0].text.lstrip())
    if merged and not merged[-1].family:
        merged[-1] = MarkedText(text=merged[-1].text.rstrip())
    return tuple(mark for mark in merged if mark.text)
