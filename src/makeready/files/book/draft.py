"""A few facts → the folder of a new title: a commented book.toml and a first chapter.

Here alone a name is drawn by lot and the calendar is looked at: a title gets its identifier and its
date once, when it begins, and keeps them in book.toml.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from string import Template

import tomlkit

from makeready.core.errors import WorkspaceError
from makeready.core.model import Slug
from makeready.files.book.config import NAME, read_book
from makeready.files.workspace import check_slug

CHAPTER = "text/01-first-chapter.md"
"""The file of a new title's first chapter."""

_BOOK = Template("""\
# Everything about this title that is not its text. The handbook's chapter “The file book.toml, key
# by key” tells of every key. A key that is not known stops the build; none is ignored in silence.

title = $title
# subtitle = "and other stories"

# The language of the text, as BCP 47 writes it: "en-GB", "de", "grc". It decides on hyphenation.
language = $language

# What tells this book from all others. Leave it as it is for as long as it is the same book;
# an ISBN is written in [isbn] besides.
identifier = $identifier

# The day of this edition. Change it when you publish a changed text.
modified = $day
# published = $day

# publisher = "Landing Stage Press"
# rights = "Copyright 2026 Ada Ferrier. All rights reserved."
# description = "One sentence for catalogues and shops."
# subjects = ["Short stories"]
# cover = "images/cover.svg"

# [isbn]
# print = "978-3-16-148410-0"
# ebook = "978-3-16-148410-0"

# Notes are numbered anew in each "chapter", or through the whole "book".
[notes]
numbering = "chapter"

# How many levels of headings the contents show: 1, 2 or 3.
[contents]
depth = 2

# The page: a theme, "classic", "report" or "large-print", and the size of the finished page, such
# as "6x9in" or "a5".
[print]
theme = "classic"
trim = "6x9in"

# Who made the book; each person is one [[people]]. A role is a MARC relator code: "aut" an author,
# "edt" an editor, "trl" a translator, "ill" an illustrator.
[[people]]
name = $author
role = "aut"

# The parts in the order of reading. Their matter is "front", "body" (if nothing is said) or "back".
[[parts]]
file = "$chapter"
""")

_CHAPTER = """\
# The first chapter {#sec-first}

Replace these words by your own. A paragraph ends where a line is left empty; where the lines end
within it does not matter. Words that are *stressed* stand between asterisks.

A note is called like this,[^first] and its text stands below the paragraph, or anywhere in the
file. It is numbered by the press, in both editions alike.

[^first]: In print this stands at the foot of the page; in the e-book it opens beside its call.

## A section of it {#sec-section}

Headings make the contents. To lead a reader elsewhere in the book, give a heading a name, as this
one has, and write that name in brackets: see [@sec-first].
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a title when it begins."""

    slug: Slug
    title: str
    author: str
    language: str


def title_from(slug: str) -> str:
    """Return the title that a slug suggests."""
    words = slug.replace("-", " ")
    return words[:1].upper() + words[1:]


def write_draft(content: Path, draft: Draft) -> tuple[str, ...]:
    """Make the folder of a new title, whole or not at all, and return the names of its files.

    Raises WorkspaceError where there is one of this slug, ConfigError where a fact is no such fact.
    """
    check_slug(draft.slug)
    folder = content / draft.slug
    if folder.exists() or folder.is_symlink():
        hint = "choose another slug, or work in the folder that is there"
        raise WorkspaceError(f'there is already a folder "{draft.slug}" in {content}', hint=hint)
    files = {NAME: _book(draft), CHAPTER: _CHAPTER}
    try:
        content.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=content) as made:
            _fill(Path(made) / draft.slug, files, draft.slug)
            shutil.move(Path(made) / draft.slug, folder)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WorkspaceError(f"{folder} cannot be made: {reason}") from error
    return tuple(files)


def _fill(folder: Path, files: dict[str, str], slug: Slug) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="\n")
    # what cannot be read again is not handed over
    read_book(files[NAME].encode(), slug, folder=folder)


def _book(draft: Draft) -> str:
    return _BOOK.substitute(
        title=_quote(draft.title),
        language=_quote(draft.language),
        identifier=_quote(uuid.uuid4().urn),
        day=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        author=_quote(draft.author),
        chapter=CHAPTER,
    )


def _quote(value: str) -> str:
    return tomlkit.string(value).as_string()
