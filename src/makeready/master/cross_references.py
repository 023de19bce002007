"""Links and references of a manuscript become links of the book, or findings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Anchor, Text
from makeready.core.suggest import find_similar
from makeready.master.captions import CAPTIONED, find_kind, find_labelled
from makeready.master.chapters import Alias
from makeready.master.labels.blocks import SUBCAPTION
from makeready.master.labels.kinds import CALLOUTS, SECTIONS, Called, read_kind, read_stem
from makeready.master.labels.links import BEFORE, CLASS, NUMBER
from makeready.master.labels.written import replaces_name
from makeready.master.places import find_place_or_file, first_words, own_first
from makeready.master.read.raw_html import SCHEME
from makeready.master.trees import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

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
    Code(
        code="T-048",
        severity=Severity.WARNING,
        title="A label of another kind than its thing",
        why="A label says by its beginning what it names; here something else has it, and the "
        "reference may be meant for another place.",
        remedy="Let the label begin as its kind does: sec-, fig-, tbl-, eq-, lst-, thm- and so on.",
    ),
    Code(
        code="T-047",
        severity=Severity.ERROR,
        title="A reference to what has no name",
        why="The place has neither a number nor a heading, so that the reference has nothing to "
        "say; readers would see its label.",
        remedy="Label what has a name, or link with words of your own: [the quay](#sec-quay).",
    ),
)
NO_BREAK = "\u00a0"
_NAMES = {
    "sec": "a section",
    "ch": "a chapter",
    "app": "an appendix",
    "fig": "a figure",
    "tbl": "a table",
    "eq": "a formula",
    "lst": "a listing",
    "box": "a box",
    "note": "a note",
}
# an address that lacks its scheme: what browsers and writers take for a site or a mailbox
_SITE = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?\Z")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Where each id of the manuscripts went, the first chapter of each file, and all anchors.

    `called` are the names of what has a number, `titles` the headings and captions of what has
    none, `captions` those of them that are captions. `files` are the texts by their names.
    """

    aliases: tuple[Alias, ...]
    firsts: dict[str, Anchor]
    called: Mapping[Anchor, Called]
    titles: dict[str, str]
    captions: dict[str, str]
    files: dict[str, Text]

    def find(self, name: str, file: str) -> list[Anchor]:
        """Return the anchors that an id may mean when it is used in this file."""
        own = [alias.anchor for alias in self.aliases if alias.name == name and alias.file == file]
        everywhere = [alias.anchor for alias in self.aliases if alias.name == name]
        return list(dict.fromkeys(own or everywhere))

    def kind_of(self, anchor: Anchor) -> str:
        """Return the kind of thing that an anchor stands for, or nothing where it is no such."""
        if anchor in self.called:
            return self.called[anchor].kind
        return self.captions.get(anchor, "sec" if anchor in self.titles else "")


def directory(
    chapters: Sequence[Chapter], aliases: tuple[Alias, ...], called: Mapping[Anchor, Called]
) -> Directory:
    """Return where every reference may lead; `called` are the names of what has a number."""
    firsts: dict[str, Anchor] = {}
    titles: dict[str, str] = {}
    captions: dict[str, str] = {}
    for chapter in chapters:
        for text in chapter.texts:
            firsts.setdefault(text.file, chapter.anchor)
        for section in [chapter.section, *chapter.section.iter("section")]:
            if section.get("aria-labelledby"):
                titles[section.get("id", "")] = words(section[0])
        for anchor, caption, kind in _list_captions(chapter.section):
            if anchor and anchor not in called:
                titles[anchor] = words(caption)
                captions[anchor] = kind
    return Directory(
        aliases=aliases,
        firsts=firsts,
        called=called,
        titles=titles,
        captions=captions,
        files={text.file: text for chapter in chapters for text in chapter.texts},
    )


def _list_captions(section: etree._Element) -> Iterator[tuple[Anchor, etree._Element, str]]:
    """Yield each caption with the id and the kind of what it belongs to."""
    for element in section.iter("figcaption", "caption", "p"):
        kind = find_kind(element)
        if element.get("class") == SUBCAPTION:
            holder = element.getparent()
            yield Anchor("" if holder is None else holder.get("id", "")), element, "fig"
        elif kind in CAPTIONED:
            yield find_labelled(element), element, kind


def resolve_references(chapters: Iterable[Chapter], places: Directory) -> tuple[Finding, ...]:
    """Turn every reference into a link inside the book, in place, and report what leads nowhere."""
    found: list[Finding] = []
    for chapter in chapters:
        for link in list(chapter.section.iter("a")):
            if link.get("class") not in ("noteref", "backlink") and link.get("href") is not None:
                found += _resolve(link, chapter, places)
    return tuple(found)


