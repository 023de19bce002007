"""Divisions that are marked as verse → lines of verse."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from makeready.intake.read.pandoc_json import (
    Element,
    Json,
    attributes,
    content,
    is_element,
    plain,
    span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

CLASSES = frozenset("verse poem poetry poetry-container stanza linegroup line-group lg".split())
_LINES = frozenset({"Para", "Plain", "Div", "LineBlock", "Header", "Span"})


def make_lines(element: Element) -> Element | None:
    """Return a division as lines, a blank one between stanzas; None where it holds other things.

    A line ends with its paragraph, its innermost division, or a line break. Headings in verse are
    left to the caller.
    """
    blocks = cast("Sequence[Json]", content(element)[1])
    if not _is_all_lines(blocks):
        return None
    if any(is_element(block, "Header") for block in blocks):
        return {**element, "c": [content(element)[0], [*_with_headings(element, blocks)]]}
    stanzas = [stanza for stanza in _stanzas(blocks) if stanza]
    lines: list[Json] = []
    for stanza in stanzas:
        lines += [[], *stanza] if lines else stanza
    return {"t": "LineBlock", "c": lines} if lines else None


def _with_headings(element: Element, blocks: Sequence[Json]) -> Iterator[Json]:
    """Yield the headings of a poem as they are, and what stands between them as lines."""
    run: list[Json] = []
    for block in (*blocks, None):
        if block is not None and not is_element(block, "Header"):
            run.append(block)
            continue
        if run:
            plainly: Element = {**element, "c": [["", [], []], run]}
            yield make_lines(plainly) or plainly
            run = []
        if block is not None:
            yield block


def _is_all_lines(blocks: Sequence[Json], kinds: AbstractSet[str] = _LINES) -> bool:
    """Tell whether all of this is lines; a heading within a division of verse would be lost."""
    return all(
        is_element(block, *kinds)
        and (
            not is_element(block, "Div")
            or _is_all_lines(
                cast("Sequence[Json]", content(cast("Element", block))[1]), kinds - {"Header"}
            )
        )
        for block in blocks
    )


def _stanzas(blocks: Sequence[Json]) -> Iterator[list[Json]]:
    """Yield the lines of each stanza: a division of several lines, a paragraph of several."""
    run: list[Json] = []
    for block in blocks:
        element = cast("Element", block)
        lines = list(_lines(element))
        if is_element(block, "Div", "LineBlock") and len(lines) > 1:
            yield run
            run = []
            inner = content(element)[1] if is_element(block, "Div") else None
            yield from [*_stanzas(cast("Sequence[Json]", inner))] if inner else [lines]
        elif len(lines) > 1:
            yield run
            run = []
            yield lines
        else:
            run += lines
    yield run


def _lines(block: Element) -> Iterator[Json]:
    if is_element(block, "Div"):
        name = attributes(block)[0]
        for inner in cast("Sequence[Element]", content(block)[1]):
            for line in _lines(inner):
                anchor = [span(name, (), ())] if name else []
                name = ""
                yield [*anchor, *cast("Sequence[Json]", line)]
    elif is_element(block, "LineBlock"):
        yield from content(block)
    elif is_element(block, "Para", "Plain"):
        yield from _break_lines(content(block))


def _break_lines(inlines: Sequence[Json]) -> Iterator[list[Json]]:
    """Yield the lines of a paragraph, those that end inside a span among them."""
    line: list[Json] = []
    for item in _unwrap(inlines):
        if is_element(item, "LineBreak"):
            if _is_filled(line):
                yield line
            line = []
        elif line or not is_element(item, "Space", "SoftBreak"):
            line.append(item)
    if _is_filled(line):
        yield line


def _unwrap(inlines: Sequence[Json]) -> Iterator[Json]:
    for item in inlines:
        element = cast("Element", item)
        if is_element(item, "Span"):
            held = cast("Sequence[Json]", content(element)[1])
            if any(is_element(each, "LineBreak") for each in held) or not attributes(element)[0]:
                is_plain = not set(attributes(element)[1]) - {"line"} or any(
                    is_element(each, "LineBreak") for each in held
                )
                if is_plain:
                    if attributes(element)[0]:
                        yield span(attributes(element)[0], (), ())
                    yield from _unwrap(held)
                    continue
        yield item


def _is_filled(line: Sequence[Json]) -> bool:
    return bool(plain(line).strip()) or any(is_element(item, "Note", "Image") for item in line)
