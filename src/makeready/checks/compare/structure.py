"""A master and an e-book's documents become findings where their trees are not the same.

Both are read into one form: the marks of printed pages are left out, and a link within the book is
the id that it leads to. Everything else has to be equal: elements, attributes and text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote, urlsplit

from lxml import etree

from makeready.checks.read.epub import address, is_old_page_list
from makeready.checks.read.evidence import evidence
from makeready.checks.read.text import TYPE, H, parse_xml, words
from makeready.checks.report import report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.checks.read.epub import Document
    from makeready.checks.report import Files, Report

    Parts: TypeAlias = "tuple[str | etree._Element, ...]"  # noqa: SLF001  (lxml has no public name)

CODES = table(
    Code(
        code="E-104",
        severity=Severity.ERROR,
        title="A chapter of the e-book is built otherwise than the master",
        why="Emphasis, levels of headings, lists, languages, links or descriptions of pictures say "
        "something else than in print.",
        remedy="Build the title again; nothing may change the e-book afterwards.",
    ),
    Code(
        code="E-105",
        severity=Severity.ERROR,
        title="The e-book has something that the master has not",
        why="Readers would meet words, scripts or places that are in no other edition.",
        remedy="Build the title again; nothing may change the e-book afterwards.",
    ),
)
MOST = 5
"""How many differences of one chapter are told."""

PICTURES = ("src", "data", "poster", "srcset")
_MATTER = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}
_MARK = frozenset({"id", TYPE, "role", "aria-label", "aria-hidden"})
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_ACTIVE = frozenset("script iframe object embed form base applet audio video foreignObject".split())
_LISTS = frozenset({"toc", "landmarks", "page-list"})
_SHOWN = 50


def check_structure(files: Files) -> Report:
    """Report whether each chapter's tree is the master's, and nothing else is in the e-book."""
    found = evidence(files)
    root = parse_xml(files.master, "master.xhtml")
    body = root.find(f"{H}body")
    sections = () if body is None else tuple(each for each in body if isinstance(each.tag, str))
    homes = {_first_id(each): each for each in found.packed.spine()}
    findings: list[Finding] = []
    compared = 0
    for section in sections:
        document = homes.get(section.get("id", ""))
        if document is None:
            message = f"no document begins with “{section.get('id', '')}”"
            findings.append(finding(CODES["E-104"], message, Place(f"{files.slug}.epub")))
            continue
        compared += sum(1 for _ in section.iter())
        findings += _check_document(section, document, root)
    known = {section.get("id", "") for section in sections}
    for name, document in homes.items():
        if name not in known:
            findings += _check_other(document)
    return report(tuple(findings), sections=len(sections), elements=compared)


def _first_id(document: Document) -> str:
    body = document.root.find(f"{H}body")
    return next((each.get("id", "") for each in (() if body is None else body)), document.name)


def _check_document(
    section: etree._Element, document: Document, root: etree._Element
) -> Iterator[Finding]:
    """Yield how the document of a section differs from it, and what stands around it."""
    place = Place(document.name)
    body = document.root.find(f"{H}body")
    assert body is not None  # its first element has the section's id
    if dict(document.root.attrib) != dict(root.attrib):
        yield finding(CODES["E-104"], "its language or direction is not the master’s", place)
    matter = {TYPE: _MATTER.get(section.get("data-matter", "body"), "bodymatter")}
    if dict(body.attrib) != matter:
        yield finding(CODES["E-104"], f"its body is {dict(body.attrib)}, not {matter}", place)
    yield from _check_head(document)
    others = [*body][1:] if section.get(TYPE) != "toc" else _others(body)
    for each in others:
        yield finding(CODES["E-105"], f"{_name(each)} stands beside the chapter", place)
    if "".join((body.text or "", *(each.tail or "" for each in body))).strip():
        yield finding(CODES["E-105"], "words stand beside the chapter", place)
    compared = Comparison(name=document.name)
    for message in _compare(section, body[0], compared):
        yield finding(CODES["E-104"], message, place)


def _others(body: etree._Element) -> list[etree._Element]:
    """Return what a document of lists has besides the lists that it may have."""
    return [
        each
        for each in [*body][1:]
        if each.tag != f"{H}nav"
        or not (each.get(TYPE) in _LISTS or is_old_page_list(each))
        or each.get("hidden") is None
    ]


def _check_head(document: Document) -> Iterator[Finding]:
    head = document.root.find(f"{H}head")
    for each in () if head is None else head:
        local = _name(each)
        is_sheet = local == "<link>" and each.get("rel") == "stylesheet"
        if not (is_sheet or local == "<title>" or dict(each.attrib) == {"charset": "utf-8"}):
            message = f"{local} stands in its head"
            yield finding(CODES["E-105"], message, Place(document.name))


def _check_other(document: Document) -> Iterator[Finding]:
    """Yield what a document must not have that is none of the master's: the cover, lists."""
    place = Place(document.name)
    yield from _check_head(document)
    for element in document.root.iter():
        if not isinstance(element.tag, str):
            continue
        local = etree.QName(element).localname
        active = [each for each in element.attrib if str(each).lower().startswith("on")]
        outward = local == "a" and bool(urlsplit(element.get("href", "")).scheme)
        if local in _ACTIVE or active or outward or element.get("style"):
            yield finding(CODES["E-105"], f"<{local}> does more than show", place)
    if next(document.root.iter(f"{H}nav", f"{H}img"), None) is None:
        yield finding(CODES["E-105"], "no section of the master is like this document", place)
    elif next(document.root.iter(f"{H}nav"), None) is None:
        body = document.root.find(f"{H}body")
        said = "" if body is None else " ".join("".join(body.itertext(etree.Element)).split())
        if said:
            yield finding(CODES["E-105"], f"it says “{said[:_SHOWN]}”", place)


