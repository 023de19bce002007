"""A book in FictionBook 2 → one that pandoc reads whole, with what it holds.

Pandoc takes each small heading, and the name of a poem, for a heading of a chapter; it leaves out
tables and words in a named style, and the language and the publisher that the book names.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.model import Choices, Inventory, Metadata, OwnPassage, Part
from makeready.intake.read.formats.archive import drop, local_name, name_like, parse_xml
from makeready.intake.read.formats.counted import HEADINGS, LINKS, OUTWARD
from makeready.intake.read.formats.prepared import Prepared, make_author
from makeready.intake.read.formats.xml.words import is_inside, join_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.core.model import Person

_LINK = "{http://www.w3.org/1999/xlink}href"
_LINES = frozenset({"p", "v", "subtitle", "text-author", "th", "td"})
_NAMES = ("first-name", "middle-name", "last-name")


def prepare(_: str, data: bytes, __: Choices) -> Prepared:
    """Return the book with its small headings as words, and what it says of itself."""
    tree = parse_xml(data)
    if tree is None:
        return Prepared(data=data)
    held = Inventory(passages=tuple(_passages(tree)), counts=_count(tree))
    _name_poems(tree)
    _write_tables(tree)
    etree.strip_tags(tree, "{*}style")
    for heading in list(tree.iter("{*}subtitle")):
        if any(character.isalnum() for character in join_words(heading)):
            _embolden(heading)
        else:
            heading.clear(keep_tail=True)
            heading.tag = name_like(heading, "empty-line")
    return Prepared(
        data=etree.tostring(tree, encoding="utf-8"),
        inventory=held,
        metadata=_read_facts(tree),
        knows_better=True,
    )


def _name_poems(tree: etree._Element) -> None:
    """Put the name of each poem before it."""
    for title in list(tree.iterfind(".//{*}poem/{*}title")):
        poem = title.getparent()
        if poem is not None:
            for line in list(title):
                _embolden(line)
                poem.addprevious(line)
            poem.remove(title)


def _write_tables(tree: etree._Element) -> None:
    """Make a paragraph of each row of a table, its cells apart."""
    for table in list(tree.iter("{*}table")):
        for row in table.iter("{*}tr"):
            cells = list(row.iter("{*}th", "{*}td"))
            line = etree.Element(name_like(table, "p"))
            for cell in cells:
                cell.tag, cell.tail = name_like(table, "style"), " | "
                line.append(cell)
            if cells:
                cells[-1].tail = None
                table.addprevious(line)
        drop(table)


def _embolden(line: etree._Element) -> None:
    """Make a paragraph of strong words of a line, in place."""
    strong = etree.Element(name_like(line, "strong"))
    strong.text, line.text = line.text, None
    for child in list(line):
        strong.append(child)
    line.append(strong)
    line.tag = name_like(line, "p")


def _passages(tree: etree._Element) -> Iterator[OwnPassage]:
    for element in tree.iter():
        name = local_name(element)
        front = is_inside(element, {"description"})
        words = _read_line(element) if name in _LINES or (front and not len(element)) else ""
        if words.strip():
            front = front or _marks_note(element)
            place = f"<{name}>, line {element.sourceline or 0}"
            yield OwnPassage(part=Part.FRONT if front else Part.TEXT, place=place, text=words)


def _read_line(element: etree._Element) -> str:
    """Return the words of a line, the marks of notes apart."""
    words = element.text or ""
    for child in element:
        words += "" if child.get("type") == "note" else _read_line(child)
        words += child.tail or ""
    return words


def _marks_note(element: etree._Element) -> bool:
    """Tell whether a line is the number or the heading of the notes, which are numbered anew."""
    above = (each.get("name", "") for each in element.iterancestors("{*}body"))
    return is_inside(element, {"title"}) and next(above, "") in ("notes", "comments", "footnotes")


def _count(tree: etree._Element) -> Counter[str]:
    titles = (each for each in tree.iterfind(".//{*}section/{*}title") if not _marks_note(each))
    links = list(tree.iter("{*}a"))
    return Counter(
        {
            "tables": sum(1 for _ in tree.iter("{*}table")),
            "pictures": sum(
                1 for each in tree.iter("{*}image") if not is_inside(each, {"coverpage"})
            ),
            "notes": sum(1 for each in links if each.get("type") == "note"),
            HEADINGS: sum(1 for each in titles if join_words(each)),
            LINKS: sum(1 for each in links if OUTWARD.match(each.get(_LINK) or "")),
        }
    )


def _read_facts(tree: etree._Element) -> Metadata:
    info = tree.find("{*}description/{*}title-info")
    told = {} if info is None else {local_name(each): each for each in info}
    date = told.get("date")
    return Metadata(
        title=join_words(told.get("book-title")),
        people=tuple(_list_people(info)),
        published=(date.get("value") or join_words(date)) if date is not None else "",
        publisher=join_words(tree.find("{*}description/{*}publish-info/{*}publisher")),
        description=join_words(told.get("annotation")),
        language=join_words(told.get("lang")),
    )


def _list_people(info: etree._Element | None) -> Iterator[Person]:
    for writer in () if info is None else info.iterfind("{*}author"):
        parts = (join_words(writer.find(f"{{*}}{name}")) for name in _NAMES)
        name = " ".join(filter(None, parts)) or join_words(writer.find("{*}nickname"))
        if name:
            yield make_author(name)
