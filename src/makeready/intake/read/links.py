"""Addresses of a document's links → addresses that a book may have, or none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from makeready.intake.read.context import write_id
from makeready.intake.read.pandoc_json import (
    Element,
    Json,
    address,
    attributes,
    content,
    elements,
    is_element,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.read.context import Context

_SAFE = re.compile(r"(?:https?://|mailto:)\S+\Z", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov))(?:/\S*)?\Z"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")
NUMBER = re.compile(r"\[?[\d.]+\]?|\[[\w:.-]+\]")


def read_reference_title(element: Element, context: Context) -> str:
    """Return the title of the place whose number a reference gives; this book may have none."""
    kinds = [pair[1] for pair in attributes(element)[2] if pair[0] == "reference-type"]
    return context.titles.get(address(element)[1:], "") if kinds else ""


def find_address(given: str, words: str, context: Context) -> str:
    """Return where a link may lead, or nothing where it can lead nowhere."""
    if given.startswith("#"):
        if given[1:] in context.ids:
            return f"#{write_id(given[1:])}"
        context.correct("D.link", f"{words.strip()} → {given}, which is nowhere")
        return ""
    if _SAFE.match(given):
        return given
    if not _SCHEME.match(given):
        if _MAIL.match(given):
            context.correct("D.address", f"{given} → mailto:{given}")
            return f"mailto:{given}"
        if _HOST.match(given.removeprefix("//")):
            context.correct("D.address", f"{given} → https://{given.removeprefix('//')}")
            return f"https://{given.removeprefix('//')}"
    if given:
        context.correct("D.link", f"{words.strip()} → {given}")
    return ""


def unlink(blocks: Sequence[Json], context: Context) -> Sequence[Json]:
    """Return the blocks with plain words for links to places that did not come through."""
    held = tuple(elements(blocks))
    there = {attributes(each)[0] for each in held}
    to = (address(each) for each in held if each["t"] == "Link")
    dead = frozenset(link for link in to if link.startswith("#") and link[1:] not in there)
    return cast("Sequence[Json]", _unlink(blocks, dead, context)) if dead else blocks


def _unlink(node: Json, dead: frozenset[str], context: Context) -> Json:
    if isinstance(node, dict):
        return {key: _unlink(value, dead, context) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    out: list[Json] = []
    for item in node:
        if is_element(item, "Link") and address(cast("Element", item)) in dead:
            link = cast("Element", item)
            context.correct("D.link", f"{plain(link).strip()} → {address(link)}, which is nowhere")
            out += cast("Sequence[Json]", _unlink(content(link)[1], dead, context))
        else:
            out.append(_unlink(item, dead, context))
    return out
