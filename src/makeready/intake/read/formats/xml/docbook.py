"""A book in DocBook → one that pandoc reads whole, with what it holds.

Pandoc leaves out bibliographies, remarks and the titles of lists, and runs the parts of a name
together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.model import Choices, Metadata
from makeready.intake.read.apparatus.index_marks import COUNTED, take_elements
from makeready.intake.read.formats.archive import drop, local_name, name_like, parse_xml
from makeready.intake.read.formats.prepared import Prepared, make_author
from makeready.intake.read.formats.xml import docbook_parts
from makeready.intake.read.formats.xml.bibliographies import write_bibliographies
from makeready.intake.read.formats.xml.words import (
    FRONT,
    NAME_ORDER,
    join_words,
    make_element,
    take_inventory,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.core.model import Person

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TITLED = ("procedure", "itemizedlist", "orderedlist", "variablelist", "simplelist", "qandaset")


def prepare(_: str, data: bytes, choices: Choices) -> Prepared:
    """Return the book with its bibliography as text, and its author's names apart."""
    tree = parse_xml(data)
    if tree is None:
        return Prepared(data=data)
    meanings: dict[str, str] = {}
    marked = take_elements(tree, meanings)
    held = take_inventory(tree, omit_remarks=choices.comments == "omit")
    held = replace(held, counts={**held.counts, COUNTED: marked})
    for remark in list(tree.iter("{*}remark")):
        if choices.comments == "omit":
            drop(remark)
        else:
            remark.tag = name_like(remark, "footnote")
            _into_paragraph(remark)
    docbook_parts.repeat_notes(tree)
    docbook_parts.settle_tables(tree)
    docbook_parts.settle_glossaries(tree)
    write_bibliographies(tree)
    _name_parts(tree)
    return Prepared(
        data=etree.tostring(tree, encoding="utf-8"),
        inventory=held,
        notes=meanings,
        metadata=Metadata(
            language=tree.get(_LANG) or tree.get("lang") or "", people=tuple(_people(tree))
        ),
        knows_better=True,
    )


def _people(tree: etree._Element) -> Iterator[Person]:
    """Yield the authors of the book itself, their names with spaces between the parts."""
    info = next((each for each in tree if local_name(each) in FRONT), tree)
    for writer in info.iter("{*}author"):
        held = writer.find("{*}personname")
        parts = {local_name(each): join_words(each) for each in (writer if held is None else held)}
        name = " ".join(parts[key] for key in NAME_ORDER if parts.get(key)) or join_words(held)
        if name:
            yield make_author(name)


def _name_parts(tree: etree._Element) -> None:
    """Keep the titles of lists, and give a colophon or a dedication its own."""
    for kind in _TITLED:
        for listed in list(tree.iter(f"{{*}}{kind}")):
            title = listed.find("{*}title")
            if title is not None:
                paragraph = make_element(listed, "para")
                strong = etree.SubElement(
                    paragraph, name_like(listed, "emphasis"), {"role": "bold"}
                )
                strong.text = join_words(title)
                listed.remove(title)
                listed.addprevious(paragraph)
    for kind in ("colophon", "dedication"):
        for part in tree.iter(f"{{*}}{kind}"):
            if part.find("{*}title") is None:
                part.insert(0, make_element(part, "title", kind.title()))
            part.tag = name_like(part, "chapter")


def _into_paragraph(element: etree._Element) -> None:
    """Put what an element holds into one paragraph inside it."""
    paragraph = make_element(element, "para")
    paragraph.text, element.text = element.text, None
    for child in list(element):
        paragraph.append(child)
    element.append(paragraph)
