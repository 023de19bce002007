"""A master becomes units, each laid out by itself, and the resources that they share."""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.languages import RTL
from makeready.core.model import ChapterStart, Digest
from makeready.editions.own_rules import rewrite_for_print
from makeready.editions.pictures import prepare_for_print
from makeready.editions.print.plan.directions import divide_margins, follow_direction
from makeready.editions.print.plan.drawings import set_lettering
from makeready.editions.print.plan.families import gather_families
from makeready.editions.print.plan.formulas.draw import list_letter_faces
from makeready.editions.print.plan.page_links import shows_page
from makeready.editions.print.plan.page_settings import open_lines, read_chapter_start, write_grid
from makeready.editions.print.plan.page_size import (
    plan_geometry,
    release_long_imprint,
    write_page_css,
)
from makeready.editions.print.plan.parts import split_chapter
from makeready.editions.print.plan.print_tree import make_print_tree, shorten_running_head
from makeready.editions.print.plan.title_lines import balance_lines
from makeready.editions.print.values import Resources, Unit, UnitKind
from makeready.editions.typefaces import BASE, face_css, family_css, widths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Asset, Book, Look, Master
    from makeready.editions.print.plan.page_size import Geometry
    from makeready.editions.print.plan.print_tree import Breaks, PrintTree

TITLE_SIZE = 24.0
"""The size in points for which title lines are balanced: the largest that a theme sets them in."""

PAGE_OF_TARGET = "attr(data-page)"
"""What a style sheet says to print the page of a link's target; WeasyPrint's own `target-counter`
does not see targets in other units.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The units of a book in its order, what they share, and where its arabic folios begin.

    `wholes` holds, undivided, the chapters that are divided into parts among the units.
    """

    units: tuple[Unit, ...]
    wholes: tuple[Unit, ...]
    resources: Resources
    first_body: str


def plan_units(master: Master, look: Look) -> Plan:
    """Return the units of a master and their resources."""
    look = replace(look, css=look.css + open_lines(look.css, master.book.language))
    starts = read_chapter_start(master.style, master.book.chapters)
    master = replace(master, book=replace(master.book, chapters=starts))
    geometry = plan_geometry(master.book.trim, look.css, master.style)
    print_tree = make_print_tree(master, _title_breaker(look, geometry))
    release_long_imprint(print_tree.sections, geometry)
    style = master.style
    if print_tree.leftward:
        mirrored = print_tree.direction == RTL
        look = replace(look, css=follow_direction(look.css, mirrored=mirrored))
        style = divide_margins(style)
    shared = gather_resources(master.book, look, style=style, pictures=master.assets)
    parted = [
        (unit, tuple(_make_parts(tree, unit, shared.css, master)))
        for tree, unit in _make_units(print_tree, master)
    ]
    return Plan(
        units=tuple(each for unit, parts in parted for each in parts or (unit,)),
        wholes=tuple(unit for unit, parts in parted if parts),
        resources=shared,
        first_body=_first_numbered(print_tree, master.book),
    )


def _first_numbered(print_tree: PrintTree, book: Book) -> str:
    """Return the id with which arabic page numbers begin.

    Where chapters wait for no right-hand page, all pages are counted in one, for odd numbers to
    stand on the right.
    """
    if book.chapters is ChapterStart.RECTO or not print_tree.running:
        return print_tree.first_body
    return print_tree.running[0][0]


def _title_breaker(look: Look, page: Geometry) -> Breaks:
    ems = page.measure / 25.4 * 72 / TITLE_SIZE
    widths_of = widths(look.faces)
    return lambda words: balance_lines(words, widths_of, ems)


def _write_hyphenation(words: Sequence[str]) -> str:
    """Return a rule that names the words which the title breaks in its own way, if any."""
    return f':root {{ --hyphenation: "{" ".join(words)}" }}' if words else ""


def gather_resources(
    book: Book, look: Look, *, style: str, pictures: tuple[Asset, ...]
) -> Resources:
    """Return what all units of a book share; `style` is the title's own style sheet."""
    fonts = tuple(face.asset for face in look.faces)
    css = "\n".join(
        (
            face_css(look.faces, BASE),
            family_css(look.faces, book.fallback_fonts),
            write_page_css(plan_geometry(book.trim, look.css, style)),
            look.css,
            _write_hyphenation(book.hyphenation),
            rewrite_for_print(style),
            write_grid(look.css, style),
        )
    )
    lent = tuple(face.asset for face in look.lent)
    assets = tuple((asset.name, asset.digest) for asset in (*fonts, *pictures, *lent))
    # digests stay those of the files: how a drawing is changed follows from the style sheet
    pictures = set_lettering(pictures, gather_families(look.faces, book.fallback_fonts))
    pictures = tuple(map(prepare_for_print, pictures))
    digest = hashlib.sha256(repr((css, assets)).encode()).hexdigest()
    return Resources(
        css=css,
        fonts=fonts,
        pictures=pictures,
        digest=Digest(digest),
        style=style,
        theme=look.css,
        letters=tuple(list_letter_faces(look)),
    )


