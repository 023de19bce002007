"""The bibliographies of a book in DocBook → paragraphs that its citations link to.

Pandoc leaves out their entries, and the words of links to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.read.formats.archive import local_name, name_like
from makeready.intake.read.formats.xml.words import (
    has_text,
    join_words,
    make_element,
    space_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LINK = "{http://www.w3.org/1999/xlink}href"
_ENTRIES = ("{*}biblioentry", "{*}bibliomixed")
_HOLDERS = frozenset({"biblioentry", "bibliomixed", "bibliomset", "biblioset"})
_NAMES = ("surname", "orgname", "corpauthor", "personname", "author", "editor")
_YEARS = ("pubdate", "year", "copyright", "date")


def write_bibliographies(tree: etree._Element) -> None:
    """Make paragraphs of the entries of each bibliography, and links of what refers to them."""
    entries = [each for each in tree.iter(*_ENTRIES) if not _is_inner(each)]
    called = {_name(each): _call(each) for each in entries if _name(each)}
    _write_citations(tree, called, _list_labels(entries))
    for entry in entries:
        _write_entry(entry)
    for listed in tree.iter("{*}bibliography"):
        for inner in list(listed.iter("{*}bibliodiv", "{*}bibliolist")):
            inner.tag = name_like(inner, "section")


def _is_inner(entry: etree._Element) -> bool:
    parent = entry.getparent()
    return parent is None or local_name(parent) in _HOLDERS


def _name(element: etree._Element) -> str:
    return element.get(_ID) or element.get("id") or ""


def _call(entry: etree._Element) -> str:
    """Return what an entry is called by: its short form, or its first person and its year."""
    short = entry.get("xreflabel") or _label(entry)
    people = [join_words(each) for kind in _NAMES for each in entry.iter(f"{{*}}{kind}")]
    years = [join_words(each) for kind in _YEARS for each in entry.iter(f"{{*}}{kind}")]
    title = join_words(next(entry.iter("{*}title"), None))
    said = " ".join((*people[:1], *years[:1])) if people else title
    return short or said or _name(entry)


def _label(entry: etree._Element) -> str:
    first = next((each for each in entry if local_name(each)), None)
    is_short = first is not None and local_name(first) in ("abbrev", "label")
    return join_words(first).strip("[]") if is_short else ""


def _list_labels(entries: Sequence[etree._Element]) -> Mapping[str, str]:
    """Return the ids of entries by what a citation may call them."""
    named: dict[str, str] = {}
    for entry in entries:
        for label in filter(None, (_label(entry), entry.get("xreflabel"), _name(entry))):
            if _name(entry):
                named.setdefault(label, _name(entry))
    return named


def _write_citations(
    tree: etree._Element, called: Mapping[str, str], labels: Mapping[str, str]
) -> None:
    for cited in list(tree.iter("{*}xref", "{*}biblioref", "{*}link", "{*}citation")):
        if local_name(cited) == "citation":
            name = labels.get(join_words(cited).strip("[]"), "")
        else:
            name = cited.get("linkend") or (cited.get(_LINK) or "").removeprefix("#")
        if name not in called or (local_name(cited) == "link" and join_words(cited)):
            continue
        words = join_words(cited) or cited.get("endterm") or ""
        _link(cited, name, words.strip("[]") if words in labels else called[name])


def _link(cited: etree._Element, name: str, words: str) -> None:
    """Put a link in brackets in the place of a citation, as style sheets for DocBook print it."""
    holder = make_element(cited, "phrase", "[")
    link = etree.SubElement(holder, name_like(cited, "link"))
    link.set("linkend", name)
    link.text, link.tail = words, "]"
    holder.tail = cited.tail
    parent = cited.getparent()
    if parent is not None:
        parent.replace(cited, holder)


def _write_entry(entry: etree._Element) -> None:
    parent = entry.getparent()
    if parent is None:
        return
    paragraph = make_element(entry, "para")
    mixed = local_name(entry) == "bibliomixed" and has_text(entry)
    words = join_words(entry) if mixed else ". ".join(_parts(entry))
    if _name(entry):
        anchor = etree.SubElement(paragraph, name_like(entry, "anchor"))
        anchor.set(_ID, _name(entry))
        anchor.tail = words
    else:
        paragraph.text = words
    paragraph.tail = entry.tail
    parent.replace(entry, paragraph)


def _parts(entry: etree._Element) -> Sequence[str]:
    return [
        space_words(child).rstrip(".")
        for child in entry
        if local_name(child) and space_words(child)
    ]
