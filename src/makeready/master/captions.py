"""Captions and labelled formulas get numbers, through the book or by chapter, as book.toml asks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.model import Matter, Numbering
from makeready.master.chapters import is_before_contents
from makeready.master.headings.numbers import count_chapters, write_letter
from makeready.master.index.terms import terms_for
from makeready.master.kinds import PART
from makeready.master.markup.formulas import NUMBER as EQUATION
from makeready.master.words import words_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Book
    from makeready.master.chapters import Chapter

NUMBER = "number"
"""The class of the span in a caption with what the figure or table is called."""

NAME = "data-name"
"""The attribute that says what a numbered formula is called in references."""

ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def number_captions(chapters: Sequence[Chapter], book: Book) -> None:
    """Put before each caption what its figure or table is called, in place.

    Figures, tables and formulas are counted apart; formulas that have a label are numbered through
    the book where captions have no numbers. Chapters of the body have figures, those of the front
    matter roman numerals, and those of the back matter, as appendices have, letters. A part is no
    chapter, and a frontispiece has no number. Where book.toml numbers headings, theirs count.
    """
    names, said = words_for(book.language), terms_for(book.language)
    seen: Counter[tuple[str, str]] = Counter()
    numbers = {one.anchor: number for one, number in count_chapters(chapters)}
    for chapter, counted in _count_chapters(chapters):
        prefix = numbers.get(chapter.anchor, "") if book.numbered_levels else counted
        group = prefix if book.captions is Numbering.CHAPTER else ""
        for element in list(chapter.section.iter("figcaption", "caption", "span")):
            if element.tag == "span" and element.get("class") == EQUATION:
                number = _count(seen, said.equation, group)
                element.text = f"({number})"
                element.set(NAME, f"{said.equation}\u00a0{number}")
            elif element.tag != "span" and book.captions is not None:
                kind = names.table if is_of_table(element) else names.figure
                _write(element, f"{kind}\u00a0{_count(seen, kind, group)}.")


def _count(seen: Counter[tuple[str, str]], kind: str, group: str) -> str:
    seen[kind, group] += 1
    return f"{group}.{seen[kind, group]}" if group else str(seen[kind, group])


def read_name(caption: etree._Element) -> str:
    """Return what the figure or table of a caption is called, or nothing where it has no number."""
    number = caption.find(f".//span[@class='{NUMBER}']")
    return "" if number is None else (number.text or "").removesuffix(".")


def is_of_table(caption: etree._Element) -> bool:
    """Tell whether a caption is that of a table."""
    holder = caption.getparent()
    is_table = holder is not None and holder.find("table") is not None
    return caption.tag == "caption" or is_table


def _write(caption: etree._Element, name: str) -> None:
    # what is read aloud besides the picture's description must be heard
    caption.attrib.pop("aria-hidden", None)
    holder = caption[0] if len(caption) and caption[0].tag == "p" else caption
    number = etree.Element("span", {"class": NUMBER})
    number.text = name
    number.tail = " " + (holder.text or "").lstrip()
    holder.text = None
    holder.insert(0, number)


def _count_chapters(chapters: Sequence[Chapter]) -> Iterator[tuple[Chapter, str]]:
    seen: Counter[Matter] = Counter()
    for chapter in chapters:
        if is_before_contents(chapter):
            continue
        if chapter.kind.name == PART:
            yield chapter, ""
            continue
        seen[chapter.matter] += 1
        count = seen[chapter.matter]
        if chapter.matter is Matter.FRONT:
            yield chapter, _write_roman(count)
        elif chapter.matter is Matter.BACK:
            yield chapter, write_letter(count)
        else:
            yield chapter, str(count)


def _write_roman(number: int) -> str:
    said = ""
    for value, sign in ROMAN:
        said += sign * (number // value)
        number %= value
    return said
