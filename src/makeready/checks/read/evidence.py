"""Finished files become what all checks look at, read once for all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from makeready.checks.read.alignment import Alignment, align_pages
from makeready.checks.read.epub import Packed, read_packed
from makeready.checks.read.lines import PrintedLine, read_lines
from makeready.checks.read.print import Page, Printed, read_printed
from makeready.checks.read.text import H, MasterText, parse_xml, read_master, strip_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from makeready.checks.report import Files

_EVERY = 5
"""Of a numbered poem every fifth line shows its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPage:
    """A page of an older edition that begins in the text: its number and the id of its mark.

    `is_shown` says that print shows the number in its margin.
    """

    label: str
    anchor: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A master's words, both editions, and where of the master stands what in print.

    `beside` are the numbers of old pages in the margin of each printed page; the furniture of the
    pages is without them, and without the numbers of verse lines.
    """

    master: MasterText
    printed: Printed
    packed: Packed
    alignment: Alignment
    old_pages: tuple[OldPage, ...] = ()
    beside: tuple[tuple[str, ...], ...] = ()


def evidence(files: Files) -> Evidence:
    """Return what is to be looked at. Raises Unreadable where a file is not what it should be."""
    printed, beside = _set_margins_apart(files.master, files.pdf)
    return Evidence(
        master=_master(files.master),
        printed=printed,
        packed=_packed(files.epub),
        alignment=_alignment(files.master, files.pdf),
        old_pages=_old_pages(files.master),
        beside=beside,
    )


@lru_cache(maxsize=1)
def _old_pages(data: bytes) -> tuple[OldPage, ...]:
    marks = (
        (mark, mark.get("class", "").split())
        for mark in parse_xml(data, "master.xhtml").iter(f"{H}span")
        if mark.get("data-old")
    )
    return tuple(
        OldPage(
            label=mark.get("data-old", ""),
            anchor=mark.get("id", ""),
            is_shown="in-margin" in classes,
        )
        for mark, classes in marks
        if "old-page" in classes
    )


@lru_cache(maxsize=1)
def _set_margins_apart(master: bytes, pdf: bytes) -> tuple[Printed, tuple[tuple[str, ...], ...]]:
    """Return the printed pages without the numbers of old pages, and these, page by page."""
    printed = take_verse_numbers(_printed(pdf), read_verse_numbers(master))
    shown_pages = (page for page in _old_pages(master) if page.is_shown)
    labels = frozenset(strip_invisible(page.label) for page in shown_pages)
    if not labels:
        return printed, ()
    beside = tuple(tuple(_find_beside(page, labels)) for page in printed.pages)
    pages = tuple(
        replace(page, furniture=_take_away(page.furniture, lines))
        for page, lines in zip(printed.pages, beside, strict=True)
    )
    shown = tuple(tuple(label for line in lines for label in line.split(",")) for lines in beside)
    return replace(printed, pages=pages), shown


def take_verse_numbers(printed: Printed, numbers: frozenset[str]) -> Printed:
    """Return the printed pages without the numbers of verse lines; a page's own number stays."""
    if not numbers:
        return printed
    pages = (
        replace(page, furniture=_take_away(page.furniture, tuple(_find_beside(page, numbers))))
        for page in printed.pages
    )
    return replace(printed, pages=tuple(pages))


@lru_cache(maxsize=1)
def read_verse_numbers(data: bytes) -> frozenset[str]:
    """Return the numbers that lines of the master's numbered poems may have in print."""
    poems = (
        division
        for division in parse_xml(data, "master.xhtml").iter(f"{H}div")
        if "numbered" in division.get("class", "").split()
    )
    ends = (f"{H}br", f"{H}div")
    most = max((sum(1 for _ in poem.iter(*ends)) for poem in poems), default=0)
    return frozenset(map(str, range(1, most + 1)))


def list_verse_numbers(data: bytes) -> Iterator[int]:
    """Yield the numbers beside lines of verse, as the master's numbered poems have them in turn."""
    for poem in parse_xml(data, "master.xhtml").iter(f"{H}div"):
        if "numbered" in poem.get("class", "").split():
            count = sum(map(_count_lines, poem.iter(f"{H}div")))
            yield from range(_EVERY, count + 1, _EVERY)


def _count_lines(block: etree._Element) -> int:
    """Return how many lines a block of verse has, those that part its stanzas aside.

    One whose lines end within other elements is printed as it is, without numbers.
    """
    turns = list(block.iter(f"{H}br"))
    if "line-block" not in block.get("class", "").split() or any(
        turn.getparent() is not block for turn in turns
    ):
        return 0
    filled = [bool((block.text or "").strip())]
    for child in block:
        filled += [False] if child.tag == f"{H}br" else []
        filled[-1] |= child.tag != f"{H}br" or bool((child.tail or "").strip())
    return sum(filled)


def list_margin_lines(files: Files) -> Iterator[str]:
    """Yield the words of each line in print that is no text, page by page."""
    for page in _printed(files.pdf).pages:
        yield from page.furniture


def _find_beside(page: Page, labels: frozenset[str]) -> Iterator[str]:
    """Yield the lines of furniture that are numbers of old pages; the first may be the folio."""
    own = page.label
    for line in page.furniture:
        if line == own:
            own = ""
        elif labels.issuperset(line.split(",")):
            yield line


def _take_away(lines: tuple[str, ...], away: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines without others, each of which is taken once, from the end."""
    left = list(lines[::-1])
    for line in away:
        left.remove(line)
    return tuple(left[::-1])


def printed_lines(files: Files) -> tuple[PrintedLine, ...]:
    """Return the lines of type of the print edition. Raises Unreadable where it is none."""
    return _lines(files.pdf)


@lru_cache(maxsize=1)
def _lines(data: bytes) -> tuple[PrintedLine, ...]:
    return read_lines(data)


@lru_cache(maxsize=1)
def _master(data: bytes) -> MasterText:
    return read_master(data)


@lru_cache(maxsize=1)
def _printed(data: bytes) -> Printed:
    return read_printed(data)


@lru_cache(maxsize=1)
def _packed(data: bytes) -> Packed:
    return read_packed(data)


@lru_cache(maxsize=1)
def _alignment(master: bytes, pdf: bytes) -> Alignment:
    return align_pages(_master(master), _printed(pdf))
