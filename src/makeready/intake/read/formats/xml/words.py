"""XML of articles and books → what its elements hold, and the small things made of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.model import Inventory, OwnPassage, Part
from makeready.intake.read.formats.archive import local_name, name_like
from makeready.intake.read.formats.counted import count_article
from makeready.intake.read.marks import strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

_INLINE = frozenset(
    "bold italic sub sup sc underline monospace xref ext-link styled-content emphasis literal link "
    "ulink code strike roman overline sans-serif quote citetitle foreignphrase firstterm phrase "
    "superscript subscript trademark acronym abbrev email uri named-content inline-formula "
    "filename command option varname replaceable application productname guilabel".split()
)
_SILENT = frozenset({"math", "alternatives", "tex-math", "inline-formula", "disp-formula"})
FRONT = frozenset({"front", "info", "bookinfo", "articleinfo", "chapterinfo", "sectioninfo"})
_INDEXED = frozenset({"indexterm", "index-term"})
NAME_ORDER = ("given-names", "firstname", "prefix", "othername", "surname", "suffix", "lineage")
_NUMBERS = frozenset({"object-id", "journal-id", "article-id"})
_REMARKS = frozenset({"remark", "x"})


def take_inventory(tree: etree._Element, *, omit_remarks: bool = False) -> Inventory:
    counts: Counter[str] = Counter()
    counts["tables"] = sum(1 for _ in tree.iter("{*}table", "{*}informaltable"))
    counts["notes"] = sum(1 for e in tree.iter("{*}footnote"))
    counts += count_article(tree)
    return Inventory(passages=tuple(_passages(tree, omit_remarks)), counts=+counts)


def _passages(tree: etree._Element, omit_remarks: bool) -> Iterator[OwnPassage]:
    """Yield the words of each element that holds text of its own, those in a line together."""
    for element in tree.iter():
        name = local_name(element)
        if not name or name in _INLINE or is_inside(element, _SILENT) or not has_text(element):
            continue
        text = strip_marks("".join(_line(element)))
        if not text.strip():
            continue
        front = is_inside(element, FRONT) and not is_inside(element, {"abstract"})
        front = front or name in _NUMBERS
        part = Part.FRONT if front else Part.TEXT
        if name in _REMARKS and omit_remarks:
            part = Part.COMMENT
        if is_inside(element, _INDEXED):
            part = Part.INDEX
        place = f"<{name}>, line {element.sourceline or 0}"
        yield OwnPassage(part=part, place=place, text=text)


def is_inside(element: etree._Element, names: frozenset[str] | set[str]) -> bool:
    return any(local_name(each) in names for each in (element, *element.iterancestors()))


def has_text(element: etree._Element) -> bool:
    if (element.text or "").strip():
        return True
    return any((child.tail or "").strip() or local_name(child) in _INLINE for child in element)


def _line(element: etree._Element) -> Iterator[str]:
    """Yield the text of an element, that of inline elements in it included."""
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name in _INLINE and name not in _SILENT:
            yield from _line(child)
        else:
            yield " "
        yield child.tail or ""


def make_element(like: etree._Element, name: str, words: str = "") -> etree._Element:
    element = etree.Element(name_like(like, name))
    element.text = words or None
    return element


def join_words(element: etree._Element | None) -> str:
    words = ""
    for text in () if element is None else element.itertext():
        glued = words[-1:].isalnum() and str(text)[:1].isalnum()
        words += f" {text}" if glued else str(text)
    return " ".join(words.split())


def space_words(element: etree._Element) -> str:
    """Return the words of an element, those of its parts apart."""
    texts = (" ".join(str(text).split()) for text in element.itertext())
    return " ".join(text for text in texts if text)
