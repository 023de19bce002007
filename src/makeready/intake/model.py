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
    `proposal` the recipe lines that would answer it. Questions of one `kind` are asked once, with
    the `also` of every further place.
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
    kind: str = ""
    also: tuple[tuple[int, int], ...] = ()


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
    """What the source says of itself; empty where it says nothing.

    `name` is what it may be called where it shows no title: its running head or first heading.
    """

    title: str = ""
    name: str = ""
    subtitle: str = ""
    people: tuple[Person, ...] = ()
    published: str = ""
    publisher: str = ""
    rights: str = ""
    description: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the editor: a table of recipe.toml and its line there.

    `last` is the last line of an area; `everywhere` says that whatever looks alike is meant.
    """

    section: str
    at: int
    line: int = 0
    raw: str = ""
    do: str = ""
    to: str = ""
    level: int = 0
    last: int = 0
    everywhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the editor wants of a document beside its text; the first word is what is done unasked.

    `changes` (accept, reject, mark) are tracked changes, `comments` (omit, notes) the remarks of
    reviewers, `hidden` (omit, keep) hidden words, `headers` (omit, keep) running heads and feet;
    `manuscript` (keep, clean) is a text that shows marks of a manuscript.
    """

    changes: str = "accept"
    comments: str = "omit"
    hidden: str = "omit"
    headers: str = "omit"
    manuscript: str = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The editor's answers for one source, tied to it by its digest."""

    digest: Digest
    answers: tuple[Answer, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    document: Choices = field(default_factory=Choices)


class Part(StrEnum):
    """What a passage is in its document."""

    TEXT = "text"
    NOTE = "notes"
    BOX = "text boxes"
    HEADER = "running heads and feet"
    COMMENT = "comments"
    DELETED = "deleted words"
    INSERTED = "inserted words"
    HIDDEN = "hidden words"
    LIST = "the contents list"
    INDEX = "index entries"
    FRONT = "what the document says of itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPassage:
    """Words as a document's own bytes hold them; `place` is where, in a person's words."""

    part: Part
    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What a document's own bytes hold, read without pandoc: passages, and things by their kind.

    `counts` may name notes, pictures, formulas, links, tables, headings and references.
    """

    passages: tuple[OwnPassage, ...] = ()
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A change that a rule made to a document before it was written as Markdown."""

    rule: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageArea:
    """An area of a source's page, and what it was taken for.

    `box` is its left edge, top, width and height, in points from the page's upper left corner;
    `start` an offset of the source inside of it.
    """

    kind: str
    box: tuple[float, float, float, float]
    start: int
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page of a source as a picture, with its areas and the places that questions are about.

    `picture` is a PNG; `width` and `height` are the page's, in points.
    """

    number: int
    width: float
    height: float
    picture: bytes
    areas: tuple[PageArea, ...] = ()
    asked: tuple[PageArea, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A source made into a manuscript, with the account of how.

    `compared` is of a document: the words that its own bytes hold, those that are kept, and those
    that a rule took out. `beside` are tables that are kept beside the source, `works`
    are bibliographies. `views` are pages of a source that has any, for the report.
    """

    texts: tuple[Text, ...]
    metadata: Metadata
    ledger: Ledger
    questions: tuple[Question, ...] = ()
    links: tuple[NoteLink, ...] = ()
    findings: tuple[Finding, ...] = ()
    images: tuple[Asset, ...] = ()
    compared: tuple[int, int, int] | None = None
    beside: tuple[Asset, ...] = ()
    works: tuple[Asset, ...] = ()
    views: tuple[PageView, ...] = ()
