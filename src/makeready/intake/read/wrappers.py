"""Wrappers of a document: divisions, spans, emphasis → what of them a manuscript needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from makeready.intake.read import verse
from makeready.intake.read.apparatus import old_pages, theorems
from makeready.intake.read.apparatus.index_marks import keep_span
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
    from collections.abc import Iterable, Sequence

    from makeready.intake.read.context import Context

# what those who prepare web pages call the numbers of pages and lines, hyphens apart
_FURNITURE = re.compile(
    r"(?:l|line|p|pg|page)(?:n|no|nr|num|nums|number|numbers|break)|ln|folio|xebookmakerpageno"
)
# "page-break" is also the name of what begins on a new page
_BREAK = re.compile(r"p(?:g|age)?break")
BOXES = frozenset(
    "box note tip warning caution important danger attention hint error admonition sidebar aside "
    "textbox callout infobox callout-note callout-tip callout-warning callout-important "
    "callout-caution".split()
)
_GENRES = frozenset({"drama", "play", "epigraph"})
SMALL_CAPITALS = frozenset("smallcaps smcap small-caps sc".split())
_SHOWN = 60
_BREAKS = ("LineBreak", "SoftBreak", "Space")
_NUMBER = 12
"""How many characters the number of a page has at the most, with what stands around it."""


def _classes(element: Element) -> frozenset[str]:
    return frozenset(name.lower() for name in attributes(element)[1])


def _is_furniture(element: Element) -> bool:
    pairs = {pair[0]: pair[1] for pair in attributes(element)[2]}
    marked = {pairs.get("role", ""), *pairs.get("epub:type", "").split()}
    classes = _classes(element)
    named = names_furniture(classes) and names_furniture(classes, plain(element).strip())
    return named or bool({"doc-pagebreak", "pagebreak"} & marked)


def names_furniture(names: Iterable[str], words: str = "") -> bool:
    """Tell whether one of these classes or types is of the numbers of pages and lines.

    A class such as `page-break` is not if the words of its element are no number.
    """
    plain_names = {re.sub("[-_]", "", name.lower()) for name in names}
    found = {name for name in plain_names if _FURNITURE.fullmatch(name)}
    if len(words) > _NUMBER:
        found = {name for name in found if not _BREAK.fullmatch(name)}
    return bool(found)


def prepare_wrapper(element: Element, context: Context) -> Element | None:
    """Take out page and line numbers; make lines of what is marked as verse."""
    if _is_furniture(element):
        words = plain(element).strip()
        if len(words) > _SHOWN:
            return element
        if (mark := old_pages.make_span(element, words)) is not None:
            context.correct(old_pages.RULE, words or "a page")
            return mark
        if words:
            context.correct("D.page-number", words)
        kept = attributes(element)[0]
        return span(kept, (), ()) if kept in context.targets and element["t"] == "Span" else None
    if element["t"] == "Div" and _classes(element) & verse.CLASSES:
        return verse.make_lines(element) or element
    return element


def rewrite_div(element: Element, context: Context) -> Sequence[Json]:
    """A wrapper stays for its language, as box, play or epigraph, or as the target of a link."""
    identifier, classes, pairs = attributes(element)
    held = cast("Sequence[Json]", content(element)[1])
    if not held:
        return []
    if theorems.is_theorem(element):
        return [theorems.rewrite_theorem(element, context.name)]
    languages = [[key, value] for key, value in pairs if key == "lang"]
    box = ["box"] if BOXES & _classes(element) else [*sorted(_GENRES & _classes(element))]
    box += ["glossary"] if "glossary" in classes else []
    kept = context.give_id(identifier)
    if "title" in classes:
        return [_strong(block) for block in held]
    if any(is_element(block, "Header") for block in held):
        if not box:
            return _open_section(held, kept, languages)
        held = [_embolden(block) for block in held]
    if not (kept or languages or box):
        return held
    return [{**element, "c": [[kept, box, languages], held]}]


def _open_section(
    blocks: Sequence[Json], name: str, languages: Sequence[Sequence[str]]
) -> Sequence[Json]:
    """Return a section's blocks without their wrapper, which would run on through chapters.

    Its id goes to its first heading, its language to what stands between its headings.
    """
    out: list[Json] = []
    for block in blocks:
        if not is_element(block, "Header"):
            out.append({"t": "Div", "c": [["", [], languages], [block]]} if languages else block)
        elif name:
            heading = cast("Element", block)
            level, given, words = content(heading)
            identifier, *rest = cast("Sequence[Json]", given)
            out += make_anchor(str(identifier)) if identifier else []
            out.append({**heading, "c": [level, [name, *rest], words]})
            name = ""
        else:
            out.append(block)
    return out


def _embolden(block: Json) -> Json:
    """Return a heading in a box as a paragraph, since a heading would open a chapter."""
    if not is_element(block, "Header"):
        return block
    return {"t": "Para", "c": [{"t": "Strong", "c": content(cast("Element", block))[2]}]}


def _strong(block: Json) -> Json:
    if not is_element(block, "Para", "Plain"):
        return block
    return {"t": "Para", "c": [{"t": "Strong", "c": content(cast("Element", block))}]}


def rewrite_span(element: Element, context: Context) -> Sequence[Json]:
    """A span stays for what it says of its words, or as the target of a link."""
    if (mark := keep_span(element)) is not None:
        return [mark]
    if (page := old_pages.keep_mark(element, context.give_id)) is not None:
        return [page]
    identifier, _, pairs = attributes(element)
    classes = _classes(element)
    held = cast("Sequence[Json]", content(element)[1])
    if "comment-start" in classes or "comment-end" in classes:
        return []
    if "deletion" in classes:
        return [{"t": "Strikeout", "c": held}] if held else []
    names = ["smallcaps"] if SMALL_CAPITALS & classes else []
    names += ["inserted"] if classes & {"insertion", "inserted"} else []
    names += [name for name in ("underline", "mark") if name in classes]
    languages = [[key, value] for key, value in pairs if key in ("lang", "ruby")]
    kept = context.give_id(identifier)
    if not (kept or languages or (names and held)):
        return held
    return [{**element, "c": [[kept, names if held else [], languages], held]}]


def make_anchor(identifier: str) -> Sequence[Json]:
    """Return an empty paragraph that bears the id, or nothing where there is none."""
    return [{"t": "Para", "c": [span(identifier, (), ())]}] if identifier else []


def part_ends(element: Element, _: Context) -> Sequence[Json]:
    """Breaks of lines at the ends of emphasis stand beside it.

    Pandoc would write the backslash of a break right before the signs that end the emphasis, which
    are plain text then.
    """
    held = list(content(element))
    start, end = 0, len(held)
    while start < end and is_element(held[start], *_BREAKS):
        start += 1
    while end > start and is_element(held[end - 1], *_BREAKS):
        end -= 1
    inside = [{**element, "c": held[start:end]}] if start < end else []
    return [*held[:start], *inside, *held[end:]]
