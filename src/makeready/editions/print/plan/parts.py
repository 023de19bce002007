"""A huge chapter becomes parts that are laid out side by side and look as in the whole.

A part is a copy of the chapter's document in which every section of other parts is an empty shell,
so that selectors such as `:nth-child` match as in the whole. The shell before the part fills a
page, which stands for the pages before; the shell behind it begins another. Both pages are thrown
away.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cssselect2 import ElementWrapper
from lxml import etree

from makeready.editions.print.plan.cascade import BREAKS, Cascade, read_cascade, read_strings_set
from makeready.editions.print.values import SHELL, SIDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HUGE = 120_000
"""About how many characters of markup a part has: some forty pages.

Smaller parts would lay out more pages that are thrown away (decision 7).
"""

SIDELESS = BREAKS - SIDED | {""}
FORCED = SIDED | {"page", "always"}
COLUMNS = ("columns", "column-count", "column-width")
REPEATED = frozenset({"aside", "thead", "tfoot"})
"""These are not set where they stand in the document: notes at the foot, heads on every page."""

ANYWHERE = "break-before: auto !important"
GONE = "display: none !important"
BARE = "; ".join(
    f"{declared_value} !important"
    for declared_value in (
        *("display: block", "position: static", "float: none", "page: auto", "break-after: auto"),
        *("margin: 0", "padding: 0", "border: 0 none", "height: auto", "min-height: 0"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a chapter: the id of its first section, or of the chapter, and its document."""

    name: str
    root: etree._Element


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chapter:
    """A chapter's document: its root, body and chapter, and the children of the chapter.

    Elements are wrapped as the layout wraps them; `cascade` says what is said of them.
    """

    outer: tuple[ElementWrapper, ...]
    children: tuple[ElementWrapper, ...]
    cascade: Cascade


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setter:
    """An element that sets strings for running heads, and the value that says so."""

    element: etree._Element
    value: str


def split_chapter(root: etree._Element, css: str) -> tuple[Part, ...]:
    """Return the parts of a chapter's document, or none where it is laid out whole.

    It is cut only before sections that begin a new page in any case. It stays whole if it is not
    huge, if there is no such section, or if `css` makes a page depend on those before it (counters,
    columns, `:nth()` pages).
    """
    children = root[-1][0].iterchildren("*")
    sizes = [len(etree.tostring(child, encoding="unicode")) for child in children]
    cascade = read_cascade(css) if sum(sizes) > HUGE else None
    if cascade is None:
        return ()
    chapter = _chapter(root, cascade)
    starts = _starts(sizes, list(_places(chapter)))
    if len(starts) == 1 or not _is_plain(chapter):
        return ()
    set_before = _strings(chapter, starts)
    if set_before is None:
        return ()
    spans = [range(*ends) for ends in pairwise([*starts, len(sizes)])]
    parts = tuple(_part(root, *each) for each in zip(spans, set_before, strict=True))
    kept = all(_keeps_kin(chapter, *each) for each in zip(parts, spans, strict=True))
    return parts if kept else ()


def _chapter(root: etree._Element, cascade: Cascade) -> _Chapter:
    top = ElementWrapper.from_html_root(root)
    *_, body = top.iter_children()
    (chapter,) = body.iter_children()
    return _Chapter(
        outer=(top, body, chapter), children=tuple(chapter.iter_children()), cascade=cascade
    )


def _is_plain(chapter: _Chapter) -> bool:
    """Tell whether a chapter has one page name and one column, and no notes as children."""
    declared_value = chapter.cascade.declared_value
    within = (each for child in chapter.children for each in child.iter_subtree())
    named = any(declared_value(each, "page") not in ("", "auto") for each in within)
    columns = {declared_value(each, name) for each in chapter.outer for name in COLUMNS}
    notes = any(child.local_name == "aside" for child in chapter.children)
    return not named and not notes and columns <= {"", "auto"}


def _places(chapter: _Chapter) -> Iterator[int]:
    """Yield the places of the sections that the style sheet sets on a new page."""
    for at, (before, section) in enumerate(pairwise(chapter.children), 1):
        ends = {chapter.cascade.declared_value(each, "break-after") for each in _edge(before, -1)}
        begins = {
            chapter.cascade.declared_value(each, "break-before") for each in _edge(section, 0)
        }
        # what stands before could ask for a side, of which the part would not know
        apart = begins & FORCED and ends <= SIDELESS
        if section.local_name == "section" and section.id and apart:
            yield at


