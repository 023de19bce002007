"""A style sheet tells which declarations apply to an element.

Only the properties are read that decide where a chapter may be cut into parts. The rules are those
for one style sheet of one origin (CSS Cascading and Inheritance Level 4, section 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import cssselect2
import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cssselect2 import ElementWrapper
    from tinycss2.ast import Declaration, Node

    Tokens: TypeAlias = Sequence[Node]

BREAKS = frozenset(
    "auto avoid avoid-page avoid-column page column left right recto verso always".split()
)
OLD_BREAKS = frozenset("auto avoid left right always".split())
CSS_WIDE = frozenset("inherit initial unset revert revert-layer".split())
KEYWORDS = {
    "break-before": ("break-before", BREAKS),
    "break-after": ("break-after", BREAKS),
    "page-break-before": ("break-before", OLD_BREAKS),
    "page-break-after": ("break-after", OLD_BREAKS),
}
"""For each declaration: the property it sets, by its present name, and its valid keywords."""

ASKED = frozenset(
    "break-after break-before column-count column-width columns display page string-set".split()
)

FUNCTIONS = frozenset(
    "counter counters element note running target-counter target-counters target-text".split()
)
QUOTES = frozenset("open-quote close-quote no-open-quote no-close-quote".split())
COUNTERS = frozenset("counter-increment counter-reset counter-set".split())
VALUES = frozenset({("position", "fixed"), ("display", "list-item")})
"""Declarations by which an element shows on other pages, or counts among others."""

BARE = {"skip_comments": True, "skip_whitespace": True}
HARMLESS = frozenset("color-profile counter-style font-face".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A compound selector that depends on an element's descendants, such as `:has()` or `:empty`.

    `selector` is None where it cannot be matched by itself.
    """

    selector: cssselect2.compiler.CompiledSelector | None
    leads_to_siblings: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade:
    """What a style sheet says; `kin` are its compound selectors that look into elements."""

    matchers: Mapping[str, cssselect2.Matcher]
    kin: tuple[Kin, ...]

    def declared_value(self, element: ElementWrapper, name: str) -> str:
        """Return the declared value of a property for an element, or "" where there is none."""
        found: tuple[bool, str] = (False, "")
        for _, _, pseudo, (value, important) in self.matchers[name].match(element):
            if pseudo is None and (important or not found[0]):
                found = (important, value)
        return found[1]


@lru_cache(maxsize=1)
def read_cascade(css: str) -> Cascade | None:
    """Return the cascade of a style sheet, or None where a page may depend on the pages before it.

    Running heads may depend on them: `string-set` is among the properties that are read.
    """
    rules = tuple(select_print_rules(tinycss2.parse_stylesheet(css, **BARE)))
    if not all(map(_stays, rules)):
        return None
    styles = [rule for rule in rules if rule.type == "qualified-rule"]
    kin = tuple(found for rule in styles for found in _kin(rule.prelude))
    return Cascade(matchers=_matchers(styles), kin=kin)


def read_strings_set(value: str) -> frozenset[str]:
    """Return the strings that a value of `string-set` sets, or none if it is not plain.

    Plain values are strings, attributes, and the text of the element.
    """
    names: set[str] = set()
    begins = True
    for node in tinycss2.parse_component_value_list(value, skip_comments=True):
        if begins and node.type == "ident":
            names.add(node.value)
        elif not _is_plain(node):
            return frozenset()
        begins = node == "," or (begins and node.type == "whitespace")
    return frozenset(names) - CSS_WIDE - {"none"}


def _is_plain(node: Node) -> bool:
    if node.type == "function":
        return node.lower_name in ("attr", "content")
    if node.type == "ident":
        return bool(node.lower_value == "contents")
    return node.type in ("string", "whitespace") or node == ","


def _matchers(styles: Iterable[Node]) -> Mapping[str, cssselect2.Matcher]:
    matchers = {name: cssselect2.Matcher() for name in ASKED}
    for rule in styles:
        declared_value = [pair for each in _contents(rule) for pair in _read_declaration(each)]
        selectors = compile_selectors(rule.prelude) if declared_value else ()
        for selector in selectors:
            for name, payload in declared_value:
                matchers[name].add_selector(selector, payload)
    return matchers


def compile_selectors(prelude: Tokens) -> Iterable[cssselect2.compiler.CompiledSelector]:
    """Return the selectors of a rule; one that is invalid makes the whole rule invalid."""
    try:
        return tuple(cssselect2.compile_selector_list(prelude))
    except cssselect2.SelectorError:
        return ()


