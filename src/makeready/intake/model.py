"""The values of the intake room: what was read, what was done to it, and what is left to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from makeready.core.findings import Finding
from makeready.core.model import Asset, Digest, Person, Text

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """A source as it was read: every offset of a ledger counts characters of `text`.

    `digest` is the SHA-256 of the original's bytes, `encoding` the codec that turns those bytes
    into `text` without a change.
    """

    name: str
    digest: Digest
    encoding: str
    text: str


class Kind(StrEnum):
    """What an operation does with its stretch of the source."""

    KEEP = "keep"
    MOVE = "move"
    REPLACE = "replace"
    DROP = "drop"
    INSERT = "insert"
    TO_METADATA = "to-metadata"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One line of the ledger: source[start:end] becomes `text`, as piece `order` of `target`.

    `target` is a manuscript file (`text/01.md`), a key of book.toml (`book.toml#title`), or empty
    where nothing comes of the stretch. `by` is `rule` or `recipe:LINE`.
    """

    kind: Kind
    start: int
    end: int
    text: str
    target: str
    order: int
    rule: str
    evidence: str = ""
    confidence: float = 1.0
    by: str = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Every character of one source, accounted for: operations in the order of the source."""

    source: str
    digest: Digest
    encoding: str
    length: int
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the rules cannot decide: where it is, what was done meanwhile, and what to answer.

    `section` is the recipe's table for the answer (join, hyphen, note, heading, furniture,
    metadata, text), `line` counts from one, `raw` is the stretch as it stands in the source,
    `proposal` the recipe lines that would answer it, `answers` what else may be said.
    """

    section: str
    line: int
    start: int
    end: int
    raw: str
    context: str
    why: str
    proposal: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLink:
    """A note call and its note as found in the source; an offset of None means: not found.

    `key` is the note's name in the manuscript (`[^key]`), empty where nothing was linked.
    """

    key: str
    marker: str
    call: tuple[int, int] | None
    note: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the source says of itself; empty where it says nothing."""

    title: str = ""
    subtitle: str = ""
    people: tuple[Person, ...] = ()
    published: str = ""
    publisher: str = ""
    rights: str = ""
    description: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the editor: a table of recipe.toml and its line there."""

    section: str
    at: int
    line: int = 0
    raw: str = ""
    do: str = ""
    to: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The editor's answers for one source, tied to it by its digest."""

    digest: Digest
    answers: tuple[Answer, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A source made into a manuscript, with the account of how."""

    texts: tuple[Text, ...]
    metadata: Metadata
    ledger: Ledger
    questions: tuple[Question, ...] = ()
    links: tuple[NoteLink, ...] = ()
    findings: tuple[Finding, ...] = ()
    images: tuple[Asset, ...] = ()
