"""What the site says of a title, and of itself: the values that its pages and feeds are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from makeready.core.model import Book, Digest


class Kind(StrEnum):
    """The formats in which a title is to be had, by their media types."""

    EPUB = "application/epub+zip"
    PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that readers take home; its name is relative to the title's page."""

    name: str
    kind: Kind
    size: int
    digest: Digest

    @property
    def label(self) -> str:
        """The name by which readers know the format."""
        return self.kind.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the cover; its name is relative to the title's page, its size in pixels."""

    name: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the contents as the reading pages have it, with the lines below it."""

    label: str
    href: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release of a title, as its own history tells it."""

    version: str
    date: dt.date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A title as the site shows it; `folder` is where its page stands, from the site's root."""

    book: Book
    folder: str
    downloads: tuple[Download, ...]
    cover: Picture
    thumbnail: Picture
    contents: tuple[Line, ...]
    leaves: tuple[str, ...]
    releases: tuple[Release, ...]
    pages: int
    notes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site's name and language, and its address, which ends in a slash or is unknown."""

    name: str
    base: str
    language: str = "en"

    def address(self, name: str) -> str:
        """Return the absolute address of a file of the site, or its name where none is known."""
        return self.base + name


def folder_of(book: Book) -> str:
    """Return where a title's page and files stand, from the site's root."""
    return f"titles/{book.slug}/"
