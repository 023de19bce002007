"""Elements of a web page that pandoc 3.9 takes for others → what it reads as what they are.

It makes text of navigation, drops the language of paragraphs, and sets small capitals within small
capitals as if each were their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.model import OwnPassage, Part
from makeready.intake.read import marks
from makeready.intake.read.formats.archive import drop, local_name, name_like
from makeready.intake.read.wrappers import SMALL_CAPITALS

if TYPE_CHECKING:
    from collections.abc import Iterator

INLINE = frozenset("span a i em b strong small abbr cite font".split())
SMALL = re.compile(r"font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps\s*;?", re.IGNORECASE)
_TYPE = "{http://www.idpf.org/2007/ops}type"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LISTS = frozenset({"toc", "landmarks", "page-list", "loi", "lot"})
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_FRAMED = frozenset("blockquote dl figure ol p pre table ul".split())
"""Elements around which a division may stand, which has a language for pandoc."""

_FILLED = frozenset({*_HEADINGS, *"caption dd dt figcaption li td th".split()})
"""Elements whose words a span may be put around."""

_INSIDE = frozenset(
    "address article aside blockquote div dl figure li ol p pre section table ul".split()
)


def list_types(element: etree._Element) -> frozenset[str]:
    """Return an element's classes, semantic types and role, in small letters."""
    kinds = (element.get("class"), element.get(_TYPE), element.get("epub:type"))
    said = [word for kind in kinds if kind for word in kind.lower().split()]
    return frozenset([*said, (element.get("role") or "").lower().removeprefix("doc-")])


def drop_navigation(tree: etree._Element, place: str) -> Iterator[OwnPassage]:
    """Take out lists of contents, of pages and other links, and yield their words.

    Each edition makes its own. Navigation with more words around its links than in them stays, its
    headings as words.
    """
    for element in list(tree.iter("{*}nav")):
        named = list_types(element) | {(element.get("id") or "").lower()}
        if named & _LISTS or _is_of_links(element):
            words = " ".join(" ".join(map(str, element.itertext())).split())
            yield OwnPassage(part=Part.LIST, place=place, text=words)
            drop(element)
        else:
            for heading in list(element.iter(*(f"{{*}}{name}" for name in sorted(_HEADINGS)))):
                heading.tag = name_like(heading, "p")


def _is_of_links(element: etree._Element) -> bool:
    linked = sum(len("".join(map(str, link.itertext()))) for link in element.iter("{*}a"))
    headed = sum(
        len("".join(map(str, each.itertext())))
        for each in element.iter()
        if local_name(each) in _HEADINGS
    )
    words = "".join("".join(map(str, element.itertext())).split())
    return len(words) - headed <= 2 * linked


def raise_small(tree: etree._Element, small: frozenset[str]) -> None:
    """Mark what a style sheet sets in small capitals, but for what pandoc knows by its class.

    What stands within small capitals is in small capitals once.
    """
    raised: set[etree._Element] = set()
    for element in tree.iter():
        name = local_name(element)
        classes = frozenset((element.get("class") or "").split() if name in INLINE else ())
        styled = name in INLINE and SMALL.search(element.get("style") or "")
        known = name == "span" and bool(classes & SMALL_CAPITALS)
        if not (known or classes & small or styled):
            continue
        if styled:
            element.set("style", SMALL.sub("", element.get("style") or ""))
        if any(each in raised for each in element.iterancestors()):
            kept = sorted(classes - small - SMALL_CAPITALS)
            element.set("class", " ".join(kept))
            continue
        raised.add(element)
        if not known:
            _mark_small(element)


def _mark_small(element: etree._Element) -> None:
    element.text = marks.begin("smallcaps") + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + marks.end("smallcaps")
    else:
        element.text += marks.end("smallcaps")


def state_languages(tree: etree._Element) -> None:
    """Put the languages of blocks where pandoc sees them: on divisions and spans."""
    for element in list(tree.iter()):
        name = local_name(element)
        language = _read_language(element)
        parent = element.getparent()
        if not language or parent is None or language == _find_language(parent):
            continue
        if name in _FRAMED and local_name(parent) not in {"ul", "ol", "dl"}:
            frame = etree.Element(name_like(element, "div"), {"lang": language})
            frame.tail, element.tail = element.tail, None
            parent.replace(element, frame)
            frame.append(element)
        elif name in _FILLED and not any(
            local_name(each) in _INSIDE for each in element.iter() if each is not element
        ):
            span = etree.Element(name_like(element, "span"), {"lang": language})
            span.text, element.text = element.text, None
            span.extend(list(element))
            element.append(span)


def _read_language(element: etree._Element) -> str:
    if not local_name(element):
        return ""
    return element.get("lang") or element.get(_XML_LANG) or element.get("xml:lang") or ""


def _find_language(element: etree._Element) -> str:
    around = (element, *element.iterancestors())
    return next((said for each in around if (said := _read_language(each))), "")