@dataclass(slots=True)
class Comparison:
    """A comparison of a section with its document: how much was told, and the pictures met.

    `pictures` are the names in the master with those in the e-book.
    """

    name: str
    told: int = 0
    pictures: dict[str, str] = field(default_factory=dict)


def _compare(want: etree._Element, have: etree._Element, compared: Comparison) -> Iterator[str]:
    """Yield the first differences between two elements; below one, nothing more is told."""
    waiting = [(want, have)]
    while waiting and compared.told < MOST:
        one, other = waiting.pop()
        problem = _differ(one, other, compared)
        if problem:
            compared.told += 1
            yield problem
            continue
        pairs = zip(_parts(one), _parts(other), strict=True)
        inner = [(a, b) for a, b in pairs if not isinstance(a, str) and not isinstance(b, str)]
        waiting += reversed(inner)


def _differ(want: etree._Element, have: etree._Element, compared: Comparison) -> str:
    """Return how two elements differ apart from what is below them; nothing where they do not."""
    name = _describe(want)
    if want.tag != have.tag:
        return f"{name} is {_name(have)} in the e-book"
    first, second = _attributes(want, ""), _attributes(have, compared.name)
    for key in sorted({*first, *second}):
        if first.get(key) != second.get(key) and not _is_picture(key, first, second, compared):
            return f"{name} has {key}={second.get(key, '')!r}, not {first.get(key, '')!r}"
    one, other = _parts(want), _parts(have)
    for mine, theirs in zip(one, other, strict=False):
        if isinstance(mine, str) != isinstance(theirs, str):
            shown = theirs if isinstance(theirs, str) else _name(theirs)
            return f"{name} holds “{shown[:_SHOWN]}” where the master has something else"
        if isinstance(mine, str) and isinstance(theirs, str) and mine != theirs:
            return f"{name} says “{_cut(theirs, mine)}”, not “{_cut(mine, theirs)}”"
    if len(one) != len(other):
        return f"{name} holds {len(other)} pieces, not {len(one)}"
    return ""


def _cut(text: str, other: str) -> str:
    """Return the words of a text about where it leaves the other."""
    at = next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    return " ".join(text[max(0, at - 10) : at + _SHOWN - 10].split())


def _is_picture(
    key: str, first: Mapping[str, str], second: Mapping[str, str], compared: Comparison
) -> bool:
    """Tell whether an attribute names the same picture in both, and remember its names."""
    if key not in PICTURES or not first.get(key) or not second.get(key):
        return False
    known = compared.pictures.setdefault(first[key], second[key])
    return known == second[key]


def _attributes(element: etree._Element, name: str) -> dict[str, str]:
    """Return an element's attributes; a link within the book leads to an id.

    `name` is that of the e-book's document, or nothing for the master.
    """
    found = {str(key): str(value) for key, value in element.attrib.items()}
    for key in _HREFS:
        value = found.get(key, "")
        parts = urlsplit(value)
        if value and not parts.scheme and not parts.netloc and parts.fragment:
            found[key] = f"#{unquote(parts.fragment)}"
    for key in PICTURES:
        if name and found.get(key):
            found[key] = address(found[key], name)[0]
    return found


def _parts(element: etree._Element) -> Parts:
    """Return the text and the elements in an element, without the marks of printed pages.

    What the e-book puts around a line of verse, so that it can hang, counts for what is in it.
    """
    parts: list[str | etree._Element] = []
    for piece in _pieces(element):
        if isinstance(piece, str) and parts and isinstance(parts[-1], str):
            parts[-1] += piece
        elif not isinstance(piece, str) or piece:
            parts.append(piece)
    return tuple(parts)


def _pieces(element: etree._Element) -> Iterator[str | etree._Element]:
    yield element.text or ""
    for child in element:
        if _is_line(child):
            yield from _pieces(child)
        elif isinstance(child.tag, str) and not _is_mark(child):
            yield child
        yield child.tail or ""


def _is_line(element: etree._Element) -> bool:
    """Tell whether an element is what the e-book puts around a line of verse."""
    return element.tag == f"{H}span" and dict(element.attrib) == {"class": "verse-line"}


def _is_mark(element: etree._Element) -> bool:
    """Tell whether an element is the empty mark of a printed page, and nothing besides."""
    is_bare = element.tag == f"{H}span" and element.get(TYPE) == "pagebreak" and not len(element)
    return is_bare and not (element.text or "").strip() and {*map(str, element.attrib)} <= _MARK


def _name(element: etree._Element) -> str:
    return f"<{etree.QName(element).localname}>" if isinstance(element.tag, str) else "a comment"


def _describe(element: etree._Element) -> str:
    """Return an element's name, with its id or its first words."""
    said = words(element)
    known = f"#{element.get('id')}" if element.get("id") else f"“{said[:30]}”" if said else ""
    return f"{_name(element)} {known}".strip()


def find_pictures(files: Files) -> dict[str, str]:
    """Return the names of the master's pictures with those of the same pictures in the e-book."""
    root = parse_xml(files.master, "master.xhtml")
    body = root.find(f"{H}body")
    homes = {_first_id(each): each for each in evidence(files).packed.spine()}
    found: dict[str, str] = {}
    for section in () if body is None else body:
        document = homes.get(section.get("id", "") if isinstance(section.tag, str) else "")
        if document is not None:
            shown = [each for each in section.iter() if each.get("src")]
            there = [each for each in document.root.iter() if each.get("src")]
            for mine, theirs in zip(shown, there, strict=False):
                name = unquote(mine.get("src", ""))
                found.setdefault(name, address(theirs.get("src", ""), document.name)[0])
    return found
