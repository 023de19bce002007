"""Lines of verse become blocks: one that is turned over hangs, and stanzas divide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from makeready.editions.print.values import LINE_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    Line: TypeAlias = list[str | etree._Element]  # noqa: SLF001  (lxml's public name for elements)

VERSE = "line-block"
NUMBERED = "numbered"
"""The class of a poem whose lines are numbered, every EVERY-th of them."""

EVERY = 5
WHOLE = 5
"""A stanza of so many lines is not divided; a longer one keeps two lines on either page."""


def set_verse(body: etree._Element) -> None:
    """Make a block of each line of verse, and say of each which lines it may not part from.

    Verse whose lines end inside other elements is left as it is, without the line feeds behind
    its breaks, which WeasyPrint 70 would set as empty lines in a note.
    """
    for verse in body.iter("div"):
        if VERSE in verse.get("class", "").split():
            if all(child.getparent() is verse for child in verse.iter("br")):
                _fill(verse, list(_split(verse)))
            for turn in verse.iter("br"):
                turn.tail = (turn.tail or "").lstrip("\n")
    for poem in body.iter("div"):
        if NUMBERED in poem.get("class", "").split():
            _number(poem)


def _number(poem: etree._Element) -> None:
    """Give every fifth line of a poem its number, for the style sheet to show."""
    lines = [line for line in poem.iter("span") if "verse-line" in line.get("class", "").split()]
    for number, line in enumerate(lines, 1):
        if number % EVERY == 0:
            line.set(LINE_NUMBER, str(number))


def _split(verse: etree._Element) -> Iterator[Line]:
    """Yield the words and elements of each line."""
    line: Line = [verse.text or ""]
    for child in list(verse):
        tail, child.tail = child.tail or "", None
        if child.tag == "br":
            yield line
            line = [tail]
        else:
            line += [child, tail]
    yield line


def _fill(verse: etree._Element, lines: Sequence[Line]) -> None:
    for child in list(verse):
        verse.remove(child)
    verse.text = None
    for number, stanza in enumerate(_stanzas(lines)):
        for place, line in enumerate(stanza):
            block = etree.SubElement(verse, "span")
            block.set("class", " ".join(_names(number, place, len(stanza))))
            _write(block, line)


def _stanzas(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines between empty ones."""
    stanzas: list[list[Line]] = [[]]
    for line in lines:
        if any(not isinstance(part, str) or part.strip("\n ") for part in line):
            stanzas[-1].append(line)
        elif stanzas[-1]:
            stanzas.append([])
    return [stanza for stanza in stanzas if stanza]


def _names(number: int, place: int, count: int) -> Iterator[str]:
    yield "verse-line"
    if place == 0 and number:
        yield "stanza"
    whole = count <= WHOLE
    if place + 1 < count and (whole or place == 0):
        yield "keep-next"
    if place and (whole or place + 1 == count):
        yield "keep-before"


def _write(block: etree._Element, line: Line) -> None:
    """Put the words and elements of a line into its block."""
    last: etree._Element | None = None
    for part in line:
        if not isinstance(part, str):
            block.append(part)
            last = part
        elif last is None:
            block.text = (block.text or "") + part.strip("\n")
        else:
            last.tail = (last.tail or "") + part.strip("\n")
