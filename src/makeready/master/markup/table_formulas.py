"""Formulas in tables whose columns are told by their places keep their widths while pandoc reads.

The cells of pandoc's simple, multiline and grid tables begin and end where the lines of signs above
them do. A formula in one of them is replaced by as many signs for private use, and what it stands
for goes to pandoc in a division behind the text.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from makeready.master.trees import elements, remove, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

KEPT = "makeready-kept"
"""The class of the division that holds what the signs stand for, in their order."""

_FIRST, _LAST = 0xF0000, 0xFFFFD
_SIGN = re.compile("([\U000f0000-\U000ffffd])\\1*")
_RULE = re.compile(r"[ \t>]*-{2,}(?:[ \t]+-{2,})*[ \t]*$")
_GRID = re.compile(r"[ \t>]*\+(?:[-=:]+\+)+[ \t]*$")


def find_table_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers, from 0, of the lines that may be of a table with columns by place.

    A line too many does no harm: its formulas are kept in another way, and come out the same.
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


def make_sign(number: int, width: int) -> str:
    """Return the signs, so many, that stand for a formula of this number."""
    return chr(_FIRST + number) * width


def can_keep(text: str, number: int) -> bool:
    """Tell whether a text has none of these signs itself, and one is left for the number."""
    return _FIRST + number <= _LAST and not _SIGN.search(text)


def write_kept(kept: Sequence[str]) -> str:
    """Return the division that holds what the signs stand for, or nothing."""
    return f"\n\n::: {{.{KEPT}}}\n{' '.join(kept)}\n:::\n" if kept else ""


def put_back(trees: Iterable[etree._Element]) -> None:
    """Put what the signs in the trees of a file stand for in their places."""
    trees = tuple(trees)
    holders = [each for tree in trees for each in tree.iter("div") if each.get("class") == KEPT]
    spans = [span for holder in holders for span in holder.iter("span") if _is_whole(span)]
    for holder in holders:
        remove(holder)
    for tree in trees if spans else ():
        for element in list(elements(tree)):
            _fill(element, spans)
            for name, value in element.attrib.items():
                said = _SIGN.sub(lambda sign: words(spans[ord(sign[1]) - _FIRST]), str(value))
                element.set(name, said)


def _is_whole(span: etree._Element) -> bool:
    return not any("makeready-formula" in (up.get("class") or "") for up in span.iterancestors())


def _fill(element: etree._Element, spans: Sequence[etree._Element]) -> None:
    """Put elements in the place of the signs in an element's text, and in that behind it."""
    if _SIGN.search(element.tail or "") and (parent := element.getparent()) is not None:
        element.tail, made = _part(element.tail or "", spans)
        at = parent.index(element) + 1
        parent[at:at] = made
    if _SIGN.search(element.text or ""):
        element.text, made = _part(element.text or "", spans)
        element[0:0] = made


def _part(text: str, spans: Sequence[etree._Element]) -> tuple[str, list[etree._Element]]:
    """Return the text before the first sign, and the elements with the text behind each."""
    made: list[etree._Element] = []
    begins, done = "", 0
    for found in _SIGN.finditer(text):
        between = text[done : found.start()]
        if made:
            made[-1].tail = between
        else:
            begins = between
        made.append(copy.deepcopy(spans[ord(found[1]) - _FIRST]))
        done = found.end()
    made[-1].tail = text[done:]
    return begins, made
