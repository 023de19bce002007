"""The values that pass between stages; bytes, not paths, cross the boundaries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

Slug = NewType("Slug", str)
Digest = NewType("Digest", str)
Anchor = NewType("Anchor", str)


class Matter(StrEnum):
    """Which of a book's three regions a part belongs to."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


SECTION_KINDS = frozenset(
    "abstract acknowledgments afterword appendix bibliography colophon conclusion "
    "dedication endnotes epigraph epilogue foreword frontispiece glossary index "
    "introduction part preface prologue".split()
)
"""What a section of a book may be, in the words of EPUB's structural semantics."""


class Numbering(StrEnum):
    """Where the notes' numbers start again."""

    CHAPTER = "chapter"
    BOOK = "book"


class ChapterStart(StrEnum):
    """Where chapters begin: on a right-hand page, on the next page, or below what is before."""

    RECTO = "recto"
    NEXT = "next"
    RUN_ON = "run-on"


class Opening(StrEnum):
    """How the first paragraph of a chapter begins."""

    PLAIN = "plain"
    DROP_CAPITAL = "drop-capital"
    SMALL_CAPITALS = "small-capitals"


class NotePlace(StrEnum):
    """Where notes stand in print: at the foot of the page, or behind their chapter or the book."""

    PAGE = "page"
    CHAPTER = "chapter"
    BOOK = "book"


class Overlong(StrEnum):
    """What becomes in print of a note that no page can hold."""

    CARRY = "carry"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who made the book; the role is a MARC relator code."""

    name: str
    sort_as: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One manuscript file, named relative to the title's folder, with its place in the book.

    `kind` is one of SECTION_KINDS, or empty where the file's headings say what it holds.
    """

    file: str
    matter: Matter
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The series that the title stands in."""

    name: str
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A warning that the editor has looked at and accepts, with the reason.

    With `saying` it is for those alone whose message has these words. `line` is where it stands in
    book.toml.
    """

    code: str
    at: str
    because: str
    saying: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """The files of works that a book cites, and the CSL style that it cites them in.

    `style` is a file of the title's folder, the name of an installed style, or nothing for
    pandoc's own. `scope` says whether the works are listed for the book or for each chapter,
    `uncited` whether works that are not cited are listed, too.
    """

    files: tuple[str, ...]
    style: str
    scope: Numbering
    uncited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """The size of the finished page, in millimetres."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything about a title that is not its text: book.toml, decoded and checked.

    `theme_line` is where book.toml names the theme.
    """

    slug: Slug
    title: str
    subtitle: str
    language: str
    identifier: str
    modified: dt.date
    published: dt.date | None
    publisher: str
    rights: str
    description: str
    subjects: tuple[str, ...]
    cover: str
    isbn_print: str
    isbn_ebook: str
    series: Series | None
    numbering: Numbering
    contents_depth: int
    theme: str
    trim: Trim
    fallback_fonts: tuple[str, ...]
    people: tuple[Person, ...]
    parts: tuple[Part, ...]
    waivers: tuple[Waiver, ...]
    overlong: Overlong = Overlong.CARRY
    note_place: NotePlace = NotePlace.PAGE
    chapters: ChapterStart = ChapterStart.RECTO
    half_title: bool = True
    hyphenation: tuple[str, ...] = ()
    captions: Numbering | None = None
    opening: Opening = Opening.PLAIN
    spaces_as_typed: bool = False
    numbered_levels: int = 0
    bibliography: Bibliography | None = None
    lists_figures: bool = False
    lists_tables: bool = False
    vertical_ebook: bool = False
    lists_listings: bool = False
    abbreviations: tuple[tuple[str, str], ...] = ()
    old_pages: str = ""
    old_pages_in_margin: bool = False
    theme_line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that the book carries beside its text: a picture, a font, a style sheet."""

    name: str
    media_type: str
    data: bytes
    digest: Digest


class FontRole(StrEnum):
    """What a family of type is for on the page."""

    TEXT = "text"
    SANS = "sans"
    MONO = "mono"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One face of a bundled family; the weight counts in CSS's hundreds, the style is CSS's too."""

    family: str
    role: FontRole
    weight: int
    style: str
    licence: str
    origin: str
    asset: Asset


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFont:
    """A face of a font that is installed on this machine, under the family that a title asks for.

    `place` is its number in the file, which may be a collection; the digest is that of the file.
    """

    family: str
    weight: int
    style: str
    place: int
    data: bytes
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an edition looks like: its style sheet and the faces that it may use.

    `lent` are faces of this machine, cut to what the book writes, for what is drawn of outlines.
    """

    css: str
    faces: tuple[Face, ...]
    lent: tuple[Face, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One manuscript file as it was read: its name in the title's folder, and its words.

    `kind` is one of SECTION_KINDS, or empty where the file's headings say what it holds.
    `cited` holds what its citations become, as pandoc's document in JSON; it is None where
    the book has no bibliography, and an `@` is an ordinary sign.
    """

    file: str
    matter: Matter
    text: str
    cited: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title as read from its folder: the book's facts, texts, pictures, style and fonts.

    `other_fonts` are the names of fonts of a kind that no edition can hold. `works` are the files
    of the bibliography, `citation_style` is its CSL style, or nothing for pandoc's own, `old_pages`
    the table of an older edition's pages.
    """

    book: Book
    texts: tuple[Text, ...]
    assets: tuple[Asset, ...]
    style: str
    fonts: tuple[Asset, ...]
    other_fonts: tuple[str, ...] = ()
    works: tuple[Asset, ...] = ()
    citation_style: bytes = b""
    old_pages: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note, numbered once: `anchor` is its id in the master, `call` the id of its note call."""

    anchor: Anchor
    call: Anchor
    number: int
    chapter: Anchor
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the contents, with the lines below it; a part's are its chapters."""

    label: str
    anchor: Anchor
    children: tuple[Entry, ...]
    is_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """The one document that feeds every edition; the digest is of its bytes."""

    book: Book
    xhtml: bytes
    contents: tuple[Entry, ...]
    notes: tuple[Note, ...]
    assets: tuple[Asset, ...]
    style: str
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """Where a printed page begins: in which section, after how many of its visible characters.

    `section` is the id of a top-level section of the master's body, `offset` counts the characters
    of its running text that are not white space, notes set aside; a picture counts as one.
    """

    label: str
    section: Anchor
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMap:
    """The printed pages: the label of every page in order, and where text begins on each.

    `references` are the ids whose pages the text or the index shows, each with its label.
    """

    labels: tuple[str, ...]
    breaks: tuple[PageBreak, ...]
    references: tuple[tuple[Anchor, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The print edition: a PDF and what its layout says of pages.

    `anchor_labels` gives the page label of every id whose page number is printed somewhere.
    """

    master: Digest
    data: bytes
    pages: PageMap
    anchor_labels: tuple[tuple[Anchor, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ebook:
    """The e-book edition: an EPUB 3 publication."""

    master: Digest
    data: bytes
