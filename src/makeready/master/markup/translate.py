"""A manuscript file becomes the same file, line for line, in the Markdown that pandoc reads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.master.genres.verse import keep_indents
from makeready.master.labels.notes import name_notes
from makeready.master.labels.titles import move_names
from makeready.master.labels.written import (
    LITERAL,
    LONE,
    find_escapes,
    find_groups,
    stands_alone,
)
from makeready.master.markup.boxes import rewrite_boxes
from makeready.master.markup.code import blank_code, blank_unseen
from makeready.master.markup.edits import apply_in_tables
from makeready.master.markup.fences import rewrite_fences
from makeready.master.markup.formulas import edit_formulas
from makeready.master.markup.heads import take_head
from makeready.master.markup.inner_notes import take_inner_notes
from makeready.master.markup.search import check
from makeready.master.trees import unwrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from makeready.core.findings import Finding
    from makeready.core.model import Text
    from makeready.master.markup.edits import Edit

_JOINED = re.compile(r";(?=-?@)")

OPEN, DONE = "□", "✔"
"""Signs of a task that is open or done: the press's own fonts have them."""


def translate(text: Text) -> tuple[str, tuple[Finding, ...]]:
    """Return a file as pandoc is to read it, and the findings of the markup that is not set.

    A line keeps its number, so that what pandoc tells of a line is true of the manuscript.
    """
    headless, told = take_head(text)
    lines, fenced = rewrite_fences(keep_indents(headless.text.split("\n")), text.file)
    running = blank_code("\n".join(lines))
    boxed = rewrite_boxes(lines, running.split("\n"))
    rewritten = "\n".join(move_names(boxed, blank_code("\n".join(boxed)).split("\n")))
    found = [*fenced, *check(replace(text, text=rewritten))]
    named = name_notes(rewritten)
    edits = (
        *_part_groups(named),
        *_bracket_references(named),
        *_hold_escapes(named),
        *edit_formulas(named),
    )
    kept, inner = take_inner_notes(replace(text, text=apply_in_tables(named, edits)))
    return kept, (*told, *sorted([*found, *inner], key=_line))


def _part_groups(text: str) -> Iterator[Edit]:
    """Yield the brackets of references with a space behind each semicolon.

    Without it pandoc takes `one;@fig` for an address.
    """
    for start, end in find_groups(blank_unseen(blank_code(text))):
        if _JOINED.search(text, start, end):
            yield start, end, _JOINED.sub("; ", text[start:end])


def _bracket_references(text: str) -> Iterator[Edit]:
    """Yield a text's bare references, as in @fig-lock, in the brackets of a reference.

    Within other brackets they stay as they are: those are references or are told as citations.
    """
    running = blank_unseen(blank_code(text))
    for found in LONE.finditer(running):
        start, end = found.span()
        if stands_alone(running, start):
            # brackets at the beginning of a line, and a colon, are the address of a link
            is_followed = running[end : end + 1] == ":"
            yield start, end + is_followed, f"[{found[0]}]" + "\\:" * is_followed


def _hold_escapes(text: str) -> Iterator[Edit]:
    """Yield the escaped signs of what looks a reference in spans, since pandoc drops backslashes.

    They are taken out of their spans when the references have been read.
    """
    for start, end in find_escapes(blank_unseen(blank_code(text))):
        yield start, end, f"[{text[start:end]}]{{.{LITERAL}}}"


def _line(found: Finding) -> int:
    return 0 if found.place is None or found.place.line is None else found.place.line


def set_tasks(tree: etree._Element) -> None:
    """Put a sign in the place of each box that pandoc draws for a task, in place."""
    for box in [each for each in tree.iter("input") if each.get("type") == "checkbox"]:
        holder = box.getparent()
        if holder is None or not any(True for _ in box.iterancestors("li")):
            continue
        sign = DONE if box.get("checked") is not None else OPEN
        box.tag = "span"
        box.attrib.clear()
        box.set("class", "task")
        box.text = sign
        box.tail = "\u00a0" + (box.tail or "").lstrip()
        if holder.tag == "label" and holder.getparent() is not None:
            unwrap(holder)
