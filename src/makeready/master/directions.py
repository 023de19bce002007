"""Languages and letters become the directions that elements state: `dir`, for both editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.languages import LTR, RTL, direction_of, direction_of_character
from makeready.master.trees import MATHML

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.model import Book

CODES = table(
    Code(
        code="T-028",
        severity=Severity.HINT,
        title="Lines where many books have columns",
        why="Books in this script are often set in columns from right to left; the print edition "
        "is set in lines from left to right, since its layout knows no others.",
        remedy="Nothing needs to be done. The e-book has columns where book.toml says "
        'lines = "vertical" under [ebook].',
    ),
)
UPRIGHT = frozenset({"hant", "jpan", "mong"})
UPRIGHT_LANGUAGES = ("ja", "zh-hk", "zh-mo", "zh-tw", "zh-hant")

RIGHTWARD = frozenset({"pre", "code", "kbd", "samp", f"{{{MATHML}}}math"})
"""Elements that run from left to right in every book: code, and formulas in Latin notation."""

_WORDS = "descendant::text()[not(ancestor::m:math)]"

BLOCKS = frozenset({"p", "blockquote", "ul", "ol", "dl", "div"})
"""Blocks that take the direction of their letters where all of these have the same."""

NUMBERS = frozenset({"noteref", "backlink"})
"""Elements that stand apart from the words beside them where these run from right to left.

The number of a note would be taken for one of the figures in Latin words that it follows.
"""

AROUND = frozenset({"table", "figure", "aside", *RIGHTWARD})
"""Elements whose blocks keep the direction of what is around: a note begins with its number."""


def check_direction(book: Book) -> Iterator[Finding]:
    """Yield what is to be known of a language whose books are often set in columns."""
    tag = book.language.casefold()
    if book.vertical_ebook:
        message = "the e-book is set in columns, the print edition in lines from left to right"
        yield finding(CODES["T-028"], message, Place("book.toml"))
    elif UPRIGHT.intersection(tag.split("-")) or tag.startswith(UPRIGHT_LANGUAGES):
        message = f'language = "{book.language}" is set in lines, from left to right'
        yield finding(CODES["T-028"], message, Place("book.toml"))


def state_directions(sections: Iterable[etree._Element], language: str) -> None:
    """Give `dir`, in place, to each element that runs another way than what is around it.

    What an author wrote stays. A language in `lang` decides; code and formulas run from left to
    right; a paragraph, a quotation or a list whose letters all run the other way runs so, too. The
    numbers of notes state their direction where it is from right to left.
    """
    for section in sections:
        # No recursion: a manuscript may nest as deep as it likes.
        around = [direction_of(language)]
        for event, element in etree.iterwalk(section, events=("start", "end")):
            if event == "end":
                around.pop()
                continue
            wanted = element.get("dir") or _find_direction(element, around[-1])
            if wanted != around[-1] or (wanted == RTL and element.get("class") in NUMBERS):
                element.set("dir", wanted)
            around.append(wanted)


def _find_direction(element: etree._Element, current: str) -> str:
    if element.tag in RIGHTWARD:
        return LTR
    if element.get("lang"):
        return direction_of(element.get("lang", ""))
    return (_direction_of_letters(element) or current) if element.tag in BLOCKS else current


def _direction_of_letters(block: etree._Element) -> str:
    """Return the direction that all letters of a block of several words have, or nothing.

    Those of formulas do not count: the number of an equation stands where lines of the book end.
    """
    inside = (block, *block.iterancestors())
    if any(each.tag in AROUND for each in inside):
        return ""
    words = "".join(map(str, block.xpath(_WORDS, namespaces={"m": MATHML})))
    found = {direction_of_character(character) for character in set(words)} - {""}
    return found.pop() if len(found) == 1 and " " in words.strip() else ""
