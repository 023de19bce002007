"""The structure of a document is put in an order in which pages can be read one by one.

The content of every page is painted in this order (see `paint_order`), because some readers ignore
the tags and read the content of one page at a time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from makeready.editions.print.tags.structure import INLINE, MarkedContent, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from makeready.editions.print.tags.structure import Kid

NOTE = "Note"
CUT = frozenset({"P", "LBody"})
"""Roles that a page break may cut, and that may contain notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stop:
    """A note, or a node with words of its own, with its first and its last page."""

    node: Node
    first: int
    last: int


def order_for_reading(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return the structure with late notes moved, and with no node that mixes words and nodes.

    A note is late if it continues on a page after the paragraph that calls it has ended. It would
    be read in the middle of the paragraph that this page break cuts, and is moved behind it.
    """
    stops = tuple(_stops(nodes))
    homes = {id(late): block for late, block in _find_late_notes(stops)}
    coming: defaultdict[int, list[Node]] = defaultdict(list)
    for stop in stops:
        if id(stop.node) in homes:
            coming[id(homes[id(stop.node)])].append(stop.node)
    moved = (_move_notes(node, homes.keys(), coming) for node in nodes) if homes else nodes
    return tuple(map(_separate_words, moved))


def _stops(nodes: Iterable[Node]) -> Iterator[_Stop]:
    for node in nodes:
        pages = [mark.page for mark in _words(node, whole=node.role == NOTE)]
        if pages:
            yield _Stop(node=node, first=min(pages), last=max(pages))
        if node.role != NOTE:
            inner = (kid for kid in node.kids if isinstance(kid, Node) and kid.role not in INLINE)
            yield from _stops(inner)


def _words(node: Node, *, whole: bool) -> Iterator[MarkedContent]:
    """Yield the marked content of a node and its inline nodes; if `whole`, of all its nodes."""
    for kid in node.kids:
        if isinstance(kid, MarkedContent):
            yield kid
        elif isinstance(kid, Node) and (whole or kid.role in INLINE):
            yield from _words(kid, whole=whole)


def _find_late_notes(stops: Sequence[_Stop]) -> Iterator[tuple[Node, Node]]:
    """Yield each late note with the paragraph that it is to be moved behind."""
    page = -1
    for number, stop in enumerate(stops):
        if stop.node.role != NOTE:
            page = stop.last
        elif stop.last > page:
            later = (s for s in stops[number:] if s.node.role != NOTE and s.last > page)
            block = next(later, None)
            if block is not None and block.first <= page and block.node.role in CUT:
                yield stop.node, block.node


def _move_notes(node: Node, moved: AbstractSet[int], coming: Mapping[int, Sequence[Node]]) -> Node:
    """Return a node without the notes that are moved away, and with those that are moved to it."""
    kids = [
        _move_notes(kid, moved, coming) if isinstance(kid, Node) else kid
        for kid in node.kids
        if id(kid) not in moved
    ]
    words = sum(not (isinstance(kid, Node) and kid.role == NOTE) for kid in kids)
    return replace(node, kids=(*kids[:words], *coming.get(id(node), ()), *kids[words:]))


def _separate_words(node: Node) -> Node:
    """Return a node whose kids are all words or all nodes: words beside a node become a Span.

    Some readers, and the checker outloud 0.2, read a node's own words before any of its nodes.
    """
    if not any(isinstance(kid, Node) for kid in node.kids):
        return node
    return replace(node, kids=tuple(map(_separate, _spans(node.kids))))


def _separate(kid: Kid) -> Kid:
    return _separate_words(kid) if isinstance(kid, Node) else kid


def _spans(kids: Iterable[Kid]) -> Iterator[Kid]:
    for are_words, run in groupby(kids, key=lambda kid: isinstance(kid, MarkedContent)):
        if are_words:
            yield Node(role="Span", kids=tuple(run))
        else:
            yield from run
