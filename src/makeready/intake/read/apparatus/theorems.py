"""Theorems of LaTeX, whose numbers pandoc writes out → divisions that the press numbers itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from makeready.intake.read.pandoc_json import (
    Element,
    Json,
    attributes,
    content,
    is_element,
    plain,
    string,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LABEL = re.compile(r"(?:thm|lem|cor|prp|cnj|def|exm|exr|alg)[-:]\w[\w.:-]*\Z", re.IGNORECASE)
"""Labels that the press reads as those of theorems and the like."""

_CLASSES = frozenset("theorem lemma corollary proposition conjecture".split())
"""Classes of divisions that the press numbers without a label, too."""

_NUMBERED = re.compile(r".*\s[\w.]*\d")


def is_theorem(element: Element) -> bool:
    """Tell whether this is a theorem as pandoc writes it, with its name and its number in bold."""
    blocks = cast("Sequence[Json]", content(element)[1]) if element["t"] == "Div" else ()
    first = content(cast("Element", blocks[0])) if blocks and is_element(blocks[0], "Para") else ()
    if not first or not is_element(first[0], "Strong"):
        return False
    identifier, classes, _ = attributes(element)
    is_known = bool(LABEL.match(identifier)) or bool(_CLASSES.intersection(classes))
    return is_known and bool(_NUMBERED.fullmatch(plain(cast("Element", first[0])).strip()))


def rewrite_theorem(element: Element, give_id: Callable[[str], str]) -> Element:
    """Return a theorem without the name and the number, its title as a heading, and what it says.

    What it says is in italics by the style of the press, as it is by that of LaTeX.
    """
    identifier, classes, _ = attributes(element)
    blocks = cast("Sequence[Element]", content(element)[1])
    title, rest = _part(content(blocks[0])[1:])
    head: list[Json] = [{"t": "Header", "c": [2, ["", [], []], title]}] if title else []
    said = [{**blocks[0], "c": rest}, *blocks[1:]]
    name = give_id(identifier) if LABEL.match(identifier) else ""
    kept = [] if name else [each for each in classes if each in _CLASSES]
    return {**element, "c": [[name, kept, []], [*head, *map(_straighten, said)]]}


def _part(inlines: Sequence[Json]) -> tuple[list[Json], list[Json]]:
    """Return the words of the title, which stand in brackets, and what stands behind it."""
    items = list(inlines)
    end = next(
        (at for at, each in enumerate(items) if _text(each).endswith((").", "):"))), len(items)
    )
    start = next((at for at, each in enumerate(items) if _text(each)), len(items))
    if start >= len(items) or not _text(items[start]).startswith("(") or end == len(items):
        rest = items[1:] if items and _text(items[0]) in (".", ":") else items
        return [], _strip(rest)
    title = items[start : end + 1]
    title[0] = string(_text(title[0])[1:])
    title[-1] = string(_text(title[-1])[:-2])
    return _strip([each for each in title if _text(each) or not is_element(each, "Str")]), _strip(
        items[end + 1 :]
    )


def _text(item: Json) -> str:
    return str(cast("Element", item)["c"]) if is_element(item, "Str") else ""


def _strip(items: Sequence[Json]) -> list[Json]:
    start = next((n for n, each in enumerate(items) if not is_element(each, "Space")), len(items))
    return list(items[start:])


def _straighten(block: Json) -> Json:
    """Return a paragraph that is all in italics without them."""
    if not is_element(block, "Para"):
        return block
    held = content(cast("Element", block))
    if len(held) == 1 and is_element(held[0], "Emph"):
        return {"t": "Para", "c": content(cast("Element", held[0]))}
    return block
