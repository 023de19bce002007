"""Notes that a document makes of two links → notes.

Web pages, e-books and converters have no element for a note: a small mark links to a paragraph
elsewhere, which links back. A mark whose target says that it is a note, or links back to where the
mark stands, becomes a note, and the paragraph goes from where it stood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, cast

from makeready.intake.model import Correction
from makeready.intake.read.notes.own_marks import (
    MARK,
    OPENING,
    drop_brackets,
    drop_mark_remnants,
    find_links,
    read_classes,
    strip_note,
)
from makeready.intake.read.pandoc_json import (
    Element,
    Json,
    address,
    attributes,
    content,
    elements,
    is_element,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALLS = frozenset("noteref footnote-ref fnanchor footnoteref fnref footnote-reference".split())
_NOTES = frozenset("footnote footnotes endnote endnotes rearnote rearnotes fn note-body".split())
_AFTER_MARK = 4
_TEXTS = ("Para", "Plain", "Header", "LineBlock")
_LISTS = ("BulletList", "OrderedList")

Node: TypeAlias = "Element | list[Json]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A document whose linked notes are notes, and what was done."""

    blocks: Sequence[Json]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """A link that may call a note, with what it stands in from the outside in."""

    link: Element
    path: tuple[Node, ...]


@dataclass(slots=True)
class _Index:
    """Where the ids of a document are, and its links."""

    places: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    links: list[_Call] = field(default_factory=list)
    called: set[str] = field(default_factory=set)


def collect(blocks: Sequence[Json]) -> Noted:
    """Return the blocks with each pair of a mark and its note made one note."""
    index = _Index()
    _walk(blocks, (), index)
    notes = {}
    for call in index.links:
        held = _note_of(call, index)
        if held is not None:
            notes[id(call.link)] = (call, held)
    if not notes:
        return Noted(blocks=blocks)
    made = _Making(notes)
    body = cast("Sequence[Json]", made.rebuilt(blocks))
    return Noted(blocks=body, corrections=tuple(map(_correction, made.taken)))


def drop_idle_heads(noted: Noted) -> Noted:
    """Return a document without the headings of notes below which nothing is left."""
    heads = {id(block) for block in _idle_heads(noted.blocks)} if noted.corrections else set()
    taken = [plain(block) for block in noted.blocks if id(block) in heads]
    return Noted(
        blocks=[block for block in noted.blocks if id(block) not in heads],
        corrections=(*noted.corrections, *map(_correction, taken)),
    )


def _correction(words: str) -> Correction:
    return Correction(rule="D.linked-note", what=" ".join(words.split()))


def _walk(node: Json, path: tuple[Node, ...], index: _Index) -> None:
    if isinstance(node, dict):
        here = (*path, node)
        if isinstance(node.get("t"), str):
            name = attributes(node)[0]
            if name:
                index.places.setdefault(name, here)
                index.order.setdefault(name, len(index.order))
            if node["t"] == "Link" and address(node).startswith("#"):
                index.links.append(_Call(link=node, path=path))
                index.called.add(address(node)[1:])
        if is_element(node, *_LISTS):
            held = content(node)
            items = held if node["t"] == "BulletList" else cast("Sequence[Json]", held[1])
            for item in items:
                _walk(item, (*here, cast("list[Json]", item)), index)
            return
        for key in sorted(node):
            _walk(node[key], here, index)
    elif isinstance(node, list):
        for item in node:
            _walk(item, path, index)


def _note_of(call: _Call, index: _Index) -> Node | None:
    """Return the block that a link calls as a note, or None where it calls none."""
    path = index.places.get(address(call.link)[1:])
    words = plain(content(call.link)[1]).strip()
    classes = read_classes(call.link)
    if path is None or any(is_element(cast("Json", node), "Header") for node in path):
        return None
    if not (MARK.fullmatch(words) or classes & _CALLS):
        return None
    holder = _holder(path, index)
    if holder is None or any(node is holder for node in call.path):
        return None
    ids = _near(call)
    said = any(_is_notes(node) for node in path if not isinstance(node, list))
    backs = [link for link in find_links(holder) if address(link)[1:] in ids]
    begins = _leads(holder, address(call.link)[1:])
    starts = _starts(call)
    if backs and begins and not (starts and _later(call, index)):
        return holder
    if classes & _CALLS or (said and not starts):
        return holder if begins else None
    return None


def _is_notes(node: Element) -> bool:
    return bool(read_classes(node) & _NOTES)


def _holder(path: tuple[Node, ...], index: _Index) -> Node | None:
    """Return the smallest block that is the whole note of which an id is part."""
    for node in reversed(path):
        if isinstance(node, list):
            return node
        if is_element(node, "Div"):
            alone = len(index.called.intersection(_ids(node))) <= 1
            return (_outer(path, node) or node) if alone else None
        if is_element(node, *_TEXTS):
            outer = _outer(path, node)
            if outer is not None and len(index.called.intersection(_ids(outer))) <= 1:
                return outer
            return node
    return None


