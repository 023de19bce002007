"""A PDF → the edition that is compared, sentence by sentence, since it has no paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.checks.differ.values import Edition, Passage, Thing
from makeready.checks.read.print import read_printed
from makeready.checks.read.recorded import facts_of_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makeready.checks.read.print import Page, Printed

_HYPHEN = "-"
_SENTENCE = re.compile(r"(?<=[.!?…])[”’»)]*\s+")
_LONGEST = 2000
_UNSAID = frozenset({"CreationDate", "ModDate", "Producer", "Creator", "MakereadyMaster"})


def read_edition(data: bytes) -> Edition:
    """Return what a PDF says. Raises Unreadable where it is none."""
    printed = read_printed(data)
    facts = facts_of_pdf(data).facts
    return Edition(
        title=facts.get("Title", "") or facts.get("dc:title", ""),
        language=facts.get("Lang", ""),
        passages=(*_bookmarks(printed), *divide_pages(page for _, page in printed.read_in_order())),
        links=tuple(_links(printed)),
        metadata=_metadata(facts),
    )


def _metadata(facts: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    return {name: (said,) for name, said in facts.items() if said and name not in _UNSAID}


def _bookmarks(printed: Printed) -> Iterator[Passage]:
    """Yield the bookmarks, which are the headings of a PDF."""
    for mark in printed.outline:
        page = printed.pages[mark.page].label if 0 <= mark.page < len(printed.pages) else ""
        yield Passage(kind=f"h{min(mark.depth + 1, 6)}", text=mark.label, page=page)


def _links(printed: Printed) -> Iterator[Thing]:
    for page in printed.pages:
        for link in page.links:
            if link.outward:
                yield Thing(name=link.outward, key=link.outward, said=link.outward, page=page.label)


def divide_pages(pages: Iterable[Page]) -> Iterator[Passage]:
    """Yield the sentences of pages in order, each with the page on which it begins."""
    text: list[str] = []
    starts: list[tuple[int, str]] = []
    length = 0
    for page in pages:
        starts.append((length, page.label))
        said = _read_words(page)
        joined = said[:-1] if said.endswith(_HYPHEN) else f"{said} "
        text.append(joined)
        length += len(joined)
    at = 0
    for sentence in _divide("".join(text)):
        begins = next((label for start, label in reversed(starts) if start <= at), "")
        if sentence.strip():
            yield Passage(kind="p", text=" ".join(sentence.split()), page=begins)
        at += len(sentence)


def _divide(text: str) -> Iterator[str]:
    """Yield a text in sentences, their spaces with them; none is longer than a page of words."""
    start = 0
    for found in _SENTENCE.finditer(text):
        yield from _cut(text[start : found.end()])
        start = found.end()
    yield from _cut(text[start:])


def _cut(text: str) -> Iterator[str]:
    for at in range(0, len(text), _LONGEST):
        yield text[at : at + _LONGEST]


def _read_words(page: Page) -> str:
    """Return a page's text with its spaces; a hyphen at a line's end is taken for one of print."""
    said: list[str] = []
    for at, character in enumerate(page.text):
        if at and page.lines[at] != page.lines[at - 1] and said[-1] == _HYPHEN:
            said.pop()
        elif at and (page.spaced[at] or page.lines[at] != page.lines[at - 1]):
            said.append(" ")
        said.append(character)
    return "".join(said)
