"""Links and `[@sec-…]` references of a manuscript become links of the book, or findings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Anchor
from makeready.core.suggest import find_similar
from makeready.master.captions import NAME, read_name
from makeready.master.chapters import Alias
from makeready.master.places import find_place_or_file, first_words, own_first
from makeready.master.read.raw_html import SCHEME
from makeready.master.trees import elements, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.core.model import Text
    from makeready.master.chapters import Chapter

CODES = table(
    Code(
        code="T-008",
        severity=Severity.ERROR,
        title="A reference that leads nowhere",
        why="A reader who follows it finds nothing, in print and on screen.",
        remedy="Give the place it means an id, such as {#sec-rivers}, or correct the reference.",
    ),
    Code(
        code="T-009",
        severity=Severity.ERROR,
        title="A reference that could lead to two places",
        why="Two files give the same id, and neither is the file of the reference.",
        remedy="Give each place its own id, or name the file: [words](02.md#id).",
    ),
    Code(
        code="T-026",
        severity=Severity.WARNING,
        title="A reference that shows a whole caption",
        why="The book's figures and tables have no numbers, so that a caption stands in the "
        "sentence.",
        remedy='Give them numbers in book.toml, [captions] numbering = "chapter", or link with '
        "words of your own: [the figure](#fig-ferry).",
    ),
)
NO_REFERENCES = ("a", "code", "pre")
# an address that lacks its scheme: what browsers and writers take for a site or a mailbox
_SITE = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?\Z")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")
CROSS = re.compile(r"\[@((?:sec|fig|tbl|eq|ch|app)[-:][\w.:-]*\w)\]")


@dataclass(frozen=True, slots=True)
class Directory:
    """Where each id of the manuscripts went, the first chapter of each file, and all anchors."""

    aliases: tuple[Alias, ...]
    firsts: dict[str, Anchor]
    titles: dict[str, str]
    captions: frozenset[str]

    def find(self, name: str, file: str) -> list[Anchor]:
        """Return the anchors that an id may mean when it is used in this file."""
        own = [alias.anchor for alias in self.aliases if alias.name == name and alias.file == file]
        everywhere = [alias.anchor for alias in self.aliases if alias.name == name]
        return list(dict.fromkeys(own or everywhere))


def directory(chapters: Sequence[Chapter], aliases: tuple[Alias, ...]) -> Directory:
    """Return where every reference may lead; `titles` are the words to show for an anchor.

    `captions` are the anchors of which these are the words of a caption.
    """
    firsts: dict[str, Anchor] = {}
    titles: dict[str, str] = {}
    captions: set[str] = set()
    for chapter in chapters:
        for text in chapter.texts:
            firsts.setdefault(text.file, chapter.anchor)
        for section in [chapter.section, *chapter.section.iter("section")]:
            if section.get("aria-labelledby"):
                titles[section.get("id", "")] = words(section[0])
        for figure in chapter.section.iter("figure", "table"):
            caption = (
                figure.find("figcaption") if figure.tag == "figure" else figure.find("caption")
            )
            holder = figure if figure.get("id") else figure.find(".//img[@id]")
            if caption is not None and holder is not None and holder.get("id"):
                titles[holder.get("id", "")] = read_name(caption) or words(caption)
                if not read_name(caption):
                    captions.add(holder.get("id", ""))
        for number in chapter.section.iterfind(f".//span[@{NAME}]"):
            titles[number.get("id", "")] = number.get(NAME, "")
    return Directory(aliases=aliases, firsts=firsts, titles=titles, captions=frozenset(captions))


def resolve_references(chapters: Iterable[Chapter], places: Directory) -> tuple[Finding, ...]:
    """Turn every reference into a link inside the book, in place, and report what leads nowhere."""
    found: list[Finding] = []
    for chapter in chapters:
        for link in list(chapter.section.iter("a")):
            if link.get("class") not in ("noteref", "backlink") and link.get("href") is not None:
                found += _resolve(link, chapter, places)
    return tuple(found)


def link_crosses(section: etree._Element) -> None:
    """Turn `[@sec-x]` in running text into an empty link, to be given its words."""
    for element in list(elements(section)):
        closed = any(True for _ in element.iterancestors(*NO_REFERENCES))
        if not closed:
            _split_tail(element)
        if not closed and element.tag not in NO_REFERENCES:
            _split_text(element)


def _split_text(element: etree._Element) -> None:
    pieces = CROSS.split(element.text or "")
    if len(pieces) > 1:
        element.text = pieces[0]
        for place, (name, after) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True)):
            element.insert(place, _cross(name, after))


def _split_tail(element: etree._Element) -> None:
    pieces = CROSS.split(element.tail or "")
    if len(pieces) > 1:
        element.tail = pieces[0]
        here = element
        for name, after in zip(pieces[1::2], pieces[2::2], strict=True):
            link = _cross(name, after)
            here.addnext(link)
            here = link


def _cross(name: str, after: str) -> etree._Element:
    link = etree.Element("a", {"class": "xref", "href": f"#{name}"})
    link.tail = after
    return link


def _resolve(link: etree._Element, chapter: Chapter, places: Directory) -> Iterator[Finding]:
    href = link.get("href", "")
    if SCHEME.match(href):
        return
    file, _, fragment = unquote(href).partition("#")
    texts = own_first(link, chapter.texts)
    anchors = _targets(file, fragment, texts[0], places)
    if len(anchors) == 1:
        link.set("href", f"#{anchors[0]}")
        if link.get("class") == "xref" and not words(link):
            link.text = places.titles.get(anchors[0], anchors[0])
            if anchors[0] in places.captions:
                yield _report_caption(fragment, link.text, texts)
        return
    shown = f"[@{fragment}]" if link.get("class") == "xref" else href
    where = find_place_or_file(
        texts, f"@{fragment}" if link.get("class") == "xref" else f"({href}", href
    )
    if anchors:
        yield finding(CODES["T-009"], f"{shown} could be one of {', '.join(anchors)}", where)
    else:
        hint = _complete(href) or _name_nearest(fragment, places)
        yield finding(CODES["T-008"], f"{shown} leads nowhere", where, hint)


def _name_nearest(name: str, places: Directory) -> str:
    """Return which ids are most like one that there is not, each with its file."""
    files: dict[str, str] = {}
    for alias in places.aliases:
        files.setdefault(alias.name, alias.file)
    likely = find_similar(name, files, most=2)
    named = " or ".join(f"#{each} ({files[each]})" for each in likely)
    return f"did you mean {named}?" if named else ""


def _complete(href: str) -> str:
    """Return what to do about an address that lacks its scheme, nothing for another."""
    if _SITE.match(href):
        return f"write the address whole: https://{href}"
    return f"write the address whole: mailto:{href}" if _MAIL.match(href) else ""


def _report_caption(name: str, caption: str, texts: Sequence[Text]) -> Finding:
    message = f"[@{name}] shows “{first_words(caption, 8)}”"
    return finding(CODES["T-026"], message, find_place_or_file(texts, f"[@{name}]"))


def _targets(file: str, fragment: str, text: Text, places: Directory) -> list[Anchor]:
    if not file:
        return places.find(fragment, text.file)
    for name in (normpath(join(dirname(text.file), file)), normpath(file)):
        if name in places.firsts:
            if not fragment:
                return [places.firsts[name]]
            return [a.anchor for a in places.aliases if a.file == name and a.name == fragment][:1]
    return []
