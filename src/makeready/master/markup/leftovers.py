"""Signs of pandoc's own Markdown that it left as text become findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.findings import finding
from makeready.master.markup.constructs import CODES
from makeready.master.places import find_place_or_file, first_words
from makeready.master.trees import elements, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from makeready.core.findings import Finding
    from makeready.core.model import Text

COLONS = re.compile(r"(?:(?<=\s)|^):{3,}(?=[\s\w{]|$)[^\n]{0,40}")
BRACES = re.compile(r"(?<!\{)\{[#.][A-Za-z][\w-]*")
DEFINITION = re.compile(r"\s*[:~]\s")
HINT_TERM = "put the term into one line, right before the line that begins with a colon"
HINT_COLONS = (
    "put an empty line before ::: and a class after it, in one word or in braces: ::: {.letter}"
)
HINT_BRACES = "attributes stand right behind a heading, a bracket, a picture or code"


def check_leftovers(tree: etree._Element, text: Text) -> Iterator[Finding]:
    """Yield each fence of a division and each attribute that pandoc took for words."""
    for term in tree.iter("dt", "p"):
        if DEFINITION.match(term.text or ""):
            said = first_words(words(term))
            place = find_place_or_file((text,), said, said.lstrip(": "))
            yield finding(CODES["T-021"], f"a definition of nothing: {said}", place, HINT_TERM)
    for said in _running(tree):
        for found in COLONS.finditer(said):
            place = find_place_or_file((text,), found[0].strip(), ":::")
            message = f"a division that is not read: {found[0].strip()}"
            yield finding(CODES["T-021"], message, place, HINT_COLONS)
        for found in BRACES.finditer(said):
            # A backslash before the brace says that it is meant.
            if found[0] in text.text and not found[0].startswith("{#eq"):
                place = find_place_or_file((text,), found[0])
                message = f"attributes of nothing: {found[0]}…}}"
                yield finding(CODES["T-021"], message, place, HINT_BRACES)


def _running(tree: etree._Element) -> Iterator[str]:
    """Yield the pieces of text of a tree that stand in no code."""
    for element in elements(tree):
        inside = any(up.tag in ("code", "pre") for up in element.iterancestors())
        if not inside and element.tag not in ("code", "pre") and element.text:
            yield element.text
        if not inside and element.tail:
            yield element.tail
