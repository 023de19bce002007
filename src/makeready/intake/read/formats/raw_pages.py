"""HTML that stands raw in another document → what it says, as pandoc reads web pages."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, cast

from lxml import etree

from makeready.intake.read import pandoc
from makeready.intake.read.pandoc_json import attributes, content, is_element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makeready.intake.read.pandoc_json import Element, Json

# One tag or one remark alone holds nothing that could be read.
_ALONE = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->|</?[^<>]*>)?\s*", re.DOTALL)
_IDENTIFIER = "makeready-raw-"
_UNSEEN = ("script", "style", "template")


def read_raw_pages(name: str, document: str) -> str:
    """Return a document of pandoc's, in JSON, with its blocks of raw HTML read as web pages are.

    All are read at once, each closed first, so that none reaches into the next.
    """
    held = json.loads(document)
    codes: list[str] = []
    marked = _replace(held["blocks"], codes)
    if not codes:
        return document
    page = "".join(f'<div id="{_IDENTIFIER}{at}">{each}</div>' for at, each in enumerate(codes))
    read = json.loads(pandoc.convert(name, page, "html", "json", ()))
    said = {_name_of(block): content(block)[1] for block in read["blocks"] if _name_of(block)}
    return json.dumps({**held, "blocks": _restore(marked, said)})


def _replace(value: Json, codes: list[str]) -> Json:
    """Put a numbered stand-in for each raw block that holds words or pictures."""
    if isinstance(value, list):
        return [_replace(each, codes) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("t") == "RawBlock":
        kind, code = (str(part) for part in content(value))
        closed = "" if not kind.startswith("html") or _ALONE.fullmatch(code) else _close(code)
        if not closed:
            return value
        codes.append(closed)
        return {"t": "Div", "c": [[f"{_IDENTIFIER}{len(codes) - 1}", [], []], []]}
    return {key: _replace(each, codes) for key, each in value.items()}


def _close(code: str) -> str:
    """Return a piece of a page with every element closed; nothing where nothing is to be seen."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    tree = etree.fromstring(f"<html><body>{code}</body></html>".encode(), parser)
    for element in list(tree.iter(*_UNSEEN)):
        element.text = None
    body = tree.find("body")
    seen = body is not None and (
        "".join(body.itertext()).strip() or body.find(".//img") is not None
    )
    if body is None or not seen:
        return ""
    inner = "".join(etree.tostring(each, encoding="unicode", method="html") for each in body)
    return f"{body.text or ''}{inner}"


def _restore(value: Json, said: Mapping[str, Json]) -> Json:
    """Put what was read in place of the stand-ins."""
    if isinstance(value, dict):
        return {key: _restore(each, said) for key, each in value.items()}
    if not isinstance(value, list):
        return value
    out: list[Json] = []
    for each in value:
        blocks = said.get(_name_of(each))
        if isinstance(blocks, list):
            out += blocks
        else:
            out.append(_restore(each, said))
    return out


def _name_of(block: Json) -> str:
    """Return the name of a stand-in; nothing for other blocks."""
    if not is_element(block, "Div"):
        return ""
    name = attributes(cast("Element", block))[0]
    return name if name.startswith(_IDENTIFIER) else ""
