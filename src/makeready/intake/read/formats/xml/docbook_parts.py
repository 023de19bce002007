"""Tables and glossaries of DocBook that pandoc 3.9 reads wrongly → what it reads right.

It counts the columns of a table by the cells of its rows, whatever they reach over, passes over the
foot of a table, the divisions of a glossary and what an entry refers to.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, cast

from makeready.intake.read import marks
from makeready.intake.read.formats.archive import drop, local_name, name_like
from makeready.intake.read.formats.xml.words import join_words, make_element
from makeready.intake.read.pandoc_json import Element, Json, content, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_EMPTY = marks.write_stand_in("void", 0)
_MOST = 200
_REFERS = ("glosssee", "glossseealso")


def repeat_notes(tree: etree._Element) -> None:
    """Put a note where only its name stands, which pandoc passes over: it is called again there."""
    notes = {each.get(_ID) or each.get("id") or "": each for each in tree.iter("{*}footnote")}
    for called in list(tree.iter("{*}footnoteref")):
        note = notes.get(called.get("linkend", ""))
        parent = called.getparent()
        if note is None or parent is None:
            continue
        again = deepcopy(note)
        again.tail = called.tail
        for key in (_ID, "id"):
            again.attrib.pop(key, None)
        parent.replace(called, again)


def settle_tables(tree: etree._Element) -> None:
    """Name the columns that cells reach over, and put the foot of each table below its body.

    A row of empty cells goes before a body none of whose rows shows how many columns there are.
    """
    for group in list(tree.iter("{*}tgroup")):
        spans = {each.get("spanname", ""): each for each in group.iter("{*}spanspec")}
        for entry in list(group.iter("{*}entry")):
            span = spans.get(entry.get("spanname", ""))
            for key in ("namest", "nameend") if span is not None else ():
                entry.set(key, span.get(key, "") if span is not None else "")
        body = group.find("{*}tbody")
        if body is None:
            continue
        for foot in group.findall("{*}tfoot"):
            body.extend(list(foot.findall("{*}row")))
            drop(foot)
        count = _count_columns(group)
        columns = group.findall("{*}colspec")
        for _ in range(count - len(columns) if columns else 0):
            columns[-1].addnext(make_element(group, "colspec"))
        if count and all(len(row.findall("{*}entry")) < count for row in body.findall("{*}row")):
            row = make_element(body, "row")
            row.extend(make_element(body, "entry", _EMPTY) for _ in range(count))
            body.insert(0, row)


def _count_columns(group: etree._Element) -> int:
    said = group.get("cols", "")
    return min(int(said), _MOST) if said.isascii() and said.isdecimal() else 0


def drop_empty_rows(node: Json) -> Json:
    """Return part of a document as JSON without the rows that were put in to count columns."""
    if isinstance(node, list):
        return [drop_empty_rows(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Table":
        attrs, caption, columns, head, bodies, foot = content(cast("Element", node))
        held = [[*body[:3], [row for row in body[3] if not _is_empty(row)]]
                for body in cast("list[list[list[Json]]]", bodies)]  # fmt: skip
        node = {**node, "c": [attrs, caption, columns, head, cast("Json", held), foot]}
    return {key: drop_empty_rows(value) for key, value in node.items()}


def _is_empty(row: Json) -> bool:
    words = plain(cast("list[Json]", row)[1])
    return bool(words) and not words.replace(_EMPTY, "").strip()


def settle_glossaries(tree: etree._Element) -> None:
    """Make sections of the divisions of glossaries, and words of what their entries refer to."""
    terms = {
        entry.get(_ID) or entry.get("id") or "": join_words(entry.find("{*}glossterm"))
        for entry in tree.iter("{*}glossentry")
    }
    for entry in list(tree.iter("{*}glossentry")):
        _settle_entry(entry, terms)
    for glossary in tree.iter("{*}glossary"):
        for division in list(glossary.iter("{*}glossdiv")):
            division.tag = name_like(division, "section")
            _frame_entries(division)
        _frame_entries(glossary)


def _settle_entry(entry: etree._Element, terms: Mapping[str, str]) -> None:
    """Put short forms behind the term, and references into a definition, with the entry's id."""
    term = entry.find("{*}glossterm")
    short = [each for each in entry if local_name(each) in ("acronym", "abbrev")]
    if term is not None and short:
        said = f" ({', '.join(map(join_words, short))})"
        if len(term):
            term[-1].tail = (term[-1].tail or "") + said
        else:
            term.text = (term.text or "") + said
        for each in short:
            drop(each)
    for see in list(entry.iter(*(f"{{*}}{kind}" for kind in _REFERS))):
        paragraph = _write_reference(see, terms)
        parent = see.getparent()
        if parent is None:
            continue
        if local_name(parent) == "glossentry":
            definition = make_element(see, "glossdef")
            definition.append(paragraph)
            paragraph = definition
        paragraph.tail = see.tail
        parent.replace(see, paragraph)
    name = entry.get(_ID) or entry.get("id")
    first = next(entry.iter("{*}para", "{*}simpara"), None)
    if name and first is not None:
        anchor = make_element(entry, "anchor")
        anchor.set(_ID, name)
        anchor.tail, first.text = first.text, None
        first.insert(0, anchor)


def _write_reference(see: etree._Element, terms: Mapping[str, str]) -> etree._Element:
    """Return a paragraph with an arrow and the term that is referred to, as a link if it is one."""
    paragraph = make_element(see, "para", "→ ")
    name = see.get("otherterm", "")
    words = join_words(see) or terms.get(name, "")
    if name in terms:
        link = make_element(see, "link", words)
        link.set("linkend", name)
        paragraph.append(link)
    else:
        paragraph.text = f"→ {words}"
    return paragraph


def _frame_entries(holder: etree._Element) -> None:
    """Put marks of a glossary around the entries that stand right in an element."""
    entries = [each for each in holder if local_name(each) in ("glossentry", "glosslist")]
    if not entries:
        return
    listed = make_element(holder, "glosslist")
    entries[0].addprevious(listed)
    for each in entries:
        listed.extend(list(_list_entries(each)))
        if local_name(each) == "glosslist":
            drop(each)
    listed.addprevious(make_element(holder, "para", marks.begin("glossary")))
    listed.addnext(make_element(holder, "para", marks.end("glossary")))


def _list_entries(element: etree._Element) -> Iterator[etree._Element]:
    if local_name(element) == "glossentry":
        yield element
    else:
        yield from element.findall("{*}glossentry")
