"""Tiny masters in the shape that the press makes them, for the tests of the e-book."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from html import escape

from makeready.core.model import (
    Anchor,
    Asset,
    Book,
    Digest,
    Entry,
    Face,
    FontRole,
    Look,
    Master,
    Numbering,
    PageBreak,
    PageMap,
    Person,
    Slug,
    Trim,
)

NAMESPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
ALICE = Person(name="Alice Weaver", sort_as="Weaver, Alice", role="aut")
BERT = Person(name="Bert Miller", sort_as="Miller, Bert", role="aut")

BOOK = Book(
    slug=Slug("two-rivers"),
    title="Two Rivers",
    subtitle="",
    language="en-GB",
    identifier="urn:uuid:0b6c4a6e-7a57-4c39-8f3e-5f0f7f1c2d11",
    modified=dt.date(2026, 11, 22),
    published=None,
    publisher="",
    rights="",
    description="",
    subjects=(),
    cover="",
    isbn_print="",
    isbn_ebook="",
    series=None,
    numbering=Numbering.CHAPTER,
    contents_depth=2,
    theme="classic",
    trim=Trim(name="6x9in", width=152.4, height=228.6),
    fallback_fonts=(),
    people=(ALICE,),
    parts=(),
    waivers=(),
)

NO_PAGES = PageMap(labels=(), breaks=())
PLAIN = Look(css="p { margin: 0 }", faces=())

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080000000"
    "03a7e9b550000000a4944415478da6360000000020001"
    "e527de100000000049454e44ae426082"
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    b'<circle cx="5" cy="5" r="4"/></svg>'
)


def asset(name: str, media_type: str, data: bytes) -> Asset:
    return Asset(name=name, media_type=media_type, data=data, digest=digest(data))


def face(family: str, role: FontRole, data: bytes = b"font") -> Face:
    file = asset(f"{family.lower().replace(' ', '-')}.otf", "font/otf", data)
    return Face(
        family=family,
        role=role,
        weight=400,
        style="normal",
        licence="OFL-1.1",
        origin="a test",
        asset=file,
    )


def digest(data: bytes) -> Digest:
    return Digest(f"sha256-{hashlib.sha256(data).hexdigest()}")


def entry(label: str, anchor: str, *children: Entry) -> Entry:
    return Entry(label=label, anchor=Anchor(anchor), children=children)


def chapter(anchor: str, title: str, content: str, *, matter: str = "body") -> str:
    """Return a chapter; its content is XHTML that follows the heading."""
    return (
        f'<section id="{anchor}" class="chapter" epub:type="chapter" role="doc-chapter"'
        f' data-matter="{matter}" aria-labelledby="{anchor}-title">'
        f'<h1 id="{anchor}-title">{escape(title)}</h1>{content}</section>'
    )


def noteref(key: str, number: int) -> str:
    return (
        f'<a id="call-{key}" class="noteref" epub:type="noteref" role="doc-noteref"'
        f' href="#note-{key}">{number}</a>'
    )


def notes(*found: tuple[str, int, str]) -> str:
    """Return the notes of a chapter: key, number and the XHTML after the number."""
    asides = "".join(
        f'<aside id="note-{key}" class="note" epub:type="footnote" role="doc-footnote">'
        f'<p><a class="backlink" role="doc-backlink" href="#call-{key}">{number}</a>. {content}'
        "</aside>"
        for key, number, content in found
    )
    return (
        '<section class="notes" epub:type="footnotes" role="doc-endnotes" aria-label="Notes">'
        f"{asides}</section>"
    )


def contents(entries: tuple[Entry, ...], *, heading: str = "Contents") -> str:
    return (
        '<nav id="contents" class="contents" epub:type="toc" role="doc-toc" data-matter="front">'
        f"<h1>{heading}</h1>{_list(entries)}</nav>"
    )


def _list(entries: tuple[Entry, ...]) -> str:
    items = "".join(
        f'<li><a href="#{each.anchor}">{escape(each.label)}</a>'
        f"{_list(each.children) if each.children else ''}</li>"
        for each in entries
    )
    return f"<ol>{items}</ol>"


def front_matter(book: Book) -> str:
    subtitle = f'<p class="subtitle">{escape(book.subtitle)}</p>' if book.subtitle else ""
    authors = "".join(f'<p class="author">{escape(each.name)}</p>' for each in book.people)
    return (
        '<section id="half-title" class="half-title" epub:type="halftitlepage"'
        f' data-matter="front"><p class="half-title-text">{escape(book.title)}</p></section>\n'
        '<section id="title-page" class="title-page" epub:type="titlepage" data-matter="front">'
        f'<h1 class="title">{escape(book.title)}</h1>{subtitle}{authors}</section>\n'
        '<section id="imprint" class="imprint" epub:type="copyright-page" data-matter="front">'
        f"<p>{escape(book.rights or 'All of it may be copied.')}</p></section>\n"
    )


def master(
    *sections: str,
    entries: tuple[Entry, ...] = (),
    book: Book = BOOK,
    assets: tuple[Asset, ...] = (),
    style: str = "",
) -> Master:
    """Return a master whose body holds the sections."""
    body = "\n".join(sections)
    xhtml = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html {NAMESPACES} lang="{book.language}" xml:lang="{book.language}">'
        f'<head><meta charset="utf-8"/><title>{escape(book.title)}</title></head>'
        f"<body>\n{body}\n</body></html>"
    ).encode()
    return Master(
        book=book,
        xhtml=xhtml,
        contents=entries,
        notes=(),
        assets=assets,
        style=style,
        digest=digest(xhtml),
    )


def page(label: str, section: str, offset: int) -> PageBreak:
    return PageBreak(label=label, section=Anchor(section), offset=offset)


def pages(*breaks: PageBreak) -> PageMap:
    return PageMap(labels=tuple(each.label for each in breaks), breaks=breaks)


def retold(book: Book = BOOK, /, **changes: object) -> Book:
    return replace(book, **changes)  # type: ignore[arg-type]  # any field of a book
