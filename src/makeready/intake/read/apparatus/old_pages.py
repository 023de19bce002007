"""The numbers of printed pages in a document → marks where the pages of that edition begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from lxml import etree

from makeready.intake.read.formats.archive import local_name, name_like
from makeready.intake.read.pandoc_json import Element, Json, attributes, content, is_element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

MARK = "old-page"
RULE = "D.old-page"

_SAID = re.compile(
    r"[\s\[({|<–—-]*+(?:page|pag|pg|p)?[\s._:-]*+"
    r"(?P<label>[ivxlcdm]{1,12}|[a-z]?-?[0-9]{1,5}[a-z]?)[\s\])}|>.–—-]*",
    re.IGNORECASE,
)
# Only a name that says so is one of a page: an id such as `c12` may name anything.
_NAMED = re.compile(
    r"(?:page|pag|pg|p)[-_.]?(?P<label>[ivxlcdm]{1,12}|[0-9]{1,5}[a-z]?)", re.IGNORECASE
)
_OF_LINES = re.compile(r"(?:l|line)(?:n|no|nr|num|nums|number|numbers)?")
_HOLDERS = frozenset(
    "body section article main div blockquote header footer aside figure ol ul dl table".split()
)
_STARTS = frozenset("p h1 h2 h3 h4 h5 h6 dt dd figcaption td th caption li".split())


def read_label(said: Iterable[str], names: Iterable[str]) -> str:
    """Return the number of a page that words or names tell, the first that is one, or nothing."""
    readings = (
        *(_SAID.fullmatch(words) for words in said if words),
        *(_NAMED.fullmatch(name) for name in names if name),
    )
    return next((found["label"] for found in readings if found), "")


def is_of_line(classes: Iterable[str]) -> bool:
    """Tell whether these classes are of the number of a line, and not of a page."""
    return any(_OF_LINES.fullmatch(re.sub("[-_]", "", name.lower())) for name in classes)


def read_mark(element: etree._Element) -> str:
    """Return the number of the page that an element of a web page marks, or nothing."""
    if is_of_line((element.get("class") or "").split()):
        return ""
    words = " ".join("".join(map(str, element.itertext())).split())
    inner = [each.get("id") or each.get("name") or "" for each in element.iter()]
    return read_label((words, element.get("aria-label", ""), element.get("title", "")), inner)


def write_mark(element: etree._Element, label: str) -> None:
    """Put a mark in the place of an element, in place; in the block that follows between blocks."""
    given = (each.get("id") or each.get("name") or "" for each in element.iter())
    mark = etree.Element(name_like(element, "span"))
    if name := next(filter(None, given), ""):
        mark.set("id", name)
    mark.set("class", MARK)
    mark.set("data-n", label)
    parent = element.getparent()
    if parent is None:
        return
    mark.tail, element.tail = element.tail, None
    parent.replace(element, mark)
    block = next(_find_blocks(mark), None) if _is_between_blocks(mark) else None
    if block is not None:
        after, before = mark.tail or "", mark.getprevious()
        parent.remove(mark)
        if before is None:
            parent.text = (parent.text or "") + after
        else:
            before.tail = (before.tail or "") + after
        _open_with(block, mark)


def _is_between_blocks(mark: etree._Element) -> bool:
    parent = mark.getparent()
    if parent is None or local_name(parent) not in _HOLDERS:
        return False
    words = (parent.text, *(each.tail for each in parent))
    return not any((text or "").strip() for text in words)


def _find_blocks(mark: etree._Element) -> Iterator[etree._Element]:
    """Yield the blocks of text behind a mark that hold no others."""
    for each in mark.xpath("following::*"):
        inner = {local_name(child) for child in each.iterchildren()}
        if local_name(each) in _STARTS and not inner & (_STARTS | _HOLDERS):
            yield each


def _open_with(block: etree._Element, mark: etree._Element) -> None:
    """Put a mark at the beginning of a block, behind the marks that stand there."""
    if (block.text or "").strip() or not len(block) or block[0].get("class") != MARK:
        mark.tail, block.text = block.text, None
        block.insert(0, mark)
        return
    last = block[0]
    while not last.tail and (after := last.getnext()) is not None and after.get("class") == MARK:
        last = after
    mark.tail, last.tail = last.tail, None
    last.addnext(mark)


def make_span(element: Element, words: str) -> Element | None:
    """Return the mark for a span of pandoc's document that is the number of a page, or nothing."""
    identifier, classes, pairs = attributes(element)
    told = {pair[0]: pair[1] for pair in pairs}
    said = (words, told.get("aria-label", ""), told.get("title", ""))
    label = "" if is_of_line(classes) else read_label(said, (identifier,))
    if not label or element["t"] != "Span":
        return None
    return {"t": "Span", "c": [[identifier, [MARK], [["n", label]]], []]}


def keep_mark(element: Element, give_id: Callable[[str], str]) -> Element | None:
    """Return a span that is such a mark already as it is kept, or nothing."""
    identifier, classes, pairs = attributes(element)
    told = {pair[0].removeprefix("data-"): pair[1] for pair in pairs}
    if MARK not in classes or not told.get("n"):
        return None
    return {"t": "Span", "c": [[give_id(identifier), [MARK], [["n", told["n"]]]], []]}


def open_headings(blocks: Sequence[Json]) -> list[Json]:
    """Return blocks with marks that stand by themselves above a heading put first into it.

    The page begins with the heading, and a chapter with its file.
    """
    out: list[Json] = []
    for block in blocks:
        if is_element(block, "Header") and out and _holds_marks(out[-1]):
            marks = content(cast("Element", out.pop()))
            level, said, held = content(cast("Element", block))
            inside = [*marks, *cast("Sequence[Json]", held)]
            out.append({**cast("Element", block), "c": [level, said, inside]})
        else:
            out.append(block)
    return out


def _holds_marks(block: Json) -> bool:
    """Tell whether a paragraph holds marks of pages and nothing else."""
    if not is_element(block, "Para", "Plain"):
        return False
    held = [each for each in content(cast("Element", block)) if not is_element(each, "Space")]
    return bool(held) and all(
        is_element(each, "Span") and MARK in attributes(cast("Element", each))[1] for each in held
    )
