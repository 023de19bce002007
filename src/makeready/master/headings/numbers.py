"""Headings get numbers, as book.toml asks: 3 for a chapter, 3.1 for its section, A behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.model import Anchor, Matter
from makeready.master.chapters import list_headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.master.chapters import Chapter

NUMBER = "number"
"""The class of the span in a heading with its number, whoever wrote it."""

UNNUMBERED = "unnumbered"
"""The class of a heading that takes no number."""

LETTERS = 26


def count_chapters(chapters: Iterable[Chapter]) -> Iterator[tuple[Chapter, str]]:
    """Yield each chapter that is counted, with its number, which is a letter for an appendix.

    Counted are chapters of the body that are no preface, introduction or the like, and appendices.
    """
    body = appendices = 0
    for chapter in chapters:
        heading = chapter.section.find("h1")
        if heading is None or UNNUMBERED in (heading.get("class") or "").split():
            continue
        if chapter.matter is Matter.BODY and not chapter.kind.name:
            body += 1
            yield chapter, str(body)
        elif chapter.kind.name == "appendix":
            appendices += 1
            yield chapter, write_letter(appendices)


def write_letter(number: int) -> str:
    """Return the capital that stands for a number; behind Z follow AA and BB."""
    return chr(ord("A") + (number - 1) % LETTERS) * ((number - 1) // LETTERS + 1)


def number_headings(chapters: Iterable[Chapter], levels: int) -> dict[Anchor, str]:
    """Put their numbers before the headings of so many levels, in place, and return them.

    A heading to which its author gave a number keeps that, and still counts. The numbers are those
    of the sections, by their ids.
    """
    given: dict[Anchor, str] = {}
    for chapter, number in count_chapters(chapters) if levels else ():
        counts: list[int] = []
        for heading in list_headings(chapter.section):
            level = int(str(heading.tag)[1])
            if level > levels or UNNUMBERED in (heading.get("class") or "").split():
                continue
            counts = [*counts, *[0] * level][: level - 1]
            if counts:
                counts[-1] += 1
            said = ".".join([number, *map(str, counts)])
            if heading.find(f"span[@class='{NUMBER}']") is None:
                _write(heading, said)
                given[Anchor(heading.getparent().get("id", ""))] = said  # type: ignore[union-attr]  # each stands in its section
    return given


def _write(heading: etree._Element, number: str) -> None:
    written = etree.Element("span", {"class": NUMBER})
    written.text = number
    written.tail = " " + (heading.text or "").lstrip()
    heading.text = None
    heading.insert(0, written)
