"""A manuscript becomes the same text with blanks for what is no running text: code, addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OPENING = re.compile(
    r"(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|:)[ \t]+)?)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)$"
)
CLOSING = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*$")
# What makes the indented lines after it its own: items of lists, notes, definitions.
HOLDER = re.compile(r"[ \t>]*(?:[-*+]|\(?(?:\d{1,9}|[a-zA-Z]{1,4}|#|@[\w-]*)[.)]|:|~)[ \t]+\S")
NOTE = re.compile(r"\[\^[^\s\[\]]+\]:")
QUOTED = re.compile(r"[ ]{0,3}>[ ]?")
TICKS = re.compile(r"(?<![\\`])(`+)")
VERBATIM = re.compile(r"<(!--|(?:pre|code|kbd|samp|script|style)\b)", re.IGNORECASE)
# Addresses, and the inside of tags: what looks like markup there is none.
ADDRESSES = re.compile(
    r"(?<=\]\()(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"|^[ ]{0,3}\[[^\]\n^][^\]\n]*\]:[^\n]*$"
    r"|</?[A-Za-z][^<>]*>"
    r"|<(?:[a-z][a-z0-9+.-]{1,20}:|[^\s<>@]{1,64}@)[^\s<>]*>"
    r"|\b(?:https?|ftp|mailto|file|doi):[^\s<>\"]+"
    r"|\bwww\.[^\s<>\"]+",
    re.MULTILINE,
)
NOT_A_BREAK = re.compile(r"[^\n]")
INDENT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A block of code between two fences: the numbers of their lines, counted from 0.

    `before` stands before the first fence on its line, `info` after it.
    """

    first: int
    last: int
    before: str
    marks: str
    info: str


def fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Yield the fenced blocks of code of a text's lines; one that is never closed begins none."""
    # Nothing closes fences of these signs and lengths, since nothing closed one before them.
    open_ended: dict[str, int] = {}
    at = 0
    while at < len(lines):
        found = OPENING.match(lines[at])
        at += 1
        if found is None or len(found["fence"]) >= open_ended.get(found["fence"][0], 1 << 30):
            continue
        last = _closing(lines, at, found["fence"])
        if last is None:
            open_ended[found["fence"][0]] = len(found["fence"])
            continue
        yield Fence(
            first=at - 1,
            last=last,
            before=found["before"],
            marks=found["fence"],
            info=found["info"].strip(),
        )
        at = last + 1


def _closing(lines: Sequence[str], start: int, fence: str) -> int | None:
    for at in range(start, len(lines)):
        found = CLOSING.match(lines[at])
        if found is not None and found[1].startswith(fence):
            return at
    return None


@lru_cache(maxsize=8)  # several checks read one file after another
def blank_code(text: str) -> str:
    """Return a manuscript with blanks for its code, character for character.

    The marks of code within a line stay. Indented lines are code as far as that can be told
    without reading the lists and notes around them.
    """
    lines = text.split("\n")
    blanked = list(lines)
    for fence in fences(lines):
        for at in range(fence.first, fence.last + 1):
            blanked[at] = " " * len(lines[at])
    for at in find_indented(blanked):
        blanked[at] = " " * len(lines[at])
    running = "\n".join(blanked)
    return _blank(running, _spans(running))


@lru_cache(maxsize=8)
def blank_unseen(running: str) -> str:
    """Return a text with blanks for its tags, comments and code of HTML, and for addresses."""
    running = _blank(running, _verbatim(running))
    return _blank(running, ((found.start(), found.end()) for found in ADDRESSES.finditer(running)))


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += [text[done:start], NOT_A_BREAK.sub(" ", text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def find_indented(lines: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the lines that are code because they are indented."""
    holder = 0
    free = True
    for at, line in enumerate(lines):
        bare = QUOTED.sub("", line)
        wide = bare.expandtabs(INDENT) if bare[:1] in " \t" else ""
        width = len(wide) - len(wide.lstrip(" "))
        if not bare.strip():
            free = True
        elif width >= holder + INDENT and free:
            yield at
        else:
            holder = _holder(bare, width, holder, free=free)
            free = False


def _holder(line: str, width: int, holder: int, *, free: bool) -> int:
    """Return how far lines are indented that belong to what this line begins or goes on with."""
    if HOLDER.match(line) or NOTE.match(line):
        return width + INDENT
    return 0 if width == 0 and free else holder


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where code within a paragraph begins and ends, its marks left out."""
    runs = [(found.start(), len(found[1])) for found in TICKS.finditer(text)]
    places: dict[int, list[int]] = {}
    for start, length in runs:
        places.setdefault(length, []).append(start)
    breaks = [found.start() for found in re.finditer(r"\n[ \t>]*\n", text)]
    done = 0
    for start, length in runs:
        if start < done:
            continue
        alike = places[length]
        after = bisect_right(alike, start)
        if after < len(alike) and bisect_right(breaks, start) == bisect_right(breaks, alike[after]):
            yield start + length, alike[after]
            done = alike[after] + length


def _verbatim(text: str) -> Iterator[tuple[int, int]]:
    """Yield where comments and elements of HTML that hold code begin and end."""
    small = text.lower()
    endless: set[str] = set()
    done = 0
    for found in VERBATIM.finditer(text):
        end = "-->" if found[1] == "!--" else f"</{found[1].lower()}"
        if found.start() < done or end in endless:
            continue
        last = small.find(end, found.end())
        if last < 0:
            endless.add(end)
        else:
            done = last + len(end)
            yield found.start(), done


def line_starts(text: str) -> list[int]:
    """Return where each line of a text begins."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def line_of(starts: Sequence[int], at: int) -> int:
    """Return the number of the line, counted from 1, in which a character stands."""
    return bisect_right(starts, at)
