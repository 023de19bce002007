"""Numbers that authors typed before headings are marked, so that themes can set them apart."""

from __future__ import annotations

import re
from itertools import takewhile
from string import ascii_uppercase
from typing import TYPE_CHECKING

from lxml import etree

from makeready.master.chapters import list_headings
from makeready.master.headings.numbers import NUMBER
from makeready.master.kinds import NUMBERED, SPELLED_OUT
from makeready.master.trees import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.master.chapters import Chapter

TYPED = re.compile(
    rf"\s*((?:(?:{NUMBERED})\s+)?"
    r"(?:[IVXLC]{2,}[.:)]?|[IVXLC][.:)]|\d+(?:\.\d+)*[.:)]?)|"
    rf"(?:{NUMBERED})\s+[IVXLC]|{SPELLED_OUT})\s+(?=[^\s\d])"
)
_LETTER = re.compile(r"\s*(([A-Z])[.:)])\s+(?=[^\s\d])")
_FEWEST = 2
"""So many headings are lettered, from A on, before a capital is taken for a number."""


def mark_numbers(chapters: Sequence[Chapter]) -> None:
    """Mark the numbers that are typed before headings, in place.

    A capital by itself may begin a name, as in “G. Weir”. It is a number where the chapters of the
    book, or the headings of its level in one chapter, have all capitals from A to it.
    """
    for headings in _list_levels(chapters):
        letters = _find_letters(headings)
        for heading in headings:
            text = heading.text or ""
            letter = _LETTER.match(text)
            known = letter if letter is not None and letter[2] in letters else None
            found = known or TYPED.match(text)
            if found is not None:
                _mark(heading, found)


def _list_levels(chapters: Sequence[Chapter]) -> Iterator[Sequence[etree._Element]]:
    """Yield the headings of the chapters, and those of each lower level of each chapter."""
    each = [list_headings(chapter.section) for chapter in chapters]
    yield [heading for headings in each for heading in headings if heading.tag == "h1"]
    for headings in each:
        for tag in HEADINGS[1:]:
            yield [heading for heading in headings if heading.tag == tag]


def _find_letters(headings: Iterable[etree._Element]) -> frozenset[str]:
    found = {match[2] for each in headings if (match := _LETTER.match(each.text or ""))}
    run = list(takewhile(found.__contains__, ascii_uppercase))
    return frozenset(run if len(run) >= _FEWEST else ())


def _mark(heading: etree._Element, found: re.Match[str]) -> None:
    rest = (heading.text or "")[found.end() :]
    heading.text = None
    number = etree.Element("span", {"class": NUMBER})
    number.text = found[1]
    number.tail = " " + rest
    heading.insert(0, number)
