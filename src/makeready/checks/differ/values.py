"""The values of a comparison: an edition as a sequence of passages, and what differs in two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

CALL = "[note]"
"""Stands in a passage where a note is called; its number changes with any note before it."""

BREAK = "* * *"
"""Stands for a passage where the text breaks off between two scenes."""

LINE = "/"
"""Stands in a passage where a line is broken on purpose, as in verse that is quoted."""

PARAGRAPH = "¶"
"""Stands in a note where another paragraph of it begins."""


class Subject(StrEnum):
    """What a difference is about."""

    WORDS = "words"
    NOTE = "note"
    HEADING = "heading"
    EMPHASIS = "emphasis"
    BREAK = "break"
    STRUCTURE = "structure"
    PICTURE = "picture"
    LINK = "link"
    METADATA = "metadata"
    PAGE = "page"


class Deed(StrEnum):
    """What became of it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, heading, item, cell or note: its words, its printed page, and where it stands.

    `kind` is the name of its element, `number` that of a note. `forms` are its emphasised words
    and the like, each with the name of its element. `build` says what the passage stands in, and
    what begins with it: a list and its numbers, a row, a quotation, a language. `part` is the
    heading that it stands below.
    """

    kind: str
    text: str
    page: str = ""
    part: str = ""
    number: str = ""
    forms: tuple[tuple[str, str], ...] = ()
    build: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A picture or a link: what tells it from others, how it is called, and where it stands.

    A picture's `key` is the digest of its file, a link's what it leads to; `said` is the
    description of a picture, or the words of a link. `at` counts the passages before it.
    """

    name: str
    key: str
    said: str
    page: str = ""
    part: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A finished edition as it is compared: what it says, shows, leads to and says of itself."""

    title: str
    language: str
    passages: tuple[Passage, ...]
    notes: tuple[Passage, ...] = ()
    pictures: tuple[Thing, ...] = ()
    links: tuple[Thing, ...] = ()
    metadata: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that both editions have ("both"), or one of them ("old", "new")."""

    side: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference: its subject, what became of it, both readings, and the printed pages.

    `pieces` are the words of both readings in order, with as many equal ones as show the place.
    """

    subject: Subject
    deed: Deed
    old: str = ""
    new: str = ""
    old_page: str = ""
    new_page: str = ""
    part: str = ""
    pieces: tuple[Piece, ...] = ()
