"""book.toml as people write it: its keys, their types and their defaults."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 -- msgspec reads the annotations when it decodes

import msgspec


class Written(
    msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, rename="kebab"
):
    """A table of settings; its keys have hyphens and no others are allowed."""


class Isbn(Written, frozen=True):
    """The International Standard Book Numbers: each edition has its own."""

    print: str = ""
    ebook: str = ""


class Series(Written, frozen=True):
    """The series that the title stands in."""

    name: str
    number: int | None = None


class Notes(Written, frozen=True):
    """Where the notes' numbers start again: at each `chapter`, or only with the `book`.

    `place` says where they stand: at the foot of the `page`, or behind their `chapter` or the
    `book`. `overlong` says of a note that no page can hold: `carry` it over, or set it last
    (`end`).
    """

    numbering: str = "chapter"
    overlong: str = "carry"
    place: str = "page"


class Captions(Written, frozen=True):
    """Whether figures and tables have numbers, which start again at each `chapter` or run on.

    `none` gives them none, `book` numbers them through.
    """

    numbering: str = "none"


class Bibliography(Written, frozen=True):
    """The works that citations name, and how they are cited.

    `files` are bibliographies in the title's folder, `style` is the file or the name of a CSL
    style. The works cited are listed for the whole `book`, or for each `chapter`; `uncited` lists
    the other works of the files, too.
    """

    files: tuple[str, ...] = ()
    style: str = ""
    scope: str = "book"
    uncited: bool = False


class Concordance(Written, frozen=True):
    """The pages of an older edition: `pages` is a CSV file with label, file and words of each.

    `margin` sets their numbers in the margins of the print edition.
    """

    pages: str = ""
    margin: bool = False


class Chapters(Written, frozen=True):
    """How chapters begin: `plain`, with a `drop-capital`, or with words in `small-capitals`.

    `numbered` is how many levels of headings get numbers.
    """

    opening: str = "plain"
    numbered: int = 0


class Prose(Written, frozen=True):
    """Whether spaces are those of the `language` or stay as they are `typed`."""

    spaces: str = "language"


class Contents(Written, frozen=True):
    """How many levels of headings the contents show, and which things with captions are listed."""

    depth: int = 2
    figures: bool = False
    tables: bool = False
    listings: bool = False


class Print(Written, frozen=True):
    """The look of the print edition; `fallback` names fonts of the system for rare characters.

    Chapters begin on a `recto`, on the `next` page, or `run-on`. What is not said is the theme's.
    `hyphenation` has words with the hyphens that they may be broken at.
    """

    theme: str = "classic"
    trim: str = ""
    chapters: str = ""
    half_title: bool | None = None
    fallback: tuple[str, ...] = ()
    hyphenation: tuple[str, ...] = ()


class Ebook(Written, frozen=True):
    """The look of the e-book: its lines are `horizontal`, or `vertical` from right to left."""

    lines: str = "horizontal"


class Person(Written, frozen=True):
    """Somebody who made the book."""

    name: str
    sort_as: str = ""
    role: str = "aut"


class Part(Written, frozen=True):
    """One manuscript file: its region of the book, and the kind of section that it holds.

    Where no region is said, it is that of the kind.
    """

    file: str
    matter: str = ""
    kind: str = ""


class Waiver(Written, frozen=True):
    """A warning that the editor accepts."""

    code: str
    at: str
    because: str
    saying: str = ""


class BookFile(Written, frozen=True):
    """The whole of book.toml."""

    title: str
    language: str
    identifier: str
    modified: dt.date
    parts: tuple[Part, ...]
    people: tuple[Person, ...] = ()
    subtitle: str = ""
    published: dt.date | None = None
    publisher: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    cover: str = ""
    isbn: Isbn = Isbn()
    series: Series | None = None
    notes: Notes = Notes()
    captions: Captions = Captions()
    bibliography: Bibliography | None = None
    abbreviations: dict[str, str] = {}
    concordance: Concordance = Concordance()
    contents: Contents = Contents()
    chapters: Chapters = Chapters()
    text: Prose = Prose()
    print: Print = Print()
    ebook: Ebook = Ebook()
    waivers: tuple[Waiver, ...] = ()
