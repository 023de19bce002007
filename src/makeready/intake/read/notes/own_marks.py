"""Calls and notes → the same without brackets, links back and the notes' own marks."""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING, cast

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
    from collections.abc import Iterator, Mapping, Sequence

# A note's number or sign as it is printed, with the brackets or the stop around it.
MARK = re.compile(
    r"[\[({]?\s*(?:\d{1,4}[a-z]?|[*†‡§¶‖#]{1,5}|[a-z]{1,2}|[ivxlc]{1,7})\s*[\])}.:]{0,2}",
    re.IGNORECASE,
)
# What may stand before the first word of a note.
OPENING = re.compile(r"[\s\[\](){}.:,;*†‡§¶‖^\u21a9\ufe0e↑-]*")
_BACK = re.compile(
    r"[\s\[\](){}↩↑^\ufe0e\ufe0f←⏎«*.:;|]*(?:back|return|zurück)?[\s\])}]*", re.IGNORECASE
)
_SHORT = 20


def drop_brackets(items: Sequence[Json], calls: Mapping[int, object]) -> Iterator[Json]:
    """Yield inline elements without the brackets that stand around a call."""
    for at, item in enumerate(items):
        before, after = (
            items[at - 1] if at else None,
            items[at + 1] if at + 1 < len(items) else None,
        )
        if is_element(item, "Str"):
            words = str(cast("Element", item)["c"])
            if id(after) in calls and words.endswith(("[", "(")) and _closes(items, at + 2):
                yield {"t": "Str", "c": words[:-1]}
                continue
            if id(before) in calls and words.startswith(("]", ")")) and _opens(items, at - 2):
                yield {"t": "Str", "c": words[1:]}
                continue
        yield item


def _closes(items: Sequence[Json], at: int) -> bool:
    item = items[at] if at < len(items) else None
    return is_element(item, "Str") and str(cast("Element", item)["c"]).startswith(("]", ")"))


def _opens(items: Sequence[Json], at: int) -> bool:
    item = items[at] if at >= 0 else None
    return is_element(item, "Str") and str(cast("Element", item)["c"]).endswith(("[", "("))


def strip_note(blocks: Sequence[Json], near: set[str]) -> list[Json]:
    """Return a note's blocks without its links back and its own mark."""
    return cast("list[Json]", _without_back(blocks, near))


def _without_back(node: Json, near: set[str]) -> Json:
    if isinstance(node, dict):
        changed = {key: _without_back(value, near) for key, value in node.items()}
        return _same(node, changed)
    if isinstance(node, list):
        kept = [item for item in node if not _is_back(item, near)]
        return [_without_back(item, near) for item in kept]
    return node


def _same(node: Element, changed: dict[str, Json]) -> Json:
    """Return the element itself where nothing in it has changed, so that it can be found again."""
    return node if changed == dict(node) else changed


def _is_back(item: Json, near: set[str]) -> bool:
    if not isinstance(item, dict) or item.get("t") not in {"Link", "Span", "Superscript"}:
        return False
    words = plain(item).strip()
    short = bool(MARK.fullmatch(words) or _BACK.fullmatch(words))
    if item["t"] == "Link":
        said = bool(read_classes(item) & {"backlink", "footnote-back"})
        return said or (address(item)[1:] in near and (short or len(words) <= _SHORT))
    links = [link for link in find_links(item) if address(link)[1:] in near]
    label = "label" in read_classes(item) and short
    return label or (bool(links) and short)


def drop_mark_remnants(blocks: list[Json], mark: str) -> list[Json]:
    """Return a note's blocks without its own mark, and the brackets and stops that it left."""
    if not blocks or not is_element(blocks[0], "Para"):
        return blocks
    inside = _drop_remnants(list(content(cast("Element", blocks[0]))))
    if inside and is_element(inside[0], "Span", "Superscript", "Str"):
        said = plain(inside[0]).strip()
        # a bare number may be the first word of the note, as in “1 Kings”
        is_mark = not is_element(inside[0], "Str") or said != _bare(said)
        if is_mark and MARK.fullmatch(said) and _bare(said) == _bare(mark) != "":
            inside = _drop_remnants(inside[1:])
    if inside and is_element(inside[0], "Str"):
        words = str(cast("Element", inside[0])["c"])
        inside[0] = {"t": "Str", "c": re.sub(r"^[\])]?[.:]?(?=\w)|^[\])]", "", words)}
    while inside and is_element(inside[-1], "Space", "SoftBreak", "LineBreak"):
        inside = inside[:-1]
    if inside and is_element(inside[-1], "Str"):
        words = str(cast("Element", inside[-1])["c"])
        inside[-1] = {"t": "Str", "c": words.rstrip("\N{NO-BREAK SPACE}")}
    first: list[Json] = [{"t": "Para", "c": inside}] if inside else []
    return [*first, *blocks[1:]]


def _drop_remnants(inside: list[Json]) -> list[Json]:
    return list(dropwhile(_is_remnant, inside))


def _bare(mark: str) -> str:
    return re.sub(r"[\s\[\](){}.:]+", "", mark)


def _is_remnant(item: Json) -> bool:
    if is_element(item, "Str"):
        return bool(OPENING.fullmatch(str(cast("Element", item)["c"])))
    if is_element(item, "Span", "Superscript"):
        return not plain(item).strip()
    return is_element(item, "Space", "SoftBreak", "LineBreak")


def read_classes(element: Element) -> set[str]:
    """Return an element's classes, with what EPUB and ARIA say of it."""
    given = {name.lower() for name in attributes(element)[1]}
    pairs = {pair[0]: pair[1] for pair in attributes(element)[2]}
    given |= set(pairs.get("epub:type", "").split())
    return given | {pairs.get("role", "").removeprefix("doc-")}


def find_links(node: Element | list[Json]) -> Iterator[Element]:
    """Return the links in an element or a list of elements."""
    return (each for each in elements(node) if each["t"] == "Link")
