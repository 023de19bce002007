"""An article in JATS → one that pandoc reads whole, with what it holds.

Pandoc knows the works that an article lists only as data, prints no abstract and no labels.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.model import Choices, Correction, Metadata
from makeready.intake.read.apparatus.index_marks import COUNTED, take_elements
from makeready.intake.read.formats.archive import drop, local_name, name_like, parse_xml
from makeready.intake.read.formats.prepared import Prepared, make_author
from makeready.intake.read.formats.xml.references import (
    drop_alternatives,
    write_citations,
    write_references,
    write_target,
)
from makeready.intake.read.formats.xml.words import (
    is_inside,
    join_words,
    make_element,
    space_words,
    take_inventory,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LABELLED = frozenset({"fig", "table-wrap", "sec", "app", "boxed-text", "statement"})
_BACK = {"ack": "Acknowledgements", "app": "Appendix", "notes": "Notes", "bio": "About the authors"}


def prepare(_: str, data: bytes, __: Choices) -> Prepared:
    """Return the article with its abstract, references and notes as text."""
    tree = parse_xml(data)
    if tree is None:
        return Prepared(data=data)
    anchors: dict[str, str] = {}
    people = tuple(make_author(each) for each in _list_authors(tree))
    drop_alternatives(tree)
    marked = take_elements(tree, anchors)
    held = take_inventory(tree)
    held = replace(held, counts={**held.counts, COUNTED: marked})
    _place_abstract(tree)
    for number in list(tree.iter("{*}object-id")):
        drop(number)
    _keep_labels(tree)
    _name_back(tree)
    write_citations(tree)
    write_references(tree, anchors)
    calls = _place_notes(tree)
    _write_supplements(tree, anchors)
    _move_back(tree)
    return Prepared(
        data=etree.tostring(tree, encoding="utf-8"),
        inventory=held,
        notes=anchors,
        corrections=tuple(Correction(rule="D.linked-note", what=each) for each in calls),
        metadata=Metadata(language=tree.get(_LANG, ""), published=_read_date(tree), people=people),
    )


def _place_abstract(tree: etree._Element) -> None:
    """Put each abstract before the text, as a section of its own."""
    body = tree.find(".//{*}body")
    if body is None:
        body = make_element(tree, "body")
        tree.append(body)
    for at, abstract in enumerate(list(tree.iter("{*}abstract", "{*}trans-abstract"))):
        section = make_element(abstract, "sec")
        for child in list(abstract):
            section.append(child)
        if section.find("{*}title") is None:
            section.insert(0, make_element(abstract, "title", "Abstract"))
        if (abstract.text or "").strip():
            section.insert(1, make_element(abstract, "p", abstract.text or ""))
        abstract.text = None
        parent = abstract.getparent()
        if parent is not None:
            parent.remove(abstract)
        body.insert(at, section)


def _place_notes(tree: etree._Element) -> list[str]:
    """Put each note of a list of notes where it is called, and return the marks that go."""
    notes = {each.get("id", ""): each for each in tree.iter("{*}fn") if each.get("id")}
    used = set()
    marked = []
    for call in list(tree.iter("{*}xref")):
        note = notes.get(call.get("rid", ""))
        parent = call.getparent()
        if note is None or parent is None or call.get("rid") in used or is_inside(call, {"fn"}):
            continue
        if is_inside(note, {"front", "article-meta", "table-wrap-foot"}):
            continue
        used.add(call.get("rid"))
        marked.append(join_words(call))
        drop(note)
        for label in list(note.iter("{*}label")):
            marked.append(join_words(label))
            drop(label)
        note.tail = call.tail
        parent.replace(call, note)
    for group in list(tree.iter("{*}fn-group")):
        if not len(group) or all(local_name(child) == "title" for child in group):
            drop(group)
    return marked


def _keep_labels(tree: etree._Element) -> None:
    """Put the labels of figures, tables and sections, which pandoc drops, before their titles."""
    for label in list(tree.iter("{*}label")):
        holder = label.getparent()
        words = join_words(label)
        if holder is None or not words or local_name(holder) not in _LABELLED:
            continue
        caption = holder.find("{*}caption")
        around = caption if caption is not None else holder
        title = around.find("{*}title")
        first = title if title is not None else around.find("{*}p")
        if first is None and local_name(holder) in {"fig", "table-wrap"}:
            caption = make_element(holder, "caption")
            first = etree.SubElement(caption, name_like(holder, "p"))
            holder.insert(0, caption)
        if first is not None:
            first.text = f"{words} {first.text or ''}"
            drop(label)


def _name_back(tree: etree._Element) -> None:
    """Give the parts behind the text a heading where they have none, and make sections of them."""
    for kind, title in _BACK.items():
        for part in list(tree.iter(f"{{*}}{kind}")):
            if is_inside(part, {"front", "sec", "boxed-text"}):
                continue
            if part.find("{*}title") is None:
                part.insert(0, make_element(part, "title", title))
            part.tag = name_like(part, "sec")


def _move_back(tree: etree._Element) -> None:
    """Put the sections behind the text into it, since pandoc sets them below the last of them."""
    body = tree.find(".//{*}body")
    for section in list(tree.iterfind(".//{*}back/{*}sec")):
        if body is not None:
            body.append(section)


def _write_supplements(tree: etree._Element, anchors: dict[str, str]) -> None:
    """Make a section of paragraphs of what lies beside the article."""
    for extra in list(tree.iter("{*}supplementary-material", "{*}media")):
        parent = extra.getparent()
        if parent is None or local_name(parent) in {"p", "supplementary-material"}:
            continue
        paragraph = make_element(extra, "p")
        words = write_target(extra.get("id", ""), anchors) + space_words(extra)
        if words:
            paragraph.text = words
            paragraph.tail = extra.tail
            parent.replace(extra, paragraph)


def _list_authors(tree: etree._Element) -> Iterator[str]:
    """Yield the names of authors in the article's front, of which pandoc 3.9 knows `name` alone."""
    for author in tree.iterfind(".//{*}article-meta//{*}contrib[@contrib-type='author']"):
        name = next(author.iter("{*}name", "{*}string-name", "{*}collab"), None)
        parts = [] if name is None else [name.find(f"{{*}}{p}") for p in ("given-names", "surname")]
        said = " ".join(filter(None, (join_words(each) for each in parts))) or join_words(name)
        if said:
            yield said


def _read_date(tree: etree._Element) -> str:
    for date in tree.iter("{*}pub-date"):
        parts = [join_words(date.find(f"{{*}}{each}")) for each in ("year", "month", "day")]
        if all(part.isdecimal() for part in parts):
            return f"{int(parts[0]):04}-{int(parts[1]):02}-{int(parts[2]):02}"
    return ""
