"""Drawings and style sheets of a title become findings where they do more than show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tinycss2
from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.read.bounds import check_drawing
from makeready.master.read.raw_html import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.model import Asset

CODES = table(
    Code(
        code="T-012",
        severity=Severity.ERROR,
        title="An SVG picture that does more than show",
        why="A picture that runs, fetches or expands entities can harm readers.",
        remedy="Save it as plain SVG, without scripts, links, entities and foreign content.",
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
        code="T-055",
        severity=Severity.ERROR,
        title="Brackets too deep in one another in a style sheet",
        why="The layout computes them from the inside out, and breaks off.",
        remedy="Write the rule or the sum without so many brackets; calc() needs none in calc().",
    ),
)
SVG_REFUSED = frozenset(
    "a animate animateColor animateMotion animateTransform audio canvas embed foreignObject "
    "handler iframe listener object script set video".lower().split()
)
# The document types that drawing programs write; nobody fetches them.
SVG_TYPES = frozenset(
    {
        None,
        "http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd",
        "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd",
    }
)
RASTER = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]")
BASE = "{http://www.w3.org/XML/1998/namespace}base"
AT_RULES = frozenset({"import", "font-face", "namespace"})
FUNCTIONS = frozenset(
    "url src image image-set -webkit-image-set cross-fade -webkit-cross-fade expression".split()
)
DEEPEST = 50
"""In how many brackets of a style sheet something may stand; no rule needs a tenth of them."""

_REACHING = re.compile(r"[(@]")


def check_svg(asset: Asset) -> Iterator[Finding]:
    """Yield what an SVG picture must not hold."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(asset.data, parser)
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else None
        yield finding(CODES["T-012"], f"not well-formed XML: {error.msg}", Place(asset.name, line))
        return
    yield from check_drawing(root, asset)
    tree = root.getroottree()
    if etree.QName(root).localname != "svg":
        yield finding(CODES["T-012"], f"<{root.tag!s}> is no drawing", Place(asset.name))
    yield from _document_type(tree, Place(asset.name))
    for node in [*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()]:
        yield from _svg_node(node, asset.name)


def _document_type(tree: etree._ElementTree, where: Place) -> Iterator[Finding]:
    kind = tree.docinfo.internalDTD
    if kind is not None and any(True for _ in kind.iterentities()):
        yield finding(CODES["T-012"], "it declares entities", where)
    if tree.docinfo.system_url not in SVG_TYPES:
        yield finding(CODES["T-012"], f"its type is {tree.docinfo.system_url!r}", where)


def _svg_node(node: etree._Element, name: str) -> Iterator[Finding]:
    where = Place(name, node.sourceline)
    if isinstance(node, etree._ProcessingInstruction):  # noqa: SLF001  (lxml has no public name)
        yield finding(CODES["T-012"], f"it holds a processing instruction <?{node.target}?>", where)
    if not isinstance(node.tag, str):
        return
    local = etree.QName(node).localname
    if local.lower() in SVG_REFUSED:
        yield finding(CODES["T-012"], f"it holds <{local}>", where)
    styles = ["".join(node.itertext())] if local.lower() == "style" else []
    for key, value in sorted(node.attrib.items()):
        attribute = etree.QName(key).localname
        if attribute.lower().startswith("on"):
            yield finding(CODES["T-012"], f"it holds the event handler {attribute}", where)
        elif key == BASE or (attribute in ("href", "src") and not _inside(str(value))):
            yield finding(CODES["T-012"], f"it refers to {str(value)[:60]!r}", where)
        else:
            styles.append(str(value))
    if any(True for style in styles for _ in _fetches(style)):
        yield finding(CODES["T-012"], f"the style of <{local}> fetches", where)


def _inside(value: str) -> bool:
    bare = INVISIBLE.sub("", value)
    return bare.startswith("#") or RASTER.match(bare) is not None


def _fetches(style: str) -> Iterator[object]:
    """Yield what in a drawing's style reaches beyond the drawing.

    A function and an at-rule have these signs, and the d of a path may have a million values.
    """
    if not _REACHING.search(style):
        return
    for node in _nodes(tinycss2.parse_component_value_list(style)):
        inner = getattr(node, "arguments", [])
        address = inner[0] if len(inner) == 1 else node
        is_own = str(getattr(address, "value", "")).startswith("#")
        if _is_at_rule(node) or (_is_address(node) and not is_own):
            yield node


def check_style(style: str) -> Iterator[Finding]:
    """Yield what a title's style.css must not hold."""
    read = tinycss2.parse_component_value_list(style, skip_comments=True)
    if (deep := _find_deep(read)) is not None:
        where = Place("style.css", getattr(deep, "source_line", None))
        message = f"something stands within more than {DEEPEST} brackets"
        yield finding(CODES["T-055"], message, where)
    for node in _nodes(read):
        where = Place("style.css", getattr(node, "source_line", None))
        if _is_at_rule(node):
            yield finding(CODES["T-013"], f"@{getattr(node, 'value', '')} is refused", where)
        elif _is_address(node):
            yield finding(CODES["T-013"], "url() is refused", where)
        elif getattr(node, "type", "") == "error":
            yield finding(CODES["T-013"], f"cannot be read: {getattr(node, 'message', '')}", where)


def _nodes(nodes: Iterable[object]) -> Iterator[object]:
    """Yield component values with those inside them; tinycss2 has undone their escapes."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [*_inside_of(node)][::-1]


def _find_deep(nodes: Iterable[object]) -> object | None:
    """Return the first component value that stands within too many brackets."""
    level = list(nodes)
    for _ in range(DEEPEST + 1):
        level = [each for node in level for each in _inside_of(node)]
    return level[0] if level else None


def _inside_of(node: object) -> Iterator[object]:
    for part in ("content", "arguments"):
        inner = getattr(node, part, None)
        yield from inner if isinstance(inner, list) else ()


def _is_at_rule(node: object) -> bool:
    return (
        getattr(node, "type", "") == "at-keyword" and getattr(node, "lower_value", "") in AT_RULES
    )


def _is_address(node: object) -> bool:
    kind, name = getattr(node, "type", ""), getattr(node, "lower_name", "")
    return kind == "url" or (kind == "function" and name in FUNCTIONS)
