"""A theme written from left to right becomes one that follows the direction of its text.

A theme says *left* for where lines begin. In a book that has text from right to left, its rules
get the words of CSS Logical Properties Level 1, which hold for both directions; where the whole
book runs so, its pages are mirrored, since they are bound on the right.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import tinycss2
from tinycss2.ast import AtKeywordToken, AtRule, Declaration, IdentToken, QualifiedRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tinycss2.ast import Node

SIDES = {"left": "inline-start", "right": "inline-end"}
OPPOSITE = {"left": "right", "right": "left"}
LINES = {"left": "start", "right": "end"}
ALIGNED = frozenset({"text-align", "text-align-last", "text-align-all"})
FLOATED = frozenset({"float", "clear"})
AROUND = frozenset({"margin", "padding"})
_PLACES = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
_NESTING = frozenset({"media", "supports"})


@lru_cache(maxsize=16)
def follow_direction(css: str, *, mirrored: bool) -> str:
    """Return a style sheet whose rules follow the direction of what they are about.

    `mirrored` says that its pages are bound on the right, too.
    """
    return "".join(_write_rule(rule, mirrored=mirrored) for rule in tinycss2.parse_stylesheet(css))


def _write_rule(rule: Node, *, mirrored: bool) -> str:
    if isinstance(rule, QualifiedRule):
        nodes = tinycss2.parse_blocks_contents(rule.content)
        body = "; ".join(_follow(nodes, mirrored=mirrored))
        return f"{tinycss2.serialize(rule.prelude)}{{ {body} }}\n"
    if isinstance(rule, AtRule) and rule.content is not None:
        name = rule.lower_at_keyword
        if name in _NESTING:
            inner = follow_direction(tinycss2.serialize(rule.content), mirrored=mirrored)
            return f"@{name}{tinycss2.serialize(rule.prelude)}{{ {inner} }}\n"
        if name == "page" and mirrored:
            return _mirror(rule)
    return str(tinycss2.serialize([rule]))


def _follow(nodes: Sequence[Node], *, mirrored: bool) -> Iterator[str]:
    """Yield the declarations of a rule with logical names, and whatever else there is as it is."""
    for node in nodes:
        if isinstance(node, Declaration):
            yield from _write_declaration(node, mirrored=mirrored)
        elif node.type not in ("whitespace", "comment"):
            yield tinycss2.serialize([node])


def _write_declaration(found: Declaration, *, mirrored: bool) -> Iterator[str]:
    name, end = found.lower_name, " !important" if found.important else ""
    value = tinycss2.serialize(found.value).strip()
    if name in AROUND:
        parts = [part for part in found.value if part.type not in ("whitespace", "comment")]
        top, right, bottom, left = (
            tinycss2.serialize([parts[place]]) for place in _PLACES[len(parts)]
        )
        yield f"{name}-top: {top}{end}; {name}-bottom: {bottom}{end}"
        yield f"{name}-inline: {left} {right}{end}"
    elif name in ALIGNED:
        yield f"{name}: {LINES.get(value, value)}{end}"
    elif name in FLOATED:
        # WeasyPrint 70 knows no logical sides of what floats in a line, such as a drop capital
        yield f"{name}: {OPPOSITE.get(value, value) if mirrored else value}{end}"
    elif name in SIDES:
        yield f"inset-{SIDES[name]}: {value}{end}"
    else:
        first, *rest = found.name.split("-")
        sided = not found.name.startswith("--") and first in (*AROUND, "border")
        parts = [SIDES.get(part, part) if sided else part for part in rest]
        yield f"{'-'.join((first, *parts))}: {value}{end}"


def _mirror(rule: AtRule) -> str:
    """Return an @page rule with left and right exchanged, in its selectors, boxes and lengths.

    The margins of all pages stay: they count from the spine.
    """
    for_all = not tinycss2.serialize(rule.prelude).strip()
    prelude = tinycss2.serialize(_exchange(rule.prelude))
    return f"@page{prelude}{{{tinycss2.serialize(_exchange(rule.content, margins=not for_all))}}}"


def _exchange(nodes: Sequence[Node], *, margins: bool = True) -> list[Node]:
    for node in nodes:
        if isinstance(node, AtKeywordToken) or (margins and isinstance(node, IdentToken)):
            node.value = _exchange_word(node.value)
        elif getattr(node, "content", None):
            node.content = _exchange(node.content)
    return list(nodes)


def _exchange_word(word: str) -> str:
    return "-".join(OPPOSITE.get(part, part) for part in word.split("-"))


def divide_margins(css: str) -> str:
    """Return a title's own style sheet, in which margins alike on both sides have logical names.

    WeasyPrint 70 lets a logical length win over a physical one of the same weight that comes later,
    so that `margin: 0` would not take away what the theme says.
    """
    return "".join(map(_divide, tinycss2.parse_stylesheet(css)))


def _divide(rule: Node) -> str:
    if not isinstance(rule, QualifiedRule):
        return str(tinycss2.serialize([rule]))
    nodes = tinycss2.parse_blocks_contents(rule.content)
    alike = (node for node in nodes if _is_alike(node))
    added = "; ".join(each for node in alike for each in _write_declaration(node, mirrored=False))
    return f"{tinycss2.serialize(rule.prelude)}{{{tinycss2.serialize(rule.content)}; {added} }}"


def _is_alike(node: Node) -> bool:
    """Tell whether a declaration gives left and right the same margin or padding."""
    if not isinstance(node, Declaration) or node.lower_name not in AROUND:
        return False
    return sum(part.type not in ("whitespace", "comment") for part in node.value) < max(_PLACES)
