"""The paragraphs of a letter get the classes of what they are: its date, its greeting, its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.master.genres.names import LETTER
from makeready.master.read.calls import CALL
from makeready.master.trees import words

if TYPE_CHECKING:
    from lxml import etree

_SHORT = 60
"""So many characters the date line, the salutation and the closing of a letter have at the most."""

_NAMES = 2
"""So many words that end in a full stop are a name, as in “Ada F.”."""

_YEAR = re.compile(r"\d")
_POSTSCRIPT = re.compile(r"(?:P\.\s?S\.|PS\b|P\.\s?P\.\s?S\.)")


def set_letter(division: etree._Element) -> None:
    """Name the paragraphs of a letter, in place.

    Where the author has named none, a short first one with a figure is the date line, one that ends
    in a comma, a colon or an exclamation mark the salutation, and short last ones without a full
    stop are the closing and the signature.
    """
    paragraphs = division.findall("p")
    if not paragraphs or any((each.get("class") or "") in LETTER for each in paragraphs):
        return
    said = [words(each, skip=CALL) for each in paragraphs]
    first = _name_opening(paragraphs, said)
    _name_closing(paragraphs[first:], said[first:])


def _name_opening(paragraphs: list[etree._Element], said: list[str]) -> int:
    """Name the date line and the salutation, and return how many paragraphs these are."""
    at = 0
    if len(said[at]) <= _SHORT and _YEAR.search(said[at]) and said[at][-1:] not in ",:!":
        paragraphs[at].set("class", "dateline")
        at += 1
    if at < len(said) and len(said[at]) <= _SHORT and said[at][-1:] in (",", ":", "!"):
        paragraphs[at].set("class", "salutation")
        at += 1
    return at


def _name_closing(paragraphs: list[etree._Element], said: list[str]) -> None:
    """Name the postscript, the signature and the closing, from the end of the letter."""
    at = len(said) - 1
    while at > 0 and _POSTSCRIPT.match(said[at]):
        paragraphs[at].set("class", "postscript")
        at -= 1
    if at > 0 and len(said[at]) <= _SHORT and said[at][-1:] not in ("?", "!", ",", ":"):
        is_signed = said[at][-1:] != "." or len(said[at].split()) <= _NAMES
        if is_signed:
            paragraphs[at].set("class", "signature")
            at -= 1
    if at > 0 and len(said[at]) <= _SHORT and said[at][-1:] == ",":
        paragraphs[at].set("class", "closing")
