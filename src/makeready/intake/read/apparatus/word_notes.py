"""A Word document → the same, refused where its notes call one another in a ring."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from makeready.core.errors import SourceError
from makeready.core.findings import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from makeready.intake.read.formats.archive import Archive

_KINDS = ("footnote", "endnote")


def refuse_rings(name: str, archive: Archive) -> Archive:
    """Return the archive as it came.

    Raises SourceError where a note calls itself, or others that call it: pandoc follows such calls
    without end. Word writes no call in a note.
    """
    calls = {
        (kind, _read_id(note)): tuple(_list_calls(note))
        for kind in _KINDS
        if (tree := archive.tree(f"word/{kind}s.xml")) is not None
        for note in tree.iter(f"{{*}}{kind}")
    }
    try:
        TopologicalSorter(calls).prepare()
    except CycleError as error:
        kind, number = error.args[1][0]
        raise SourceError(
            f"the {kind} with the id {number} calls itself",
            where=Place(name),
            hint="take the call out of that note",
        ) from error
    return archive


def _list_calls(note: etree._Element) -> Iterator[tuple[str, str]]:
    for kind in _KINDS:
        for call in note.iter(f"{{*}}{kind}Reference"):
            yield kind, _read_id(call)


def _read_id(element: etree._Element) -> str:
    """Return the value of `w:id`, whichever of its two namespaces a document has."""
    ids = (value for key, value in element.attrib.items() if str(key).rpartition("}")[2] == "id")
    return str(next(ids, ""))
