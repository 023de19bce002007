"""A master becomes the units that are laid out by themselves, and what they share."""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.model import Digest
from makeready.editions.print.plan.page_size import geometry, page_css
from makeready.editions.print.plan.parts import cut
from makeready.editions.print.plan.print_tree import print_form, running_head
from makeready.editions.print.plan.title_lines import balance
from makeready.editions.print.values import Supplies, Unit, UnitKind
from makeready.editions.typefaces import BASE, face_css, family_css, widths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Asset, Book, Look, Master
    from makeready.editions.print.plan.page_size import Geometry
    from makeready.editions.print.plan.print_tree import Breaks, PrintForm

TITLE_SIZE = 24.0
"""The size in points that titles are balanced for: the largest that a theme sets them in."""

PAGE_OF_TARGET = "attr(data-page)"
"""What a style sheet writes where it wants the page label of a link's target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The units of a book in its order, what they share, and where its arabic folios begin.

    `wholes` are the chapters that are among the units in parts, each in one piece.
    """

    units: tuple[Unit, ...]
    wholes: tuple[Unit, ...]
    supplies: Supplies
    first_body: str


def plan(master: Master, look: Look) -> Plan:
    """Return the units of a master and their supplies."""
    form = print_form(master, _breaks(look, geometry(master.book.trim)))
    shared = supplies(master.book, look, style=master.style, pictures=master.assets)
    parted = [
        (unit, tuple(_parts(tree, unit, shared.css, master))) for tree, unit in _units(form, master)
    ]
    return Plan(
        units=tuple(each for unit, parts in parted for each in parts or (unit,)),
        wholes=tuple(unit for unit, parts in parted if parts),
        supplies=shared,
        first_body=form.first_body,
    )


def _breaks(look: Look, page: Geometry) -> Breaks:
    ems = page.measure / 25.4 * 72 / TITLE_SIZE
    widths_of = widths(look.faces)
    return lambda words: balance(words, widths_of, ems)


def supplies(book: Book, look: Look, *, style: str, pictures: tuple[Asset, ...]) -> Supplies:
    """Return what all units of a book share; `style` is the title's own style sheet."""
    fonts = tuple(face.asset for face in look.faces)
    css = "\n".join(
        (
            face_css(look.faces, BASE),
            family_css(look.faces, book.fallback_fonts),
            page_css(geometry(book.trim)),
            look.css,
            style,
        )
    )
    assets = tuple((asset.name, asset.digest) for asset in (*fonts, *pictures))
    digest = hashlib.sha256(repr((css, assets)).encode()).hexdigest()
    return Supplies(css=css, fonts=fonts, pictures=pictures, digest=Digest(digest))


def _units(form: PrintForm, master: Master) -> Iterator[tuple[etree._Element, Unit]]:
    """Yield the units with their documents as trees, every chapter whole."""
    for kind, places in _groups(form.sections):
        sections = [form.sections[place] for place in places]
        tree = _document(sections, form.language, master.book.title)
        yield (
            tree,
            Unit(
                name=form.running[places[0]][0],
                kind=kind,
                part_of="",
                markup=etree.tostring(tree, encoding="unicode"),
                running=tuple(form.running[place] for place in places),
                notes=tuple((name, text) for place, name, text in form.notes if place in places),
                reads=_reads(tree, kind, master),
                shows=_shows(tree, master),
            ),
        )


def _parts(tree: etree._Element, whole: Unit, css: str, master: Master) -> Iterator[Unit]:
    """Yield the parts of a chapter that is laid out in parts; the first has all running text.

    The characters of a page map are counted from the start of the chapter.
    """
    parts = cut(tree, css) if whole.kind is UnitKind.CHAPTER else ()
    for part in parts:
        notes = {note.get("id") for note in part.root.iter("aside")}
        yield Unit(
            name=part.name,
            kind=whole.kind,
            part_of=whole.name,
            markup=etree.tostring(part.root, encoding="unicode"),
            running=whole.running if part is parts[0] else (),
            notes=tuple((name, text) for name, text in whole.notes if name in notes),
            reads=_reads(part.root, whole.kind, master),
            shows=_shows(part.root, master),
        )


def _groups(sections: Sequence[etree._Element]) -> Iterator[tuple[UnitKind, range]]:
    """Yield runs of sections that are laid out together: the preliminaries, and every other one."""
    start = 0
    for place, section in enumerate(sections):
        kind = _kind(section)
        last = place + 1 == len(sections) or _kind(sections[place + 1]) is not kind
        if last or kind is not UnitKind.PRELIMINARIES:
            yield kind, range(start, place + 1)
            start = place + 1


def _kind(section: etree._Element) -> UnitKind:
    classes = section.get("class", "").split()
    if section.tag == "nav":
        return UnitKind.CONTENTS
    if "chapter" in classes or "opening" in classes:
        return UnitKind.CHAPTER
    return UnitKind.PRELIMINARIES


def _document(sections: Sequence[etree._Element], language: str, title: str) -> etree._Element:
    root, head, body = (etree.Element(name) for name in ("html", "head", "body"))
    root.set("lang", language)
    named = etree.Element("title")
    named.text = title
    head.append(named)
    body.set("data-book", running_head(title))
    body.extend([copy.deepcopy(section) for section in sections])
    root.extend([head, body])
    return root


def _reads(tree: etree._Element, kind: UnitKind, master: Master) -> tuple[str, ...]:
    """Return the ids whose page labels are printed, those of notes and note calls left out."""
    if kind is not UnitKind.CONTENTS and PAGE_OF_TARGET not in master.style:
        return ()
    targets = {
        link.get("href", "")[1:]
        for link in tree.iter("a")
        if link.get("href", "").startswith("#") and link.get("class") not in ("noteref", "backlink")
    }
    return tuple(sorted(targets))


def _shows(tree: etree._Element, master: Master) -> tuple[str, ...]:
    """Return the names of the pictures in a document, and of those that the style sheet names."""
    shown = {image.get("src", "") for image in tree.iter("img")}
    styled = {asset.name for asset in master.assets if asset.name in master.style}
    return tuple(sorted(shown | styled))
