"""A title's texts become its master: read, checked, numbered, linked, and put into the template."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.core.findings import errors
from makeready.master import captions, cross_references, pictures
from makeready.master import chapters as parts
from makeready.master.anchors import Register
from makeready.master.assemble import assemble
from makeready.master.cite.cite import cite, remember_nothing
from makeready.master.directions import check_direction, state_directions
from makeready.master.divide import divide
from makeready.master.genres.names import check_classes
from makeready.master.genres.openings import set_openings
from makeready.master.headings.numbers import number_headings
from makeready.master.headings.typed_numbers import mark_numbers
from makeready.master.index import caption_lists
from makeready.master.index.write import add_place, make_index
from makeready.master.labels.notes import list_labels, take_labels
from makeready.master.labels.sections import name_sections
from makeready.master.lists import abbreviations, old_pages
from makeready.master.lists.glossary import link_terms
from makeready.master.notes.number import number_notes
from makeready.master.notes.place import place_endnotes
from makeready.master.read import bounds, manuscript, preparing, quotes, spaces
from makeready.master.read.emphasis import mark_emphasis
from makeready.master.read.harmless import check_style
from makeready.master.targets import join_targets
from makeready.master.trees import FILE, elements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from makeready.core.findings import Finding
    from makeready.core.model import Book, Master, Title
    from makeready.master.chapters import Chapter
    from makeready.master.cite.collect import Remember
    from makeready.master.read.preparing import Prepare


def make(
    title: Title,
    templates: Mapping[str, str],
    prepare: Prepare = preparing.prepare,
    remember: Remember = remember_nothing,
) -> tuple[Master | None, tuple[Finding, ...]]:
    """Return the master of a title, or None where its findings forbid one, and the findings.

    `prepare` reads the title's files; it may know some of them from before, as `remember` may
    know what their citations become.
    """
    title = replace(title, book=quotes.set_quotes_of_book(title.book))
    style = (*check_direction(title.book), *check_style(title.style))
    found = [*manuscript.check_characters(title.texts), *check_classes(title)]
    found += [each for text in title.texts for each in bounds.check_text(text)]
    if errors(found):
        return None, (*style, *found)
    title, findings = old_pages.mark_pages(title)
    found += findings
    title, findings = cite(title, remember)
    found += findings
    if errors(found):
        return None, (*style, *found)
    title = replace(title, texts=add_place(title))
    title = replace(title, texts=caption_lists.add_lists(title))
    prepared = prepare(title.texts, title.book.language)
    found += prepared.collect_findings()
    if errors(found):
        return None, (*style, *found)
    read = preparing.combine(title.texts, prepared)
    _set_spaces(read, title.book)
    divided, findings = divide(read)
    found += findings
    if errors(found):
        return None, (*style, *found)
    master, findings = _make(title, divided, read, templates)
    found = [*style, *found, *findings]
    return (None if errors(found) else master), tuple(found)


def _set_spaces(read: manuscript.Manuscript, book: Book) -> None:
    if not book.spaces_as_typed:
        for tree in [tree for reading in read.readings for tree in reading.trees()]:
            spaces.set_spaces(tree, book.language)


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
    bodies = read.notes()
    join_targets(chapter.section for chapter in divided)
    register = Register()
    take_labels(bodies)
    named, aliases, found = parts.give_ids(divided, bodies, register)
    numbered, findings = number_notes(named, bodies, book.numbering)
    found += findings
    labels, called = list_labels(named, numbered, book.language)
    for chapter in named:
        parts.structure_section(chapter, book.title)
    mark_numbers(named)
    set_openings(named, book.opening)
    called |= captions.number_captions(named, book)
    called |= name_sections(number_headings(named, book.numbered_levels), named, book.language)
    places = cross_references.directory(named, (*aliases, *labels), called)
    found += cross_references.resolve_references(named, places)
    found += caption_lists.fill_lists(named, register)
    found += make_index(named, book, register)
    found += old_pages.make_concordance(named, register, in_margin=book.old_pages_in_margin)
    found += link_terms(named, register)
    found += abbreviations.set_abbreviations(named, book)
    found += pictures.place_pictures(named, {asset.name: asset for asset in title.assets})
    found += tuple(pictures.check_files(title, pictures.find_shown(title, named)))
    named = place_endnotes(named, book, register)
    _forget_files(named)
    mark_emphasis(chapter.section for chapter in named)
    state_directions([chapter.section for chapter in named], book.language)
    tree = parts.contents(named, book.contents_depth)
    return assemble(title, named, (numbered, tree), templates), found
