"""Spans of the class `index` become marks: terms of the index, each with the place it leads to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.model import Anchor, Text
from makeready.master.markup.code import blank_code
from makeready.master.trees import elements, short_digest, unwrap, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from makeready.master.anchors import Register
    from makeready.master.chapters import Chapter

MARK = "index"
"""The class of a span that marks a term."""

SEPARATOR = "!"
"""Stands between an entry and the entry below it."""

WRITTEN = re.compile(r"(?<!\\)\{[^{}\n]{0,300}\.index\b[^{}\n]{0,300}\}")
PLACE = re.compile(r"(?<!\\)\{#(?:the-)?index\b[^{}\n]{0,300}\}")
_KEYS = ("entry", "sub", "see", "seealso", "sort", "range", "main")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark: the path of its entry, what it says of it, and where it stands.

    `anchor` is nothing where it only refers to another entry. `span` is `start` or `end` for the
    ends of a range. `text` are the files in which to look for its line, `said` what to look for.
    """

    path: tuple[str, ...]
    anchor: Anchor
    sort: str
    see: str
    see_also: str
    span: str
    is_main: bool
    is_in_note: bool
    texts: Sequence[Text]
    said: tuple[str, ...]


def find_marks(texts: Sequence[Text]) -> tuple[bool, bool]:
    """Tell whether the files mark terms, and whether they say where the index stands."""
    running = [blank_code(text.text) for text in texts]
    marked = any(
        WRITTEN.search(line) and not line.lstrip().startswith("#")
        for each in running
        for line in each.split("\n")
    )
    return marked, any(PLACE.search(each) for each in running)


def take_marks(chapters: Sequence[Chapter], register: Register) -> list[Mark]:
    """Return the marks of the chapters in order; in the text only their ids are left.

    An id is made of the term, the chapter, and how often the chapter has marked the term before:
    other words around a mark change nothing in the index, which then need not be laid out anew.
    """
    taken: list[Mark] = []
    for chapter in chapters:
        counts: Counter[tuple[str, ...]] = Counter()
        taken += [_take(span, chapter, counts, register) for span in list(_spans(chapter.section))]
    return taken


def _spans(section: etree._Element) -> Iterator[etree._Element]:
    """Yield the marks of a chapter as its pages have them, those of a note at its call."""
    notes = {f"#{each.get('id')}": each for each in section.iter("aside")}
    for element in elements(section):
        if any(up in notes.values() for up in element.iterancestors("aside")):
            continue
        if element.get("class") == "noteref":
            yield from filter(_is_mark, elements(notes[element.get("href", "")]))
        elif _is_mark(element):
            yield element


def _is_mark(element: etree._Element) -> bool:
    return element.tag == "span" and MARK in (element.get("class") or "").split()


def _take(
    span: etree._Element, chapter: Chapter, counts: Counter[tuple[str, ...]], register: Register
) -> Mark:
    said = words(span)
    facts = {key: span.attrib.pop(f"data-{key}", "") for key in _KEYS}
    classes = [each for each in (span.get("class") or "").split() if each != MARK]
    path = tuple(
        " ".join(part.split())
        for part in (facts["entry"] or said).split(SEPARATOR)
        + (facts["sub"].split(SEPARATOR) if facts["sub"] else [])
    )
    is_place = not facts["see"] and bool(said or not facts["seealso"])
    if is_place and not span.get("id"):
        place = (chapter.section.get("id", ""), str(counts[path]))
        counts[path] += 1
        span.set("id", register.take(f"at-{short_digest(*path, *place)}", *place))
    span.attrib.pop("class", None)
    kept = [each for each in classes if each != "main"]
    if kept:
        span.set("class", " ".join(kept))
    is_in_note = any(True for _ in span.iterancestors("aside"))
    if not span.attrib:
        unwrap(span)
    return Mark(
        path=path,
        anchor=Anchor(span.get("id", "") if is_place else ""),
        sort=facts["sort"],
        see=facts["see"],
        see_also=facts["seealso"],
        span=facts["range"],
        is_main="main" in classes or facts["main"].lower() in ("true", "yes", "1"),
        is_in_note=is_in_note,
        texts=chapter.texts,
        said=tuple(filter(None, (facts["entry"], facts["see"], f"[{said}]{{.index", said))),
    )
