"""Notes that are called in notes become words in brackets where they are called, and findings.

pandoc 3.9 loses the words of both kinds of inner notes. One with a label is called once more at the
end of the file, which makes pandoc read it, and is moved from there.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.markup.code import blank_code, line_of, line_starts
from makeready.master.markup.edits import Edit, apply_edits
from makeready.master.read.calls import CALL, INLINE_NOTE, LABEL
from makeready.master.trees import elements, remove, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.core.model import Text

CODES = table(
    Code(
        code="N-007",
        severity=Severity.WARNING,
        title="A note that is called in a note",
        why="A note at the foot of a page can have no note of its own; the words of the inner one "
        "stand in brackets where it is called.",
        remedy="Work its words into the outer note, or call both from the text.",
    ),
)
INNER = "makeready-inner"
DEFINITION = re.compile(r"^[ ]{0,3}\[\^([^\s\[\]]+)\]:", re.MULTILINE)
END = re.compile(r"\n[ \t]*\n(?=\S)")
DEEPEST = 4
"""How many notes may be called in one another; more are likely a circle."""


def take_inner_notes(text: Text) -> tuple[str, tuple[Finding, ...]]:
    """Return a file's text for pandoc with its inner notes kept, and where each is called.

    Inline notes in notes are put between brackets; notes with a label are called at the end.
    """
    running = blank_code(text.text)
    starts = line_starts(text.text)
    defined = {found[1] for found in DEFINITION.finditer(running)}
    calls: dict[str, int] = {}
    edits: list[Edit] = []
    told: list[tuple[int, str]] = []
    for start, end, is_inline in sorted(_notes(running)):
        for note in INLINE_NOTE.finditer(running, start, end):
            space = "" if running[note.start() - 1].isspace() else " "
            edits.append((note.start(), note.start(1), f"{space}\\["))
            edits.append((note.end(1), note.end(), "\\]"))
            told.append((line_of(starts, note.start()), f"an inline note: {note[0][:40]}"))
        for call in LABEL.finditer(running, start, end):
            if call[1] in defined:
                calls.setdefault(call[1], line_of(starts, call.start()))
                edits += [(call.start(), call.end(), f"\\{call[0][:-1]}\\]")] if is_inline else []
    told += [(line, f"the note [^{label}]") for label, line in calls.items()]
    return apply_edits(text.text, edits) + "".join(map(_call, calls)), tuple(
        finding(CODES["N-007"], f"{what} is called in a note", Place(text.file, line))
        for line, what in sorted(told)
    )


def _notes(running: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where the words of each note begin and end, and whether it is an inline note.

    Inline notes in other notes are not yielded.
    """
    definitions = list(DEFINITION.finditer(running))
    nexts = [*(each.start() for each in definitions), len(running)][1:]
    ends = []
    for each, following in zip(definitions, nexts, strict=True):
        blank = END.search(running, each.end(), following)
        ends.append((each.end(), following if blank is None else blank.start()))
    yield from ((start, end, False) for start, end in ends)
    for note in INLINE_NOTE.finditer(running):
        at = bisect_right(ends, (note.start(), len(running)))
        if not at or note.start() >= ends[at - 1][1]:
            yield *note.span(1), True


def _call(label: str) -> str:
    named = label.replace("\\", "\\\\").replace('"', '\\"')
    return f'\n\n[[^{label}]]{{.{INNER} data-label="{named}"}}\n'


def set_inner_notes(
    tree: etree._Element, notes: Mapping[str, etree._Element]
) -> dict[str, etree._Element]:
    """Put the words of inner notes where they are called, in place, and return the other notes."""
    inner: dict[str, etree._Element] = {}
    left = dict(notes)
    for mark in [span for span in tree.iter("span") if span.get("class") == INNER]:
        call = mark.find(f".//a[@class='{CALL}']")
        body = None if call is None else left.pop(call.get("href", "").removeprefix("#"), None)
        if body is not None:
            inner[mark.get("data-label", "")] = body
        paragraph = mark.getparent()
        remove(mark if paragraph is None or words(paragraph) != words(mark) else paragraph)
    for body in left.values() if inner else ():
        _fill(body, inner, DEEPEST)
    return left


def _fill(body: etree._Element, inner: Mapping[str, etree._Element], depth: int) -> None:
    for element in [each for each in elements(body) if not _in_code(each)]:
        _fill_text(element, inner, depth)
    for element in [each for each in elements(body) if each is not body]:
        parent = element.getparent()
        if parent is not None and not _in_code(parent):
            _fill_tail(element, inner, depth)


def _in_code(element: etree._Element) -> bool:
    return any(up.tag in ("code", "pre") for up in (element, *element.iterancestors()))


def _fill_text(element: etree._Element, inner: Mapping[str, etree._Element], depth: int) -> None:
    pieces = _split(element.text or "", inner)
    element.text = pieces[0]
    for place, (label, after) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True)):
        element.insert(place, _put_in_brackets(inner[label], after, inner, depth))


def _fill_tail(element: etree._Element, inner: Mapping[str, etree._Element], depth: int) -> None:
    pieces = _split(element.tail or "", inner)
    element.tail = pieces[0]
    here = element
    for label, after in zip(pieces[1::2], pieces[2::2], strict=True):
        words_of_note = _put_in_brackets(inner[label], after, inner, depth)
        here.addnext(words_of_note)
        here = words_of_note


def _split(said: str, inner: Mapping[str, etree._Element]) -> list[str]:
    """Return the pieces of a text between the calls of inner notes, and the labels between them."""
    labels = "|".join(map(re.escape, inner))
    pieces = re.split(rf"\[\^({labels})\]", said)
    return [
        f"{piece} " if at % 2 == 0 and at + 1 < len(pieces) and piece[-1:].strip() else piece
        for at, piece in enumerate(pieces)
    ]


def _put_in_brackets(
    body: etree._Element, after: str, inner: Mapping[str, etree._Element], depth: int
) -> etree._Element:
    """Return the words of a note in brackets; blocks other than paragraphs give their words."""
    span = etree.Element("span", {"class": "inner-note"})
    whole = copy.deepcopy(body)
    if (whole.text or "").strip():
        first = etree.SubElement(span, "span")
        first.text, first.tail = (whole.text or "").strip(), " "
    for child in whole:
        part = etree.SubElement(span, "span")
        if child.tag == "p":
            part.text = child.text
            part.extend(list(child))
        else:
            part.text = words(child)
        part.tail = " "
    if len(span):
        span[-1].tail = None
    if depth:
        _fill(span, inner, depth - 1)
    span.text = "["
    if len(span):
        span[-1].tail = (span[-1].tail or "") + "]"
    else:
        span.text = f"[{words(whole)}]"
    span.tail = after
    return span
