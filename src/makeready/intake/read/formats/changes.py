"""Tracked changes of an OpenDocument text → the text as the editor chooses to have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.intake.model import OwnPassage, Part
from makeready.intake.read import marks
from makeready.intake.read.formats.archive import drop, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ID = f"{TEXT}change-id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of tracked changes: how many there were, and the words that were left out."""

    inserted: int
    deleted: int
    passages: tuple[OwnPassage, ...]


def settle(tree: etree._Element, choice: str) -> Settled:
    """Accept, reject or mark the changes of a document's text, in place."""
    regions = {_id(region): region for region in tree.iter(f"{TEXT}changed-region")}
    passages: list[OwnPassage] = []
    inserted = deleted = 0
    for name, region in regions.items():
        kind = next((local_name(each) for each in region if local_name(each) != ""), "")
        if kind == "deletion":
            deleted += 1
            passages += _deletion(tree, region, name, choice)
        elif kind == "insertion":
            inserted += 1
            passages += _insertion(tree, name, choice)
    for held in list(tree.iter(f"{TEXT}tracked-changes")):
        drop(held)
    return Settled(inserted=inserted, deleted=deleted, passages=tuple(passages))


def _id(region: etree._Element) -> str:
    names = (f"{TEXT}id", "{http://www.w3.org/XML/1998/namespace}id")
    return next((value for name in names if (value := region.get(name))), "")


def _deletion(
    tree: etree._Element, region: etree._Element, name: str, choice: str
) -> Iterator[OwnPassage]:
    paragraphs = list(region.iter(f"{TEXT}p", f"{TEXT}h"))
    words = " ".join("".join(each.itertext()) for each in paragraphs)
    if choice == "accept":
        if words.strip():
            yield OwnPassage(part=Part.DELETED, place="a tracked change", text=words)
        return
    for place in tree.iter(f"{TEXT}change"):
        if place.get(_ID) == name:
            begin, end = _signs("deleted", choice)
            place.tail = f"{begin}{words}{end}{place.tail or ''}"
            return


def _signs(kind: str, choice: str) -> tuple[str, str]:
    return (marks.begin(kind), marks.end(kind)) if choice == "mark" else ("", "")


def _insertion(tree: etree._Element, name: str, choice: str) -> Iterator[OwnPassage]:
    start = _place(tree, "change-start", name)
    end = _place(tree, "change-end", name)
    if start is None or end is None or choice == "accept":
        return
    if choice == "mark":
        start.tail = marks.begin("inserted") + (start.tail or "")
        end.tail = marks.end("inserted") + (end.tail or "")
        return
    words = "".join(_take_out(tree, start, end))
    if words.strip():
        yield OwnPassage(part=Part.INSERTED, place="a tracked change", text=words)


def _place(tree: etree._Element, kind: str, name: str) -> etree._Element | None:
    return next((e for e in tree.iter(f"{TEXT}{kind}") if e.get(_ID) == name), None)


def _take_out(tree: etree._Element, start: etree._Element, end: etree._Element) -> Iterator[str]:
    """Take out the text between two places, and yield it; paragraphs left without words go."""
    inside = False
    touched = []
    for element in list(tree.iter()):
        if element is end:
            break
        if element is start:
            inside = True
        elif inside and element.text:
            yield element.text
            element.text = ""
        if inside:
            touched.append(element)
            if element.tail and not _encloses(element, end):
                yield element.tail
                element.tail = ""
    for element in touched:
        is_empty = local_name(element) in {"p", "h"} and not "".join(element.itertext()).strip()
        if is_empty and not _encloses(element, end):
            drop(element)


def _encloses(element: etree._Element, inner: etree._Element) -> bool:
    return any(each is element for each in inner.iterancestors())
