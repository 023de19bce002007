"""A master becomes the style of each of its characters, and the numbers of its lists.

A style is a letter: what a character is in the running text of a chapter, where the press's themes
set everything alike but emphasis. Elsewhere, as in headings, nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from makeready.checks.read.agreement import numerals
from makeready.checks.read.text import MATH, TYPE, H, is_notes, parse_xml, strip_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PLAIN, EMPHASIS, STRONG, RAISED, SMALL_CAPITALS, OTHER = "pesrk "
"""The letters of styles."""

_BLOCKS = frozenset({"p", "li", "ul", "ol", "dl", "dd", "blockquote", "div"})
_PASSING = frozenset({"a", "abbr", "bdi", "q", "time", "wbr", "br"})
_STYLES = {"em": EMPHASIS, "i": EMPHASIS, "strong": STRONG, "b": STRONG, "sup": RAISED}
_ROOMS = frozenset({"chapter", "notes", "note"})
_FORMS = {"a": 1, "i": 2, "A": 3, "I": 4}
"""Which way of writing a list's number HTML means by the list's type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a numbered list: the place where it begins, its number, how that is written."""

    place: int
    number: int
    form: str

    def shows(self, marker: str) -> bool:
        """Tell whether what a page shows before the item has its number."""
        return any(f"{self.form}{end}" in marker for end in ".)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The words of a link within the book: which note they are in, or -1, and their places."""

    note: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The styles of a master's visible characters and of each note's, its lists and its links."""

    running: str
    notes: tuple[str, ...]
    items: tuple[Item, ...]
    links: tuple[Anchor, ...]


@lru_cache(maxsize=1)
def read_styles(data: bytes) -> Styles:
    """Return the styles of a master. Raises Unreadable where it is no XHTML."""
    body = parse_xml(data, "master.xhtml").find(f"{H}body")
    walk = _Walk()
    for section in () if body is None else body:
        walk.read(section, PLAIN if _is_room(section) else OTHER)
    notes = () if body is None else tuple(_read_notes(body))
    inner = (link for note in notes for link in note.links)
    return Styles(
        running="".join(walk.styles),
        notes=tuple("".join(note.styles) for note in notes),
        items=tuple(walk.items),
        links=(*walk.links, *inner),
    )


def _read_notes(body: etree._Element) -> Iterator[_Walk]:
    notes = (each for each in body.iter(f"{H}aside") if "note" in each.get("class", "").split())
    for number, note in enumerate(notes):
        walk = _Walk(note=number)
        walk.read(note, PLAIN)
        yield walk


def _is_room(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.get("class") in _ROOMS


@dataclass(slots=True)
class _Walk:
    """The styles as far as the text was read."""

    note: int = -1
    styles: list[str] = field(default_factory=list)
    links: list[Anchor] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    numbers: dict[etree._Element, Item] = field(default_factory=dict)

    def read(self, element: etree._Element, style: str) -> None:
        """Read an element that stands in text of a style, as `read_master` reads it."""
        if not isinstance(element.tag, str) or is_notes(element) or element.tag == MATH:
            return
        if element.get(TYPE) == "toc":
            style = OTHER
        if element.tag == f"{H}ol" and style != OTHER:
            self.numbers |= _number(element)
        if element in self.numbers:
            at, known = len(self.styles), self.numbers[element]
            self.items.append(Item(place=at, number=known.number, form=known.form))
        start = len(self.styles)
        self._say(element.text, style)
        for child in element:
            self.read(child, _choose(child, style))
            self._say(child.tail, style)
        if element.tag == f"{H}a" and element.get("href", "").startswith("#"):
            self.links.append(Anchor(note=self.note, start=start, end=len(self.styles)))

    def _say(self, text: str | None, style: str) -> None:
        self.styles += style * len(strip_invisible(text or ""))


def _choose(element: etree._Element, around: str) -> str:
    """Return the style of an element in text of another one."""
    if not isinstance(element.tag, str):
        return around
    name, named = etree.QName(element).localname, element.get("class", "")
    if "noteref" in named.split():
        return RAISED if around != OTHER else OTHER
    if name == "span" and named == "smallcaps" and around == PLAIN:
        return SMALL_CAPITALS
    if name in _STYLES and not named:
        return _STYLES[name] if around == PLAIN else OTHER
    is_quiet = name in _PASSING or (name == "section" and not named)
    if is_quiet or (name in _BLOCKS and not named) or (name == "ol" and named in _LISTS):
        return around
    return around if _is_room(element) else OTHER


_LISTS = frozenset({"paren", "parens"})


def _number(numbered: etree._Element) -> Mapping[etree._Element, Item]:
    """Return what each item of a list is numbered; HTML says how it counts."""
    items = numbered.findall(f"{H}li")
    step = 1 if numbered.get("reversed") is None else -1
    start = int(numbered.get("start") or (1 if step > 0 else len(items)))
    form = _FORMS.get(numbered.get("type", ""), 0)
    found = {}
    for place, item in enumerate(items):
        number = start + step * place
        ways = numerals(number)
        # where there are no letters for it, as for 0, figures are written
        way = ways[form] if form < len(ways) else ways[0]
        found[item] = Item(place=0, number=number, form=way)
    return found
