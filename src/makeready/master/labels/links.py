"""References in the text of a tree become links without words, to be given what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from makeready.master.labels.written import GROUP, LITERAL, Reference, read_group
from makeready.master.trees import elements, unwrap
from makeready.master.words import words_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLASS = "xref"
"""The class of a link that says what its place is called."""

BEFORE, NUMBER = "data-before", "data-number"
"""What stands before the number in place of the name; whether the number stands alone."""

CLOSED = ("a", "code", "pre")


def link_references(tree: etree._Element, language: str) -> None:
    """Turn references in running text into empty links, in place.

    Several in one pair of brackets are parted as the language parts names. Signs that a backslash
    makes plain text are taken out of their spans.
    """
    for element in list(elements(tree)):
        closed = any(True for _ in element.iterancestors(*CLOSED))
        if not closed and element.tail:
            text, links = _divide(element.tail, language)
            element.tail = text
            _add_behind(element, links)
        if not closed and element.tag not in CLOSED and element.text:
            text, links = _divide(element.text, language)
            element.text = text
            for place, link in enumerate(links):
                element.insert(place, link)
    for span in [each for each in tree.iter("span") if each.get("class") == LITERAL]:
        unwrap(span)


def _add_behind(element: etree._Element, links: Sequence[etree._Element]) -> None:
    here = element
    for link in links:
        # lxml moves the tail along with an element
        tail, link.tail = link.tail, None
        here.addnext(link)
        link.tail = tail
        here = link


def _divide(text: str, language: str) -> tuple[str, list[etree._Element]]:
    """Return what stands before the first reference, and the links with what stands behind each."""
    links: list[etree._Element] = []
    before, done = text, 0
    for found in GROUP.finditer(text):
        group = read_group(found[1])
        if not group:
            continue
        said = text[done : found.start()]
        if links:
            links[-1].tail = (links[-1].tail or "") + said
        else:
            before = said
        links += _write_group(group, language)
        done = found.end()
    if links:
        links[-1].tail = (links[-1].tail or "") + text[done:]
    return before, links


def _write_group(group: Sequence[Reference], language: str) -> Iterator[etree._Element]:
    words = words_for(language)
    for number, each in enumerate(group, 1):
        link = etree.Element("a", {"class": CLASS, "href": f"#{each.label}"})
        if each.before:
            link.set(BEFORE, each.before)
        if each.is_number:
            link.set(NUMBER, NUMBER)
        left = len(group) - number
        link.tail = each.after + (
            "" if not left else words.names_and if left == 1 else words.names_comma
        )
        yield link
