"""A master becomes what each of its visible characters is: its language, and what it stands in."""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from makeready.checks.read.text import MATH, H, is_notes, parse_xml, strip_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROLES = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figcaption": "Caption",
    "blockquote": "BlockQuote",
    "rt": "RT",
}
_NUMBERING = {"ul": "Disc", "ol": "Decimal", "dl": "None"}
_STRUCK = frozenset({"del", "s", "strike"})
_UNDERLINED = frozenset({"u", "ins"})
_LANGUAGES = ("{http://www.w3.org/XML/1998/namespace}lang", "lang")

LISTS = frozenset(_NUMBERING.values())
"""How the tags of a PDF say that the items of a list are marked."""

ROLES = frozenset({*_ROLES.values(), *LISTS})
"""The tags, and the ways of lists, that characters are said to stand in."""


class Meant(NamedTuple):
    """What a character is: its language, the elements around it as tags, and the lines about it.

    Lines go through struck words, below underlined ones, and beside boxes.
    """

    language: str
    roles: frozenset[str]
    is_struck: bool = False
    is_underlined: bool = False
    is_boxed: bool = False


@lru_cache(maxsize=1)
def read_meant(data: bytes) -> tuple[tuple[Meant, ...], ...]:
    """Return what each visible character of a master's notes is, and last of its running text."""
    root = parse_xml(data, "master.xhtml")
    body = root.find(f"{H}body")
    if body is None:
        return ((),)
    usual = Meant(_language(root, ""), frozenset())
    notes = (each for each in body.iter(f"{H}aside") if "note" in each.get("class", "").split())
    own = (_read_inner(each, _inherit(each, usual)) for each in notes)
    running = (meant for section in body for meant in _read_words(section, usual))
    return (*(tuple(each) for each in own), tuple(running))


def _inherit(element: etree._Element, usual: Meant) -> Meant:
    around = [*element.iterancestors()][::-1]
    language = usual.language
    for each in around:
        language = _language(each, language)
    return Meant(_language(element, language), frozenset())


def _read_words(element: etree._Element, around: Meant) -> Iterator[Meant]:
    """Yield what each character of an element is, as `read_master` reads them."""
    if isinstance(element.tag, str) and not is_notes(element) and element.tag != MATH:
        yield from _read_inner(element, _enter_element(element, around))


def _read_inner(element: etree._Element, meant: Meant) -> Iterator[Meant]:
    yield from _repeat(element.text, meant)
    for child in element:
        yield from _read_words(child, meant)
        yield from _repeat(child.tail, meant)


def _enter_element(element: etree._Element, around: Meant) -> Meant:
    name, roles = etree.QName(element).localname, around.roles
    if name in _NUMBERING:
        roles = roles - LISTS | {_NUMBERING[name]}
    elif name in _ROLES:
        roles |= {_ROLES[name]}
    classes = element.get("class", "").split()
    return Meant(
        _language(element, around.language),
        roles,
        around.is_struck or name in _STRUCK,
        around.is_underlined or name in _UNDERLINED or "underline" in classes,
        around.is_boxed or (name == "div" and "box" in classes),
    )


def _language(element: etree._Element, usual: str) -> str:
    return next((element.get(key, "").lower() for key in _LANGUAGES if element.get(key)), usual)


def _repeat(text: str | None, meant: Meant) -> Iterator[Meant]:
    return repeat(meant, len(strip_invisible(text or "")))
