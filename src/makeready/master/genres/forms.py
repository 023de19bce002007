"""Divisions with the name of a genre get its form: speeches, the parts of a letter, epigraphs."""

from __future__ import annotations

from lxml import etree

from makeready.master.genres.drama import set_speeches
from makeready.master.genres.letter import set_letter
from makeready.master.genres.names import GENRES, PARAGRAPHS
from makeready.master.labels.titles import set_line
from makeready.master.trees import unwrap

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def set_forms(tree: etree._Element, language: str) -> None:
    """Give every division that is verse, a play, a letter or a dialogue its form, in place.

    A paragraph that is one span of a class for paragraphs gets that class itself.
    """
    for paragraph in list(tree.iter("p")):
        _lift_class(paragraph)
    for division in list(tree.iter("div", "section")):
        classes = (division.get("class") or "").split()
        forms = dict.fromkeys(GENRES[name] for name in classes if name in GENRES)
        if forms:
            division.set("class", " ".join(dict.fromkeys([*forms, *classes])))
        if "drama" in forms or "dialogue" in forms:
            set_speeches(division)
        elif "letter" in forms:
            set_letter(division)
        elif "box" in forms and division.get("title"):
            _set_title(division, language)
        elif "epigraph" in classes:
            division.set(EPUB_TYPE, "epigraph")
            division.set("role", "doc-epigraph")


def _set_title(box: etree._Element, language: str) -> None:
    """Make the title of a box its first paragraph."""
    head = etree.Element("p", {"class": "box-title"})
    set_line(head, box.attrib.pop("title"), language)
    head.tail = "\n"
    box.insert(0, head)


def _lift_class(paragraph: etree._Element) -> None:
    only = paragraph[0] if len(paragraph) == 1 else None
    if only is None or only.tag != "span" or (paragraph.text or only.tail or "").strip():
        return
    classes = (only.get("class") or "").split()
    if any(name in PARAGRAPHS for name in classes) and not only.get("id"):
        paragraph.set("class", " ".join(classes))
        if only.get("lang"):
            paragraph.set("lang", only.get("lang", ""))
        unwrap(only)
