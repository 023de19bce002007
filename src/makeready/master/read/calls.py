"""What looks like a note call becomes the call of one note, a mere link, or a finding."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.markup.code import blank_code
from makeready.master.places import find_place_or_file, first_words
from makeready.master.trees import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.core.model import Text

CODES = table(
    Code(
        code="N-004",
        severity=Severity.WARNING,
        title="A note is called twice",
        why="Each call is given a number and a copy: readers meet the same words twice.",
        remedy="Write a note of its own for the second call, or refer to the first in words.",
    ),
    Code(
        code="N-005",
        severity=Severity.ERROR,
        title="A note that raw HTML tears apart",
        why="A closing tag in the note ends more than the note; its words would stand elsewhere.",
        remedy="Take the stray tag out of the note.",
    ),
    Code(
        code="N-006",
        severity=Severity.ERROR,
        title="Block HTML in an inline note",
        why="pandoc drops such an element and all that follows it in the note, without a word.",
        remedy="Write the note as [^label]: … in a paragraph of its own.",
    ),
)
CALL = "footnote-ref"
# where a note is defined its label begins the line; a call may well stand before a colon
LABEL = re.compile(r"^[ >]*\[\^[^\s\[\]]+\]:|\[\^([^\s\[\]]+)\]", re.MULTILINE)
# An inline note up to its end or a blank line, brackets inside it paired two deep.
INLINE_NOTE = re.compile(r"(?<!\\)\^\[((?:[^\[\]\n]|\n(?!\s*\n)|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*)\]")
BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figure|"
    r"footer|form|h[1-6]|head|header|hr|html|iframe|li|main|nav|noscript|object|ol|p|pre|script|"
    r"section|style|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul|video)\b",
    re.IGNORECASE,
)


def check_inline_notes(text: Text) -> Iterator[Finding]:
    """Yield each inline note that holds an HTML element of which pandoc would drop the words."""
    running = blank_code(text.text)
    for note in INLINE_NOTE.finditer(running):
        tag = BLOCK_TAG.search(note[1])
        if tag is not None:
            line = running.count("\n", 0, note.start(1) + tag.start()) + 1
            yield finding(CODES["N-006"], f"{tag[0]}> in a note", Place(text.file, line))


def claim_calls(
    files: Sequence[tuple[Text, etree._Element]], bodies: Mapping[str, etree._Element]
) -> dict[str, tuple[Text, etree._Element]]:
    """Return each called note with the file that calls it, by pandoc's ids, in order.

    An element that only looks like a call, or that calls a note a second time, is made a mere
    link, in place: pandoc writes a note for every call.
    """
    claimed: dict[str, tuple[Text, etree._Element]] = {}
    for text, tree in files:
        for call in list(tree.iter("a")):
            if CALL not in (call.get("class") or "").split():
                continue
            name = (call.get("href") or "").removeprefix("#")
            if call.get("role") == "doc-noteref" and name in bodies and name not in claimed:
                claimed[name] = (text, bodies[name])
            else:
                del call.attrib["class"]
    return claimed


def check_repeats(text: Text, bodies: Iterable[etree._Element]) -> Iterator[Finding]:
    """Yield each note of a file that is called more than once, at its second call."""
    copies: dict[bytes, list[etree._Element]] = {}
    for body in bodies:
        written = b"".join([(body.text or "").encode(), *(etree.tostring(each) for each in body)])
        copies.setdefault(written, []).append(body)
    for alike in copies.values():
        if len(alike) > 1:
            yield from _report_repeated(text, words(alike[0]))


def check_torn(tree: etree._Element, texts: Sequence[Text]) -> Iterator[Finding]:
    """Yield the words in pandoc's list of notes that stand in no note."""
    outside = [
        " ".join(said.split())
        for said in tree.xpath(".//text()[not(ancestor::li[starts-with(@id, 'fn')])]")
    ]
    torn = next(filter(None, outside), None)
    if torn is not None:
        yield finding(
            CODES["N-005"],
            f"“{torn[:60]}” stands in no note",
            find_place_or_file(texts, first_words(torn)),
        )


def _report_repeated(text: Text, said: str) -> Iterator[Finding]:
    """Yield the label whose definition has these words, if it is called more than once.

    Two notes of the same words under two labels are the author's business.
    """
    running = blank_code(text.text)
    lines: dict[str, list[int]] = {}
    for call in filter(itemgetter(1), LABEL.finditer(running)):
        lines.setdefault(call[1], []).append(running.count("\n", 0, call.start()) + 1)
    for label, called in lines.items():
        if len(called) > 1 and _letters(_definition(running, label)).startswith(
            _letters(said)[:20]
        ):
            message = f"the note [^{label}] is called {len(called)} times; each call has its copy"
            yield finding(CODES["N-004"], message, Place(text.file, called[1]))


def _definition(text: str, label: str) -> str:
    """Return how a note begins; a colon behind its call in a sentence makes no definition."""
    found = re.search(rf"^[ >]*\[\^{re.escape(label)}\]:", text, re.MULTILINE)
    return text[found.end() :][:200] if found else ""


def _letters(said: str) -> str:
    return "".join(character for character in said.casefold() if character.isalnum())
