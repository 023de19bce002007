"""An SVG picture becomes one whose lettering is set in the book's own families.

Families stand in the attribute `font-family`, in the attribute `style` and in `<style>`, where the
shorthand `font` may name them, too (SVG 2, 6.6; CSS Fonts 4, 2.7).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import tinycss2
from lxml import etree

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.editions.print.plan.families import KEYWORDS, Families

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from makeready.core.model import Asset

CODES = table(
    Code(
        code="P-018",
        severity=Severity.HINT,
        title="Lettering in a family of the book",
        why="A picture asks for a generic family or for one that every machine has another face "
        "of; the print edition sets it in the press's own family for that kind.",
        remedy="Nothing, if it looks right; otherwise name a family of the press in the picture, "
        "or turn its lettering into outlines.",
    ),
    Code(
        code="P-019",
        severity=Severity.WARNING,
        title="Lettering in a family that is not here",
        why="Neither the press nor the title brings the family that a picture asks for; words set "
        "in another one may be wider than their place.",
        remedy="Put the font into the title's fonts/ folder, name another family in the picture, "
        "or turn its lettering into outlines.",
    ),
)
SVG = "image/svg+xml"
STYLE = "style.css"

_WEIGHTS = frozenset({"bold", "bolder", "lighter"})
_STYLES = frozenset({"italic", "oblique"})
_SIZES = frozenset("xx-small x-small small medium large x-large xx-large smaller larger".split())
_NESTING = frozenset({"media", "supports"})


@dataclass(slots=True, kw_only=True)
class _Asked:
    """The families that a picture asks for and does not get, by the line that first names them."""

    families: Families
    known: dict[str, tuple[int, str]] = field(default_factory=dict)
    unknown: dict[str, tuple[int, str]] = field(default_factory=dict)

    def choose_families(self, line: int, names: Sequence[str]) -> str:
        """Return the list of families that is written in the place of the one asked for."""
        chosen = self.families.setting(names)
        if chosen.asked:
            told = self.known if chosen.is_known else self.unknown
            told.setdefault(chosen.asked, (line, chosen.names[0]))
        # WeasyPrint 70 parts a list at its commas alone, and keeps the blanks
        return ",".join(f'"{name}"' for name in chosen.names)


def set_lettering(pictures: Sequence[Asset], families: Families) -> tuple[Asset, ...]:
    """Return the pictures, the drawings among them with their lettering in the book's families."""
    return tuple(_set_families(each, families)[0] for each in pictures)


def check_lettering(pictures: Sequence[Asset], families: Families) -> Iterator[Finding]:
    """Yield for each drawing which families it asks for, and what they are set in."""
    for picture in pictures:
        asked = _set_families(picture, families)[1]
        for code, told in (("P-018", asked.known), ("P-019", asked.unknown)):
            if told:
                each = (f"“{name}” is set in {given}" for name, (_, given) in told.items())
                line = min(line for line, _ in told.values())
                place = Place(picture.name, line)
                yield finding(CODES[code], f"lettering in {', in '.join(each)}", place)


def read_lettering(picture: Asset) -> Iterator[tuple[str, int]]:
    """Yield the words of a drawing, each stretch with its line."""
    root = _parse(picture)
    for text in () if root is None else root.iter("{*}text"):
        for element in text.iter(etree.Element):
            yield from ((str(words), element.sourceline or 1) for words in _read_own_words(element))


def _read_own_words(element: etree._Element) -> Iterator[str]:
    yield from filter(None, (element.text, *(child.tail for child in element)))


def find_foreign_family(style: str, families: Families) -> tuple[str, Place] | None:
    """Return the first family of nobody's that a style sheet asks for, and its line."""
    waiting = list(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True))
    while waiting:
        rule = waiting.pop(0)
        if rule.type == "at-rule" and rule.content and rule.lower_at_keyword in _NESTING:
            waiting[:0] = tinycss2.parse_rule_list(rule.content, skip_whitespace=True)
        for node in tinycss2.parse_blocks_contents(getattr(rule, "content", None) or ()):
            if node.type == "declaration" and node.lower_name in ("font-family", "font"):
                longhands = dict(_set_declarations((node,), ", ".join))
                for name in longhands.get("font-family", "").split(", "):
                    if name.casefold() not in KEYWORDS and not families.has(name):
                        return name.strip("\"'"), Place(STYLE, node.source_line)
    return None


def _set_families(picture: Asset, families: Families) -> tuple[Asset, _Asked]:
    asked = _Asked(families=families)
    root = _parse(picture)
    if root is None:
        return picture, asked
    for element in root.iter(etree.Element):
        _set_element(element, asked)
    if root.get("font-family") is None:
        root.set("font-family", asked.choose_families(1, ()))
    return replace(picture, data=etree.tostring(root.getroottree(), encoding="utf-8")), asked


