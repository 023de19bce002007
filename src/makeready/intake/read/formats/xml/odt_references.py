"""References of an OpenDocument text → links to anchors that stand where its bookmarks do.

Pandoc 3.9 gives every bookmark the id `anchor`, so that all references lead to the first one.
Elements are those of OpenDocument 1.3 (6.2, 7.7).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.intake.read.formats.archive import drop
from makeready.intake.read.marks import write_stand_in

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from lxml import etree

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_HOLDERS = frozenset({f"{_TEXT}{name}" for name in ("p", "h", "span", "a")})


def link_bookmarks(tree: etree._Element, anchors: MutableMapping[str, str]) -> None:
    """Make links of references to bookmarks, and marks of the bookmarks that they name, in place.

    A reference to a bookmark that is not there leads nowhere, and is told as a link that does.
    """
    references = list(tree.iter(f"{_TEXT}bookmark-ref"))
    named = {each.get(f"{_TEXT}ref-name", "") for each in references}
    for place in list(tree.iter(f"{_TEXT}bookmark", f"{_TEXT}bookmark-start")):
        name, holder = place.get(f"{_TEXT}name", ""), place.getparent()
        if name not in named or holder is None or holder.tag not in _HOLDERS:
            continue
        number = str(len(anchors))
        anchors[number] = _make_id(name)
        place.tail = write_stand_in("anchor", int(number)) + (place.tail or "")
        drop(place)
    for each in references:
        each.tag = f"{_TEXT}a"
        each.set(_LINK, f"#{_make_id(each.get(f'{_TEXT}ref-name', ''))}")


def _make_id(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name)
