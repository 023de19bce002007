"""The files of an e-book become findings where nothing is known that they come from."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

import tinycss2

from makeready.checks.compare.structure import find_pictures
from makeready.checks.read.epub import address
from makeready.checks.read.evidence import evidence
from makeready.checks.read.likeness import MOST_APART, count_dots, measure
from makeready.checks.read.text import parse_xml
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from makeready.checks.read.epub import Packed
    from makeready.checks.report import Files, Report, Sources

CODES = table(
    Code(
        code="E-106",
        severity=Severity.ERROR,
        title="A file in the e-book that nothing asks for",
        why="What no text, style or list of the book names is no part of it, and may be anyone's.",
        remedy="Build the title again; nothing may change the e-book afterwards.",
    ),
    Code(
        code="E-107",
        severity=Severity.ERROR,
        title="The e-book's style is not that of the press and the title",
        why="A rule that hides, moves, adds or changes text makes another book of it.",
        remedy="Build the title again; rules of your own belong into style.css.",
    ),
    Code(
        code="E-108",
        severity=Severity.ERROR,
        title="A picture in the e-book is not the title's",
        why="Readers of both editions would see different pictures.",
        remedy="Build the title again; nothing may change the e-book afterwards.",
    ),
    Code(
        code="E-109",
        severity=Severity.ERROR,
        title="The e-book's spine leaves something out",
        why="What is not in the line of reading is passed over by those who turn the pages.",
        remedy="Build the title again; nothing may change the e-book afterwards.",
    ),
)
_OPF = "{http://www.idpf.org/2007/opf}"
_EDGE, _BYTES, _FEWEST = 2400, 600_000, 600
"""A picture with a longer edge or more bytes may be made smaller for screens, down to an edge.

