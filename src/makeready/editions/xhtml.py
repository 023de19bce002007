"""XHTML as this edition speaks it: its namespaces, its inline elements, its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
XLINK = "http://www.w3.org/1999/xlink"

H = f"{{{XHTML}}}"
TYPE = f"{{{OPS}}}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

HEADINGS = frozenset(f"{H}h{level}" for level in range(1, 7))
VOID = frozenset(
    H + name
    for name in [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
INLINE = frozenset(
    H + name
    for name in [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)


def parse(data: bytes) -> etree._Element:
    """Return the root of a document of ours, read without entities, network or external files."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def serialize(root: etree._Element) -> bytes:
    """Return the document's bytes, white space and character data as they are in the tree.

    Elements that may have content and have none get an end tag of their own, for reading systems
    that read XHTML as HTML.
    """
    for element in root.iter(f"{H}*"):
        if element.text is None and not len(element) and element.tag not in VOID:
            element.text = ""
    data = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return data + b"\n"


def make_element(
    tag: str, attributes: Mapping[str, str] | None = None, text: str = ""
) -> etree._Element:
    """Return a new element with its text."""
    element = etree.Element(tag, dict(attributes or {}))
    element.text = text or None
    return element


def add_element(
    parent: etree._Element, tag: str, attributes: Mapping[str, str] | None = None, text: str = ""
) -> etree._Element:
    """Return a new element that is now the parent's last child."""
    element = make_element(tag, attributes, text)
    parent.append(element)
    return element


def is_writable(text: str) -> bool:
    """Tell whether XML can hold the text: no control characters, no halves of a pair."""
    try:
        etree.Element("text").text = text
    except ValueError:
        return False
    return True


def is_inline(element: etree._Element) -> bool:
    """Tell whether the element stands within a line, so that words may run across its edges."""
    tag = element.tag
    return isinstance(tag, str) and (tag in INLINE or tag.startswith(f"{{{MATHML}}}"))


def types(element: etree._Element) -> frozenset[str]:
    """Return the words of the element's `epub:type`."""
    return frozenset((element.get(TYPE) or "").split())


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the root and all elements in it in document order: no comments, no instructions."""
    return root.iter(etree.Element)


def words(element: etree._Element | None) -> str:
    """Return the element's text on one line, the calls of notes left out."""
    if element is None:
        return ""
    texts = element.xpath(".//text()[not(ancestor::*[@class='noteref'])]")
    return " ".join("".join(map(str, texts)).split())


def heading(root: etree._Element) -> str:
    """Return the words of the first heading in the element, or nothing."""
    return words(next(root.iter(*sorted(HEADINGS)), None))