def _read_declaration(declaration: Declaration) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Yield the property that a valid declaration is about, with its value and its importance."""
    tokens = [node for node in declaration.value if node.type != "comment"]
    value = tinycss2.serialize(tokens).strip()
    name, words = KEYWORDS.get(declaration.lower_name, (declaration.lower_name, None))
    if words is not None:
        value = value.lower()
        if value not in words | CSS_WIDE and "(" not in value:
            return
    if name in ASKED:
        yield name, (value, bool(declaration.important))


def select_print_rules(rules: Iterable[Node]) -> Iterator[Node]:
    """Yield the rules that count in print, those of media queries among them."""
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "media":
            if rule.content is not None and _is_print(rule.prelude):
                yield from select_print_rules(tinycss2.parse_rule_list(rule.content, **BARE))
        else:
            yield rule


def _is_print(prelude: Tokens) -> bool:
    """Tell whether WeasyPrint 70 applies a media query; it knows media types only."""
    words = tinycss2.serialize(prelude).lower().replace(",", " ").split()
    return not words or bool({"all", "print"} & set(words))


def _contents(rule: Node) -> list[Node]:
    return list(tinycss2.parse_blocks_contents(rule.content, **BARE))


def _stays(rule: Node) -> bool:
    """Tell whether a rule is known, and has no effect beyond its element or its page."""
    if rule.type == "error":
        return True
    if rule.type == "qualified-rule":
        return all(_stays_within(each) for each in _contents(rule))
    if rule.content is None:
        return rule.lower_at_keyword not in ("import", "layer")
    if rule.lower_at_keyword == "page":
        asked = _functions(rule.prelude, "nth")
        return all(map(_is_first, asked)) and all(map(_stays_on_page, _contents(rule)))
    return rule.lower_at_keyword in HARMLESS


def _is_first(nth: Node) -> bool:
    """Tell whether `:nth()` asks for the first page; others are counted from the start."""
    words = tinycss2.serialize(nth.arguments).split()
    return words[:1] == ["1"] and words[1:2] in ([], ["of"])


def _stays_within(node: Node) -> bool:
    """Tell whether a declaration has no effect beyond its element; nested rules are not read."""
    if node.type != "declaration":
        return bool(node.type == "error")
    words = _words(node.value)
    if node.lower_name in COUNTERS:
        return words == {"none"}
    reaches = words & QUOTES or any((node.lower_name, word) in VALUES for word in words)
    return not reaches and not _function_names(node.value) & FUNCTIONS


def _stays_on_page(node: Node) -> bool:
    """Tell whether a declaration of a page needs no other page; the binding sets the folios."""
    if node.type == "at-rule":
        return node.content is not None and all(map(_stays_on_page, _contents(node)))
    if node.type != "declaration":
        return bool(node.type == "error")
    if node.lower_name in COUNTERS:
        return _words(node.value) <= {"page", "none"}
    folios = [_words(each.arguments) for each in _functions(node.value, "counter")]
    others = _function_names(node.value) & FUNCTIONS - {"counter"}
    return not others and all("page" in words for words in folios)


def _all(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield component values with those inside them."""
    for node in nodes:
        yield node
        for part in ("arguments", "content"):
            inner = getattr(node, part, None)
            yield from _all(inner if isinstance(inner, list) else ())


def _words(nodes: Iterable[Node]) -> set[str]:
    return {node.lower_value for node in _all(nodes) if node.type == "ident"}


def _functions(nodes: Iterable[Node], name: str) -> list[Node]:
    return [node for node in _all(nodes) if node.type == "function" and node.lower_name == name]


def _function_names(nodes: Iterable[Node]) -> set[str]:
    return {node.lower_name for node in _all(nodes) if node.type == "function"}


def _kin(prelude: Tokens) -> Iterator[Kin]:
    """Yield the compounds of selectors that ask what is in an element, or what is behind it."""
    for compound, combinator in _compounds(prelude):
        if _asks(compound):
            selectors = () if any(map(_asks_others, compound)) else compile_selectors(compound)
            for selector in selectors or (None,):
                yield Kin(selector=selector, leads_to_siblings=combinator in ("+", "~"))


def _asks(nodes: Iterable[Node]) -> bool:
    return bool({*_function_names(nodes), *_words(nodes)} & {"has", "empty"})


def _asks_others(node: Node) -> bool:
    """Tell whether a function may ask for the kin of elements beside the one in hand."""
    within = node.type == "function" and node.lower_name != "has" and _asks(node.arguments)
    return within and len(_compounds(node.arguments)) > 1


def _compounds(prelude: Tokens) -> list[tuple[list[Node], str]]:
    """Return the compounds of selectors, each with the combinator or the comma behind it."""
    found: list[tuple[list[Node], str]] = []
    apart = True
    for node in prelude:
        if node.type == "literal" and node.value in (">", "+", "~", ","):
            found[-1:] = [(compound, node.value) for compound, _ in found[-1:]]
            apart = True
        elif node.type in ("whitespace", "comment"):
            apart = True
        elif apart:
            found.append(([node], ""))
            apart = False
        else:
            found[-1][0].append(node)
    return found
