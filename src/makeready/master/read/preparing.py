"""Manuscript files become what the master is put together from, each of them by itself.

Whatever can be done to a file without knowing the others is done here, so that a file that has not
changed need not be read again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from makeready.core.findings import Finding
from makeready.core.model import Text
from makeready.files.programs.run import PATIENCE
from makeready.master.cite.entries import set_works
from makeready.master.genres.forms import set_forms
from makeready.master.index import caption_lists
from makeready.master.index import write as index
from makeready.master.labels.blocks import set_blocks
from makeready.master.labels.links import link_references
from makeready.master.lists import abbreviations, old_pages
from makeready.master.markup import boxes
from makeready.master.markup.leftovers import check_leftovers
from makeready.master.markup.lists import set_list_marks
from makeready.master.markup.ruby import set_ruby
from makeready.master.markup.translate import set_tasks
from makeready.master.read import bounds, fragments, manuscript, quotes, raw_html
from makeready.master.read.calls import CALL, check_repeats
from makeready.master.read.manuscript import Manuscript, Reading
from makeready.master.trees import FILE, HEADINGS, elements

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedFile:
    """A manuscript file, read and cleaned: its blocks and its notes as XML, and what was found.

    The notes stand in the order of their calls, each with the target of its call.
    """

    blocks: str
    notes: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Manuscript files in order, and what was found of all of them together."""

    files: tuple[PreparedFile, ...]
    findings: tuple[Finding, ...] = ()

    def collect_findings(self) -> tuple[Finding, ...]:
        """Return all that was found."""
        return (*(each for file in self.files for each in file.findings), *self.findings)


Prepare: TypeAlias = Callable[[Sequence[Text], str], Prepared]
"""Reads and cleans the files of a title, whose language is the second argument."""


def prepare(texts: Sequence[Text], language: str, patience: float = PATIENCE) -> Prepared:
    """Return the files read by pandoc, all at once, and cleaned.

    `patience` is how many seconds pandoc may take. Raises MasterError when pandoc fails.
    """
    read = manuscript.read(texts, patience)
    return Prepared(
        files=tuple(_prepare_file(reading, language) for reading in read.readings),
        findings=read.findings,
    )


def _prepare_file(reading: Reading, language: str) -> PreparedFile:
    # before the bodies are cleaned: two calls of a note have the same body only as it was read
    found = [*reading.findings, *check_repeats(reading.text, reading.notes.values())]
    for tree in reading.trees():
        found += _clean(tree, reading.text, language)
    targets = {name: f"fn{number}" for number, name in enumerate(reading.notes, 1)}
    _forget_numbers(reading)
    _retarget(reading.tree, targets)
    return PreparedFile(
        blocks=_serialize(reading.tree),
        notes=tuple((targets[name], _serialize(body)) for name, body in reading.notes.items()),
        findings=tuple(found),
    )


def _clean(tree: etree._Element, text: Text, language: str) -> Iterator[Finding]:
    """Bring what was read to the master's HTML, in place, and yield what was found."""
    boxes.set_boxes(tree, text, language)
    yield from set_ruby(tree, text, language)
    set_blocks(tree, language)
    set_tasks(tree)
    set_list_marks(tree)
    index.set_places(tree)
    caption_lists.set_places(tree)
    abbreviations.set_places(tree)
    old_pages.set_places(tree)
    if text.cited is not None:
        set_works(tree)
    yield from check_leftovers(tree, text)
    yield from raw_html.clean(tree, (text,))
    yield from manuscript.check_references(tree, text)
    fragments.gather(tree)
    fragments.order_tables(tree)
    yield from fragments.check_depth(tree, text)
    yield from bounds.check_tables(tree, text)
    set_forms(tree, language)
    quotes.set_quotation_marks(tree, language)
    link_references(tree, language)
    _remember_file(tree, text.file)


def _remember_file(tree: etree._Element, file: str) -> None:
    """Mark what may be named, linked or shown with its file, until the master is put together."""
    for element in elements(tree):
        if element.get("id") or element.tag in ("a", "img", *HEADINGS):
            element.set(FILE, file)


def _forget_numbers(reading: Reading) -> None:
    """Take out what pandoc counts through all files: ids of notes, ids and words of calls."""
    for body in reading.notes.values():
        body.attrib.pop("id", None)
    for call in _calls(reading.tree):
        call.attrib.pop("id", None)
        call.text = None
        for child in list(call):
            call.remove(child)


def _calls(tree: etree._Element) -> list[etree._Element]:
    return [link for link in tree.iter("a") if link.get("class") == CALL]


def _retarget(tree: etree._Element, targets: dict[str, str]) -> None:
    """Let every call lead to the new name of its note."""
    for call in _calls(tree):
        call.set("href", "#" + targets[call.get("href", "").removeprefix("#")])


def _serialize(tree: etree._Element) -> str:
    return etree.tostring(tree, encoding="unicode", with_tail=False)


def combine(texts: Sequence[Text], prepared: Prepared) -> Manuscript:
    """Return the manuscript of prepared files; none of them may have errors."""
    pairs = enumerate(zip(texts, prepared.files, strict=True))
    return Manuscript(readings=tuple(_reading(text, file, at) for at, (text, file) in pairs))


def _reading(text: Text, file: PreparedFile, at: int) -> Reading:
    """Return a file with its notes named so that no other file names one alike."""
    targets = {name: f"{at}-{name}" for name, _ in file.notes}
    tree = _parse(file.blocks)
    _retarget(tree, targets)
    return Reading(
        text=text, tree=tree, notes={targets[name]: _parse(body) for name, body in file.notes}
    )


def _parse(written: str) -> etree._Element:
    parser = etree.XMLParser(huge_tree=True, no_network=True, resolve_entities=False)
    return etree.fromstring(written, parser)
