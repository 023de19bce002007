"""Notes without words, and notes in notes → what an edition can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from makeready.intake.read.pandoc_json import (
    Element,
    Json,
    content,
    elements,
    inlines,
    is_element,
    plain,
    string,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.read.context import Context


def settle(element: Element, context: Context) -> Element | None:
    """Return a note with those in it in brackets, or None for one without words."""
    blocks = content(element)
    held = list(elements(blocks))
    if not plain(blocks).strip() and not any(each["t"] in {"Image", "Table"} for each in held):
        context.correct("D.empty-note", "a note without words")
        return None
    if any(each["t"] == "Note" for each in held):
        return {**element, "c": _with_inner_notes(blocks, context)}
    return element


def _with_inner_notes(node: Json, context: Context) -> Json:
    if isinstance(node, dict):
        return {key: _with_inner_notes(value, context) for key, value in node.items()}
    if isinstance(node, list):
        out: list[Json] = []
        for item in node:
            if is_element(item, "Note"):
                words = plain(cast("Element", item)).strip()
                context.correct("D.inner-note", words)
                out += [{"t": "Space"}, string("("), *_inner(item, context), string(")")]
            else:
                out.append(_with_inner_notes(item, context))
        return out
    return node


def _inner(note: Json, context: Context) -> list[Json]:
    """The words of a note in a note, with their emphasis where they are paragraphs."""
    out: list[Json] = []
    for block in content(cast("Element", note)):
        if out:
            out.append({"t": "Space"})
        if is_element(block, "Para", "Plain"):
            held = _with_inner_notes(content(cast("Element", block)), context)
            out += cast("Sequence[Json]", held)
        else:
            out += inlines(plain(block))
    return out
