"""A drawing with pictures written into it → those pictures, and the drawing with others instead."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makeready.core.model import Asset

DRAWING = "image/svg+xml"
"""The media type of drawings."""

# The data of an address, and whether it is in base64 (RFC 2397); other parameters say nothing here.
_DATA = re.compile(r"data:(image/(?:png|jpeg|gif|webp))((?:;[^,;]*)*),", re.IGNORECASE)
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")


def list_embedded(drawing: Asset) -> Iterator[Asset]:
    """Yield the pictures that are written into a drawing, each under the drawing's name."""
    for element, key in _find_addresses(_parse(drawing)):
        picture = _read_address(drawing, element.get(key, ""))
        if picture is not None:
            yield picture


def replace_embedded(drawing: Asset, prepare: Callable[[Asset], Asset]) -> Asset:
    """Return a drawing with each picture in it as `prepare` hands it back.

    The same drawing comes back where none was changed.
    """
    root, changed = _parse(drawing), False
    for element, key in _find_addresses(root):
        picture = _read_address(drawing, element.get(key, ""))
        prepared = picture and prepare(picture)
        if prepared and prepared != picture:
            element.set(key, _write_address(prepared))
            changed = True
    if root is None or not changed:
        return drawing
    data: bytes = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    return replace(drawing, data=data)


def read_data_address(address: str) -> tuple[str, bytes] | None:
    """Return the media type and the bytes that a `data:` address of a picture holds.

    None where it is another address, or damaged.
    """
    head = _DATA.match(address.strip())
    if head is None:
        return None
    body = unquote_to_bytes("".join(address.strip()[head.end() :].split()))
    if "base64" not in head[2].lower().split(";"):
        return head[1].lower(), body
    try:
        return head[1].lower(), base64.b64decode(body)
    except binascii.Error:
        return None


def _parse(drawing: Asset) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(drawing.data, parser)
    except etree.XMLSyntaxError:
        # the master's own check tells of it
        return None


def _find_addresses(root: etree._Element | None) -> Iterator[tuple[etree._Element, str]]:
    for element in () if root is None else root.iter("*"):
        yield from ((element, key) for key in _HREFS if key in element.attrib)


def _read_address(drawing: Asset, address: str) -> Asset | None:
    found = read_data_address(address)
    return None if found is None else replace(drawing, media_type=found[0], data=found[1])


def _write_address(picture: Asset) -> str:
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"