The press's own limit of bytes is higher; other colours may need as many times as much.
"""
_FIXED = frozenset({"mimetype", "META-INF/container.xml"})
_MEDIA_TYPE = b"application/epub+zip"
_PROPERTIES = frozenset({"nav", "cover-image", "svg", "mathml"})
_DESCRIPTORS = frozenset({"font-family", "font-weight", "font-style", "src"})
"""What the press says of a face; others leave characters out of it, or change their size."""

_FAMILIES = frozenset({"html", "code, kbd, samp, pre"})


def check_package(files: Files) -> Report:
    """Report whether every file, rule and picture of the e-book is known by where it comes from."""
    read, known = evidence(files), files.require_sources()
    packed = read.packed
    opf = parse_xml(packed.files[packed.package], packed.package)
    findings = (
        *_check_files(packed, opf),
        *_check_spine(packed, opf, shown=bool(read.master.contents)),
        *_check_style(packed, known),
        *_check_pictures(find_pictures(files), packed, known),
    )
    return report(findings, files=len(packed.files), pictures=len(known.pictures))


def _items(packed: Packed, opf: etree._Element) -> Mapping[str, etree._Element]:
    return {
        address(item.get("href", ""), packed.package)[0]: item
        for item in opf.iterfind(f"{_OPF}manifest/{_OPF}item")
    }


def _check_files(packed: Packed, opf: etree._Element) -> Iterator[Finding]:
    items = _items(packed, opf)
    for name in sorted(packed.files):
        if name not in items and name not in _FIXED and name != packed.package:
            yield finding(CODES["E-106"], "it is not in the manifest", Place(name))
    if packed.files.get("mimetype") != _MEDIA_TYPE:
        yield finding(CODES["E-106"], "it does not say what an e-book says", Place("mimetype"))
    for name, item in sorted(items.items()):
        odd = sorted({*item.get("properties", "").split()} - _PROPERTIES)
        if odd:
            message = f"the manifest says of it: {', '.join(odd)}"
            yield finding(CODES["E-106"], message, Place(name))
    named = _find_named(packed, opf, items)
    for name in sorted(items.keys() - named):
        yield finding(CODES["E-106"], "no document, style or list names it", Place(name))


def _find_named(
    packed: Packed, opf: etree._Element, items: Mapping[str, etree._Element]
) -> frozenset[str]:
    """Return the files that the spine, a property, a document or a style sheet names."""
    ids = {item.get("id", ""): name for name, item in items.items()}
    refs = {ref.get("idref", "") for ref in opf.iterfind(f"{_OPF}spine/{_OPF}itemref")}
    spine = opf.find(f"{_OPF}spine")
    refs.add("" if spine is None else spine.get("toc", ""))
    named = {ids[ref] for ref in refs if ref in ids}
    named |= {name for name, item in items.items() if item.get("properties")}
    for document in packed.documents:
        for element in document.root.iter():
            for key in ("src", "srcset", "href", "data", "poster"):
                if isinstance(element.tag, str) and element.get(key):
                    named.add(address(element.get(key, ""), document.name)[0])
    for name in (each for each in items if each.endswith(".css")):
        named |= {address(link, name)[0] for link in _urls(packed.files.get(name, b""))}
    return frozenset(named)


def _urls(css: bytes) -> Iterator[str]:
    rules, _ = tinycss2.parse_stylesheet_bytes(css)
    waiting = list(rules)
    while waiting:
        node = waiting.pop()
        if node.type == "url":
            yield str(node.value)
        elif node.type == "function" and node.lower_name == "url":
            yield from (str(each.value) for each in node.arguments if each.type == "string")
        for part in ("prelude", "content", "arguments"):
            waiting += getattr(node, part, None) or []


def _check_spine(packed: Packed, opf: etree._Element, *, shown: bool) -> Iterator[Finding]:
    """Yield what the spine leaves out, and what stands in it twice.

    A book whose contents are not `shown` has them in the navigation document alone, which then is
    no page of the book.
    """
    items = _items(packed, opf)
    ids = {item.get("id", ""): name for name, item in items.items()}
    navs = {name for name, item in items.items() if "nav" in item.get("properties", "").split()}
    seen: set[str] = set()
    for ref in opf.iterfind(f"{_OPF}spine/{_OPF}itemref"):
        name = ids.get(ref.get("idref", ""), ref.get("idref", ""))
        if ref.get("linear", "yes") != "yes":
            yield finding(CODES["E-109"], "it is said to be out of the line", Place(name))
        if name in seen:
            yield finding(CODES["E-109"], "it stands in the line twice", Place(name))
        seen.add(name)
    for document in packed.documents:
        hidden = not shown and document.name in navs
        if document.name not in seen and not hidden:
            yield finding(CODES["E-109"], "it is not in the line", Place(document.name))


def _check_style(packed: Packed, known: Sources) -> Iterator[Finding]:
    """Yield where a style sheet is not the press's rules, the title's and those for the faces."""
    wanted = known.css.rstrip()
    sheets = sorted(name for name in packed.files if name.endswith(".css"))
    for name in sheets:
        text = packed.files[name].decode("utf-8", "replace").rstrip()
        place = Place(name)
        if not text.endswith(wanted):
            message = f"it differs from the rules of the press and the title{_tell(text, wanted)}"
            yield finding(CODES["E-107"], message, place)
            continue
        for rule in tinycss2.parse_stylesheet(
            text.removesuffix(wanted), skip_whitespace=True, skip_comments=True
        ):
            if not _is_of_faces(rule):
                shown = " ".join(rule.serialize().split())[:60]
                yield finding(CODES["E-107"], f"nobody wrote the rule {shown!r}", place)
    for name, data in sorted(packed.files.items()):
        if name.endswith(".xhtml") and b"<style" in data:
            yield finding(CODES["E-107"], "it has rules of its own", Place(name))


def _tell(text: str, wanted: str) -> str:
    """Return the first line of the rules that is not there, as words to add."""
    there = set(text.split("\n"))
    lost = next((line for line in wanted.split("\n") if line.strip() and line not in there), "")
    return f": {lost.strip()[:60]!r} is not there" if lost else ""


def _is_of_faces(rule: tinycss2.ast.Node) -> bool:
    """Tell whether a rule names a face's file, or which face serves for text or for code."""
    if rule.type == "at-rule":
        declared = tinycss2.parse_blocks_contents(rule.content or [], skip_whitespace=True)
        names = {each.name for each in declared if each.type == "declaration"}
        return bool(rule.lower_at_keyword == "font-face" and names <= _DESCRIPTORS)
    if rule.type != "qualified-rule" or tinycss2.serialize(rule.prelude).strip() not in _FAMILIES:
        return False
    declared = tinycss2.parse_declaration_list(
        rule.content, skip_whitespace=True, skip_comments=True
    )
    return all(each.type == "declaration" and each.name == "font-family" for each in declared)


def _check_pictures(shown: Mapping[str, str], packed: Packed, known: Sources) -> Iterator[Finding]:
    """Yield each picture of the text that is not the title's, dot by dot or in what it draws."""
    own = {asset.name: asset for asset in known.pictures}
    for name, there in sorted(shown.items()):
        mine, theirs = own.get(name), packed.files.get(there)
        if mine is None or theirs is None:
            yield finding(CODES["E-108"], f"{name} is not in the e-book", Place(there))
        elif posixpath.splitext(name)[1].lower() == ".svg":
            if mine.data != theirs:
                yield finding(CODES["E-108"], f"it is another drawing than {name}", Place(there))
        elif (apart := measure(mine.data, theirs)) > MOST_APART:
            message = f"it is another picture than {name}: {apart:.0f} of 255 greys apart"
            yield finding(CODES["E-108"], message, Place(there))
        elif lost := _find_lost_dots(mine.data, theirs):
            yield finding(CODES["E-108"], f"it has {lost} of {name}", Place(there))


def _find_lost_dots(mine: bytes, theirs: bytes) -> str:
    """Return how many dots a picture for screens has that the press would not have made smaller."""
    own, shown = count_dots(mine), count_dots(theirs)
    least = min(_FEWEST, own[1]) if len(mine) > _BYTES or own[1] > _EDGE else own[1]
    return f"{shown[0]} × {shown[1]} dots of {own[0]} × {own[1]}" if shown[1] < least else ""
