"""A unit whose notes are lost or overlong becomes one in which each of them has its place."""

from __future__ import annotations

import copy
from collections import Counter
from typing import TYPE_CHECKING

from makeready.core.model import Overlong
from makeready.editions.print.sheets import Mending

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from makeready.editions.print.sheets import LaidNote, LaidPage

SHARE = 0.6
"""How much of the text area's height a piece of an overlong note may take."""

BLOCKS = ("p", "li", "dd", "td", "blockquote")
NOTE = "note"
ENDED = "ended"
CONTINUED = "continued"
LONG = "data-long"


def parents(root: Element) -> dict[Element, Element]:
    """Return the parent of each element."""
    return {child: parent for parent in root.iter() for child in parent}


def note_of(root: Element, anchor: str) -> Element:
    """Return a note, or the first piece of it."""
    return next(note for note in notes_in(root) if _anchor(note) == anchor)


def notes_in(root: Element) -> Iterator[Element]:
    """Yield the notes in a tree, and the pieces of those that were cut; other asides are text."""
    return (each for each in root.iter("aside") if NOTE in each.get("class", "").split())


def keep(root: Element, anchor: str) -> None:
    """Forbid a page break in the block that calls a note, which brings most lost ones home."""
    up = parents(root)
    element: Element | None = note_of(root, anchor)
    while element is not None and element.tag not in BLOCKS:
        element = up.get(element)
    if element is not None:
        element.set("class", f"{element.get('class', '')} keep".strip())


def show_once(table: Element) -> None:
    """Set the head of a table as its first rows, which are neither left out nor repeated."""
    for head in table.iterfind("thead"):
        head.set("class", "once")


def let_run_on(table: Element) -> None:
    """Let a table begin where it stands and break over pages, whatever the styles say."""
    table.set(LONG, "")


def runs_on(table: Element) -> bool:
    """Tell whether a table is one that breaks over pages."""
    return table.get(LONG) is not None


class Mender:
    """Changes a unit's tree until the layout finds a place for each of its notes."""

    def __init__(self, root: Element, overlong: Overlong) -> None:
        self._root = root
        self._overlong = overlong
        self._kept: set[str] = set()
        self.mended: dict[str, Mending] = {}

    def mend(self, pages: Sequence[LaidPage]) -> bool:
        """Do what can be done for the notes, and tell whether the unit must be laid out again."""
        laid = [note for page in pages for note in page.notes]
        outside: dict[str, LaidNote] = {}
        for note in laid:
            if note.below > 1:
                outside.setdefault(note.anchor, note)
        if outside:
            return self._bring_all_in(tuple(outside.values()), pages[0].area)
        lost = [anchor for anchor in self._out_of_place(laid) if self._bring_home(anchor)]
        return bool(lost)

    def _out_of_place(self, laid: Iterable[LaidNote]) -> Iterator[str]:
        """Yield the ids of notes of which a piece is on no page, or before an earlier piece."""
        wanted = Counter(map(_anchor, notes_in(self._root)))
        found: dict[str, list[int]] = {anchor: [] for anchor in wanted}
        for note in laid:
            found[note.anchor].append(note.piece)
        for anchor, pieces in wanted.items():
            # A note at the end of its chapter may run over pages, in several stretches.
            ended = self.mended.get(anchor) is Mending.ENDED and found[anchor]
            if not ended and found[anchor] != list(range(pieces)):
                yield anchor

    def _bring_home(self, anchor: str) -> bool:
        """Keep the block whole that calls a lost note; where that was of no use, set it last."""
        if self.mended.get(anchor) is Mending.ENDED:
            return False
        if anchor not in self._kept:
            self._kept.add(anchor)
            keep(self._root, anchor)
            self.mended.setdefault(anchor, Mending.KEPT)
        else:
            self._end(anchor)
        return True

    def _bring_all_in(self, outside: Sequence[LaidNote], area: float) -> bool:
        """Mend those that no page can hold at once, and else the first, which moves the others."""
        higher = [note for note in outside if max(at for _, at in note.lines) > area]
        brought = [self._bring_in(note, area) for note in higher]
        return any(brought) or any(self._bring_in(note, area) for note in outside)

    def _bring_in(self, note: LaidNote, area: float) -> bool:
        """Carry an overlong note over, or set it at the end, as the book says."""
        before = self.mended.get(note.anchor)
        if before is Mending.ENDED:
            return False
        carries = self._overlong is Overlong.CARRY and before is not Mending.CARRIED
        if carries and carry(self._root, note, area):
            self.mended[note.anchor] = Mending.CARRIED
        else:
            self._end(note.anchor)
        return True

    def _end(self, anchor: str) -> None:
        end(self._root, anchor)
        self.mended[anchor] = Mending.ENDED


def _anchor(note: Element) -> str:
    return note.get("data-note") or note.get("id") or ""


def end(root: Element, anchor: str) -> None:
    """Set a note whole at the end of its unit's last section, with its number."""
    up = parents(root)
    first, *rest = [note for note in notes_in(root) if _anchor(note) == anchor]
    for piece in rest:
        _join(first, piece)
        _take_out(up[piece], piece)
    _take_out(up[first], first)
    first.set("class", f"{NOTE} {ENDED}")
    section = [child for child in root.iter("section") if up[child].tag == "body"][-1]
    section.append(first)


def _join(first: Element, piece: Element) -> None:
    """Append to a note a piece that was cut from it; a paragraph that was cut is whole again."""
    blocks = list(piece)
    if (
        piece.get("data-cut") is not None
        and len(first)
        and blocks
        and first[-1].tag == blocks[0].tag
    ):
        last, block = first[-1], blocks.pop(0)
        inner = list(last)
        if inner:
            inner[-1].tail = f"{inner[-1].tail or ''} {block.text or ''}"
        else:
            last.text = f"{last.text or ''} {block.text or ''}"
        last.extend(list(block))
    first.extend(blocks)


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


def carry(root: Element, laid: LaidNote, area: float) -> bool:
    """Cut an overlong note into pieces that pages can hold, each a note behind the one before.

    The layout then puts one piece after the other at the foot of the pages that follow. `area` is
    the height of the text in points. Returns False where there is nothing to cut.
    """
    note = note_of(root, laid.anchor)
    room = sum(1 for _ in _room(laid, area * SHARE))
    up = parents(root)
    pieces = [note]
    while room and (rest := split(pieces[-1], room)) is not None:
        rest.attrib.pop("id", None)
        rest.set("class", f"{NOTE} {CONTINUED}")
        rest.set("data-note", laid.anchor)
        rest.set("data-cut", str(len(pieces)))
        rest.tail, pieces[-1].tail = pieces[-1].tail, None
        parent = up[note]
        parent.insert(list(parent).index(pieces[-1]) + 1, rest)
        pieces.append(rest)
    return len(pieces) > 1


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
    twin = list(_spots(rest))[spot]
    here = list(_spots(note))[spot]
    _keep_before(note, here, index)
    _keep_after(rest, twin, index)
    return rest


def _cut(note: Element, room: int) -> tuple[int, int] | None:
    """Return the last place between words within the room: the number of its text, its index."""
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


def _visible(text: str) -> str:
    return "".join(text.replace("\u200b", "").replace("\u00ad", "").split())