def _resolve(link: etree._Element, chapter: Chapter, places: Directory) -> Iterator[Finding]:
    href = link.get("href", "")
    if SCHEME.match(href):
        return
    is_reference = link.get("class") == CLASS
    file, _, fragment = unquote(href).partition("#")
    texts = own_first(link, chapter.texts)
    anchors = _targets(file, fragment, texts[0], places)
    if not anchors and is_reference:
        # pandoc-crossref begins a sentence with a capital: @Fig:lock
        anchors = _targets(file, fragment[:1].lower() + fragment[1:], texts[0], places)
    if len(anchors) == 1:
        link.set("href", f"#{anchors[0]}")
        if is_reference and not words(link):
            yield from _write_words(link, fragment, anchors[0], (texts, places))
        return
    shown = f"[@{fragment}]" if is_reference else href
    where = find_place_or_file(texts, f"@{fragment}" if is_reference else f"({href}", href)
    if anchors:
        yield finding(CODES["T-009"], f"{shown} could be one of {', '.join(anchors)}", where)
    else:
        hint = _complete(href) or _name_nearest(fragment, places)
        yield finding(CODES["T-008"], f"{shown} leads nowhere", where, hint)


def _write_words(
    link: etree._Element, label: str, anchor: Anchor, context: tuple[Sequence[Text], Directory]
) -> Iterator[Finding]:
    """Let a reference say what its place is called, in place, and yield what is wrong with it."""
    texts, places = context
    before, is_number = link.attrib.pop(BEFORE, ""), link.attrib.pop(NUMBER, None) is not None
    called, title = places.called.get(anchor), places.titles.get(anchor, "")
    where = find_place_or_file(texts, f"@{label}")
    if called is None:
        link.text = f"{before} {title or anchor}".strip()
    else:
        replaced = replaces_name(before, called.name)
        said = called.number if replaced or is_number else called.name
        link.text = f"{before}{NO_BREAK if replaced else ' '}{said}" if before else said
    if called is None and not title:
        hint = "give a label to a heading, a caption, a formula, a theorem, a box or a note"
        yield finding(CODES["T-047"], f"[@{label}] leads to “{_say_place(label)}”", where, hint)
    elif called is None and anchor in places.captions:
        yield finding(CODES["T-026"], f"[@{label}] shows “{first_words(title, 8)}”", where)
    wanted, is_ = read_kind(label), places.kind_of(anchor)
    if is_ and is_ != wanted and not ({wanted, is_} <= SECTIONS) and not _is_box(wanted, is_):
        message = f"[@{label}] leads to {_NAMES.get(is_, 'another kind of thing')}"
        yield finding(CODES["T-048"], message, where, _name_stem(label, places))


def _is_box(*kinds: str) -> bool:
    return all(kind == "box" or kind in CALLOUTS for kind in kinds)


def _say_place(label: str) -> str:
    return f"{{#{label}}}"


def _name_nearest(name: str, places: Directory) -> str:
    """Return which ids are most like one that there is not, each with its file and line."""
    known = dict.fromkeys(alias.name for alias in places.aliases)
    likely = [*_of_stem(name, places), *find_similar(name, known, most=2)]
    return _suggest(list(dict.fromkeys(likely))[:2], places)


def _name_stem(name: str, places: Directory) -> str:
    """Return which labels differ from one in their kind alone."""
    return _suggest([each for each in _of_stem(name, places) if each != name][:2], places)


def _of_stem(name: str, places: Directory) -> list[str]:
    labels = (alias.name for alias in places.aliases if read_kind(alias.name))
    stem = read_stem(name)
    return [each for each in dict.fromkeys(labels) if read_kind(name) and read_stem(each) == stem]


def _suggest(names: Sequence[str], places: Directory) -> str:
    files = {alias.name: alias.file for alias in reversed(places.aliases)}
    found = (find_place_or_file([places.files[files[each]]], f"#{each}") for each in names)
    named = " or ".join(f"#{each} ({where})" for each, where in zip(names, found, strict=True))
    return f"did you mean {named}?" if named else ""


def _complete(href: str) -> str:
    """Return what to do about an address that lacks its scheme, nothing for another."""
    if _SITE.match(href):
        return f"write the address whole: https://{href}"
    return f"write the address whole: mailto:{href}" if _MAIL.match(href) else ""


def _targets(file: str, fragment: str, text: Text, places: Directory) -> list[Anchor]:
    if not file:
        return places.find(fragment, text.file)
    for name in (normpath(join(dirname(text.file), file)), normpath(file)):
        if name in places.firsts:
            if not fragment:
                return [places.firsts[name]]
            return [a.anchor for a in places.aliases if a.file == name and a.name == fragment][:1]
    return []
