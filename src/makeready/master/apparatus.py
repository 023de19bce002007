"""A title's texts become its master: read, checked, numbered, linked, and put into the template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.findings import errors
from makeready.master import chapters as parts
from makeready.master import manuscript, notes, pictures, raw_html, references
from makeready.master.anchors import Register
from makeready.master.assemble import assemble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makeready.core.findings import Finding
    from makeready.core.model import Master, Title
    from makeready.master.chapters import Chapter


def make(title: Title, templates: Mapping[str, str]) -> tuple[Master | None, tuple[Finding, ...]]:
    """Return the master of a title, or None where its findings forbid one, and the findings."""
    found = [*pictures.check_style(title.style)]
    for asset in title.assets:
        if asset.media_type == "image/svg+xml":
            found += pictures.check_svg(asset)
    read, findings = manuscript.read(title.texts)
    found += findings
    for reading in read.readings:
        found += raw_html.clean(reading.tree, (reading.text,))
    for body in read.notes.values():
        found += raw_html.clean(body, title.texts)
    divided, findings = parts.divide(read)
    found += findings
    if errors(found):
        return None, tuple(found)
    master, findings = _make(title, divided, read, templates)
    found += findings
    return (None if errors(found) else master), tuple(found)


def _make(
    title: Title,
    divided: tuple[Chapter, ...],
    read: manuscript.Manuscript,
    templates: Mapping[str, str],
) -> tuple[Master, tuple[Finding, ...]]:
    book = title.book
    named, aliases, found = parts.give_ids(divided, Register())
    numbered, findings = notes.number(named, read.notes, book.numbering)
    found += findings
    for chapter in named:
        parts.shape(chapter, book.title)
    found += references.resolve(named, references.directory(named, aliases))
    found += pictures.place_pictures(named, {asset.name: asset for asset in title.assets})
    tree = parts.contents(named, book.contents_depth)
    return assemble(title, named, (numbered, tree), templates), found
