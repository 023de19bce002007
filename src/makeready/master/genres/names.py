"""What the classes of divisions and spans are called, and which of them the press sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import SECTION_KINDS
from makeready.core.suggest import find_similar, suggest
from makeready.master.labels.blocks import CLASSES as THEOREMS
from makeready.master.markup.boxes import KINDS as BOXES
from makeready.master.markup.code import blank_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.core.model import Text, Title

CODES = table(
    Code(
        code="T-040",
        severity=Severity.HINT,
        title="A class that nothing sets",
        why="Neither the press nor style.css knows it, so that the words look like any others.",
        remedy="Correct the name, give it a look in style.css, or take it out. The handbook has "
        "the classes that the press sets, in “Genres” of its chapter on the manuscript.",
    ),
)
GENRES = {
    "box": "box",
    "sidebar": "box",
    "dialogue": "dialogue",
    "interview": "dialogue",
    "drama": "drama",
    "play": "drama",
    "letter": "letter",
    "poem": "verse",
    "poetry": "verse",
    "song": "verse",
    "verse": "verse",
}
"""The classes of divisions that have a form of their own, each with the name of that form."""

LETTER = ("address", "dateline", "salutation", "closing", "signature", "postscript")
"""The classes of a letter's paragraphs."""

PARAGRAPHS = frozenset({*LETTER, "attribution", "ornament", "source", "speaker", "stage"})
"""Classes that a paragraph has where a span of theirs is all of it."""

DIVISIONS = frozenset("cast center centered flush-right numbered right".split())
SPANS = frozenset("dropcap smallcaps small-caps underline mark".split())
_OF_HEADINGS = frozenset("unlisted unnumbered".split())
# Classes with which pandoc and other programs mark what the press sets or tells by other means.
_OTHERS = frozenset(
    "math inline display uri email references csl-entry citation column columns nocite lot lof "
    "toc content-hidden content-visible index main page list-of-figures list-of-tables "
    "list-of-listings listing abbreviations term old-page tex task-list longtable "
    "no-hyphens".split()
)
KNOWN = frozenset().union(
    GENRES, PARAGRAPHS, DIVISIONS, SPANS, _OF_HEADINGS, _OTHERS, SECTION_KINDS, BOXES, THEOREMS
)
# A line that opens a division, or the end of a span with its attributes.
_DIVISION = re.compile(
    r"^[ \t>]*:{3,}[ \t]*(?:\{([^}\n]*)\}|([A-Za-z][\w-]*))[ \t]*:*[ \t]*$", re.MULTILINE
)
_SPAN = re.compile(r"\]\{([^}\n]{1,200})\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CLASS = re.compile(r"(?:^|\s)\.([A-Za-z][\w-]*)")


def check_classes(title: Title) -> Iterator[Finding]:
    """Yield each class of a division or span that neither the press nor the style sheet knows.

    Each is told once a file, where it stands first.
    """
    styled = frozenset(re.findall(r"\.([A-Za-z_][\w-]*)", title.style))
    for text in title.texts:
        told: set[str] = set()
        for name, line in _list_classes(text):
            if name in told or name in KNOWN or name in styled or name.startswith("callout-"):
                continue
            told.add(name)
            hint = suggest(name, KNOWN) if find_similar(name, KNOWN) else ""
            message = f"nothing sets the class “{name}”"
            yield finding(CODES["T-040"], message, Place(text.file, line), hint)


def read_division(line: str) -> tuple[str, ...]:
    """Return the classes of the division that a line opens; none where it opens none."""
    found = _DIVISION.match(line)
    if found is None:
        return ()
    attributes = found[1] or f".{found[2]}"
    return tuple(_CLASS.findall(_QUOTED.sub("", attributes))) or ("",)


def _list_classes(text: Text) -> Iterator[tuple[str, int]]:
    running = blank_code(text.text)
    found = [(each.start(), each[1] or f".{each[2]}") for each in _DIVISION.finditer(running)]
    found += [(each.start(), each[1]) for each in _SPAN.finditer(running)]
    for start, attributes in sorted(found):
        line = running.count("\n", 0, start) + 1
        for name in _CLASS.findall(_QUOTED.sub("", attributes)):
            yield name, line
