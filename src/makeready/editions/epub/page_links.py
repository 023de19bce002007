"""Links that show the page of what they lead to get the printed page's label as their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.editions.xhtml import H

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from makeready.core.model import PageMap

UNKNOWN = "\u2192"
"""What such a link shows where there is no print edition: an arrow."""


def fill_in_pages(sections: Iterable[etree._Element], pages: PageMap) -> None:
    """Write, in place, the printed page into each link of the class `page` that has no words."""
    labels: dict[str, str] = dict(pages.references)
    for section in sections:
        for link in section.iter(f"{H}a"):
            kinds = (link.get("class") or "").split()
            if "page" in kinds and not (link.text or "").strip() and not len(link):
                label = labels.get(link.get("href", "").removeprefix("#"))
                link.text = UNKNOWN if label is None else f"{label}{'n' * ('in-note' in kinds)}"
        for holder in section.iter(f"{H}span"):
            if "locators" in (holder.get("class") or "").split():
                _separate(holder)


def _separate(holder: etree._Element) -> None:
    """Put a comma before each place of an entry of the index, a dash before the end of a range."""
    before: etree._Element | None = None
    for link in holder:
        sign = "\u2013" if "until" in (link.get("class") or "").split() else ", "
        if before is None:
            holder.text = sign
        else:
            before.tail = sign
        before = link
