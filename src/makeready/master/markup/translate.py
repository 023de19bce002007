"""A manuscript file becomes the same file, line for line, in the Markdown that pandoc reads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.master.markup.boxes import rewrite_boxes
from makeready.master.markup.code import blank_code, blank_unseen
from makeready.master.markup.fences import rewrite_fences
from makeready.master.markup.heads import take_head
from makeready.master.markup.inner_notes import take_inner_notes
from makeready.master.markup.mathematics import formulas
from makeready.master.markup.search import check
from makeready.master.trees import change_words, unwrap

if TYPE_CHECKING:
    from lxml import etree

    from makeready.core.findings import Finding
    from makeready.core.model import Text

FORMULA = "makeready-formula"
DISPLAYED = "makeready-displayed"
UNREAD = re.compile(rf"(`+)([^`]*)\1\{{\.{FORMULA}( \.{DISPLAYED})?\}}")
OPEN, DONE = "□", "✔"
"""Signs of a task that is open or done: the press's own fonts have them."""


def translate(text: Text) -> tuple[str, tuple[Finding, ...]]:
    """Return a file as pandoc is to read it, and the findings of the markup that is not set.

    A line keeps its number, so that what pandoc tells of a line is true of the manuscript.
    """
    headless, told = take_head(text)
    lines, fenced = rewrite_fences(headless.text.split("\n"), text.file)
    running = blank_code("\n".join(lines))
    rewritten = "\n".join(rewrite_boxes(lines, running.split("\n")))
    found = [*fenced, *check(replace(text, text=rewritten))]
    kept, inner = take_inner_notes(replace(text, text=_keep_formulas(rewritten)))
    return kept, (*told, *sorted([*found, *inner], key=_line))


def _line(found: Finding) -> int:
    return 0 if found.place is None or found.place.line is None else found.place.line


def _keep_formulas(text: str) -> str:
    """Return a text with its formulas as code, so that Markdown changes nothing in them."""
    pieces: list[str] = []
    done = 0
    running = blank_code(text)
    ticks = _ticks(running)
    for each in formulas(blank_unseen(running)):
        if "`" in text[max(0, each.start - 1) : each.end + 1]:
            continue
        classes = f".{FORMULA} .{DISPLAYED}" if each.displayed else f".{FORMULA}"
        pieces += [text[done : each.start], f"{ticks}{each.tex}{ticks}{{{classes}}}"]
        done = each.end
    return "".join([*pieces, text[done:]])


def _ticks(running: str) -> str:
    """Return back-quotes, as few as stand together nowhere in the text: they pair with none."""
    taken = set(re.findall("`+", running))
    return next("`" * count for count in range(1, len(taken) + 2) if "`" * count not in taken)


def set_formulas(tree: etree._Element) -> None:
    """Give every formula of a tree its signs back, in an element of its own, in place.

    One that pandoc did not take for code, since it stands in code, is what it was.
    """
    change_words(tree, FORMULA, _as_it_was)
    for code in [each for each in tree.iter("code") if FORMULA in (each.get("class") or "")]:
        is_displayed = DISPLAYED in (code.get("class") or "")
        sign = "$$" if is_displayed else "$"
        code.tag = "span"
        code.set("class", "math display" if is_displayed else "math inline")
        code.text = f"{sign}{code.text or ''}{sign}"


def _as_it_was(said: str) -> str:
    return UNREAD.sub(lambda found: f"$${found[2]}$$" if found[3] else f"${found[2]}$", said)


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
