"""Formulas of a document become TeX between dollar signs, or code where the press cannot set it.

While the rules for a document's elements run, a formula is code of a class of ours; what stands
beside it, which decides how it is written, is known only when they are done.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, cast

from makeready.core.tex import respell
from makeready.intake.read.apparatus.references import LABEL
from makeready.intake.read.pandoc_json import (
    attributes,
    content,
    elements,
    is_element,
    plain,
    string,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from makeready.intake.read.pandoc_json import Element, Json

INLINE, DISPLAYED = "makeready-math", "makeready-displayed-math"

_SIGNS = re.compile(r"[\\^_{}]")
_WORDS = re.compile(r"[^\W\d_]{2,}|\d[.,;:)]\s|^[\d.,]+$")
_TYPED = re.compile(r"(\$\$?|\\[(\[])([^$]+)(\$\$?|\\[)\]])")
_CLOSING = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_OPENING = re.compile(r"\\[(\[]")
_TEXT = ("Str", "Space", "SoftBreak")
_COMMAND = re.compile(r"\\[A-Za-z]|[_^{}]")
_TOLD_BY = ("$$", '"math"', r"\\(", r"\\[")
_TYPED_IN = frozenset({"Span", "Para", "Plain"})
_BLANK_LINES = re.compile(r"\n\s*\n")


def respell_formulas(document: str) -> str:
    """Return a document as JSON with its formulas told from text and their TeX as pandoc reads it.

    Pandoc writes a formula that it has no other form for as TeX in its signs, into e-books,
    DocBook and RTF, and many web pages have all of theirs so.
    """
    if '"t":"Math"' not in document and not any(sign in document for sign in _TOLD_BY):
        return document
    held = json.loads(document)
    for each in list(elements(held)):
        if each["t"] in _TYPED_IN and not _read_typed(cast("dict[str, Json]", each)):
            _read_typed_within(cast("dict[str, Json]", each))
        elif each["t"] == "Math":
            way, tex = content(each)
            cast("dict[str, Json]", each)["c"] = [way, respell(str(tex))]
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _read_typed(element: dict[str, Json]) -> bool:
    """Make a formula of the TeX that a whole paragraph or a span of mathematics is, in place."""
    is_span = is_element(element, "Span")
    held = cast("Sequence[Json]", content(element)[1] if is_span else content(element))
    if is_span and "math" not in attributes(element)[1]:
        return False
    if not all(is_element(each, *_TEXT) for each in held):
        return False
    typed = _TYPED.fullmatch(plain(held).strip())
    tex = typed[2].strip() if typed else ""
    if not typed or typed[3] != _CLOSING[typed[1]] or not _COMMAND.search(tex):
        return False
    if not is_span and typed[1] != "$$":
        return False
    formula = _make_formula(typed[1], tex)
    element["c"] = [["", [], []], [formula]] if is_span else [formula]
    return True


def _make_formula(sign: str, tex: str) -> Element:
    way = "InlineMath" if sign in {"$", r"\("} else "DisplayMath"
    return {"t": "Math", "c": [{"t": way}, respell(tex)]}


def _read_typed_within(element: dict[str, Json]) -> None:
    r"""Make formulas of what stands between `\(` and `\)` or `\[` and `\]` in a text, in place."""
    held = cast("list[Json]", content(element))
    if is_element(element, "Span") or not any(
        is_element(each, "Str") and _OPENING.search(plain(each)) for each in held
    ):
        return
    out: list[Json] = []
    for is_text, run in groupby(held, lambda each: is_element(each, *_TEXT)):
        items = list(run)
        out += _divide(items) if is_text else items
    element["c"] = out


def _divide(run: list[Json]) -> list[Json]:
    """Return a run of words with the formulas that are typed in it told apart."""
    text, done, at = plain(run), 0, 0
    out: list[Json] = []
    while (sign := _OPENING.search(text, at)) is not None:
        end = text.find(_CLOSING[sign[0]], sign.end())
        if end == -1:
            break
        tex, at = text[sign.end() : end].strip(), end + len(sign[0])
        if tex and (_COMMAND.search(tex) or not _WORDS.search(tex)):
            out += [*_write_text(text[done : sign.start()]), _make_formula(sign[0], tex)]
            done = at
    return [*out, *_write_text(text[done:])] if done else run


def _write_text(words: str) -> list[Json]:
    pieces = re.split(r"( +)", words)
    return [{"t": "Space"} if not piece.strip(" ") else string(piece) for piece in pieces if piece]


def mark_formula(element: Element) -> Sequence[Json]:
    """A formula as code of our class; nothing where it says nothing."""
    way, tex = content(element)
    said = str(tex).strip()
    if not said:
        return []
    name = DISPLAYED if is_element(way, "DisplayMath") else INLINE
    return [{"t": "Code", "c": [["", [name], []], said]}]


def is_displayed(item: Json) -> bool:
    """Tell whether this is a formula that stands apart from the lines around it."""
    return is_element(item, "Code") and DISPLAYED in attributes(cast("Element", item))[1]


def set_apart(item: Json) -> Element:
    """A displayed formula as a block."""
    return {"t": "CodeBlock", "c": [["", [DISPLAYED], []], content(cast("Element", item))[1]]}


def write_formulas(tree: Json, unread: AbstractSet[str]) -> tuple[Json, int]:
    """Return a document with its formulas as the press reads them, and how many stay code.

    `unread` is the TeX that pandoc cannot turn into MathML.
    """
    writer = _Writer(unread)
    return writer.write(tree), writer.kept


def is_unset(tex: str, unread: AbstractSet[str]) -> bool:
    """Tell whether a formula cannot be set, and stays code: `unread` is what pandoc cannot read."""
    return LABEL.sub("", tex).strip() in unread or "$" in tex or "`" in tex


class _Writer:
    def __init__(self, unread: AbstractSet[str]) -> None:
        self._unread = {tex.strip() for tex in unread}
        self._in_table = False
        self.kept = 0

    def write(self, tree: Json) -> Json:
        if isinstance(tree, dict):
            return cast(
                "Json", {name: self.write(cast("Json", each)) for name, each in tree.items()}
            )
        if not isinstance(tree, list):
            return tree
        around = [None, *tree, None]
        return [
            self._write_one(cast("Json", item), (around[at], around[at + 2]))
            for at, item in enumerate(tree)
        ]

    def _write_one(self, item: Json, beside: tuple[Json, Json]) -> Json:
        if is_element(item, "Table") and not self._in_table:
            self._in_table = True
            table = self.write(item)
            self._in_table = False
            return table
        if not is_element(item, "Code", "CodeBlock"):
            return self.write(item)
        element = cast("Element", item)
        if not {INLINE, DISPLAYED}.intersection(attributes(element)[1]):
            return item
        tex = _write_labels(str(content(element)[1]))
        if is_element(item, "CodeBlock"):
            written = None if self._is_unset(tex) else self._write_displayed(tex)
            return self._raw("RawBlock", written) or self._keep("CodeBlock", tex)
        written = None if self._is_unset(tex) else _write_inline(tex, element, beside)
        return self._raw("RawInline", written) or self._keep("Code", tex)

    def _write_displayed(self, tex: str) -> str:
        """Return a formula with lines of its own; in a table the next cell would stand in them."""
        if self._in_table:
            return f"$${' '.join(tex.split())}$$\n"
        return f"$$\n{_BLANK_LINES.sub(chr(10), tex)}\n$$\n"

    def _is_unset(self, tex: str) -> bool:
        return is_unset(tex, self._unread)

    @staticmethod
    def _raw(kind: str, written: str | None) -> Json:
        return None if written is None else {"t": kind, "c": ["markdown", written]}

    def _keep(self, kind: str, tex: str) -> Json:
        self.kept += 1
        return {"t": kind, "c": [["", ["tex"], []], tex]}


def _write_labels(tex: str) -> str:
    """Return the TeX with labels as the manuscript writes ids."""
    ids = {found[1]: re.sub(r"[^\w.-]+", "-", found[1]) for found in LABEL.finditer(tex)}
    return LABEL.sub(lambda found: f"\\label{{{ids[found[1]]}}}", tex)


def _write_inline(tex: str, element: Element, beside: tuple[Json, Json]) -> str | None:
    """Return a formula of a line in its signs, or None where the press would not read it."""
    said = " ".join(tex.split())
    before, after = beside
    if is_element(before, "Code") or is_element(after, "Code"):
        return None
    if DISPLAYED in attributes(element)[1]:
        return f"$${said}$$"
    last = str(content(cast("Element", before)))[-1:] if is_element(before, "Str") else ""
    first = str(content(cast("Element", after)))[:1] if is_element(after, "Str") else ""
    joined = last.isalnum() or last in ("_", "$", "\\") or first.isdigit() or first == "$"
    is_plain = not joined and (_SIGNS.search(said) or not _WORDS.search(said))
    return f"${said}$" if is_plain else f"\\\\({said}\\\\)"
