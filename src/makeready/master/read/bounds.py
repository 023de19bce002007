"""Manuscript files, tables and drawings become findings where programs would not come to an end.

What is refused here is far beyond what a book has, and is found in time linear in its length.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.markup.code import fences
from makeready.master.places import find_place_or_file, first_words
from makeready.master.trees import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.core.model import Asset, Text

CODES = table(
    Code(
        code="T-029",
        severity=Severity.ERROR,
        title="Brackets too deep in one another",
        why="pandoc reads such a paragraph over and over, once for each bracket that is open.",
        remedy="Take brackets out, or put a backslash before those that are meant as signs.",
    ),
    Code(
        code="T-030",
        severity=Severity.ERROR,
        title="Too many marks on one letter",
        why="No language sets so many accents on one letter, and the layout would not end.",
        remedy="Take the combining characters out, or show the letter as a picture.",
    ),
    Code(
        code="T-031",
        severity=Severity.ERROR,
        title="A table with too many columns",
        why="On no page would a column be wide enough for a letter, and the layout would not end.",
        remedy="Divide the table into several, or turn its rows into columns.",
    ),
    Code(
        code="T-032",
        severity=Severity.ERROR,
        title="A drawing that has no end",
        why="A drawing that shows itself, that repeats its parts too often or whose sizes are no "
        "numbers cannot be drawn.",
        remedy="Save it as plain SVG, the repeated parts written out and its sizes as numbers.",
    ),
)

DEEPEST_BRACKETS = 200
MOST_MARKS = 64
MOST_COLUMNS = 100
MOST_ELEMENTS = 100_000
"""How many elements a drawing may come to, each counted as often as it is shown."""

_LONGEST_CHAIN = 100
_BRACKET = re.compile(r"\\.|\[|\]", re.DOTALL)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_MARKS = re.compile(
    f"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
    f"{{{MOST_MARKS + 1},}}"
)
_GEOMETRY = frozenset(
    "cx cy d dx dy fx fy height markerHeight markerWidth offset opacity points r refX refY rx ry "
    "stdDeviation stroke-dasharray stroke-dashoffset stroke-miterlimit stroke-width font-size "
    "textLength transform viewBox width x x1 x2 y y1 y2".split()
)
_NO_NUMBER = re.compile(r"(?<![a-z])(?:nan|inf(?:inity)?)(?![a-z])|\de\+?\d{2,}", re.IGNORECASE)
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")


def check_text(text: Text) -> Iterator[Finding]:
    """Yield where a manuscript file has more brackets or marks than can be read."""
    said = _blank_code(text.text)
    at = 0
    for part in _PARAGRAPH.split(said):
        start = said.index(part, at)
        at = start + len(part)
        if (place := _find_deep(part)) is not None:
            line = said.count("\n", 0, start + place) + 1
            message = f"more than {DEEPEST_BRACKETS} brackets are open at once"
            yield finding(CODES["T-029"], message, Place(text.file, line))
    for found in _MARKS.finditer(text.text):
        line = text.text.count("\n", 0, found.start()) + 1
        message = f"{len(found[0]):,} combining characters follow one another"
        yield finding(CODES["T-030"], message, Place(text.file, line))


def _blank_code(text: str) -> str:
    """Return the text with blank lines in place of fenced code."""
    lines = text.split("\n")
    for fence in fences(lines):
        for at in range(fence.first, min(fence.last + 1, len(lines))):
            lines[at] = ""
    return "\n".join(lines)


def _find_deep(part: str) -> int | None:
    """Return where in a paragraph too many brackets are open, or None."""
    if part.count("[") <= DEEPEST_BRACKETS:
        return None
    depth = 0
    for found in _BRACKET.finditer(part):
        depth = max(0, depth + {"[": 1, "]": -1}.get(found[0], 0))
        if depth > DEEPEST_BRACKETS:
            return found.start()
    return None


def check_tables(tree: etree._Element, text: Text) -> Iterator[Finding]:
    """Yield each table that is wider than any page."""
    for each in tree.iter("table"):
        most = max((len(row) for row in each.iter("tr")), default=0)
        if most > MOST_COLUMNS:
            place = find_place_or_file((text,), first_words(words(each), 1))
            message = f"the table has {most:,} columns; {MOST_COLUMNS} are allowed"
            yield finding(CODES["T-031"], message, place)


def check_drawing(root: etree._Element, asset: Asset) -> Iterator[Finding]:
    """Yield what would keep a drawing from being drawn."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            if name in _GEOMETRY and (found := _NO_NUMBER.search(str(value))):
                local = etree.QName(element).localname
                message = f"“{found[0]}” in {name} of <{local}> is no size"
                yield finding(CODES["T-032"], message, Place(asset.name, element.sourceline))
    yield from _check_uses(root, asset)


def _check_uses(root: etree._Element, asset: Asset) -> Iterator[Finding]:
    named: Mapping[str, etree._Element] = {
        element.get("id", ""): element for element in root.iter() if element.get("id")
    }
    sizes: dict[etree._Element, float] = {}
    if _measure(root, named, sizes, ()) > MOST_ELEMENTS:
        count = f"more than {MOST_ELEMENTS:,} elements" if not _loops(sizes) else "itself"
        uses = ((use, _find_shown(use, named)) for use in root.iter("{*}use"))
        shown = {use: sizes.get(each, 0) for use, each in uses if each is not None}
        most = max(shown, key=lambda use: shown[use], default=root)
        place = Place(asset.name, most.sourceline)
        yield finding(CODES["T-032"], f"the drawing shows {count}", place)


def _find_shown(use: etree._Element, named: Mapping[str, etree._Element]) -> etree._Element | None:
    """Return the element that a <use> shows, if it is there."""
    link = next((use.get(name, "") for name in _HREFS if use.get(name)), "")
    return named.get(link.removeprefix("#"))


def _loops(sizes: Mapping[etree._Element, float]) -> bool:
    return any(math.isinf(size) for size in sizes.values())


def _measure(
    element: etree._Element,
    named: Mapping[str, etree._Element],
    sizes: dict[etree._Element, float],
    above: tuple[etree._Element, ...],
) -> float:
    """Return how many elements one comes to with all that it shows; infinity where it has no end.

    `above` are the elements that are shown by one another up to this one.
    """
    if element in sizes:
        return sizes[element]
    size = 0.0
    for each in element.iter():
        size += 1
        if not isinstance(each.tag, str) or etree.QName(each).localname != "use":
            continue
        shown = _find_shown(each, named)
        if shown is None:
            continue
        is_endless = shown in (*above, element) or len(above) > _LONGEST_CHAIN
        ancestors = set(each.iterancestors())
        size += (
            math.inf
            if is_endless or shown in ancestors
            else _measure(shown, named, sizes, (*above, element))
        )
    sizes[element] = size
    return size
