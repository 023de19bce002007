"""Titles that an attribute holds, as `name="The *main* law"`, keep their emphasis and formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from makeready.master.read.quotes import set_quotes_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOVED = "makeready-name"
"""The class of a span that holds, in front of the first line of a division, what it is called."""

_NAMED = re.compile(
    r"^(?P<before>[ \t>]*:{3,}[ \t]*\{[^{}\"]*?)[ \t]*\bname=\"(?P<name>(?:[^\"\\]|\\.)*)\""
    r"(?P<after>[^\n]*)$"
)
_FORMULA = re.compile(r"(?<!\\)\$(?! )[^$\n]+(?<! )\$(?!\d)")
# A line that may begin a paragraph: no list, heading, quotation, code, table, division or label.
_BEGINS = re.compile(r"[ ]{0,3}(?![-+*][ \t]|#|>|`{3}|~{3}|:|\||\d+[.)]|\(|\[\^|<|\$\$|=|_{3})\S")
_STYLED = re.compile(
    r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)(?!`)"
    r"|\*\*(?P<strong>[^\s*](?:[^*]*[^\s*])?)\*\*"
    r"|\*(?P<em>[^\s*](?:[^*]*[^\s*])?)\*"
    r"|(?<!\w)_(?P<under>[^\s_](?:[^_]*[^\s_])?)_(?!\w)"
)
_TAGS = {"code": "code", "strong": "strong", "em": "em", "under": "em"}


def move_names(lines: Sequence[str], running: Sequence[str]) -> list[str]:
    """Return lines in which a name with a formula stands before the first words of its division.

    pandoc reads formulas in text, and none in attributes. `running` has blanks for code.
    """
    out = list(lines)
    for at, line in enumerate(running[:-1]):
        found = _NAMED.match(line)
        if found is None or not _FORMULA.search(found["name"]) or not _BEGINS.match(out[at + 1]):
            continue
        name = lines[at][slice(*found.span("name"))].replace('\\"', '"')
        out[at] = f"{found['before']}{found['after']}"
        out[at + 1] = f"[{name}]{{.{MOVED}}} {out[at + 1].lstrip(' ')}"
    return out


def take_name(division: etree._Element) -> etree._Element | None:
    """Return, taken out of a division, the words that were put before its first ones."""
    first = division[0] if len(division) else None
    span = first[0] if first is not None and first.tag == "p" and len(first) else None
    if first is None or span is None or span.get("class") != MOVED or (first.text or "").strip():
        return None
    first.text = (span.tail or "").lstrip()
    span.tail = None
    first.remove(span)
    return span


def set_line(element: etree._Element, said: str, language: str) -> None:
    """Write a line with Markdown's emphasis and code into an empty element, in place."""
    last: etree._Element | None = None
    for tag, words in _part(said):
        shown = words if tag == "code" else set_quotes_of_line(words, language)
        if tag:
            last = etree.SubElement(element, tag)
            last.text = shown
        elif last is None:
            element.text = (element.text or "") + shown
        else:
            last.tail = shown


def _part(said: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a line, each with the tag of its emphasis, or none."""
    done = 0
    for found in _STYLED.finditer(said):
        if found.start() > done:
            yield "", said[done : found.start()]
        kind = next(key for key in _TAGS if found[key] is not None)
        yield _TAGS[kind], found[kind]
        done = found.end()
    if done < len(said):
        yield "", said[done:]