def _make_units(print_tree: PrintTree, master: Master) -> Iterator[tuple[etree._Element, Unit]]:
    """Yield the units with their documents as trees, every chapter whole."""
    running_on = master.book.chapters is ChapterStart.RUN_ON
    for kind, places in _group_sections(print_tree.sections, running_on=running_on):
        sections = [print_tree.sections[place] for place in places]
        tree = _write_document(sections, print_tree, master.book)
        yield (
            tree,
            Unit(
                name=print_tree.running[places[0]][0],
                kind=kind,
                part_of="",
                markup=etree.tostring(tree, encoding="unicode"),
                running=tuple(print_tree.running[place] for place in places),
                notes=tuple(
                    (name, text) for place, name, text in print_tree.notes if place in places
                ),
                reads=_find_references(tree, kind, master),
                shows=_find_pictures(tree, master),
            ),
        )


def _make_parts(tree: etree._Element, whole: Unit, css: str, master: Master) -> Iterator[Unit]:
    """Yield the parts of a divided chapter; the first has the running text of all of them.

    The page map counts characters from the start of the chapter.
    """
    alone = whole.kind is UnitKind.CHAPTER and len(whole.running) == 1
    parts = split_chapter(tree, css) if alone else ()
    for part in parts:
        notes = {note.get("id") for note in part.root.iter("aside")}
        yield Unit(
            name=part.name,
            kind=whole.kind,
            part_of=whole.name,
            markup=etree.tostring(part.root, encoding="unicode"),
            running=whole.running if part is parts[0] else (),
            notes=tuple((name, text) for name, text in whole.notes if name in notes),
            reads=_find_references(part.root, whole.kind, master),
            shows=_find_pictures(part.root, master),
        )


def _group_sections(
    sections: Sequence[etree._Element], *, running_on: bool = False
) -> Iterator[tuple[UnitKind, range]]:
    """Yield runs of sections laid out together: all preliminaries, then each other section.

    Chapters that run on are laid out together, those of the front matter apart from the others.
    """
    start = 0
    for place, section in enumerate(sections):
        kind = _unit_kind(section)
        last = place + 1 == len(sections) or _unit_kind(sections[place + 1]) is not kind
        apart = last or _is_front(section) is not _is_front(sections[place + 1])
        together = kind is UnitKind.PRELIMINARIES or (running_on and kind is UnitKind.CHAPTER)
        if last or not together or (kind is UnitKind.CHAPTER and apart):
            yield kind, range(start, place + 1)
            start = place + 1


def _is_front(section: etree._Element) -> bool:
    return bool(section.get("data-matter") == "front")


def _unit_kind(section: etree._Element) -> UnitKind:
    classes = section.get("class", "").split()
    if section.tag == "nav":
        return UnitKind.CONTENTS
    if "chapter" in classes or "opening" in classes:
        return UnitKind.CHAPTER
    return UnitKind.PRELIMINARIES


def _write_document(
    sections: Sequence[etree._Element], print_tree: PrintTree, book: Book
) -> etree._Element:
    root, head, body = (etree.Element(name) for name in ("html", "head", "body"))
    root.set("lang", print_tree.language)
    if print_tree.direction:
        root.set("dir", print_tree.direction)
    named = etree.Element("title")
    named.text = book.title
    head.append(named)
    body.set("data-book", shorten_running_head(book.title))
    body.set("data-chapters", book.chapters)
    body.extend([copy.deepcopy(section) for section in sections])
    root.extend([head, body])
    return root


def _find_references(tree: etree._Element, kind: UnitKind, master: Master) -> tuple[str, ...]:
    """Return the ids whose page numbers are printed; notes and their calls have none."""
    is_every = kind is UnitKind.CONTENTS or PAGE_OF_TARGET in master.style
    targets = {
        link.get("href", "")[1:]
        for link in tree.iter("a")
        if link.get("href", "").startswith("#")
        and (shows_page(link) or (is_every and link.get("class") not in ("noteref", "backlink")))
    }
    return tuple(sorted(targets))


def _find_pictures(tree: etree._Element, master: Master) -> tuple[str, ...]:
    """Return the names of the pictures in a document, and of those that the style sheet names."""
    shown = {image.get("src", "") for image in tree.iter("img")}
    styled = {asset.name for asset in master.assets if asset.name in master.style}
    return tuple(sorted(shown | styled))
