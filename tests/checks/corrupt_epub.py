"""Corruptions of a finished e-book, each with the code of the finding that tells of it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

H = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
XML = "{http://www.w3.org/XML/1998/namespace}"
PAPER, WIND = "EPUB/sec-paper.xhtml", "EPUB/sec-wind.xhtml"
NAV, COVER, OPF, NCX = "EPUB/nav.xhtml", "EPUB/cover.xhtml", "EPUB/content.opf", "EPUB/toc.ncx"
CSS, KITE = "EPUB/book.css", "EPUB/images/kite.svg"

Change = "Callable[[bytes], bytes]"


def rewrite(epub: bytes, files: dict[str, Callable[[bytes], bytes]], **new: bytes) -> bytes:
    """Return the e-book with what each function makes of its file, and with further files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(epub)) as old, zipfile.ZipFile(out, "w") as target:
        for entry in old.infolist():
            data = old.read(entry)
            changed = files[entry.filename](data) if entry.filename in files else data
            assert entry.filename not in files or changed != data, f"{entry.filename} is the same"
            target.writestr(entry, changed, compresslevel=1)
        for name, data in new.items():
            target.writestr(name, data)
    return out.getvalue()


def says(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return a change of words in the file as it is written."""
    return lambda data: data.replace(old.encode(), new.encode(), 1)


def pattern(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return a change of what a pattern finds first."""
    return lambda data: re.sub(old, new, data.decode(), count=1, flags=re.DOTALL).encode()


def tree(change: Callable[[etree._Element], None]) -> Callable[[bytes], bytes]:
    """Return a change of a document's tree."""

    def one(data: bytes) -> bytes:
        root = etree.fromstring(data)
        change(root)
        return etree.tostring(root, encoding="utf-8", xml_declaration=True)

    return one


def first(root: etree._Element, name: str) -> etree._Element:
    """Return the first element of this name."""
    return next(root.iter(f"{H}{name}"))


def put(name: str, key: str, value: str) -> Callable[[bytes], bytes]:
    """Return a change that gives the first element of a name an attribute."""
    return tree(lambda root: first(root, name).set(key, value))


def drop(name: str, key: str) -> Callable[[bytes], bytes]:
    """Return a change that takes an attribute from the first element that has it."""

    def change(root: etree._Element) -> None:
        element = next(each for each in root.iter(f"{H}{name}") if each.get(key))
        del element.attrib[key]

    return tree(change)


def call(name: str, other: str) -> Callable[[bytes], bytes]:
    """Return a change that makes the first element of a name one of another name."""

    def change(root: etree._Element) -> None:
        first(root, name).tag = f"{H}{other}"

    return tree(change)


def append(parent: str, markup: str) -> Callable[[bytes], bytes]:
    """Return a change that puts markup at the end of an element."""

    def change(root: etree._Element) -> None:
        first(root, parent).append(etree.fromstring(markup))

    return tree(change)


def swap_items(root: etree._Element) -> None:
    """Put the first two items of the first numbered list into the other order."""
    one, two = first(root, "ol").findall(f"{H}li")[:2]
    one.text, two.text = two.text, one.text


def unwrap_emphasis(root: etree._Element) -> None:
    """Take the first emphasis away and leave its words."""
    element = first(root, "em")
    parent = element.getparent()
    assert parent is not None
    before = element.getprevious()
    said = (element.text or "") + (element.tail or "")
    if before is None:
        parent.text = (parent.text or "") + said
    else:
        before.tail = (before.tail or "") + said
    parent.remove(element)


def emphasize(root: etree._Element) -> None:
    """Set the first words of the first paragraph in emphasis."""
    paragraph = next(each for each in root.iter(f"{H}p") if (each.text or "").strip())
    words = paragraph.text or ""
    inner = etree.Element(f"{H}em")
    inner.text, inner.tail, paragraph.text = words[:9], words[9:], ""
    paragraph.insert(0, inner)


P = '<p xmlns="http://www.w3.org/1999/xhtml">Buy the next one.</p>'
SCRIPT = '<script xmlns="http://www.w3.org/1999/xhtml">go()</script>'
STYLE = '<style xmlns="http://www.w3.org/1999/xhtml">p { display: none }</style>'
BLACK = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="600" height="1200"/></svg>'

STRUCTURE: dict[str, tuple[dict[str, Callable[[bytes], bytes]], str]] = {
    "emphasis taken away": ({PAPER: tree(unwrap_emphasis)}, "E-104"),
    "emphasis added": ({PAPER: tree(emphasize)}, "E-104"),
    "emphasis made strong": ({PAPER: call("em", "strong")}, "E-104"),
    "a heading a level lower": ({PAPER: call("h2", "h3")}, "E-104"),
    "a heading that is a paragraph": ({WIND: call("h1", "p")}, "E-104"),
    "a numbered list without numbers": ({PAPER: call("ol", "ul")}, "E-104"),
    "a list that begins with another number": ({PAPER: put("ol", "start", "4")}, "E-104"),
    "a list that counts backwards": ({PAPER: put("ol", "reversed", "reversed")}, "E-104"),
    "items of a list swapped": ({PAPER: tree(swap_items)}, "E-104"),
    "an item with a number of its own": ({PAPER: put("li", "value", "9")}, "E-104"),
    "a paragraph that is a quotation": ({WIND: call("p", "blockquote")}, "E-104"),
    "a head of a table that is a cell": ({WIND: call("th", "td")}, "E-104"),
    "a cell over two columns": ({WIND: put("td", "colspan", "2")}, "E-104"),
    "a picture without its description": ({WIND: drop("img", "alt")}, "E-104"),
    "a picture described otherwise": ({WIND: put("img", "alt", "A whale.")}, "E-104"),
    "a picture said to decorate": ({WIND: put("img", "role", "presentation")}, "E-104"),
    "a paragraph in another language": ({WIND: put("p", "lang", "fr")}, "E-104"),
    "a book in another language": ({PAPER: put("html", "lang", "fr")}, "E-104"),
    "a paragraph from right to left": ({WIND: put("p", "dir", "rtl")}, "E-104"),
    "a document from right to left": ({WIND: put("html", "dir", "rtl")}, "E-104"),
    "a hidden paragraph": ({WIND: put("p", "hidden", "hidden")}, "E-104"),
    "a paragraph hidden from listeners": (
        {WIND: put("p", "aria-hidden", "true")},
        "E-104",
    ),
    "a paragraph with another name": ({WIND: put("p", "aria-label", "Buy!")}, "E-104"),
    "a paragraph with a style": ({WIND: put("p", "style", "display: none")}, "E-104"),
    "a paragraph that acts": ({WIND: put("p", "onclick", "go()")}, "E-104"),
    "a paragraph of another class": ({WIND: put("p", "class", "verse")}, "E-104"),
    "a note that is none": ({PAPER: drop("aside", TYPE)}, "E-104"),
    "a note without its role": ({PAPER: drop("aside", "role")}, "E-104"),
    "a chapter without its type": ({PAPER: drop("section", TYPE)}, "E-104"),
    "a chapter of other matter": ({PAPER: put("body", TYPE, "backmatter")}, "E-104"),
    "an id that is lost": ({PAPER: drop("h1", "id")}, "E-104"),
    "a link to another place": (
        {PAPER: pattern(r'href="sec-wind.xhtml#sec-wind"', 'href="#sec-neighbours"')},
        "E-104",
    ),
    "a link out of the book": (
        {PAPER: pattern(r'href="sec-wind.xhtml#sec-wind"', 'href="https://sell.example/"')},
        "E-104",
    ),
    "words swapped": ({WIND: says("third morning", "morning third")}, "E-104"),
    "a space taken away": ({WIND: says("third morning", "thirdmorning")}, "E-104"),
    "a letter in another case": ({WIND: says("On the third", "on the third")}, "E-104"),
    "a paragraph in capitals": (
        {WIND: says("It flew until the lamps", "IT FLEW UNTIL THE LAMPS")},
        "E-104",
    ),
    "a paragraph added to a chapter": ({WIND: append("section", P)}, "E-104"),
    "a paragraph beside a chapter": ({WIND: append("body", P)}, "E-105"),
    "a script in a chapter": ({WIND: append("section", SCRIPT)}, "E-104"),
    "a script in a head": ({WIND: append("head", SCRIPT)}, "E-105"),
    "a style in a head": ({WIND: append("head", STYLE)}, "E-105"),
    "words in the list of contents": ({NAV: append("body", P)}, "E-105"),
    "a script in the list of contents": ({NAV: append("head", SCRIPT)}, "E-105"),
    "words on the cover": ({COVER: append("section", P)}, "E-105"),
    "a script on the cover": ({COVER: append("body", SCRIPT)}, "E-105"),
}

PACKAGE: dict[str, tuple[dict[str, Callable[[bytes], bytes]], str]] = {
    "a chapter out of the line of reading": (
        {OPF: says('<itemref idref="text-sec-wind"', '<itemref linear="no" idref="text-sec-wind"')},
        "E-109",
    ),
    "a chapter that is not in the spine": (
        {OPF: pattern(r'<itemref idref="text-title-page"/>', "")},
        "E-109",
    ),
    "a chapter said to have scripts": (
        {OPF: pattern(r'id="text-sec-wind"', 'id="text-sec-wind" properties="scripted"')},
        "E-106",
    ),
    "a rule that hides": ({CSS: lambda data: data + b"p { display: none }\n"}, "E-107"),
    "a rule that adds words": (
        {CSS: lambda data: data + b'p::before { content: "BUY! " }\n'},
        "E-107",
    ),
    "a rule that changes letters": (
        {CSS: lambda data: b"p { text-transform: uppercase }\n" + data},
        "E-107",
    ),
    "a rule that moves": ({CSS: lambda data: b"p { position: absolute }\n" + data}, "E-107"),
    "a rule that fetches": (
        {CSS: lambda data: b'@import "https://sell.example/a.css";\n' + data},
        "E-107",
    ),
    "a rule for the face that hides": (
        {CSS: pattern(r"html \{ font-family", "html { visibility: hidden; font-family")},
        "E-107",
    ),
    "a rule that was changed": ({CSS: says("line-height: 1.45", "line-height: 0")}, "E-107"),
    "a black picture": ({KITE: lambda _: BLACK.encode()}, "E-108"),
    "another media type of the file": ({"mimetype": lambda _: b"application/zip"}, "E-106"),
}

FACTS: dict[str, tuple[dict[str, Callable[[bytes], bytes]], str]] = {
    "another title": ({OPF: says(">Kites over", ">Whales under")}, "X-110"),
    "another author": ({OPF: says(">Ada Quill<", ">Bea Brush<")}, "X-110"),
    "another place of the author in lists": ({OPF: says("Quill, Ada", "Ada, Quill")}, "X-110"),
    "an author who edits": ({OPF: says(">aut<", ">edt<")}, "X-110"),
    "a second author": (
        {OPF: says("<dc:publisher>", "<dc:creator>Bea Brush</dc:creator><dc:publisher>")},
        "X-110",
    ),
    "another publisher": ({OPF: says(">Lantern Yard<", ">Big House<")}, "X-110"),
    "another language": ({OPF: says(">en-GB<", ">fr<")}, "X-110"),
    "another identifier": ({OPF: says("urn:uuid:5f", "urn:uuid:6f")}, "X-110"),
    "other rights": ({OPF: says(">Free to copy.<", ">All rights reserved.<")}, "X-110"),
    "another description": ({OPF: says(">How three", ">How four")}, "X-110"),
    "another date": ({OPF: says(">2026-01-15<", ">2020-01-15<")}, "X-110"),
    "another date of change": ({OPF: says(">2026-01-15T", ">2020-01-15T")}, "X-110"),
    "a subject that nobody named": (
        {OPF: says("<dc:publisher>", "<dc:subject>Sale</dc:subject><dc:publisher>")},
        "X-110",
    ),
    "another title in the NCX": ({NCX: says("Kites over", "Whales under")}, "X-110"),
    "another identifier in the NCX": ({NCX: says("urn:uuid:5f", "urn:uuid:6f")}, "X-110"),
    "another title on the cover": ({COVER: says('alt="Kites', 'alt="Whales')}, "X-110"),
    "a cover that is named otherwise": ({COVER: says("<title>Kites", "<title>Whales")}, "X-110"),
}
