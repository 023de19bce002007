"""A web page → one that pandoc reads whole, with what its own elements hold."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import tinycss2
from lxml import etree

from makeready.intake.model import (
    Choices,
    Correction,
    Inventory,
    Metadata,
    OwnPassage,
    Part,
)
from makeready.intake.read import marks, verse
from makeready.intake.read.apparatus import old_pages
from makeready.intake.read.formats.archive import drop, local_name, name_like
from makeready.intake.read.formats.counted import count_page
from makeready.intake.read.formats.plays import write_plays
from makeready.intake.read.formats.prepared import Prepared, make_author
from makeready.intake.read.page_elements import (
    INLINE,
    SMALL,
    drop_navigation,
    list_types,
    raise_small,
    state_languages,
)
from makeready.intake.read.wrappers import names_furniture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td "
    "tfoot th thead title tr ul".split()
)
_SILENT = frozenset("script style template head noscript iframe object svg math".split())
_ANCHORED = frozenset(
    "p blockquote dd dt td th caption figcaption pre li sup sub em i strong b u s del ins mark "
    "small cite q kbd samp var tt big font abbr dfn".split()
)
_APART = frozenset({"ruby", "rb", "rt"})
_NOTE_LISTS = frozenset({"footnotes", "endnotes", "rearnotes", "footnote", "endnote", "rearnote"})
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)\s*$")
_AUTHORS = frozenset("author dc.creator dcterms.creator".split())
_VERSE = frozenset({*verse.CLASSES, "z3998:verse", "z3998:poem", "z3998:song"})
# lines of verse are counted by fives and tens
_COUNT = re.compile(r"\s*[0-9]{0,3}[05]\s*")
# What readers meet, or are led to, by an attribute alone.
_SAID = {
    "abbr": "title",
    "embed": "src",
    "iframe": "src",
    "input": "value",
    "object": "data",
    "source": "src",
    "video": "src",
    "audio": "src",
}
_SHOWN = 60
_LONGEST_MARK = 5


@dataclass(slots=True, kw_only=True)
class Page:
    """A page while it is prepared; what is gathered on the way grows here."""

    tree: etree._Element
    choices: Choices
    small: frozenset[str]
    place: str = "the page"
    passages: list[OwnPassage] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def prepare(name: str, data: bytes, choices: Choices) -> Prepared:
    """Return the page without its furniture, with its verse where pandoc sees it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    tree = etree.fromstring(data, parser) if data.strip() else None
    if tree is None:
        return Prepared(data=data)
    styles = ("".join(style.itertext()) for style in tree.iter("style"))
    page = Page(tree=tree, choices=choices, small=find_small_classes(styles), place=name)
    settle(page)
    written: bytes = etree.tostring(
        tree, encoding="utf-8", method="html", doctype="<!DOCTYPE html>"
    )
    return Prepared(
        data=written,
        inventory=Inventory(passages=tuple(page.passages), counts=dict(page.counts)),
        metadata=_metadata(tree),
        corrections=tuple(page.corrections),
    )


def find_small_classes(styles: Iterable[str]) -> frozenset[str]:
    """Return the classes that style sheets set in small capitals."""
    found = set()
    for style in styles:
        for rule in tinycss2.parse_stylesheet(style):
            content = getattr(rule, "content", None)
            if rule.type != "qualified-rule" or content is None:
                continue
            if SMALL.search(tinycss2.serialize(content)):
                selectors = tinycss2.serialize(rule.prelude).split(",")
                named = (_CLASS.search(selector.strip()) for selector in selectors)
                found |= {match[1] for match in named if match}
    return frozenset(found)


def settle(page: Page) -> None:
    """Bring a page to what pandoc reads whole, in place, and take its inventory."""
    _hide(page)
    page.passages += drop_navigation(page.tree, page.place)
    write_plays(page.tree, list_types)
    page.counts["tables"] += sum(1 for _ in page.tree.iter("{*}table"))
    page.counts["pictures"] += sum(1 for _ in page.tree.iter("{*}img", "{*}svg"))
    page.counts["formulas"] += sum(1 for _ in page.tree.iter("{*}math"))
    page.counts += count_page(page.tree)
    page.passages += list_passages(page)
    page.passages += _list_attributes(page)
    _write_ruby(page)
    _drop_furniture(page)
    _mark_verse(page)
    _mark_boxes(page)
    raise_small(page.tree, page.small)
    state_languages(page.tree)
    _anchor(page)


