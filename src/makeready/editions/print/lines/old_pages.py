"""Marks of old pages take in the word that the page begins with, so that they stand where it does.

An empty mark may stand at the end of a line, or of a page, while its page's first word begins the
next one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

MARK, IN_MARGIN, LABEL = "old-page", "in-margin", "data-old"
"""The class of a mark, the class of one whose number stands in the margin, and its number."""

_FIRST_WORD = re.compile(r"\s*\S+")
_OPEN = frozenset({"em", "strong", "i", "b", "cite", "q"})


def fill_marks(body: etree._Element) -> None:
    """Put the first word of an old page into its empty mark, in place."""
    for mark in [each for each in body.iter("span") if MARK in (each.get("class") or "").split()]:
        if len(mark) or mark.text:
            continue
        _enter(mark)
        word = _FIRST_WORD.match(mark.tail or "")
        if word is not None and not word.group()[0].isspace():
            mark.text, mark.tail = word.group(), (mark.tail or "")[word.end() :]


def _enter(mark: etree._Element) -> None:
    """Move a mark that stands before emphasis and the like to its beginning."""
    following = mark.getnext()
    while not mark.tail and following is not None and following.tag in _OPEN:
        mark.tail, following.text = following.text, None
        following.insert(0, mark)
        following = mark.getnext()
