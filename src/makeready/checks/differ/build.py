"""An element of an e-book becomes the names of what its passages stand in, and begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.checks.read.text import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_NUMBERS = {"a": "lower-case letters", "A": "capitals", "i": "low Roman numbers"}
_NUMBERS |= {"I": "Roman numbers", "1": "numbers"}
_BEGINNINGS = {
    "li": "item of a list",
    "tr": "row",
    "td": "cell",
    "th": "cell of a head",
    "dt": "term",
    "dd": "definition",
    "caption": "caption of a table",
    "figcaption": "caption",
    "pre": "code",
}
_ALIGNED = re.compile(r"text-align:\s*(\w+)")
_SPANS = {"colspan": "columns wide", "rowspan": "rows high"}


def name_beginnings(element: etree._Element, name: str) -> list[str]:
    """Return what begins with the first passage of an element, which is called `name`."""
    if name == "ol":
        return [_name_numbers(element)]
    if name == "ul":
        return ["list without numbers"]
    if name == "section" and element.get(TYPE):
        return [element.get(TYPE, "")]
    if name not in _BEGINNINGS:
        return []
    value = element.get("value") if name == "li" else None
    number = [f"number {value}"] if value else []
    return [_BEGINNINGS[name], *number, *_describe_cell(element)]


def _name_numbers(element: etree._Element) -> str:
    numbers = _NUMBERS.get(element.get("type", "1"), element.get("type", ""))
    way = ", counted down" if element.get("reversed") is not None else ""
    return f"list with {numbers} from {element.get('start', '1')}{way}"


def _describe_cell(element: etree._Element) -> Iterator[str]:
    for key, things in _SPANS.items():
        if element.get(key, "1") != "1":
            yield f"{element.get(key)} {things}"
    aligned = _ALIGNED.search(element.get("style", ""))
    if aligned:
        yield f"aligned {aligned.group(1)}"


def name_surroundings(element: etree._Element, name: str) -> list[str]:
    """Return what the passages of an element stand in: quotations, lists, classes, languages."""
    own = element.get("class", "")
    found = {"blockquote": ["in a quotation"], "ul": ["in a list"], "ol": ["in a list"]}
    named = list(found.get(name, ()))
    if own and name != "section":
        named.append(f"set as “{own}”")
    if element.get("lang"):
        named.append(f"in the language {element.get('lang')}")
    if element.get("dir"):
        named.append(f"written {element.get('dir')}")
    return named
