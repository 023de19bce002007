"""A play that a page sets as a table → its speeches, each behind the name of its speaker.

Such a table has a row for each speech, with the speaker in a cell of the type `z3998:persona`, and
rows with an empty first cell for what nobody says.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.read.formats.archive import local_name, name_like

if TYPE_CHECKING:
    from collections.abc import Callable

_PERSONA = "z3998:persona"
_MOST = 2
"""How many cells a row of a play has: the speaker, and what is said."""


def write_plays(tree: etree._Element, types: Callable[[etree._Element], frozenset[str]]) -> None:
    """Make a division of the class `drama` of each table of speeches, in place.

    `types` gives the classes and types of an element. Other tables stay.
    """
    for table in list(tree.iter("{*}table")):
        rows = [[cell for cell in row if _is_cell(cell)] for row in table.iter("{*}tr")]
        named = any(_PERSONA in types(row[0]) for row in rows if row)
        if named and all(1 <= len(row) <= _MOST for row in rows):
            _write_play(table, rows)


def _is_cell(element: etree._Element) -> bool:
    return local_name(element) in ("td", "th")


def _write_play(table: etree._Element, rows: list[list[etree._Element]]) -> None:
    play = etree.Element(name_like(table, "div"), {"class": "drama"})
    if table.get("id"):
        play.set("id", table.attrib["id"])
    for row in rows:
        speaker, said = (row[0], row[-1]) if len(row) == _MOST else (None, row[-1])
        if speaker is None or not "".join(map(str, speaker.itertext())).strip():
            play.append(_rename(said, "div"))
            continue
        if not len(play) or local_name(play[-1]) != "dl":
            play.append(etree.Element(name_like(table, "dl")))
        play[-1].append(_rename(speaker, "dt"))
        play[-1].append(_rename(said, "dd"))
    play.tail = table.tail
    parent = table.getparent()
    if parent is not None:
        parent.replace(table, play)


def _rename(element: etree._Element, name: str) -> etree._Element:
    """Return a copy of an element as another one; it keeps its id and its language."""
    made = deepcopy(element)
    made.tag, made.tail = name_like(element, name), None
    for key in [key for key in made.attrib if str(key).rpartition("}")[2] not in ("id", "lang")]:
        del made.attrib[key]
    return made