def _hide(page: Page) -> None:
    """Take out hidden words unless they are to be kept, and remember them."""
    if page.choices.hidden == "keep":
        for element in page.tree.iter():
            element.attrib.pop("hidden", None)
        return
    for element in [each for each in page.tree.iter() if _is_hidden(each)]:
        words = " ".join(_all_words(element).split())
        if words:
            page.passages.append(OwnPassage(part=Part.HIDDEN, place=page.place, text=words))
        drop(element)


def _is_hidden(element: etree._Element) -> bool:
    if local_name(element) in {"", "html", "body", "head", *_SILENT}:
        return False
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


_NEVER_FURNITURE = frozenset("html body h1 h2 h3 h4 h5 h6".split()) | {""}


def _drop_furniture(page: Page) -> None:
    """Take out the numbers of lines, and make marks of those of pages.

    A place that a link may mean stays.
    """
    for element in list(page.tree.iter()):
        words = " ".join(_all_words(element).split()) if _is_furniture(element) else ""
        if not _is_furniture(element) or len(words) > _SHOWN:
            continue
        label = old_pages.read_mark(element) if names_furniture(list_types(element)) else ""
        rule = old_pages.RULE if label else "D.page-number"
        if words or label:
            page.corrections.append(Correction(rule=rule, what=words or label))
        if label:
            old_pages.write_mark(element, label)
            continue
        name = element.get("id") or element.get("name")
        if name and element.getparent() is not None:
            anchor = etree.Element(name_like(element, "span"), {"id": name})
            anchor.tail, element.tail = element.tail, None
            parent = element.getparent()
            if parent is not None:
                parent.replace(element, anchor)
        else:
            drop(element)


def _is_furniture(element: etree._Element) -> bool:
    """Tell whether an element is the number of a page or a line.

    In verse a number in an element of its own counts the lines, whatever it is called.
    """
    if local_name(element) in _NEVER_FURNITURE:
        return False
    types = list_types(element)
    # words are read only where it matters: elements may be nested deeply
    if names_furniture(types) and names_furniture(types, " ".join(_all_words(element).split())):
        return True
    own = local_name(element) in INLINE and not len(element) and element.get("class")
    if not own or not _COUNT.fullmatch(element.text or ""):
        return False
    return any(list_types(each) & _VERSE for each in element.iterancestors())


def _write_ruby(page: Page) -> None:
    """Write the reading of characters as an attribute of these, which pandoc keeps."""
    for mark in list(page.tree.iter("{*}rp")):
        drop(mark)
    for ruby in list(page.tree.iter("{*}ruby")):
        for base, reading in _list_readings(ruby):
            span = etree.Element(name_like(ruby, "span"), {"ruby": reading} if reading else {})
            span.text = base
            ruby.addprevious(span)
        drop(ruby)