def _outer(path: tuple[Node, ...], inner: Node) -> Node | None:
    """Return the list item, or the division marked as one note, around a paragraph."""
    at = next(number for number, node in enumerate(path) if node is inner)
    before = path[at - 1] if at else None
    if isinstance(before, list):
        return before
    if before is not None and is_element(before, "Div") and _is_notes(before):
        return before
    return None


def _ids(node: Node) -> list[str]:
    return [name for each in elements(node) if (name := attributes(each)[0])]


def _near(call: _Call) -> set[str]:
    """Return the ids of the paragraph, cell or heading that a call stands in."""
    near = next(
        (node for node in reversed(call.path) if is_element(cast("Json", node), *_TEXTS)), None
    )
    around = {attributes(node)[0] for node in call.path if not isinstance(node, list)}
    return (
        (set(_ids(near)) if near is not None else set())
        | around - {""}
        | {attributes(call.link)[0]} - {""}
    )


def _leads(holder: Node, name: str) -> bool:
    """Tell whether an id stands at the beginning of a block, or at its backlink at the end."""
    if not isinstance(holder, list) and attributes(holder)[0] == name:
        return True
    before = ""
    for each in elements(holder):
        if attributes(each)[0] == name:
            return len(re.findall(r"\w", before)) <= _AFTER_MARK
        if each["t"] == "Str":
            before += str(each["c"])
    return False


def _starts(call: _Call) -> bool:
    """Tell whether a link is the first thing of its paragraph."""
    for node in reversed(call.path):
        if is_element(cast("Json", node), *_TEXTS):
            for each in elements(node):
                if each is call.link:
                    return True
                if each["t"] == "Str" and not OPENING.fullmatch(str(each["c"])):
                    return False
    return False


def _later(call: _Call, index: _Index) -> bool:
    """Tell whether a link comes after what it points to, so that it is the note's own mark."""
    own = attributes(call.link)[0] or next(iter(sorted(_near(call))), "")
    if own not in index.order:
        return True
    return index.order[own] > index.order[address(call.link)[1:]]


class _Making:
    """Builds the document anew, each called note at its call."""

    def __init__(self, notes: Mapping[int, tuple[_Call, Node]]) -> None:
        self._notes = notes
        self._gone = {id(holder) for _, holder in notes.values()}
        self._inside: set[int] = set()
        self.taken: list[str] = []

    def rebuilt(self, node: Json) -> Json:
        if isinstance(node, dict):
            return {key: self.rebuilt(value) for key, value in node.items()}
        if isinstance(node, list):
            kept = [item for item in node if id(item) not in self._gone]
            out = [self._rebuild(item) for item in drop_brackets(kept, self._notes)]
            return [item for item in out if not _is_idle(item)]
        return node

    def _rebuild(self, item: Json) -> Json:
        if isinstance(item, dict) and id(item) in self._notes:
            return self._note(item)
        return self.rebuilt(item)

    def _note(self, link: Element) -> Json:
        call, holder = self._notes[id(link)]
        if id(holder) in self._inside:
            return {"t": "Str", "c": plain(content(link)[1])}
        self._inside.add(id(holder))
        inside = holder if isinstance(holder, list) else [holder]
        if not isinstance(holder, list) and is_element(holder, "Div"):
            inside = list(cast("Sequence[Json]", content(holder)[1]))
        stripped = strip_note(inside, _near(call))
        blocks = [self.rebuilt(block) for block in stripped]
        self._inside.discard(id(holder))
        mark = plain(content(link)[1])
        held = drop_mark_remnants([_as_block(block) for block in blocks], mark)
        gone = Counter(_words(plain(inside))) - Counter(_words(plain(held)))
        self.taken.append(" ".join([mark, *gone.elements()]))
        return {"t": "Note", "c": held}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _as_block(block: Json) -> Json:
    return {**cast("Element", block), "t": "Para"} if is_element(block, "Plain") else block


def _is_idle(item: Json) -> bool:
    """Tell whether an element is empty now that its note is gone."""
    if is_element(item, "BulletList"):
        return not content(cast("Element", item))
    if is_element(item, "OrderedList", "Div"):
        return not content(cast("Element", item))[1]
    return is_element(item, "Str") and not cast("Element", item)["c"]


def _idle_heads(blocks: Sequence[Json]) -> Iterator[Json]:
    """Yield the headings of notes below which nothing is left."""
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        is_head = is_element(block, "Header")
        alone = after is None or (is_element(after, "Header") and _level(after) <= _level(block))
        if is_head and alone and _NOTE_HEADS.match(plain(block).strip()):
            yield block


_NOTE_HEADS = re.compile(
    r"(?:foot ?|end ?)?notes?\b|remarks?\b|anmerkungen|fu(?:ß|ss)noten|endnoten|noten\b|notas\b",
    re.IGNORECASE,
)


def _level(block: Json) -> int:
    return cast("int", content(cast("Element", block))[0]) if is_element(block, "Header") else 0
