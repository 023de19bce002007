"""Chapters, notes and contents become the master: templates filled once, one XHTML document."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

import jinja2
from lxml import etree
from markupsafe import Markup

from makeready.core.errors import MasterError
from makeready.core.languages import direction_of
from makeready.core.model import Book, Digest, Entry, Master, Note, Title
from makeready.master.chapters import is_before_contents
from makeready.master.kinds import FACING
from makeready.master.pictures import find_shown
from makeready.master.words import words_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from makeready.core.model import Asset, Person
    from makeready.master.chapters import Chapter
    from makeready.master.words import Words

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
ROLES = {"edt": "edited", "trl": "translated", "ill": "illustrated", "aui": "introduced"}


def assemble(
    title: Title,
    chapters: Sequence[Chapter],
    apparatus: tuple[tuple[Note, ...], tuple[Entry, ...]],
    templates: Mapping[str, str],
) -> Master:
    """Return the master of a title; its digest is the SHA-256 of its bytes.

    Raises MasterError when a template names what there is not, or the result is not well formed.
    """
    notes, contents = apparatus
    assets = find_shown(title, chapters)
    markup = _render(title.book, chapters, contents, assets=assets, templates=templates)
    xhtml = _well_formed(markup)
    return Master(
        book=title.book,
        xhtml=xhtml,
        contents=contents,
        notes=notes,
        assets=assets,
        style=title.style,
        digest=Digest(hashlib.sha256(xhtml).hexdigest()),
    )


def _render(
    book: Book,
    chapters: Sequence[Chapter],
    contents: tuple[Entry, ...],
    *,
    assets: tuple[Asset, ...],
    templates: Mapping[str, str],
) -> str:
    environment = _open_templates(tuple(sorted(templates.items())))
    words = words_for(book.language)
    try:
        return environment.get_template("master.xhtml.j2").render(
            book=book,
            direction=direction_of(book.language),
            words=words,
            authors=_names([p for p in book.people if p.role in ("aut", "cre")], words),
            others=_others(book, words),
            contents=contents,
            sections=[(_place(chapter), _markup(chapter)) for chapter in chapters],
            assets=assets,
        )
    except jinja2.TemplateError as error:
        raise MasterError(
            f"a template cannot be filled: {error}",
            hint="correct templates/master.xhtml.j2 or its parts",
        ) from error


@lru_cache(maxsize=1)
def _open_templates(templates: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    """Return these templates, compiled once for all titles: it takes as long as a small book."""
    return jinja2.Environment(
        loader=jinja2.DictLoader(dict(templates)),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _names(people: Sequence[Person], words: Words) -> str:
    names = [person.name for person in people]
    *first, last = names or [""]
    return words.names_comma.join(first) + words.names_and + last if first else last


def _others(book: Book, words: Words) -> list[str]:
    """Return a line for each role but the author's, in the order of the people."""
    roles = list(dict.fromkeys(person.role for person in book.people if person.role in ROLES))
    return [
        getattr(words, ROLES[role]).format(
            _names([person for person in book.people if person.role == role], words)
        )
        for role in roles
    ]


def _place(chapter: Chapter) -> str:
    """Return before what a section stands: the title page, the contents, or neither."""
    if not is_before_contents(chapter):
        return "text"
    return "title-page" if chapter.kind.name == FACING else "contents"


def _markup(chapter: Chapter) -> Markup:
    # lxml wrote it, so it is markup by construction.
    return Markup(etree.tostring(chapter.section, encoding="unicode", with_tail=False))  # noqa: S704  (made by a serialiser)


def _well_formed(markup: str) -> bytes:
    try:
        root = etree.fromstring(markup.encode(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise MasterError(f"the master is not well-formed XHTML: {error}") from error
    for element in root.iter(f"{{{XHTML}}}*"):
        if element.get("lang") is not None:
            element.set("{http://www.w3.org/XML/1998/namespace}lang", element.get("lang", ""))
    etree.cleanup_namespaces(root, top_nsmap={None: XHTML, "epub": OPS})
    body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n' + body + b"\n"
