"""A unit whose notes are lost or overlong becomes one in which each of them has its place."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from makeready.core.model import Overlong
from makeready.editions.print.sheets import Mending

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from makeready.editions.print.sheets import LaidNote, LaidPage

SHARE = 0.6
"""How much of the text area's height a piece of an overlong note may take."""

BLOCKS = ("p", "li", "dd", "td", "blockquote")
NOTE = "note"
ENDED = "ended"
REST = "rest"
"""The class of an empty paragraph on a page that is there for the rest of a note."""


def parents(root: Element) -> dict[Element, Element]:
    """Return the parent of each element."""
    return {child: parent for parent in root.iter() for child in parent}


def note_of(root: Element, anchor: str) -> Element:
    """Return the last piece of a note."""
    pieces = [a for a in root.iter("aside") if anchor in (a.get("id"), a.get("data-note"))]
    return pieces[-1]


def keep(root: Element, anchor: str) -> None:
    """Forbid a page break in the block that calls a note: it brings home most of the lost ones."""
    up = parents(root)
    element: Element | None = note_of(root, anchor)
    while element is not None and element.tag not in BLOCKS:
        element = up.get(element)
    if element is not None:
        element.set("class", f"{element.get('class', '')} keep".strip())


def end(root: Element, anchor: str) -> None:
    """Set a note at the end of its unit's last section, with its number."""
    up = parents(root)
    note = note_of(root, anchor)
    _take_out(up[note], note)
    note.set("class", f"{NOTE} {ENDED}")
    section = [child for child in root.iter("section") if up[child].tag == "body"][-1]
    section.append(note)


def _take_out(parent: Element, child: Element) -> None:
    """Remove a child, and leave the text behind it where it stands."""
    at = list(parent).index(child)
    if child.tail:
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    child.tail = None
    parent.remove(child)


def carry(root: Element, pages: Sequence[LaidPage], anchor: str, area: float) -> bool:
    """Carry what is too much of a note over to the page after the one where it begins.

    `area` is the height of the text in points. Returns False where there is nothing to carry.
    """
    page, laid = _last_piece(pages, anchor)
    room = sum(1 for _ in _room(laid, area * SHARE))
    if not room:
        return False
    note = note_of(root, anchor)
    rest = split(note, room)
    if rest is None:
        return False
    rest.set("class", f"{NOTE} continued")
    rest.set("data-note", anchor)
    rest.attrib.pop("id", None)
    _put_on_page(root, pages, page.number, rest)
    return True


def _last_piece(pages: Sequence[LaidPage], anchor: str) -> tuple[LaidPage, LaidNote]:
    return [(page, note) for page in pages for note in page.notes if note.anchor == anchor][-1]


def _room(note: LaidNote, height: float) -> Iterator[str]:
    """Yield the visible characters of a note's first lines that keep within the height."""
    for text, distance in note.lines:
        if distance < height:
            yield from _visible(text.removesuffix("\u2010"))


def _spots(element: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the places of text in an element in reading order: before its children, behind each."""
    yield element, False
    for child in element:
        yield from _spots(child)
        yield child, True


def _text(spot: tuple[Element, bool]) -> str:
    return (spot[0].tail if spot[1] else spot[0].text) or ""


def split(note: Element, room: int) -> Element | None:
    """Cut a note between two words, after at most `room` visible characters; return the rest.

    Returns None where the note has no such place.
    """
    cut = _cut(note, room)
    if cut is None:
        return None
    spot, index = cut
    rest = copy.deepcopy(note)
    rest.tail = None
    twin = list(_spots(rest))[spot]
    here = list(_spots(note))[spot]
    _keep_before(note, here, index)
    _keep_after(rest, twin, index)
    return rest


def _cut(note: Element, room: int) -> tuple[int, int] | None:
    """Return the last place between words within the room: the number of its text, and the index."""
    count, found = 0, None
    for number, spot in enumerate(_spots(note)):
        for index, character in enumerate(_text(spot)):
            if character.isspace():
                if 0 < count <= room:
                    found = (number, index)
            else:
                count += 1
    return found if count > room else None


def _keep_before(note: Element, spot: tuple[Element, bool], index: int) -> None:
    """Remove from a note all that stands behind a place in it."""
    up = parents(note)
    element, behind = spot
    if behind:
        element.tail = (element.tail or "")[:index]
        within = up[element]
        _drop_after(within, element)
    else:
        element.text = (element.text or "")[:index]
        for child in list(element):
            element.remove(child)
        within = element
    while within is not note:
        _drop_after(up[within], within)
        within.tail = None
        within = up[within]


def _drop_after(parent: Element, child: Element) -> None:
    for later in list(parent)[list(parent).index(child) + 1 :]:
        parent.remove(later)


def _keep_after(note: Element, spot: tuple[Element, bool], index: int) -> None:
    """Remove from a note all that stands before a place in it."""
    up = parents(note)
    element, behind = spot
    if behind:
        within = up[element]
        within.text = (element.tail or "")[index:].lstrip()
        for child in list(within)[: list(within).index(element) + 1]:
            within.remove(child)
    else:
        element.text = (element.text or "")[index:].lstrip()
        within = element
    while within is not note:
        parent = up[within]
        parent.text = None
        for child in list(parent)[: list(parent).index(within)]:
            parent.remove(child)
        within = parent


def _put_on_page(root: Element, pages: Sequence[LaidPage], number: int, rest: Element) -> None:
    """Put the rest of a note where the text of the next page begins, or on a page of its own."""
    later = [page for page in pages[number:] if page.running]
    body = next(root.iter("body"))
    before = sum(len(_visible(run)) for page in pages[:number] for run in page.running)
    if later and _insert(body, before, rest):
        return
    paragraph = copy.deepcopy(rest)
    paragraph.clear()
    paragraph.tag = "p"
    paragraph.set("class", REST)
    paragraph.append(rest)
    list(body)[-1].append(paragraph)


def _visible(text: str) -> str:
    return "".join(text.replace("\u200b", "").replace("\u00ad", "").split())


def _insert(body: Element, place: int, rest: Element) -> bool:
    """Put a note before the first word of the running text that begins at this place or behind it."""
    up = parents(body)
    inside = {part for note in body.iter("aside") for part in note.iter()}
    count = 0
    for element, behind in _spots(body):
        if element in inside and not (behind and element.tag == "aside"):
            continue
        text = _text((element, behind))
        for index, character in enumerate(text):
            if character.isspace():
                continue
            if count >= place and (index == 0 or text[index - 1].isspace()):
                _put(up, (element, behind), index, rest)
                return True
            count += 1
    return False


def _put(
    up: Mapping[Element, Element], spot: tuple[Element, bool], index: int, rest: Element
) -> None:
    element, behind = spot
    text = _text(spot)
    rest.tail = text[index:]
    if behind:
        element.tail = text[:index]
        parent = up[element]
        parent.insert(list(parent).index(element) + 1, rest)
    else:
        element.text = text[:index]
        element.insert(0, rest)


MENDINGS = {Overlong.CARRY: Mending.CARRIED, Overlong.END: Mending.ENDED}
"""What is done for an overlong note, by what the book says of them."""
