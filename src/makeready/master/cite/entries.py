"""The list of works that pandoc wrote becomes a list of the master, in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

LIST = "references"
"""The class of the list, as pandoc has it."""

LABEL, ENTRY = "csl-left-margin", "csl-right-inline"
"""Classes of the parts of an entry in a style that numbers them."""


def set_works(tree: etree._Element) -> None:
    """Make a list of the division with the works, and an item of each entry."""
    for division in [each for each in tree.iter("div") if _has_class(each, LIST)]:
        division.attrib.pop("role", None)
        entries = [each for each in division if _has_class(each, "csl-entry")]
        if not entries or len(entries) != len(division):
            continue
        division.tag = "ul"
        for entry in entries:
            entry.tag = "li"
            del entry.attrib["class"]
            entry.attrib.pop("role", None)
            for part in [each for each in entry.iter("div", "span") if _has_class(each, "csl-")]:
                part.tag = "span" if _has_class(part, (LABEL, ENTRY)) else "div"


def _has_class(element: etree._Element, beginnings: str | tuple[str, ...]) -> bool:
    return any(name.startswith(beginnings) for name in (element.get("class") or "").split())