def _edge(element: ElementWrapper, end: int) -> Iterator[ElementWrapper]:
    """Yield an element with its first descendants, or with its last ones if `end` is -1."""
    yield element
    children = list(element.iter_children())
    if children:
        words = element.etree_element.text if end == 0 else children[end].etree_element.tail
        if not (words or "").strip():
            yield from _edge(children[end], end)


def _starts(sizes: Sequence[int], places: Sequence[int]) -> list[int]:
    """Return the places where parts start, chosen so that parts are about HUGE characters long."""
    starts, size = [0], 0
    for start, end in pairwise((0, *places, len(sizes))):
        more = sum(sizes[start:end])
        if size and size + more / 2 > HUGE:
            starts.append(start)
            size = 0
        size += more
    return starts


def _strings(chapter: _Chapter, starts: Sequence[int]) -> list[tuple[_Setter, ...]] | None:
    """Return for each part the elements before it that set the strings of its running heads.

    Returns None where these depend on how earlier pages are broken.
    """
    found: list[tuple[_Setter, ...]] = []
    last: dict[str, _Setter] = {}
    for start, end in pairwise((0, *starts)):
        for element in (each for one in chapter.children[start:end] for each in one.iter_subtree()):
            names = _sets(chapter, element)
            if names is None:
                return None
            if names:
                value = chapter.cascade.declared_value(element, "string-set")
                setter = _Setter(element=element.etree_element, value=value)
                others = {name: last[name] for name in last if name not in names}
                last = others | dict.fromkeys(sorted(names), setter)
        found.append(tuple(dict.fromkeys(last.values())))
    return found


def _sets(chapter: _Chapter, element: ElementWrapper) -> frozenset[str] | None:
    """Return the `string-set` names of an element, or None if a value depends on the page."""
    declared_value = chapter.cascade.declared_value
    value = declared_value(element, "string-set")
    if value in ("", "none"):
        return frozenset()
    names = read_strings_set(value)
    above = [each for each in element.ancestors if each not in chapter.outer]
    # an element sets its strings again on every page that it continues on
    again = {
        name for each in above for name in read_strings_set(declared_value(each, "string-set"))
    }
    unsure = any(
        each.local_name in REPEATED or declared_value(each, "display") == "none"
        for each in (*above, element)
    )
    return None if not names or names & again or unsure else names


def _part(root: etree._Element, span: range, set_before: Iterable[_Setter]) -> Part:
    """Return a part: the children of the chapter outside the span become shells."""
    part = copy.deepcopy(root)
    chapter = part[-1][0]
    children = list(chapter.iterchildren("*"))
    for child in (*children[: span.start], *children[span.stop :]):
        _empty(child, "gone", GONE)
    if span.start:
        chapter.text = None
        before = children[span.start - 1]
        _empty(before, "before", f"{BARE}; {ANYWHERE}; string-set: none !important")
        before.extend([_clone(setter) for setter in set_before])
    if span.stop < len(children):
        _empty(children[span.stop], "behind", f"{BARE}; break-before: page !important")
    first = children[span.start] if span.start else chapter
    return Part(name=first.get("id", ""), root=part)


def _empty(element: etree._Element, place: str, style: str) -> None:
    attributes = dict(element.attrib) | {SHELL: place, "style": style}
    element.clear()
    element.attrib.update(attributes)


def _clone(setter: _Setter) -> etree._Element:
    """Return an element that sets the same strings, of the same words and attributes."""
    clone = copy.deepcopy(setter.element)
    clone.tail = None
    if "content" not in setter.value:
        clone.text = None
        del clone[:]
    etree.strip_elements(clone, "aside", with_tail=False)
    for element in clone.iter():
        element.attrib.pop("id", None)
    clone.set("style", f"{BARE}; {ANYWHERE}; string-set: {setter.value} !important")
    return clone


def _keeps_kin(chapter: _Chapter, part: Part, span: range) -> bool:
    """Tell whether selectors such as `:has()` match in a part as they do in the whole."""
    twin = _chapter(part.root, chapter.cascade)
    pairs = zip((*chapter.outer, *chapter.children), (*twin.outer, *twin.children), strict=True)
    counted = list(enumerate(pairs, -len(chapter.outer)))
    return all(
        kin.selector is not None and bool(kin.selector.test(whole)) == bool(kin.selector.test(own))
        for kin in chapter.cascade.kin
        for at, (whole, own) in counted
        if at < 0 or at in span or kin.leads_to_siblings
    )
