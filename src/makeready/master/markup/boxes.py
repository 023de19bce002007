"""Boxes of other dialects (`:::note`, `[!NOTE]`) become divisions of the class `box`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.languages import find_row
from makeready.master.labels.titles import set_line
from makeready.master.trees import HEADINGS, change_words, elements, remove, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Text

BOX = "makeready-box-"
"""The class of a division that is to be a box; the number of its line, from 0, stands behind."""

MARK, TITLED = "makeready-box", "makeready-titled"
# In pandoc's own form a class is the author's: only these names mean a box wherever they stand.
KNOWN = frozenset("attention caution danger hint important info note tip warning".split())
KINDS = KNOWN | frozenset(
    "abstract admonition bug details error example failure question seealso success todo".split()
)
OPENING = re.compile(
    r"(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?::{3,}|`{3,}|~{3,})[ \t]*"
    r"(?P<rest>[^\s:`][^\n]*?)[ \t]*:*$"
)
BRACED = re.compile(r"\{([a-z-]+)\}[ \t]*(.*)$", re.IGNORECASE)
NAMED = re.compile(
    r"([a-z-]+)(?:[ \t]*\[([^\]]*)\](?:\{[^}]*\})?|[ \t]+([^\s{].*))$", re.IGNORECASE
)
PANDOC = re.compile(r"\{(?=[^}]*\.(?:callout-)?([a-z]+))([^}]*)\}$|([a-z]+)$", re.IGNORECASE)
TITLE = re.compile(r"\btitle=(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|(\S+))")
ID = re.compile(r"#([\w:.-]+)")
ALERT = re.compile(
    r"(?P<before>[ ]{0,3}>[ \t>]*)\[!(?P<kind>[a-z-]+)\][+-]?[ \t]*(?P<title>[^\n]*)$",
    re.IGNORECASE,
)
# A title with markup cannot be moved as it stands, so that its box is told and not translated.
MARKED = re.compile(r"[*_`\[\]$\\<^~]")
QUOTED = re.compile(r"[ ]{0,3}>[ \t>]*\S")
UNREAD = re.compile(rf"(:{{3,}}) {BOX}(\d+)|\[([A-Za-z-]+)\]\{{\.{MARK}(?: \.{TITLED})?\}}")
NAMED_KINDS = ("note", "tip", "important", "warning", "caution", "danger")
LABELS = {
    "en": ("Note", "Tip", "Important", "Warning", "Caution", "Danger"),
    "de": ("Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht", "Gefahr"),
    "fr": ("Note", "Conseil", "Important", "Avertissement", "Attention", "Danger"),
    "es": ("Nota", "Consejo", "Importante", "Advertencia", "Precaución", "Peligro"),
    "it": ("Nota", "Consiglio", "Importante", "Avvertenza", "Attenzione", "Pericolo"),
    "pl": ("Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Ostrożnie", "Niebezpieczeństwo"),
    "pt": ("Nota", "Dica", "Importante", "Aviso", "Atenção", "Perigo"),
    "ru": ("Примечание", "Совет", "Важно", "Предупреждение", "Осторожно", "Опасность"),
    "zh": ("注意", "提示", "重要", "警告", "小心", "危险"),
    "zh-hant": ("注意", "提示", "重要", "警告", "小心", "危險"),
    "ja": ("注", "ヒント", "重要", "警告", "注意", "危険"),
    "ko": ("참고", "도움말", "중요", "경고", "주의", "위험"),
    "ar": ("ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه", "خطر"),
    "he": ("הערה", "עצה", "חשוב", "אזהרה", "זהירות", "סכנה"),
    "fa": ("یادداشت", "نکته", "مهم", "هشدار", "احتیاط", "خطر"),
    "ur": ("نوٹ", "مشورہ", "اہم", "انتباہ", "احتیاط", "خطرہ"),
    "el": ("Σημείωση", "Συμβουλή", "Σημαντικό", "Προειδοποίηση", "Προσοχή", "Κίνδυνος"),
}
"""What a box is called that has no title of its own, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box as the line says that opens it: its kind, and its title and id, if it has any."""

    kind: str
    title: str = ""
    anchor: str = ""


def open_box(line: str) -> Box | None:
    """Return the box that a line opens, or None."""
    opening = OPENING.match(line)
    if opening is None:
        return None
    braced = directive(opening["rest"])
    if braced is not None or line.lstrip(" \t>")[:1] != ":":
        return braced
    return _open_named(opening["rest"]) or _open_classed(opening["rest"])


def directive(info: str) -> Box | None:
    """Return the box that a name in braces opens, as in `{note} Title`, or None."""
    found = BRACED.match(info)
    if found is None or found[1].lower() not in KINDS or MARKED.search(found[2]):
        return None
    return Box(kind=found[1].lower(), title=found[2].strip())


def _open_named(rest: str) -> Box | None:
    found = NAMED.match(rest)
    title = "" if found is None else found[2] or found[3] or ""
    if found is None or found[1].lower() not in KINDS or MARKED.search(title):
        return None
    return Box(kind=found[1].lower(), title=title.strip())


def _open_classed(rest: str) -> Box | None:
    found = PANDOC.match(rest)
    kind = "" if found is None else (found[1] or found[3]).lower()
    if found is None or (kind not in KNOWN and ".callout-" not in rest):
        return None
    title, anchor = TITLE.search(found[2] or ""), ID.search(found[2] or "")
    said = "" if title is None else title[1] or title[2] or title[3] or ""
    named = "" if anchor is None else anchor[1]
    return Box(kind=kind, title=said.replace('\\"', '"'), anchor=named)


def rewrite_boxes(lines: Sequence[str], running: Sequence[str]) -> list[str]:
    """Return lines in which every box is a division that pandoc reads.

    `running` are the lines with blanks for code.
    """
    following = [*lines[1:], ""]
    return [
        _rewrite(at, line, following[at]) if running[at].strip() else line
        for at, line in enumerate(lines)
    ]


def division(at: int, before: str) -> str:
    """Return the line that opens a box for pandoc; it stands for the line of this number."""
    return f"{before}::: {BOX}{at}"


def _rewrite(at: int, line: str, following: str) -> str:
    if open_box(line) is not None:
        opening = OPENING.match(line)
        return line if opening is None else division(at, opening["before"])
    found = ALERT.match(line)
    if found is None:
        return line
    if not found["title"].strip():
        return f"{found['before']}[{found['kind']}]{{.{MARK}}}"
    # A break keeps the title apart from the words on the next line of the same paragraph.
    broken = "\\" if QUOTED.match(following) else ""
    return f"{found['before']}[{found['kind']}]{{.{MARK} .{TITLED}}}{found['title']}{broken}"


def set_boxes(tree: etree._Element, text: Text, language: str) -> None:
    """Make every box of a tree a division with its title as its first paragraph, in place.

    A line that pandoc did not take for the beginning of a box is what it was.
    """
    lines = text.text.split("\n")
    for element in list(elements(tree)):
        classes = (element.get("class") or "").split()
        number = next((each.removeprefix(BOX) for each in classes if each.startswith(BOX)), "")
        if number.isdecimal() and int(number) < len(lines):
            _set(element, open_box(lines[int(number)]) or Box(kind="note"), language)
        elif MARK in classes:
            _set_alert(element, language)
    change_words(
        tree,
        MARK,
        lambda said: UNREAD.sub(
            lambda found: f"[!{found[3]}]" if found[3] else lines[int(found[2])].strip(), said
        ),
    )


def _set(element: etree._Element, box: Box, language: str) -> None:
    first = element[0] if len(element) else None
    # pandoc makes a section of a division that begins with a heading, and gives it the id.
    heads = first is not None and first.tag in HEADINGS and not box.title
    element.tag = "div"
    element.attrib.clear()
    element.set("class", "box")
    if box.anchor:
        element.set("id", box.anchor)
    if heads and first is not None:
        first.tag = "p"
        first.attrib.clear()
    else:
        head = etree.Element("p")
        set_line(head, box.title, language)
        if not words(head):
            head.text = _label(box.kind, language)
        head.tail = "\n"
        element.insert(0, head)
    element[0].set("class", "box-title")


def _set_alert(mark: etree._Element, language: str) -> None:
    paragraph = mark.getparent()
    quotation = None if paragraph is None else paragraph.getparent()
    is_titled, kind = TITLED in (mark.get("class") or ""), words(mark)
    if paragraph is None or quotation is None or quotation.tag != "blockquote":
        mark.text = f"[!{kind}]"
        mark.attrib.clear()
        return
    quotation.tag = "div"
    quotation.set("class", "box")
    head = etree.Element("p", {"class": "box-title"})
    head.tail = "\n"
    paragraph.addprevious(head)
    remove(mark)
    if is_titled:
        _move_title(paragraph, head)
    else:
        head.text = _label(kind.lower(), language)
    paragraph.text = (paragraph.text or "").lstrip()
    if not words(paragraph) and not len(paragraph):
        remove(paragraph)


def _move_title(paragraph: etree._Element, head: etree._Element) -> None:
    """Move what stands before a paragraph's first break, or all if it has none, to its head."""
    head.text, paragraph.text = paragraph.text, None
    for child in list(paragraph):
        if child.tag == "br":
            paragraph.text = child.tail
            child.tail = None
            paragraph.remove(child)
            return
        head.append(child)


def _label(kind: str, language: str) -> str:
    """Return the name of a kind of box in a language, or in English if the press has none."""
    labels = find_row(LABELS, language)
    if kind in NAMED_KINDS:
        return labels[NAMED_KINDS.index(kind)]
    return kind.capitalize()
