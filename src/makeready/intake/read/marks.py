"""Marks that go through pandoc as text → what they stand for in its document.

Pandoc has no words for text boxes, and no ears for remarks or formulas in some formats. So a
format's reader writes a mark where one stands, in two of the code points that Unicode keeps for
such private use inside a program (the noncharacters U+FDD0 and U+FDD1), and it is resolved here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from makeready.intake.read.pandoc_json import (
    Element,
    Json,
    attributes,
    content,
    elements,
    is_element,
    paragraph,
    plain,
    span,
    string,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_MARK = re.compile("\ufdd0([a-z]+)([(=)])([0-9]*)\ufdd1")
FOREIGN = re.compile("[\ufdd0-\ufdef]")
"""The noncharacters, which no document may hold: they are taken out before marks are set."""

_READINGS = frozenset({"ruby", "reading"})
_HEADING = "what-a-heading-says"
_BLOCKS = frozenset({"box", "verse", "quote", "glossary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """What the numbered marks of a document stand for."""

    notes: Mapping[str, str]
    formulas: Mapping[str, str]


def begin(kind: str) -> str:
    """Return the mark that begins a stretch: a box, verse, small capitals, inserted words."""
    return f"\ufdd0{kind}(\ufdd1"


def begin_language(number: int) -> str:
    """Return the mark that begins a stretch in the language of this number; `lang` ends it."""
    return f"\ufdd0lang({number}\ufdd1"


def end(kind: str) -> str:
    """Return the mark that ends a stretch."""
    return f"\ufdd0{kind})\ufdd1"


def write_stand_in(kind: str, number: int) -> str:
    """Return the mark that stands for a numbered note or formula."""
    return f"\ufdd0{kind}={number}\ufdd1"


def write_ruby(base: str, reading: str) -> str:
    """Return characters and their reading, each in a stretch of its own."""
    return f"{begin('ruby')}{base}{end('ruby')}{begin('reading')}{reading}{end('reading')}"


def strip_marks(words: str) -> str:
    """Return words without any marks in them; a reading stands apart from its characters."""
    bare = _MARK.sub(lambda mark: " " if mark[1] in _READINGS else "", words)
    return FOREIGN.sub("", bare)


def has_marks(blocks: Json) -> bool:
    """Tell whether there are marks in a document."""
    return any(each["t"] == "Str" and "\ufdd0" in str(each["c"]) for each in elements(blocks))


def resolve(blocks: Json, meanings: Meanings) -> Sequence[Json]:
    """Return the blocks with every mark replaced by what it stands for."""
    kept, called = _take_called(cast("Sequence[Json]", blocks))
    resolver = _Resolver(meanings, called)
    resolved = cast("Sequence[Json]", resolver.walk(kept))
    # pandoc may lose the words of a cell, and the call with them
    return [*resolved, *({"t": "Para", "c": [note]} for note in resolver.called.values())]


def _take_called(blocks: Sequence[Json]) -> tuple[Sequence[Json], Mapping[str, Json]]:
    """Return the blocks without the notes that are called elsewhere, and these by their numbers.

    Each is a paragraph of a mark and the note, or of a mark alone that stands before them.
    """
    kept: list[Json] = []
    called: dict[str, Json] = {}
    for block in blocks:
        held = cast("Sequence[Json]", _c(block)) if is_element(block, "Para") else ()
        first = _MARK.fullmatch(str(_c(held[0]))) if is_element([*held, None][0], "Str") else None
        if first and first[1] == "called":
            called.update((first[3], each) for each in held if is_element(each, "Note"))
        else:
            kept.append(block)
    return kept, called


class _Resolver:
    """Walks a document in the order of its text; stretches may pass from one block to the next."""

    def __init__(self, meanings: Meanings, called: Mapping[str, Json]) -> None:
        self._meanings = meanings
        self.called = dict(called)
        self._open: list[str] = []
        # what the elements around already are
        self._applied: tuple[str, ...] = ()

    def walk(self, node: Json) -> Json:
        if isinstance(node, dict):
            walked = {key: self.walk(value) for key, value in node.items()}
            return _hoist(walked) if is_element(walked, "Header") else walked
        if isinstance(node, list):
            if any(is_element(item, "Str") and _MARK.search(str(_c(item))) for item in node):
                return self._inlines(node)
            if self._open and _are_inlines(node):
                return self._inlines(node)
            return _fold([self.walk(item) for item in node])
        return node

    def _inlines(self, items: Sequence[Json]) -> list[Json]:
        out: list[Json] = []
        run: list[Json] = []
        for item in self._pieces(items):
            if isinstance(item, re.Match):
                out += self._style(run)
                run = []
                out += self._meet(item)
            else:
                before = self._applied
                self._applied = (*before, *self._open)
                run.append(self.walk(item))
                self._applied = before
        return list(_join_readings(out + self._style(run)))

    def _pieces(self, items: Sequence[Json]) -> Iterator[Json | re.Match[str]]:
        for item in items:
            if not is_element(item, "Str"):
                yield item
                continue
            text, at = str(_c(item)), 0
            for mark in _MARK.finditer(text):
                yield from _string(text[at : mark.start()])
                yield mark
                at = mark.end()
            yield from _string(text[at:])

    def _meet(self, mark: re.Match[str]) -> list[Json]:
        kind, sign, number = mark.groups()
        if kind in _BLOCKS:
            return [string(mark[0])]
        if sign == "(":
            self._open.append(f"{kind}={self._meanings.notes.get(number, '')}" if number else kind)
        elif sign == ")":
            begun = [each for each in self._open if each.partition("=")[0] == kind]
            if begun:
                self._open.remove(begun[0])
        else:
            return self._make(kind, number)
        return []

    def _make(self, kind: str, number: str) -> list[Json]:
        """Return what a numbered mark stands for."""
        said = self._meanings.notes.get(number, "")
        way = {"t": "InlineMath" if kind == "formula" else "DisplayMath"}
        made: dict[str, Callable[[], Json]] = {
            "page": lambda: {"t": "Link", "c": [["", ["page"], []], [], [f"#{said}", ""]]},
            "index": lambda: make_index_mark(said),
            "anchor": lambda: span(said, (), ()),
            "heading": lambda: {"t": "Span", "c": [["", [_HEADING, said], []], []]},
            "note": lambda: {"t": "Note", "c": [paragraph(said)]},
        }
        if kind == "call":
            return [self.walk(self.called.pop(number))] if number in self.called else []
        if kind in {"formula", "display"}:
            return [{"t": "Math", "c": [way, self._meanings.formulas.get(number, "")]}]
        return [made[kind]()] if kind in made else []

    def _style(self, run: list[Json]) -> list[Json]:
        if not run:
            return []
        for kind in dict.fromkeys(reversed(self._open)):
            if kind in self._applied:
                continue
            if kind == "deleted":
                run = [{"t": "Strikeout", "c": run}]
            elif kind.startswith("lang="):
                language = kind.removeprefix("lang=")
                run = [{"t": "Span", "c": [["", [], [["lang", language]]], run]}]
            else:
                run = [{"t": "Span", "c": [["", [kind], []], run]}]
        return run


def _hoist(header: Element) -> Element:
    """Return a heading with what a mark in it says as its classes and attributes."""
    level, (name, classes, pairs), inlines = cast("Any", header["c"])
    kept = []
    for each in inlines:
        named = attributes(each)[1] if is_element(each, "Span") else ()
        if not named or named[0] != _HEADING:
            kept.append(each)
            continue
        said: dict[str, str] = json.loads(named[1] or "{}")
        classes = [*classes, *filter(None, [said.pop("class", "")])]
        pairs = [*pairs, *([key, said[key]] for key in said)]
    return {"t": "Header", "c": [level, [name, classes, pairs], kept]}


def make_index_mark(meaning: str) -> Element:
    """Return the span of an index mark whose attributes are written as JSON."""
    said: dict[str, str] = json.loads(meaning or "{}")
    return {"t": "Span", "c": [["", ["index"], [[key, said[key]] for key in said]], []]}


def _join_readings(items: Iterable[Json]) -> Iterator[Json]:
    """Yield inlines; a reading becomes an attribute of the characters that it stands behind."""
    base: Element | None = None
    for item in items:
        classes = attributes(cast("Element", item))[1] if is_element(item, "Span") else ()
        if base is not None and "reading" in classes:
            said = plain(cast("Element", item)).strip()
            held = content(base)[1]
            yield {**base, "c": [["", [], [["ruby", said]]], held]}
            base = None
            continue
        if base is not None:
            yield base
        base = cast("Element", item) if "ruby" in classes else None
        if base is None:
            yield item
    if base is not None:
        yield base


def _c(item: Json) -> Json:
    return cast("Element", item)["c"]


def _are_inlines(node: Sequence[Json]) -> bool:
    return any(is_element(item, "Str", "Space", "SoftBreak") for item in node)


def _string(text: str) -> Iterator[Json]:
    if text:
        yield string(text)


def _block_mark(block: Json) -> re.Match[str] | None:
    """Return the mark of a paragraph that is nothing else."""
    if not is_element(block, "Para", "Plain"):
        return None
    content = cast("Sequence[Json]", _c(block))
    if len(content) != 1 or not is_element(content[0], "Str"):
        return None
    found = _MARK.fullmatch(str(_c(content[0])))
    return found if found and found[1] in _BLOCKS else None


def _fold(blocks: Sequence[Json]) -> list[Json]:
    """Return the blocks with what stands between two marks of a kind put into one."""
    levels: list[tuple[str, list[Json]]] = [("", [])]
    for block in blocks:
        mark = _block_mark(block)
        if mark is None:
            levels[-1][1].append(block)
        elif mark[2] == "(":
            levels.append((mark[1], []))
        elif len(levels) > 1:
            kind, held = levels.pop()
            levels[-1][1].extend(_frame(kind, held))
    while len(levels) > 1:
        kind, held = levels.pop()
        levels[-1][1].extend(_frame(kind, held))
    return levels[0][1]


def _frame(kind: str, blocks: list[Json]) -> Iterable[Json]:
    if not blocks:
        return []
    if kind == "quote":
        return [{"t": "BlockQuote", "c": blocks}]
    return [{"t": "Div", "c": [["", [kind], []], blocks]}]
