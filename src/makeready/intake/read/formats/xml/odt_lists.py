"""Lists of an OpenDocument text that go on after other words → lists that begin with a number.

Pandoc 3.9 knows the first number of a list from its style alone: what continues another list by
its name, and a number that an item begins with, it does not see. Elements are those of
OpenDocument 1.3 (5.3, 19.780).
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from makeready.intake.read.formats.archive import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_START = f"{_TEXT}start-value"


def number_lists(content: etree._Element, styles: etree._Element | None) -> None:
    """Give lists that do not begin with 1 styles of their own that say so, in place."""
    known = {name: each for tree in (styles, content) for name, each in _list_styles(tree)}
    holder = next(content.iter("{*}automatic-styles"), None)
    last: dict[str, int] = {}
    for number, each in enumerate(_list_outer(content)):
        style = each.get(f"{_TEXT}style-name", "")
        level = _find_level(known.get(style))
        if level is None or holder is None:
            continue
        usual = _read_number(level.get(_START), 1)
        start = _find_start(each, last, usual)
        end = _find_end(each, start)
        last |= {f"#{each.get(_ID, '')}": end, style: end}
        if start != usual:
            _begin_with(each, start, deepcopy(known[style]), f"{style}-from-{number}", holder)


def _list_styles(tree: etree._Element | None) -> Iterator[tuple[str, etree._Element]]:
    for each in () if tree is None else tree.iter(f"{_TEXT}list-style"):
        yield each.get(f"{_STYLE}name", ""), each


def _list_outer(content: etree._Element) -> list[etree._Element]:
    """Return the lists that stand in no other list."""
    lists = content.iter(f"{_TEXT}list")
    return [each for each in lists if next(each.iterancestors(f"{_TEXT}list"), None) is None]


def _find_level(style: etree._Element | None) -> etree._Element | None:
    """Return what says of a style how its outer items are numbered."""
    levels = () if style is None else style.iter(f"{_TEXT}list-level-style-number")
    return next((each for each in levels if each.get(f"{_TEXT}level") == "1"), None)


def _find_start(each: etree._Element, last: dict[str, int], usual: int) -> int:
    items = _list_items(each)
    said = items[0].get(_START) if items else None
    if said:
        return _read_number(said, usual)
    named = each.get(f"{_TEXT}continue-list")
    if named:
        return last.get(f"#{named}", usual - 1) + 1
    if each.get(f"{_TEXT}continue-numbering") == "true":
        return last.get(each.get(f"{_TEXT}style-name", ""), usual - 1) + 1
    return usual


def _find_end(each: etree._Element, start: int) -> int:
    """Return the number of the last item of a list."""
    number = start - 1
    for item in _list_items(each):
        number = _read_number(item.get(_START), number + 1)
    return number


def _list_items(each: etree._Element) -> list[etree._Element]:
    return [item for item in each if local_name(item) == "list-item"]


def _read_number(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 7 else otherwise  # noqa: PLR2004  (what no list has)


def _begin_with(
    each: etree._Element, start: int, style: etree._Element, name: str, holder: etree._Element
) -> None:
    style.set(f"{_STYLE}name", name)
    level = _find_level(style)
    if level is not None:
        level.set(_START, str(start))
    holder.append(style)
    each.set(f"{_TEXT}style-name", name)
    for key in ("continue-list", "continue-numbering"):
        each.attrib.pop(f"{_TEXT}{key}", None)
