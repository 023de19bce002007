"""Pictures and style of a title become assets that fetch nothing and run nothing, or findings."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

import tinycss2
from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.places import place_of
from makeready.master.raw_html import INVISIBLE, SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makeready.core.model import Asset
    from makeready.master.chapters import Chapter

CODES = table(
    Code(
        code="T-010",
        severity=Severity.ERROR,
        title="A picture from outside the title's folder",
        why="An edition holds all it shows: nothing is fetched from the network or from elsewhere "
        "on this machine.",
        remedy="Put the picture into the title's images/ folder and name it images/….",
    ),
    Code(
        code="T-011",
        severity=Severity.ERROR,
        title="A picture that is not there",
        why="The editions would show a gap.",
        remedy="Put the picture into the title's images/ folder, or mend its name.",
    ),
    Code(
        code="T-012",
        severity=Severity.ERROR,
        title="An SVG picture that does more than show",
        why="A picture that runs, fetches or expands entities can harm readers.",
        remedy="Save the picture as plain SVG, without scripts, links, entities and foreign content.",
    ),
    Code(
        code="T-013",
        severity=Severity.ERROR,
        title="A style sheet that imports or fetches",
        why="An edition holds all it shows: nothing is fetched from the network or from elsewhere "
        "on this machine.",
        remedy="Write the rules into style.css itself, without @import and without url().",
    ),
    Code(
        code="A-001",
        severity=Severity.WARNING,
        title="A picture without words",
        why="Readers who cannot see the picture learn nothing of it.",
        remedy='Describe it: ![caption](images/x.svg){alt="what the picture shows"}.',
    ),
)
SVG_REFUSED = frozenset("script foreignObject iframe object embed audio video handler a".split())
OUTSIDE_URL = re.compile(r"url\(\s*['\"]?\s*(?!#)", re.IGNORECASE)


def place_pictures(chapters: Iterable[Chapter], assets: Mapping[str, Asset]) -> tuple[Finding, ...]:
    """Point every picture to its asset, in place, and report what cannot be shown."""
    return tuple(
        found
        for chapter in chapters
        for img in chapter.section.iter("img")
        for found in _place(img, chapter, assets)
    )


def _place(img: etree._Element, chapter: Chapter, assets: Mapping[str, Asset]) -> Iterator[Finding]:
    src = img.get("src", "")
    text = next((text for text in chapter.texts if src in text.text), chapter.texts[0])
    where = place_of(chapter.texts, src, "<img")
    bare = INVISIBLE.sub("", src)
    if SCHEME.match(bare) or bare.startswith(("/", "\\")):
        yield finding(CODES["T-010"], f"the picture {src!r} is outside", where)
        return
    names = [normpath(unquote(src)), normpath(join(dirname(text.file), unquote(src)))]
    name = next((name for name in names if name in assets), None)
    if name is not None:
        img.set("src", name)
    elif all(each.startswith("../") for each in names):
        yield finding(CODES["T-010"], f"the picture {src!r} is outside", where)
    else:
        yield finding(CODES["T-011"], f"there is no picture {src!r}", where)
    yield from _alternative(img, where)


def _alternative(img: etree._Element, where: Place) -> Iterator[Finding]:
    if not (img.get("alt") or "").strip():
        img.set("alt", "")
        yield finding(CODES["A-001"], f"the picture {img.get('src')} has no description", where)


def check_svg(asset: Asset) -> Iterator[Finding]:
    """Yield what an SVG picture must not hold."""
    where = Place(asset.name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(asset.data, parser)
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else None
        yield finding(CODES["T-012"], f"not well-formed XML: {error.msg}", Place(asset.name, line))
        return
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and (b"<!ENTITY" in asset.data or b"<!entity" in asset.data):
        yield finding(CODES["T-012"], "it declares entities", where)
    for node in root.iter():
        yield from _svg_node(node, asset.name)


def _svg_node(node: etree._Element, name: str) -> Iterator[Finding]:
    where = Place(name, node.sourceline)
    if not isinstance(node.tag, str):
        if isinstance(node, etree._ProcessingInstruction):
            yield finding(
                CODES["T-012"], f"it holds a processing instruction <?{node.target}?>", where
            )
        return
    local = etree.QName(node).localname
    if local in SVG_REFUSED:
        yield finding(CODES["T-012"], f"it holds <{local}>", where)
    if local == "style" and (OUTSIDE_URL.search(node.text or "") or "@import" in (node.text or "")):
        yield finding(CODES["T-012"], "its <style> fetches", where)
    for key, value in sorted(node.attrib.items()):
        attribute = etree.QName(key).localname
        if attribute.lower().startswith("on"):
            yield finding(CODES["T-012"], f"it holds the event handler {attribute}", where)
        elif attribute in ("href", "src") and not _inside(str(value)):
            yield finding(CODES["T-012"], f"it refers to {str(value)[:60]!r}", where)
        elif OUTSIDE_URL.search(str(value)):
            yield finding(CODES["T-012"], f"its {attribute} fetches {str(value)[:60]!r}", where)


def _inside(value: str) -> bool:
    bare = INVISIBLE.sub("", value)
    return bare.startswith("#") or bool(re.match(r"data:image/(?:png|jpeg|gif|webp)[;,]", bare))


def check_style(style: str) -> Iterator[Finding]:
    """Yield what a title's style.css must not hold."""
    yield from _rules(tinycss2.parse_stylesheet(style, skip_comments=True))


def _rules(nodes: Iterable[object]) -> Iterator[Finding]:
    for node in nodes:
        kind = getattr(node, "type", "")
        where = Place("style.css", getattr(node, "source_line", None))
        if kind == "at-rule" and getattr(node, "lower_at_keyword", "") in (
            "import",
            "font-face",
            "namespace",
        ):
            yield finding(CODES["T-013"], f"@{getattr(node, 'at_keyword', '')} is refused", where)
        elif kind == "url" or (
            kind == "function"
            and getattr(node, "lower_name", "") in ("url", "src", "image", "image-set", "attr")
        ):
            yield finding(CODES["T-013"], "url() is refused", where)
        elif kind == "error":
            yield finding(CODES["T-013"], f"cannot be read: {getattr(node, 'message', '')}", where)
        for part in ("prelude", "content", "arguments"):
            inner = getattr(node, part, None)
            if isinstance(inner, list):
                yield from _rules(inner)
