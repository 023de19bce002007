"""Citations and entries, as pandoc set them, become links that lead both ways, in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.master.cite.collect import Node

ENTRY, CITATION = "ref-", "cite-"
"""Beginnings of the ids of an entry and of its first citation."""

TO_WORK, TO_CITATION = "doc-biblioref", "doc-backlink"
"""Roles of the links (DPUB-ARIA)."""


_BARE = ["", [], []]


class Links:
    """The ids of entries and of their first citations within one list of works.

    `within` is put into each id where a book has several lists, and else is nothing.
    """

    def __init__(self, within: str) -> None:
        self._within = f"{within}-" if within else ""
        self._cited: set[str] = set()

    def link_run(self, run: Node) -> None:
        """Give pandoc's links to entries our ids and their role, and name the first of each."""
        for cite in _nodes(run, "Cite"):
            for node in _nodes(cite["c"][1], "Link"):
                target = node["c"][2][0]
                if target.startswith(f"#{ENTRY}"):
                    self._point(node, target.removeprefix(f"#{ENTRY}"))
        _unwrap(run)

    def _point(self, link: Node, key: str) -> None:
        name = "" if key in self._cited else f"{CITATION}{self._within}{key}"
        self._cited.add(key)
        content = link["c"]
        content[0] = [name, [], [["role", TO_WORK]]]
        content[2] = [f"#{ENTRY}{self._within}{key}", ""]

    def link_entries(self, works: Sequence[Node]) -> None:
        """Name the entries, and link the first words of each to the first citation of its work."""
        for entry in works:
            _unwrap(entry)
            attributes, blocks = entry["c"]
            key = attributes[0].removeprefix(ENTRY)
            attributes[0] = f"{ENTRY}{self._within}{key}"
            inlines = _first_inlines(blocks)
            if key in self._cited and inlines and not _holds_link(inlines[0]):
                label = [["", [], [["role", TO_CITATION]]], [inlines[0]]]
                target = [f"#{CITATION}{self._within}{key}", ""]
                inlines[0] = {"t": "Link", "c": [*label, target]}


def _unwrap(node: object) -> None:
    """Leave what citations and spans without attributes hold, in place: they say nothing more."""
    if isinstance(node, list):
        for at in reversed(range(len(node))):
            each = node[at]
            _unwrap(each)
            if isinstance(each, dict) and (
                each.get("t") == "Cite" or (each.get("t") == "Span" and each["c"][0] == _BARE)
            ):
                node[at : at + 1] = each["c"][1]
    elif isinstance(node, dict):
        _unwrap(node.get("c"))


def _nodes(node: object, kind: str) -> Iterator[Node]:
    if isinstance(node, list):
        for each in node:
            yield from _nodes(each, kind)
    elif isinstance(node, dict):
        if node.get("t") == kind:
            yield node
        yield from _nodes(node.get("c"), kind)


def _holds_link(node: Node) -> bool:
    return any(True for kind in ("Link", "Note") for _ in _nodes(node, kind))


def _first_inlines(blocks: object) -> list[Node]:
    """Return the inlines of the first paragraph of an entry, or those of its label."""
    for kind in ("Span", "Para", "Plain"):
        for node in _nodes(blocks, kind):
            content: list[Node] = node["c"][1] if kind == "Span" else node["c"]
            is_label = kind != "Span" or "csl-left-margin" in node["c"][0][1]
            if is_label and content:
                return content
    return []
