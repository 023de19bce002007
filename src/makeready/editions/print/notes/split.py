"""A note is cut into pieces where a page may end, and pieces are joined to one note again."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from makeready.editions.pages import strip_unseen
from makeready.editions.print.plan.list_numbers import continue_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from typing import TypeAlias

    Room: TypeAlias = Callable[[int], float]

NOTE = "note"
CONTINUED = "continued"
PIECE = "data-cut"
"""The attribute of a piece of a note that was cut; it counts the pieces before."""

HALF = "data-half"
"""Marks an element that continues one of the piece before, such as the half of a paragraph."""

AGAIN = "data-again"
"""The attribute of the columns of a table's second half, which are those of its first."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
COLUMNS = ("colgroup", "col")
UNCUT = frozenset(
    {*HEADINGS, *COLUMNS, "caption", "dt", "figure", "img", "q", "ruby", "tfoot", "thead", "tr"}
)
"""These are never cut: a picture cannot be, and a `q` would get quotation marks at the cut."""

LEADING = frozenset({*HEADINGS, *COLUMNS, "caption", "dt", "thead"})
"""A cut may not come right after one of these: a heading stays with its text."""

BLOCKS = frozenset(
    {*HEADINGS, "address", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "hr", "li"}
    | {"ol", "p", "pre", "section", "table", "tbody", "tr", "ul"}
)
"""A note may be cut before one of these."""