def _list_readings(ruby: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the characters of a ruby, each piece with its reading.

    Pieces in `rb` elements and readings that stand behind them all are paired one by one.
    """
    base, bases, readings = "", list(ruby.iter("{*}rb")), ruby.findall(".//{*}rt")
    if len(bases) == len(readings) > 1:
        yield from zip(map(_read_words, bases), map(_read_words, readings), strict=True)
        return
    for element in ruby.iter():
        inside = any(local_name(each) == "rt" for each in element.iterancestors())
        if local_name(element) == "rt":
            yield base, _read_words(element)
            base = ""
        elif not inside:
            base = f"{base}{element.text or ''}".lstrip()
        if element is not ruby and not inside:
            base += (element.tail or "").strip()
    if base:
        yield base, ""


def _read_words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def list_passages(page: Page) -> Iterator[OwnPassage]:
    """Yield the words of a page block by block, in the order of the text."""
    for number, text in enumerate(_blocks(page.tree), start=1):
        if text.strip():
            yield OwnPassage(part=Part.TEXT, place=f"{page.place}, block {number}", text=text)


def _list_attributes(page: Page) -> Iterator[OwnPassage]:
    """Yield long forms of abbreviations, what stands in forms, and what pages embed."""
    for element in page.tree.iter():
        name = local_name(element)
        text = (element.get(_SAID[name]) or "").strip() if name in _SAID else ""
        if text and element.get("type") != "hidden" and not text.startswith("data:"):
            yield OwnPassage(part=Part.TEXT, place=f"{page.place}, <{name}>", text=text)


def _blocks(tree: etree._Element) -> Iterator[str]:
    words: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = local_name(element)
        silent = any(local_name(each) in _SILENT for each in element.iterancestors())
        starts = event == "start"
        if name in _BLOCKS:
            yield "".join(words)
            words = []
        elif _is_mark(element) or _is_furniture(element) or name in _APART:
            words.append(" ")
        if not silent and starts and name not in _SILENT and name:
            words.append(element.text or "")
            words.append(" " if name == "br" else "")
            words.append(f" {element.get('alt') or ''} " if name == "img" else "")
        if not silent and not starts:
            words.append(element.tail or "")
    yield "".join(words)


def _is_mark(element: etree._Element) -> bool:
    """Tell whether an element may be the mark of a note, which is no part of the word before it."""
    if local_name(element) != "a" or "#" not in (element.get("href") or ""):
        return False
    return len("".join(str(text) for text in element.itertext()).strip()) <= _LONGEST_MARK


def _all_words(element: etree._Element) -> str:
    return " ".join(str(text) for text in element.itertext())


_VERSE_BLOCKS = tuple(f"{{*}}{name}" for name in "article blockquote section div p".split())


def _mark_verse(page: Page) -> None:
    """Make a division of verse of what is marked as verse in other ways."""
    lines = []
    for element in list(page.tree.iter(*_VERSE_BLOCKS)):
        if not list_types(element) & _VERSE:
            continue
        if local_name(element) == "p":
            lines.append(element)
        else:
            element.tag = name_like(element, "div")
            element.set("class", "verse")
            for head in element.findall("{*}header"):
                element.addprevious(head)
    for at, line in enumerate(lines):
        if any(list_types(each) & _VERSE for each in line.iterancestors()):
            continue
        if at == 0 or lines[at - 1].getnext() is not line:
            line.addprevious(_paragraph(line, marks.begin("verse")))
        if at + 1 == len(lines) or line.getnext() is not lines[at + 1]:
            _add_after(line, _paragraph(line, marks.end("verse")))


def _mark_boxes(page: Page) -> None:
    """Make a division of each aside that is no note; pandoc knows none."""
    for aside in list(page.tree.iter("{*}aside")):
        if not list_types(aside) & _NOTE_LISTS:
            aside.tag = name_like(aside, "div")
            aside.set("class", f"box {aside.get('class') or ''}".strip())


def _paragraph(like: etree._Element, words: str) -> etree._Element:
    paragraph: etree._Element = etree.Element(like.tag)
    paragraph.text = words
    return paragraph


def _add_after(element: etree._Element, new: etree._Element) -> None:
    new.tail, element.tail = element.tail, None
    element.addnext(new)


def _anchor(page: Page) -> None:
    """Give the ids of blocks and words, which pandoc drops, to an empty span at their beginning."""
    for element in list(page.tree.iter()):
        name = element.get("id") if local_name(element) in _ANCHORED else None
        if not name or (local_name(element) == "li" and _in_notes(element)):
            continue
        del element.attrib["id"]
        anchor = etree.Element(name_like(element, "span"), {"id": name})
        anchor.tail, element.text = element.text, None
        element.insert(0, anchor)


def _in_notes(element: etree._Element) -> bool:
    return any(list_types(each) & _NOTE_LISTS for each in (element, *element.iterancestors()))


def _metadata(tree: etree._Element) -> Metadata:
    """Return what the head of a page says where pandoc does not look."""
    told: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        told.setdefault(name, []).append(" ".join((meta.get("content") or "").split()))
    authors = [each for name in sorted(_AUTHORS) for each in told.get(name, ()) if each]
    return Metadata(
        title=(told.get("dc.title") or told.get("dcterms.title") or [""])[0],
        people=tuple(make_author(name) for name in dict.fromkeys(authors)),
        publisher=(told.get("dc.publisher") or [""])[0],
        description=(told.get("description") or [""])[0],
        language=tree.get("lang") or (told.get("dc.language") or [""])[0],
    )
