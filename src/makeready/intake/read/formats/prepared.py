"""What a format's reader hands to pandoc, and what it found in the document's own bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Person
from makeready.intake.model import Choices, Correction, Inventory, Metadata
from makeready.intake.read.formats.asciidoc_blocks import TableShape

CODES = table(
    Code(
        code="S-147",
        severity=Severity.WARNING,
        title="Tracked changes were settled",
        why="The document holds two texts, one with the changes and one without; a book has one.",
        remedy="Say under [document] in source/recipe.toml whether changes are to be accepted, "
        "rejected or marked, and import the document again.",
    ),
    Code(
        code="S-157",
        severity=Severity.WARNING,
        title="A part of the document is not there",
        why="The document names an entity that nothing declares, or a file that does not lie "
        "beside it or below its folder. Its name stands in the manuscript for it.",
        remedy="Put the file where the document looks for it and import again.",
    ),
)
ITSELF = " includes itself"
"""What stands behind the name of a file that a document would include within itself."""

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{1,30}:/{1,2}[^/\s]", re.IGNORECASE)
_OUTSIDE = re.compile(r"(?:\A|\()(?:\.\.[/\\]|[/\\~]|[A-Za-z]:[/\\])")
_SETTLED = {
    "accept": "insertions were taken, deletions left out",
    "reject": "insertions were left out, deletions taken",
    "mark": "insertions and deletions are marked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document ready for pandoc, with what pandoc would not say of it.

    `notes` and `formulas` hold what the marks in the text stand for: words of a note, and TeX.
    `extensions` are those of pandoc's reader, as `+citations`, `tables` the shapes of tables that
    go through it as columns of cells.
    `inventory` is None where the document's own bytes could not be read. `metadata` is what the
    document says of itself where pandoc does not look; it goes before what pandoc was told where
    the reader `knows_better`.
    """

    data: bytes | str
    inventory: Inventory | None = None
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    formulas: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    metadata: Metadata = field(default_factory=Metadata)
    findings: tuple[Finding, ...] = ()
    corrections: tuple[Correction, ...] = ()
    options: tuple[str, ...] = ()
    knows_better: bool = False
    extensions: str = ""
    tables: tuple[TableShape, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A document with the parts that it names in their places, and which are not there."""

    text: str
    findings: tuple[Finding, ...]


def report_absent(name: str, parts: Iterable[str]) -> tuple[Finding, ...]:
    """Return a finding for each part that a document names and that is not there."""
    return tuple(
        finding(CODES["S-157"], part, Place(name), _advise(part)) for part in dict.fromkeys(parts)
    )


def _advise(part: str) -> str:
    """Return what to do about a part that is not there, or nothing where its code says it."""
    if _ADDRESS.search(part):
        return "nothing is fetched from a network: save the file beside the document and name it so"
    if _OUTSIDE.search(part):
        return "no file outside the document's folder is read: put a copy there and name it so"
    if part.endswith(ITSELF):
        return "take the line out that includes the file in itself"
    if part.endswith(";"):
        return "declare the entity in the document type, or write what it stands for"
    return ""


def report_changes(name: str, choice: str, inserted: int, deleted: int) -> tuple[Finding, ...]:
    """Return the finding of what was done with tracked changes, or none where there are none."""
    if not inserted + deleted:
        return ()
    message = f"tracked changes: {inserted} insertions, {deleted} deletions; {_SETTLED[choice]}"
    hint = 'changes = "accept", "reject" or "mark" under [document] in source/recipe.toml'
    return (finding(CODES["S-147"], message, Place(name), hint),)


def make_author(name: str) -> Person:
    """Return an author, sorted by the last word of the name; one word is sorted as it is."""
    given, _, family = name.rpartition(" ")
    last_first = f"{family}, {given}" if given and "," not in name else name
    return Person(name=name, sort_as=last_first, role="aut")


Prepare: TypeAlias = Callable[[str, bytes, Choices], Prepared]
"""Prepares the bytes of a file of this name, as the editor chooses."""
Joiner: TypeAlias = Callable[[str, str, Callable[[str], bytes]], Written]
"""Puts into a document, of this name and text, the files beside it that it names."""
