"""Two masters → how much of the one is in the other, by kind."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makeready.core.model import Master

XHTML = "{http://www.w3.org/1999/xhtml}"
KINDS = (
    *("words", "paragraphs", "headings", "notes", "calls", "emphasis", "items", "cells", "code"),
    "links",
)
_HEADING = re.compile(r"h[1-6]")
_MADE = frozenset({"half-title", "title-page", "imprint", "contents"})  # of book.toml, not the text
_BLOCKS = frozenset("p li td th dd dt h1 h2 h3 h4 h5 h6 caption figcaption".split())


class Share(NamedTuple):
    """How many there were, how many of them came back, and how many came back in all."""

    there: int
    found: int
    made: int
    lost: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / self.there if self.there else 1.0

    @property
    def precision(self) -> float:
        return self.found / self.made if self.made else 1.0


def compare(before: Master, after: Master) -> dict[str, Share]:
    """Return for each kind what of the first master the second one has."""
    one, other = gather(before), gather(after)
    return {
        kind: Share(
            there=sum(one[kind].values()),
            found=sum((one[kind] & other[kind]).values()),
            made=sum(other[kind].values()),
            lost=tuple((one[kind] - other[kind]).elements()),
            added=tuple((other[kind] - one[kind]).elements()),
        )
        for kind in KINDS
    }


def gather(master: Master) -> Mapping[str, Counter[str]]:
    """Return what a master holds, the title pages and the contents left out."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    body = etree.fromstring(master.xhtml).find(f"{XHTML}body")
    assert body is not None
    for section in body:
        if section.get("id") not in _MADE:
            _gather(section, found)
            found["links"].update(_links(section))
    return found


def _gather(section: etree._Element, found: dict[str, Counter[str]]) -> None:
    found["words"].update(re.findall(r"\w+", _text(section)))
    for element in section.iter(etree.Element):
        name = etree.QName(element).localname
        text = _text(element)
        inside = any(_is_note(each) for each in element.iterancestors())
        if _is_note(element):
            found["notes"][text] += 1
        elif element.get("role") == "doc-noteref":
            found["calls"][" ".join(re.findall(r"\w+", _before(element))[-3:])] += 1
        elif _HEADING.fullmatch(name):
            found["headings"][f"{name} {text}"] += 1
        elif name in ("em", "i"):
            found["emphasis"].update(re.findall(r"\w+", text))
        elif name in ("td", "th"):
            found["cells"][text] += 1
        elif name == "pre":
            found["code"][" ".join("".join(element.itertext()).split())] += 1
        elif name == "li" and not inside:
            found["items"][text] += 1
        elif name in ("p", "dt", "dd") and not inside and element.find(f"{XHTML}p") is None:
            found["paragraphs"][text] += bool(text)


def _links(section: etree._Element) -> Iterator[str]:
    """Yield each link's words with where it leads: an address, or the words of what it names."""
    root = section.getroottree().getroot()
    for element in section.iter(f"{XHTML}a"):
        to = element.get("href", "")
        if element.get("role") in ("doc-noteref", "doc-backlink"):
            continue
        there = root.find(f".//*[@id='{to[1:]}']") if to.startswith("#") else None
        yield f"{_text(element)} → {to if there is None else _text(there)[:60]}"


def _is_note(element: etree._Element) -> bool:
    return element.get("role") == "doc-footnote"


def _text(element: etree._Element) -> str:
    return " ".join("".join(_said(element)).split())


def _said(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        silent = child.get("role") in ("doc-noteref", "doc-backlink", "doc-footnote")
        if isinstance(child.tag, str) and not silent:
            yield from _said(child)
            yield " " * (etree.QName(child).localname in ("br", "p", "li"))
        yield child.tail or ""


def _before(call: etree._Element) -> str:
    """Return the words of a call's block before it."""
    block = call
    while etree.QName(block).localname not in _BLOCKS:
        parent = block.getparent()
        assert parent is not None
        block = parent
    parts: list[str] = []
    for element in block.iter(etree.Element):
        if element is call:
            break
        if element.get("role") != "doc-noteref":
            parts.append(element.text or "")
        ended = element.tail if not any(child is call for child in element.iter()) else ""
        parts.append((ended or "") if element is not block else "")
    return "".join(parts)
