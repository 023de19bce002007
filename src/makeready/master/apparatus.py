"""A title's texts become its master: read, checked, numbered, linked, and put into the template."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.core.findings import errors
from makeready.master import chapters as parts
from makeready.master import fragments, manuscript, notes, pictures, quotes, raw_html, references
from makeready.master.anchors import Register
from makeready.master.assemble import assemble
from makeready.master.trees import FILE, HEADINGS, elements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml import etree

    from makeready.core.findings import Finding
    from makeready.core.model import Master, Title
    from makeready.master.chapters import Chapter


def make(title: Title, templates: Mapping[str, str]) -> tuple[Master | None, tuple[Finding, ...]]:
    """Return the master of a title, or None where its findings forbid one, and the findings."""
    title = replace(title, book=quotes.dress(title.book))
    found = [*pictures.check_files(title), *manuscript.check_characters(title.texts)]
    if errors(found):
        return None, tuple(found)
    read, findings = manuscript.read(title.texts)
    found += findings
    for part in read.parts():
        found += _prepare(part, title.book.language)
    if errors(found):
        return None, tuple(found)
    divided, findings = parts.divide(read)
    found += findings
    if errors(found):
        return None, tuple(found)
    master, findings = _make(title, divided, read, templates)
    found += findings
    return (None if errors(found) else master), tuple(found)


def _prepare(part: manuscript.Reading, language: str) -> list[Finding]:
    """Bring what was read to the master's HTML, in place, and return what was found."""
    found = [*raw_html.clean(part.tree, (part.text,)), *manuscript.check_references(part)]
    fragments.gather(part.tree)
    found += fragments.check_depth(part.tree, part.text)
    quotes.settle(part.tree, language)
    references.link_crosses(part.tree)
    _remember_file(part.tree, part.text.file)
    return found


def _remember_file(tree: etree._Element, file: str) -> None:
    """Mark what may be named, linked or shown with its file, until the master is put together."""
    for element in elements(tree):
        if element.get("id") or element.tag in ("a", "img", *HEADINGS):
            element.set(FILE, file)


def _forget_files(chapters: Sequence[Chapter]) -> None:
    for chapter in chapters:
        for element in elements(chapter.section):
            element.attrib.pop(FILE, None)


def _make(
    title: Title,
    divided: tuple[Chapter, ...],
    read: manuscript.Manuscript,
    templates: Mapping[str, str],
) -> tuple[Master, tuple[Finding, ...]]:
    book = title.book
    bodies = {name: note.tree for name, note in read.notes.items()}
    named, aliases, found = parts.give_ids(divided, bodies, Register())
    numbered, findings = notes.number(named, bodies, book.numbering)
    found += findings
    for chapter in named:
        parts.shape(chapter, book.title)
    found += references.resolve(named, references.directory(named, aliases))
    found += pictures.place_pictures(named, {asset.name: asset for asset in title.assets})
    _forget_files(named)
    tree = parts.contents(named, book.contents_depth)
    return assemble(title, named, (numbered, tree), templates), found