def _parse(picture: Asset) -> etree._Element | None:
    """Return the tree of a drawing with lettering, or None; the master refuses what is none."""
    if picture.media_type != SVG or (
        b"t\0e\0x\0t" not in picture.data and b"text" not in picture.data
    ):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(picture.data, parser)
    except etree.XMLSyntaxError:
        return None
    return root if next(root.iter("{*}text"), None) is not None else None


def _set_element(element: etree._Element, asked: _Asked) -> None:
    line = element.sourceline or 1
    given = partial(asked.choose_families, line)
    for name in ("font-family", "font"):
        value = element.attrib.pop(name, None)
        if value is not None:
            declared = _set_declarations(tinycss2.parse_blocks_contents(f"{name}: {value}"), given)
            element.attrib.update((each, text) for each, text in declared)
    style = element.get("style")
    if style is not None:
        element.set(
            "style",
            _write_declarations(_set_declarations(tinycss2.parse_blocks_contents(style), given)),
        )
    if etree.QName(element).localname == "style":
        rules = tinycss2.parse_stylesheet("".join(element.itertext()), skip_comments=True)
        for child in list(element):
            element.remove(child)
        element.text = "".join(_set_rules(rules, asked, line))


def _set_rules(rules: Sequence[tinycss2.ast.Node], asked: _Asked, line: int) -> Iterator[str]:
    """Yield the rules of a style sheet; lines are counted from that of its element."""
    for rule in rules:
        given = partial(asked.choose_families, line + rule.source_line - 1)
        if rule.type == "qualified-rule":
            declared = _set_declarations(tinycss2.parse_blocks_contents(rule.content), given)
            yield f"{tinycss2.serialize(rule.prelude)}{{{_write_declarations(declared)}}}\n"
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in _NESTING:
            inner = "".join(_set_rules(tinycss2.parse_rule_list(rule.content), asked, line))
            yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}\n"
        elif rule.type != "error":
            yield rule.serialize()


def _write_declarations(declared: Iterator[tuple[str, str]]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in declared)


def _set_declarations(
    nodes: Sequence[tinycss2.ast.Node], given: Callable[[Sequence[str]], str]
) -> Iterator[tuple[str, str]]:
    """Yield the names and values of declarations, those of families with the book's own."""
    for node in nodes:
        if node.type != "declaration":
            continue
        value = [each for each in node.value if each.type != "comment"]
        if node.lower_name == "font-family":
            yield "font-family", _set_list(value, given)
        elif node.lower_name == "font":
            yield from _expand_shorthand(value, given)
        else:
            important = " !important" if node.important else ""
            yield node.name, tinycss2.serialize(value).strip() + important


def _set_list(value: Sequence[tinycss2.ast.Node], given: Callable[[Sequence[str]], str]) -> str:
    names = list(read_names(value))
    if len(names) == 1 and names[0].casefold() in KEYWORDS:
        return names[0] if names[0].casefold() == "inherit" else given(())
    return given(names)


def read_names(value: Sequence[tinycss2.ast.Node]) -> Iterator[str]:
    """Yield the names in a list of families: strings, or words in a row."""
    words: list[str] = []
    for node in value:
        if node.type == "literal" and node.value == ",":
            yield " ".join(words)
            words = []
        elif node.type in ("string", "ident"):
            words.append(node.value)
        elif node.type != "whitespace":
            words.append(node.serialize())
    yield " ".join(words)


def _expand_shorthand(
    value: Sequence[tinycss2.ast.Node], given: Callable[[Sequence[str]], str]
) -> Iterator[tuple[str, str]]:
    """Yield the longhands of `font` that lettering in a drawing knows."""
    tokens = [node for node in value if node.type != "whitespace"]
    size = next((at for at, node in enumerate(tokens) if _is_size(node)), None)
    if size is None:
        return
    for node in tokens[:size]:
        word = getattr(node, "lower_value", "")
        if word in _STYLES:
            yield "font-style", word
        elif word in _WEIGHTS or node.type == "number":
            yield "font-weight", node.serialize()
    yield "font-size", tokens[size].serialize()
    rest = tokens[size + 1 :]
    if rest and rest[0].type == "literal" and rest[0].value == "/":
        rest = rest[2:]
    yield "font-family", _set_list(rest, given)


def _is_size(node: tinycss2.ast.Node) -> bool:
    return node.type in ("dimension", "percentage") or getattr(node, "lower_value", "") in _SIZES
