"""The breaks between scenes of a master become findings where print shows no ornament.

A theme draws the ornament as decoration, which is no part of the words: without it two scenes are
one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from makeready.checks.read.evidence import evidence
from makeready.checks.read.text import MATH, H, is_notes, parse_xml, strip_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from makeready.checks.report import Files

_ORNAMENT = re.compile(r"(?:^|\})\s*hr::before\s*\{[^}]*content:\s*\"([^\"]*)\"", re.MULTILINE)
_ESCAPED = re.compile(r"\\[0-9a-fA-F]{1,6}\s?")


def find_lost_ornaments(files: Files) -> Iterator[tuple[int, str]]:
    """Yield the pages, from 0, that lack the ornament of a break between scenes."""
    sources, found = files.require_sources(), evidence(files)
    ornament = read_ornament(sources.theme)
    if not ornament or re.search(r"\bhr\b", sources.style):
        return
    shown = Counter(
        {
            n: sum(line == ornament for line in p.furniture)
            for n, p in enumerate(found.printed.pages)
        }
    )
    starts = found.alignment.starts
    for place in read_breaks(files.master):
        near = _find_pages(starts, place)
        page = next((each for each in near if shown[each]), None)
        if page is None:
            yield near[0], "has a break between two scenes without its ornament"
        else:
            shown[page] -= 1


def read_ornament(theme: str) -> str:
    """Return the characters that a theme draws at a break, without spaces, or ""."""
    told = _ORNAMENT.findall(theme)
    return strip_invisible(_ESCAPED.sub(" ", told[-1])) if told else ""


def _find_pages(starts: Sequence[int | None], place: int) -> list[int]:
    """Return the pages on which what stands before a place may end, and the next one."""
    begun = [(start, page) for page, start in enumerate(starts) if start is not None]
    last = bisect_right([start for start, _ in begun], place)
    return [page for _, page in begun[max(0, last - 2) : last + 1]] or [0]


def read_breaks(master: bytes) -> list[int]:
    """Return how many visible characters of the running text stand before each break."""
    body = parse_xml(master, "master.xhtml").find(f"{H}body")
    found: list[int] = []
    if body is not None:
        _count(body, 0, found)
    return found


def _count(element: etree._Element, place: int, found: list[int]) -> int:
    """Note the breaks in an element, and return the place behind it."""
    place += len(strip_invisible(element.text or ""))
    for child in element:
        if child.tag == f"{H}hr":
            found.append(place)
        elif isinstance(child.tag, str) and not is_notes(child) and child.tag != MATH:
            place = _count(child, place, found)
        place += len(strip_invisible(child.tail or ""))
    return place
