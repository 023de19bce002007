"""Links that show the page of what they lead to get its label, where it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias
    from xml.etree import ElementTree as ET

    from lxml import etree

    Node: TypeAlias = "ET.Element | etree._Element"  # noqa: SLF001  (lxml has no public name)

PAGE, LOCATORS = "page", "locators"
"""The classes of such a link, and of what holds those of an entry of the index."""

_UNPAGED = ("noteref", "backlink")


def shows_page(link: Node) -> bool:
    """Tell whether a link is one of those without words that show the page of their target."""
    return PAGE in _kinds(link) and not (link.text or "").strip() and not len(link)


def fill_in_labels(root: ET.Element, labels: Mapping[str, str]) -> None:
    """Write the page label of its target into every link whose target's page is known."""
    for link in root.iter("a"):
        target = link.get("href", "").removeprefix("#")
        if target in labels and link.get("class") not in _UNPAGED:
            link.set("data-page", labels[target])
    for holder in root.iter("span"):
        if LOCATORS in _kinds(holder):
            _pass_over_repeated(holder)


def _kinds(node: Node) -> list[str]:
    return (node.get("class") or "").split()


def _pass_over_repeated(holder: ET.Element) -> None:
    """Mark the places of an entry of the index whose page the entry has shown already."""
    shown: set[tuple[str, bool]] = set()
    last = ""
    for link in holder:
        kinds, label = _kinds(link), link.get("data-page", "")
        seen = (label, "in-note" in kinds)
        is_end = "until" in kinds
        if label == last if is_end else seen in shown:
            link.set("data-repeated", "")
        if not is_end:
            shown.add(seen)
        last = label
