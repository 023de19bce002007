"""A title's style sheet becomes rules that win over those of the press where they name a class.

The rules of a theme may be more specific than a plain `.motto`. Cascade layers would settle that,
but they would let `p { text-indent: 0 }` count in notes and cells, too, and many reading systems do
not know them. So a class of a selector is said several times, which raises its specificity (CSS
Selectors Level 4, section 16) and is understood wherever classes are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tinycss2.ast import Node

TIMES = 5
"""How often a class is said: one time more than any rule of the press names classes."""

OF_LINES = frozenset({"text-indent"})
"""Properties that rules of the press set at paragraphs, so that these do not inherit them."""

PAGES = ("front", "contents", "body", "start")
"""The pages for whose margins a theme has rules."""

_GROUPS = frozenset({"media", "supports"})
_PARAGRAPHS = (" > p", " > section > p", " > section > section > p")
# Selectors that end in these already mean lines, or what holds none.
_WITHOUT = re.compile(r"(?:^|[\s>+~])(?:p|h[1-6]|li|td|th|pre|code|img|em|strong|span|a)[^\s>+~]*$")


@lru_cache(maxsize=8)
def raise_rules(style: str) -> str:
    """Return a title's style sheet with the rules that name classes above those of the press.

    What such a rule says of indents holds for the paragraphs right inside its element, too. Line
    ends stay where they are. A style sheet with a rule that cannot be read stays as it is, for the
    layout to tell of it.
    """
    try:
        rules = tinycss2.parse_stylesheet(style)
        return style if _has_error(rules) else "".join(_write(rules))
    except RecursionError:
        return style


def _has_error(rules: Sequence[Node]) -> bool:
    return any(rule.type == "error" for rule in rules)


def _write(rules: Sequence[Node]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield _write_rule(rule)
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS and rule.content:
            within = tinycss2.parse_rule_list(rule.content)
            inner = rule.content if _has_error(within) else ()
            body = tinycss2.serialize(inner) or "".join(_write(within))
            yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{body}}}"
        else:
            yield rule.serialize()


def _write_rule(rule: Node) -> str:
    selectors = list(_split(rule.prelude))
    raised = [_raise(each) for each in selectors]
    body = tinycss2.serialize(rule.content)
    written = f"{','.join(raised)}{{{body}}}"
    named = [
        high.strip()
        for plain, high in zip(selectors, raised, strict=True)
        if _names_class(plain) and not _is_of_lines(tinycss2.serialize(plain).strip())
    ]
    inner = "; ".join(_select_of_lines(rule.content)) if named else ""
    if not inner:
        return written
    paragraphs = ", ".join(f"{name}{below}" for name in named for below in _PARAGRAPHS)
    return f"{written} {paragraphs} {{ {inner} }}"


def _select_of_lines(content: Sequence[Node]) -> Iterator[str]:
    for each in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and each.lower_name in OF_LINES:
            yield " ".join(each.serialize().split())


def _is_of_lines(selector: str) -> bool:
    return "::" in selector or _WITHOUT.search(selector) is not None


def _split(prelude: Sequence[Node]) -> Iterator[list[Node]]:
    selector: list[Node] = []
    for node in prelude:
        if node == ",":
            yield selector
            selector = []
        else:
            selector.append(node)
    yield selector


def _names_class(selector: Sequence[Node]) -> bool:
    return any(True for _ in _classes(selector))


def _raise(selector: Sequence[Node]) -> str:
    """Return a selector with the first class that it names said several times."""
    first = next(_classes(selector), None)
    if first is None:
        return str(tinycss2.serialize(selector))
    said = tinycss2.serialize(selector[first : first + 2])
    before, after = selector[: first + 2], selector[first + 2 :]
    return str(tinycss2.serialize(before) + said * (TIMES - 1) + tinycss2.serialize(after))


def _classes(selector: Sequence[Node]) -> Iterator[int]:
    """Yield the places of the full stops of a selector that begin a class."""
    for at, node in enumerate(selector[:-1]):
        if node == "." and selector[at + 1].type == "ident":
            yield at


def rewrite_for_print(style: str) -> str:
    """Return a title's style sheet as it stands among the press's rules for print."""
    return name_pages(raise_rules(style))


def name_pages(style: str) -> str:
    """Return a title's style sheet with its rules for any page said of each page of a theme.

    A theme's rules name the page, and would win. Those for the first page of a chapter still do.
    """
    try:
        rules = tinycss2.parse_stylesheet(style)
        return style if _has_error(rules) else "".join(_name_pages(rules))
    except RecursionError:
        return style


def _name_pages(rules: Sequence[Node]) -> Iterator[str]:
    for rule in rules:
        yield rule.serialize()
        sides = _read_sides(rule)
        boxes = [each.serialize() for each in _margin_boxes(rule)] if sides else []
        if boxes:
            pages = ", ".join(f"{page}:{side}" for page in PAGES for side in sides)
            yield f" @page {pages} {{ {' '.join(boxes)} }}"


def _read_sides(rule: Node) -> tuple[str, ...]:
    """Return the sides of the pages that an `@page` rule is for; none where it names a page."""
    if rule.type != "at-rule" or rule.lower_at_keyword != "page" or rule.content is None:
        return ()
    asked = tinycss2.serialize(rule.prelude).strip().lower()
    return {"": ("left", "right"), ":left": ("left",), ":right": ("right",)}.get(asked, ())


def _margin_boxes(rule: Node) -> list[Node]:
    found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return [each for each in found if each.type == "at-rule" and each.content is not None]
