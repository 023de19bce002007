"""Divisions and code with labels become theorems, boxes, figures, tables and listings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from makeready.master.labels.kinds import CALLOUTS, THEOREMS, read_kind
from makeready.master.labels.terms import say_kind
from makeready.master.labels.titles import set_line, take_name
from makeready.master.trees import HEADINGS, remove, words

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND = "data-kind"
"""The attribute, until numbers are given, of what is to hold the number of a labelled block."""

THEOREM, TITLE = "theorem", "theorem-title"
"""Classes of a theorem or the like, and of the words that it begins with."""

LISTING, CAPTION = "listing", "listing-caption"
"""Classes of code with a caption, and of the caption."""

CLASSES = {
    "theorem": "thm",
    "lemma": "lem",
    "corollary": "cor",
    "proposition": "prp",
    "conjecture": "cnj",
    "solution": "sol",
    "remark": "rem",
    "proof": "proof",
}
"""Classes of divisions that are theorems and the like without a label, too."""

UNNUMBERED = ("sol", "rem", "proof")
"""Kinds that have no number where they have no label."""

SUBFIGURE, SUBCAPTION = "subfigure", "subcaption"
"""Classes of a figure within a figure, and of its caption."""

_BEGIN = re.compile(r"(?:Listing)?:\s+")
_END = re.compile(r"\s*\{#(lst[-:][\w.:-]+)\}\s*\Z")
_FLOATS = ("fig", "tbl", "lst")


def set_blocks(tree: etree._Element, language: str) -> None:
    """Give every labelled block of a tree its form, in place; its number comes later."""
    for code in list(tree.iter("pre")):
        _set_caption_of_code(code, language)
    for division in list(tree.iter("div", "section")):
        kind = read_kind(division.get("id", ""))
        classed = (CLASSES.get(each, "") for each in (division.get("class") or "").split())
        named = kind if kind in THEOREMS else next(filter(None, classed), "")
        if named:
            _set_theorem(division, named, language, is_labelled=kind in THEOREMS)
        elif kind == "box" or kind in CALLOUTS:
            _set_box(division, kind, language)
        elif kind in _FLOATS:
            _set_float(division, kind)


def _set_theorem(division: etree._Element, kind: str, language: str, *, is_labelled: bool) -> None:
    title = _take_title(division, language)
    name = kind if kind in THEOREMS else "proof"
    division.tag = "div"
    division.set("class", f"{THEOREM} {name}")
    head = etree.Element("span", {"class": TITLE})
    if is_labelled or kind not in UNNUMBERED:
        head.set(KIND, kind)
    else:
        head.text = say_kind(kind, language)
    if title is not None and words(title):
        head.text = f"{head.text or ''} ({title.text or ''}"
        head.extend(list(title))
        _append(head, ")")
    _append(head, ".")
    first = division[0] if len(division) else None
    if first is None or first.tag != "p":
        first = etree.Element("p")
        first.tail = "\n"
        division.insert(0, first)
    head.tail = " " + (first.text or "").lstrip()
    first.text = None
    first.insert(0, head)


def _take_title(division: etree._Element, language: str) -> etree._Element | None:
    """Return what a theorem is called, taken out of its division: a heading, or an attribute."""
    said = division.attrib.pop("name", "") or division.attrib.pop("data-name", "")
    if (moved := take_name(division)) is not None:
        return moved
    first = division[0] if len(division) else None
    if first is not None and first.tag in HEADINGS:
        division.remove(first)
        return first
    if not said:
        return None
    title = etree.Element("p")
    set_line(title, said, language)
    return title


def _append(element: etree._Element, said: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + said
    else:
        element.text = (element.text or "") + said


def _set_box(division: etree._Element, kind: str, language: str) -> None:
    """Let the title of a box hold its number; one without a title gets the number alone."""
    classes = (division.get("class") or "").split()
    division.set("class", " ".join(dict.fromkeys(["box", *classes])))
    if division.get("title"):
        head = etree.Element("p", {"class": "box-title"})
        set_line(head, division.attrib.pop("title"), language)
        division.insert(0, head)
    first = division[0] if len(division) else None
    if first is None or first.get("class") != "box-title":
        first = etree.Element("p", {"class": "box-title"})
        division.insert(0, first)
    if kind in CALLOUTS and words(first) == say_kind(kind, language):
        first.text = None
    first.tail = "\n"
    first.set(KIND, kind)


def _set_caption_of_code(code: etree._Element, language: str) -> None:
    said = code.attrib.pop("data-lst-cap", "") or code.attrib.pop("data-caption", "")
    label = code.get("id", "")
    caption = etree.Element("p", {"class": CAPTION})
    if said:
        set_line(caption, said, language)
    elif not label or read_kind(label) == "lst":
        label = _take_caption_beside(code, caption) or label
    if not words(caption):
        return
    code.attrib.pop("id", None)
    holder = etree.Element("div", {"class": LISTING})
    if label:
        holder.set("id", label)
    holder.tail, code.tail = code.tail, None
    code.addprevious(holder)
    caption.tail = "\n"
    holder.append(caption)
    holder.append(code)


def _take_caption_beside(code: etree._Element, caption: etree._Element) -> str:
    """Move the words of a paragraph that is the caption of the code beside it; return its label.

    It begins as a caption does, and it or the code has a label.
    """
    for beside in (code.getprevious(), code.getnext()):
        if beside is None or beside.tag != "p":
            continue
        last = beside[-1] if len(beside) else None
        begun = _BEGIN.match(beside.text or "")
        labelled = _END.search((beside.text if last is None else last.tail) or "")
        if begun is None or (labelled is None and not code.get("id")):
            continue
        end = labelled.start() if labelled else None
        if last is None:
            caption.text = (beside.text or "")[begun.end() : end]
        else:
            last.tail = (last.tail or "")[:end]
            caption.text = (beside.text or "")[begun.end() :]
        caption.extend(list(beside))
        remove(beside)
        return labelled[1] if labelled else ""
    return ""


def _set_float(division: etree._Element, kind: str) -> None:
    """Make a figure, a table with its caption or a listing of a division that Quarto labels.

    Its last paragraph is the caption; pandoc-crossref puts that of a listing first.
    """
    table = division.find(".//table")
    if kind != "lst" and _give_label(division, table if kind == "tbl" else None):
        return
    paragraphs = [each for each in division if each.tag == "p" and not _is_picture(each)]
    if not paragraphs:
        return
    is_first = kind == "lst" and division[0] is paragraphs[0]
    caption = paragraphs[0] if is_first else paragraphs[-1]
    caption.text = _BEGIN.sub("", caption.text or "", count=1)
    if kind == "lst":
        division.set("class", LISTING)
        caption.set("class", CAPTION)
    elif kind == "fig":
        _set_figure(division, caption)
    elif table is not None and table.find("caption") is None:
        caption.tag = "caption"
        table.insert(0, caption)
        table.set("id", division.attrib.pop("id"))


def _give_label(division: etree._Element, table: etree._Element | None) -> bool:
    """Move the label of a division to the one figure or table in it, if that has a caption."""
    figures = division.findall("figure")
    held = table if table is not None else figures[0] if len(figures) == 1 else None
    caption = None if held is None else held.find("caption" if held is table else "figcaption")
    if held is None or caption is None or len(division) > 1 or held.get("id"):
        return False
    held.set("id", division.attrib.pop("id"))
    return True


def _set_figure(division: etree._Element, caption: etree._Element) -> None:
    for part in division.iterdescendants("div"):
        if part.get("id"):
            _give_label(part, None)
    _set_subfigures(list(division.iter("figure")))
    named = division.get("id", "")
    division.attrib.clear()
    division.set("id", named)
    division.tag, caption.tag = "figure", "figcaption"
    for paragraph in [each for each in division if each.tag == "p"]:
        paragraph.tag = "div"


def _set_subfigures(figures: Sequence[etree._Element]) -> None:
    """Let the figures within another have letters: (a), (b)."""
    for number, figure in enumerate(figures):
        caption = figure.find("figcaption")
        figure.tag = "div"
        figure.set("class", SUBFIGURE)
        if caption is not None:
            caption.tag = "p"
            caption.attrib.clear()
            caption.set("class", SUBCAPTION)
            caption.text = f"({chr(ord('a') + number % 26)}) {caption.text or ''}"


def _is_picture(paragraph: etree._Element) -> bool:
    return not words(paragraph) and paragraph.find(".//img") is not None
