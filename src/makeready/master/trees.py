"""Small moves on lxml trees, each of which keeps every character in its place."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    "address aside blockquote div dl figure hr ol p pre section table ul".split()
).union(HEADINGS)
MATHML = "http://www.w3.org/1998/Math/MathML"
"""The namespace of formulas; nothing that a manuscript's own HTML holds is in it."""

READINGS = ("rt", "rp")
"""What of a ruby stands for the sound of its characters; titles in lists go without."""

_BREAKING = re.compile(r"[ \t\r\n\f]+")

FILE = "makeready-file"
"""The attribute that tells, until the master is put together, which file an element came from."""


def elements(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a tree in document order, comments and instructions left out."""
    return (node for node in tree.iter() if isinstance(node.tag, str))


def words(tree: etree._Element, *, skip: str = "noteref") -> str:
    """Return the text of a tree with single spaces, elements of the class `skip` left out.

    The readings of characters are left out, too: a title is found and listed without them.
    """
    return " ".join(_read_text(tree, skip).split())


def read_line(tree: etree._Element, *, skip: str = "noteref") -> str:
    """Return the words of a tree with the no-break and narrow spaces that are in it."""
    return _BREAKING.sub(" ", _read_text(tree, skip)).strip(" ")


def _read_text(tree: etree._Element, skip: str) -> str:
    parts: list[str] = []
    skipped: etree._Element | None = None
    # No recursion: a manuscript may nest as deep as it likes.
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start" and skipped is None:
            if node.tag in READINGS or skip in (node.get("class") or "").split():
                skipped = node
            else:
                parts.append(node.text or "")
        elif event != "start":
            skipped = None if node is skipped else skipped
            if skipped is None and node is not tree:
                parts.append(node.tail or "")
    return "".join(parts)


def change_words(tree: etree._Element, holding: str, change: Callable[[str], str]) -> None:
    """Change, in place, each piece of a tree's text that holds these words."""
    for element in elements(tree):
        if holding in (element.text or ""):
            element.text = change(element.text or "")
        if holding in (element.tail or ""):
            element.tail = change(element.tail or "")


def remove(node: etree._Element) -> None:
    """Remove a node with all it holds; the text after it stays."""
    parent = node.getparent()
    assert parent is not None
    if node.tail:
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)


def unwrap(node: etree._Element) -> None:
    """Remove a node and leave what it holds in its place."""
    parent = node.getparent()
    assert parent is not None
    place = parent.index(node)
    children = list(node)
    _add_text(parent, place, node.text or "")
    tail, node.tail = node.tail or "", None
    parent[place : place + 1] = children
    _add_text(parent, place + len(children), tail)


def _add_text(parent: etree._Element, place: int, text: str) -> None:
    if place == 0:
        parent.text = (parent.text or "") + text
    else:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text


def short_digest(*parts: str) -> str:
    """Return eight hexadecimal digits that stand for these words."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]
