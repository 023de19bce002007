"""Chapters begin with a drop capital or with words in small capitals, as book.toml asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.languages import RTL, direction_of_character
from makeready.core.model import Matter, Opening
from makeready.master.trees import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makeready.master.chapters import Chapter

_WORDS = re.compile(r"\s*[^\s,;:.!?…—]+(?:\s+[^\s,;:.!?…—]+){0,3}")
_WORD = re.compile(r"\s*[^\s,;:.!?…—]+")
_LETTER = re.compile(r"\s*[^\w\s]*[^\W\d_]")
_KINDS = frozenset({"", "introduction", "prologue", "epilogue"})
_SETS_APART = frozenset({"h1", "hr"})
"""Elements between which and the text no paragraph stands."""

_INLINE = frozenset("em strong i b cite q span a".split())
"""What may stand around the first words; an element with a class, such as a call, may not."""

_TWO_LINES = 90
"""How many characters a paragraph has, beside whose two lines a capital stands."""


def set_openings(chapters: Iterable[Chapter], opening: Opening) -> None:
    """Mark the first words of each chapter of the body, in place.

    With a drop capital it is the rest of the first word that small capitals lead on, and else the
    first words, up to four of them or to the first mark.
    """
    if opening is Opening.PLAIN:
        return
    for chapter in chapters:
        if chapter.matter is Matter.BODY and chapter.kind.name in _KINDS:
            paragraph = _find_first(chapter.section)
            start = None if paragraph is None else _find_start(paragraph)
            if paragraph is not None and start is not None:
                _mark(paragraph, start, opening)


def _find_first(section: etree._Element) -> etree._Element | None:
    """Return the paragraph that a chapter begins with, an epigraph or a date above it set aside."""
    for block in section:
        if block.tag == "p" and not block.get("class"):
            return block
        if block.tag not in _SETS_APART and "epigraph" not in (block.get("class") or "").split():
            return None
    return None


def _find_start(paragraph: etree._Element) -> etree._Element | None:
    """Return what the first words of a paragraph stand in: itself, or emphasis or a link."""
    if (paragraph.text or "").strip():
        return paragraph
    first = next(iter(paragraph), None)
    is_inline = first is not None and first.tag in _INLINE and not first.get("class")
    return first if first is not None and is_inline and (first.text or "").strip() else None


def _mark(paragraph: etree._Element, start: etree._Element, opening: Opening) -> None:
    text = start.text or ""
    if opening is Opening.DROP_CAPITAL:
        # a figure would be torn from its number, a mark from its word, and a capital beside one
        # line from the next
        first = _LETTER.match(text)
        if first is None or len(words(paragraph)) < _TWO_LINES:
            return
        # letters of Arabic are joined, and WeasyPrint 70 has one of Hebrew on the wrong side
        if direction_of_character(first[0][-1]) == RTL:
            return
        paragraph.set("class", "drop-capital")
        if start is not paragraph:
            # WeasyPrint 70 counts the width of a letter that floats for each element around it
            return
        found = _WORD.match(text)
    else:
        found = _WORDS.match(text)
    if found is None:
        return
    led = etree.Element("span", {"class": "opening-words"})
    led.text, led.tail = found[0], text[found.end() :]
    start.text = None
    start.insert(0, led)
