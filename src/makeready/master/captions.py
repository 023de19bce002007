"""Captions, formulas, boxes and theorems get numbers, through the book or by chapter."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from string import ascii_lowercase
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.model import Anchor, Matter, Numbering
from makeready.master.chapters import is_before_contents
from makeready.master.headings.numbers import count_chapters, write_letter
from makeready.master.kinds import PART
from makeready.master.labels.blocks import CAPTION, KIND, LISTING, SUBFIGURE, THEOREM, TITLE
from makeready.master.labels.kinds import Called
from makeready.master.labels.terms import write_name
from makeready.master.markup.formulas import NUMBER as EQUATION
from makeready.master.trees import elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Book
    from makeready.master.chapters import Chapter

NUMBER = "number"
"""The class of the span in a caption with what the figure or table is called."""

NAME = "data-name"
"""The attribute that says what a numbered formula is called in references."""

CAPTIONED = ("fig", "tbl", "lst")
"""Kinds that have captions, and numbers only where book.toml asks for them."""

_HOLDERS = frozenset({THEOREM, LISTING, "box"})

ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def number_captions(chapters: Sequence[Chapter], book: Book) -> dict[Anchor, Called]:
    """Put before each caption what its figure or table is called, in place, and return the names.

    Figures, tables, listings, formulas, boxes and theorems of each kind are counted apart; what
    has a label and no caption is numbered through the book where captions have no numbers.
    Chapters of the body have figures, those of the front matter roman numerals, and those of the
    back matter, as appendices have, letters. A part is no chapter, and a frontispiece has no
    number. Where book.toml numbers headings, theirs count.
    """
    seen: Counter[tuple[str, str]] = Counter()
    called: dict[Anchor, Called] = {}
    numbers = {one.anchor: number for one, number in count_chapters(chapters)}
    for chapter, counted in _count_chapters(chapters):
        prefix = numbers.get(chapter.anchor, "") if book.numbered_levels else counted
        group = prefix if book.captions is Numbering.CHAPTER else ""
        for element in list(elements(chapter.section)):
            kind = find_kind(element)
            if not kind or (kind in CAPTIONED and book.captions is None):
                continue
            element.attrib.pop(KIND, None)
            number = _count(seen, kind, group)
            name = write_name(kind, number, book.language)
            _write_number(element, Called(kind=kind, name=name, number=number))
            called |= _name(element, Called(kind=kind, name=name, number=number))
    return called


def find_kind(element: etree._Element) -> str:
    """Return the kind of what an element holds the number of, or nothing where it holds none."""
    if element.tag in ("figcaption", "caption"):
        return "tbl" if is_of_table(element) else "fig"
    if element.tag == "span" and element.get("class") == EQUATION:
        return "eq"
    if element.tag == "p" and element.get("class") == CAPTION:
        return "lst"
    return element.get(KIND, "")


def _write_number(element: etree._Element, called: Called) -> None:
    if called.kind == "eq":
        element.text = f"({called.number})"
        element.set(NAME, called.name)
    elif element.get("class") == TITLE:
        element.text = f"{called.name}{element.text or ''}"
    else:
        _write(element, f"{called.name}.")


def _name(element: etree._Element, called: Called) -> dict[Anchor, Called]:
    """Return the names of what an element is the caption of; a figure may hold others."""
    holder = find_holder(element)
    if holder is None:
        return {}
    parts = [each for each in holder.iter("div") if each.get("class") == SUBFIGURE]
    names = {
        each: replace(
            called, name=f"{called.name}\u00a0({letter})", number=f"{called.number}{letter}"
        )
        for each, letter in zip(parts, ascii_lowercase, strict=False)
    }
    names[holder] = called
    return {Anchor(each.get("id", "")): name for each, name in names.items() if each.get("id")}


def find_labelled(element: etree._Element) -> Anchor:
    """Return the id of what an element is the caption of, or nothing where it has none."""
    holder = find_holder(element)
    return Anchor("" if holder is None else holder.get("id", ""))


def find_holder(element: etree._Element) -> etree._Element | None:
    """Return what has the label of a caption, of a title or of a formula."""
    if element.get("class") == EQUATION:
        return element
    for each in element.iterancestors():
        is_float = each.tag in ("figure", "table")
        if is_float and not each.get("id"):
            return next((inner for inner in each.iter("img", "table") if inner.get("id")), None)
        if is_float or _HOLDERS.intersection((each.get("class") or "").split()):
            return each if each.get("id") else None
    return None


def _count(seen: Counter[tuple[str, str]], kind: str, group: str) -> str:
    seen[kind, group] += 1
    return f"{group}.{seen[kind, group]}" if group else str(seen[kind, group])


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
