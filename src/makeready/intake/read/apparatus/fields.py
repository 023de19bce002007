"""Fields of a Word story become what they instruct, with the runs that show their results."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.read import marks
from makeready.intake.read.apparatus.citations import LIST
from makeready.intake.read.formats.archive import local_name, name_like

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

# pandoc makes links of those alone that Word does (the switch \h)
_PAGE = re.compile(r"\s*PAGEREF\s+(\S+)[^\n]*\\h", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Field:
    """A field: what it instructs, the run that ends it, and the texts that show its result."""

    instruction: str = ""
    is_shown: bool = False
    texts: list[etree._Element] = field(default_factory=list)
    end: etree._Element | None = None


def list_fields(tree: etree._Element) -> Iterator[Field]:
    """Yield the fields of a story as they end; those in another one before it."""
    waiting: list[Field] = []
    for element in tree.iter("{*}fldChar", "{*}instrText", "{*}t"):
        name = local_name(element)
        kind = _read(element, "fldCharType")
        if kind == "begin":
            waiting.append(Field())
        elif not waiting:
            continue
        elif name == "instrText":
            waiting[-1].instruction += element.text or ""
        elif kind == "separate":
            waiting[-1].is_shown = True
        elif kind == "end":
            waiting[-1].end = element.getparent()
            yield waiting.pop()
        else:
            for each in waiting:
                each.texts += [element] if each.is_shown else []


def list_works(tree: etree._Element) -> Iterator[str]:
    """Yield the lists of works that a reference manager printed; pandoc leaves them out."""
    for each in list_fields(tree):
        if LIST.search(each.instruction):
            yield " ".join(text.text or "" for text in each.texts)


def take_page_references(tree: etree._Element, meanings: MutableMapping[str, str]) -> Iterator[str]:
    """Put the page of a place instead of the number that a field says, and yield the numbers.

    The numbers are those of Word's pages, and another book's are not.
    """
    places = {_read(each, "name") for each in tree.iter("{*}bookmarkStart")}
    for each in list(list_fields(tree)):
        found = _PAGE.match(each.instruction)
        if found is None or found[1] not in places or not each.texts:
            continue
        yield "".join(text.text or "" for text in each.texts)
        for text in each.texts:
            text.text = None
        each.texts[0].text = write_page_mark(found[1], meanings)


def write_page_mark(target: str, meanings: MutableMapping[str, str]) -> str:
    """Return the mark that stands for the page of a place; its meaning is added."""
    number = len(meanings)
    meanings[str(number)] = target
    return marks.write_stand_in("page", number)


def add_words(place: etree._Element, words: str) -> None:
    """Put a run with words behind an element."""
    run = place.makeelement(name_like(place, "r"))
    text = place.makeelement(name_like(place, "t"))
    text.text = words
    run.append(text)
    place.addnext(run)


def _read(element: etree._Element, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith(f"}}{name}")), "")
