"""What a text says otherwise for pandoc is put into it, and leaves the columns of tables alone.

The cells of pandoc's simple, multiline and grid tables begin and end where the lines of signs above
them do. What is longer for pandoc than it was written, a formula or a reference, is replaced there
by as many signs for private use, and stands for pandoc in a division behind the text.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, TypeAlias

from makeready.master.markup.code import line_of, line_starts
from makeready.master.trees import elements, remove, unwrap, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

Edit: TypeAlias = tuple[int, int, str]
"""Where a piece of a text begins and ends, and what stands in its place."""

KEPT, ITEM = "makeready-kept", "makeready-item"
"""The classes of the division, and of a span in it that holds what one run of signs stands for."""

_FIRST, _LAST = 0xF0000, 0xFFFFD
_SIGN = re.compile("([\U000f0000-\U000ffffd])\\1*")
_RULE = re.compile(r"[ \t>]*-{2,}(?:[ \t]+-{2,})*[ \t]*$")
_GRID = re.compile(r"[ \t>]*\+(?:[-=:]+\+)+[ \t]*$")


def find_table_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers, from 0, of the lines that may be of a table with columns by place.

    A line too many does no harm: what is kept comes out the same.
    """
    found: set[int] = set()
    rules = [at for at, line in enumerate(lines) if _RULE.match(line) or _GRID.match(line)]
    for number, at in enumerate(rules):
        found.update(_reach(lines, at, -1), _reach(lines, at, 1))
        following = rules[number + 1] if number + 1 < len(rules) else at
        if not any(line.startswith("#") for line in lines[at:following]):
            found.update(range(at, following))
    return frozenset(found)


def _reach(lines: Sequence[str], at: int, step: int) -> Iterator[int]:
    """Yield the numbers of the lines beside one, up to an empty line."""
    at += step
    while 0 <= at < len(lines) and lines[at].strip(" \t>"):
        yield at
        at += step


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with its edits; one that begins within another is left out."""
    pieces: list[str] = []
    done = 0
    for start, end, said in sorted(edits):
        if start >= done:
            pieces += [text[done:start], said]
            done = end
    return "".join([*pieces, text[done:]])


def apply_in_tables(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with its edits; those in tables with columns by place change no width.

    A text that has signs for private use itself is edited as it stands.
    """
    in_tables = frozenset[int]() if _SIGN.search(text) else find_table_lines(text.split("\n"))
    starts = line_starts(text) if in_tables else []
    kept: list[str] = []
    written: list[Edit] = []
    done = 0
    for start, end, said in sorted(edits):
        sign = _FIRST + len(kept)
        is_in_cell = in_tables and line_of(starts, start) - 1 in in_tables
        if start >= done and is_in_cell and "\n" not in text[start:end] and sign <= _LAST:
            kept.append(f"[{said}]{{.{ITEM}}}")
            written.append((start, end, chr(sign) * (end - start)))
        else:
            written.append((start, end, said))
        done = max(done, end)
    behind = f"\n\n::: {{.{KEPT}}}\n{' '.join(kept)}\n:::\n" if kept else ""
    return apply_edits(text, written) + behind


def put_back(trees: Iterable[etree._Element]) -> None:
    """Put what the signs in the trees of a file stand for in their places."""
    trees = tuple(trees)
    holders = [each for tree in trees for each in tree.iter("div") if each.get("class") == KEPT]
    items = [each for holder in holders for each in _find_items(holder)]
    for holder in holders:
        remove(holder)
    for tree in trees if items else ():
        for element in list(elements(tree)):
            _fill(element, items)
            for name, value in element.attrib.items():
                said = _SIGN.sub(lambda sign: words(items[ord(sign[1]) - _FIRST]), str(value))
                element.set(name, said)
        for item in _find_items(tree):
            unwrap(item)


def _find_items(tree: etree._Element) -> list[etree._Element]:
    return [each for each in tree.iter("span") if each.get("class") == ITEM]


def _fill(element: etree._Element, items: Sequence[etree._Element]) -> None:
    """Put elements in the place of the signs in an element's text, and in that behind it."""
    if _SIGN.search(element.tail or "") and (parent := element.getparent()) is not None:
        element.tail, made = _part(element.tail or "", items)
        at = parent.index(element) + 1
        parent[at:at] = made
    if _SIGN.search(element.text or ""):
        element.text, made = _part(element.text or "", items)
        element[0:0] = made


def _part(text: str, items: Sequence[etree._Element]) -> tuple[str, list[etree._Element]]:
    """Return the text before the first sign, and the elements with the text behind each."""
    made: list[etree._Element] = []
    begins, done = "", 0
    for found in _SIGN.finditer(text):
        between = text[done : found.start()]
        if made:
            made[-1].tail = between
        else:
            begins = between
        made.append(copy.deepcopy(items[ord(found[1]) - _FIRST]))
        done = found.end()
    made[-1].tail = text[done:]
    return begins, made