WORD_END = re.compile(r"\s+")
LINE_END = re.compile(r"\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A place where a note may be cut: in the text behind so many children of an element.

    `at` is the place in that text, and `before` counts the visible characters of the note before
    it. In a table, `table` says of both its ends how many stand before them.
    """

    parent: Element
    children: int
    at: int
    before: int
    table: tuple[int, int] | None


def count_visible(element: Element) -> int:
    """Return how many visible characters an element has; a picture counts as one."""
    pictures = sum(1 for _ in element.iter("img"))
    return len(strip_unseen("".join(element.itertext()))) + pictures


def map_parents(root: Element) -> dict[Element, Element]:
    """Return the parent of each element."""
    return {child: parent for parent in root.iter() for child in parent}


def find_notes(root: Element) -> Iterator[Element]:
    """Yield the notes in a tree, and the pieces of those that were cut; other asides are text."""
    return (each for each in root.iter("aside") if NOTE in each.get("class", "").split())


def read_anchor(note: Element) -> str:
    """Return the id of a note, or of the note that a piece was cut from."""
    return note.get("data-note") or note.get("id") or ""


def cut_note(root: Element, note: Element, room: Room) -> bool:
    """Cut a note into pieces, each a note behind the one before, and tell whether it was cut.

    `room` says how many visible characters fit into a piece that begins behind so many of them.
    """
    parent = map_parents(root)[note]
    anchor, before, number = read_anchor(note), 0, 0
    while (rest := split_note(note, room, before)) is not None:
        number += 1
        before += count_visible(note)
        rest.set("class", f"{NOTE} {CONTINUED}")
        rest.set("data-note", anchor)
        rest.set(PIECE, str(number))
        rest.tail, note.tail = note.tail, None
        parent.insert(list(parent).index(note) + 1, rest)
        note = rest
    return number > 0


def split_note(note: Element, room: Room, before: int = 0) -> Element | None:
    """Cut a note in two, as late as there is room, and return the rest of it.

    `before` counts the visible characters of the pieces before. Returns None where all of the note
    has room, and where there is no place to cut it.
    """
    place = _choose(note, room, before) if count_visible(note) > room(before) else None
    if place is None:
        return None
    up = map_parents(note)
    whole, rest = place.parent, _split_off(place.parent, place.children, place.at)
    _repeat_frame(rest, whole)
    while whole is not note:
        parent = up[whole]
        outer = _split_off(parent, list(parent).index(whole) + 1, 0)
        rest.tail, outer.text = outer.text, None
        outer.insert(0, rest)
        _repeat_frame(outer, parent)
        whole, rest = parent, outer
    del rest.attrib[HALF]
    return rest


def _choose(note: Element, room: Room, before: int) -> _Place | None:
    """Return the last place that there is room for, or else the first one.

    A table that a piece can hold stays whole, and a note's number stays with its first words.
    """
    back = note.find(".//a[@class='backlink']")
    number = 0 if back is None else count_visible(back)
    places = [each for each in _find_places(note, (0, count_visible(note))) if each.before > number]
    place = _choose_last(places, room(before)) or next(iter(places), None)
    if place is not None and place.table is not None:
        begins, ends = place.table
        if room(before + begins) >= ends - begins:
            return _choose_last(places, begins) or place
    return place


def _choose_last(places: Sequence[_Place], room: float) -> _Place | None:
    return next((place for place in reversed(places) if place.before <= room), None)


def _find_places(
    parent: Element,
    span: tuple[int, int],
    table: tuple[int, int] | None = None,
    ends: re.Pattern[str] = WORD_END,
) -> Generator[_Place, None, None]:
    """Yield the places in an element that have something before and behind them in it.

    `span` counts the visible characters before both its ends, `ends` are those of words or lines.
    """
    count = span[0]
    spanned = _find_spanned(parent)
    for number in range(len(parent) + 1):
        text, done = _read_text(parent, number), 0
        for at in _find_gaps(parent, number, ends) if number not in spanned else ():
            count, done = count + len(strip_unseen(text[done:at])), at
            if span[0] < count < span[1]:
                yield _Place(parent=parent, children=number, at=at, before=count, table=table)
        count += len(strip_unseen(text[done:]))
        if number < len(parent):
            child = parent[number]
            own = count, count + count_visible(child)
            count = own[1]
            if child.tag not in UNCUT:
                within = table or (own if child.tag == "table" else None)
                yield from _find_places(
                    child, own, within, LINE_END if child.tag == "pre" else ends
                )


def _find_gaps(parent: Element, children: int, ends: re.Pattern[str]) -> list[int]:
    """Return where the text behind so many children of an element may be cut."""
    text = _read_text(parent, children)
    if children and parent[children - 1].tag in LEADING and not text.strip():
        return []
    gaps = {found.end() for found in ends.finditer(text)}
    if children < len(parent) and parent[children].tag in BLOCKS:
        gaps.add(len(text))
    return sorted(gaps)


def _find_spanned(parent: Element) -> frozenset[int]:
    """Return the places among an element's rows that cells of rows before them reach over."""
    return frozenset(
        number + below
        for number, row in enumerate(parent)
        if row.tag == "tr"
        for cell in row
        for below in range(1, int(cell.get("rowspan", "1")))
    )


def _read_text(parent: Element, children: int) -> str:
    return (parent[children - 1].tail if children else parent.text) or ""


def _set_text(parent: Element, children: int, text: str) -> None:
    if children:
        parent[children - 1].tail = text or None
    else:
        parent.text = text or None


def _split_off(element: Element, children: int, at: int) -> Element:
    """Take what stands behind a place out of an element, and return it as its second half."""
    half = Element(element.tag, {**element.attrib, HALF: ""})
    half.attrib.pop("id", None)
    text = _read_text(element, children)
    half.text = text[at:] or None
    half.extend(element[children:])
    del element[children:]
    _set_text(element, children, text[:at])
    return half


def _repeat_frame(half: Element, first: Element) -> None:
    """Let a list count on from its first half, and give a table the columns of its first half."""
    if half.tag == "ol":
        cut_item = half[0].get(HALF) is not None
        continue_numbers(half, len(first.findall("li")) - cut_item)
    columns = [copy.deepcopy(child) for child in first if child.tag in COLUMNS]
    for column in columns:
        column.set(AGAIN, "")
    half[:0] = columns


def join_pieces(first: Element, second: Element) -> dict[Element, Element]:
    """Put what was cut from an element to its end again, and return of each half its whole."""
    wholes = {second: first}
    _set_text(first, len(first), _read_text(first, len(first)) + (second.text or ""))
    rest = [child for child in second if child.get(AGAIN) is None]
    if rest and len(first) and rest[0].get(HALF) is not None:
        wholes |= join_pieces(first[-1], rest[0])
        first[-1].tail = rest.pop(0).tail
    first.extend(rest)
    return wholes


def rejoin_note(root: Element, anchor: str = "") -> dict[Element, Element]:
    """Put the pieces of a note, or of all, together again, and return of each half its whole."""
    up = map_parents(root)
    firsts: dict[str, Element] = {}
    wholes: dict[Element, Element] = {}
    for note in list(find_notes(root)):
        if note.get(PIECE) is None:
            firsts[read_anchor(note)] = note
        elif anchor in ("", read_anchor(note)):
            remove_child(up[note], note)
            wholes |= join_pieces(firsts[read_anchor(note)], note)
    return wholes


def remove_child(parent: Element, child: Element) -> None:
    """Remove a child, and leave the text behind it where it stands."""
    at = list(parent).index(child)
    _set_text(parent, at, _read_text(parent, at) + (child.tail or ""))
    child.tail = None
    parent.remove(child)
