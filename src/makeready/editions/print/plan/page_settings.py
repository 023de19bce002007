"""A style sheet becomes what it says of the page: margins, lines, and where chapters begin.

Letters of some scripts need lines that stand further apart than a theme sets them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import tinycss2

from makeready.core.model import ChapterStart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tinycss2.ast import Node

MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96, "pc": 25.4 / 6}
SIDES = ("top", "right", "bottom", "left")
NAMES = ("--line", "--size", "--note-line", "--inner", "--outer", "--head", "--foot")
RUNNING_TEXT = frozenset(":root html body p .chapter .chapter>p .chapterp sectionp bodyp".split())
"""Selectors of all running text, without spaces: their `line-height` is that of the grid."""

CHAPTERS = frozenset({".chapter", "section.chapter"})
"""Selectors of all chapters."""

LINE_HEIGHT = "line-height"
OPEN = frozenset("ar ckb dv fa ja ko ps sd syr ug ur yi zh".split())
"""Languages whose letters fill the line from top to bottom, or have signs above and below."""

OPENED = 1.2
"""How many times as high lines of these languages are; readings above Chinese characters fit in."""

BREAK = "break-before"
STARTS = {
    "auto": ChapterStart.RUN_ON,
    "page": ChapterStart.NEXT,
    "always": ChapterStart.NEXT,
    "recto": ChapterStart.RECTO,
    "right": ChapterStart.RECTO,
}
"""What values of that property say of chapters; others are left to the layout."""

BARE = {"skip_comments": True, "skip_whitespace": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length in millimetres, or a share of the page's width or height."""

    value: float
    share: bool = False

    def of(self, whole: float) -> float:
        """Return the length in millimetres on a page that is so wide or high."""
        return self.value * whole if self.share else self.value


_OF_LINES = frozenset({"line", "note-line", "line-height"})
_LEAST_LINE = 0.3
"""How high, in millimetres, a line is at least."""

_MOST = 1e9
"""How long a length is at most, in millimetres; the layout tells of those that no page has."""


@lru_cache(maxsize=16)
def read_page_settings(*css: str) -> Mapping[str, Length]:
    """Return the lengths that style sheets give to the page, by their names without dashes.

    These are the custom properties at `:root`, the margins of an `@page` rule for all pages, and
    the height of the lines of running text, which is that of the grid (`line`, and `line-height`,
    too, where a rule said so). What is said last counts. What is no plain length is left to the
    layout.
    """
    found: dict[str, Length] = {}
    for selectors, rule in chain.from_iterable(map(_parse, css)):
        if rule.type == "qualified-rule":
            if selectors == {":root"}:
                found.update(_read_root(rule))
            if selectors & RUNNING_TEXT:
                found.update(_read_line_height(rule, found))
        elif _is_for_all_pages(rule):
            found.update(_read_margins(rule))
    return {name: length for name, length in found.items() if _is_usable(name, length)}


@lru_cache(maxsize=16)
def _parse(css: str) -> Sequence[tuple[frozenset[str], Node]]:
    """Return the rules of a style sheet with their selectors, these without spaces.

    That of a theme is read once for many titles.
    """
    return tuple(
        (
            frozenset("".join(each.split()) for each in _selectors(rule))
            if rule.type == "qualified-rule"
            else frozenset(),
            rule,
        )
        for rule in tinycss2.parse_stylesheet(css, **BARE)
    )


def _is_usable(name: str, length: Length) -> bool:
    """Tell whether a page can be planned with a length: lines of nothing fill none."""
    least = _LEAST_LINE if name in _OF_LINES and not length.share else -_MOST
    return least <= length.value <= _MOST


def read_chapter_start(css: str, usual: ChapterStart) -> ChapterStart:
    """Return where chapters begin: where a rule for `.chapter` says it, or else as usual.

    A chapter that runs on is laid out together with those before it, and so the rule alone, which
    the layout of each chapter would follow, does not do it.
    """
    found = usual
    for _, rule in _parse(css):
        if rule.type != "qualified-rule" or CHAPTERS.isdisjoint(_selectors(rule)):
            continue
        for each in tinycss2.parse_blocks_contents(rule.content, **BARE):
            if each.type == "declaration" and each.lower_name.removeprefix("page-") == BREAK:
                found = STARTS.get(tinycss2.serialize(each.value).strip().lower(), found)
    return found


def write_grid(*css: str) -> str:
    """Return the rule that brings the grid to the lines, where a rule gives these a height."""
    asked = read_page_settings(*css)
    if LINE_HEIGHT not in asked or asked[LINE_HEIGHT] != asked["line"]:
        return ""
    return f":root {{ --line: {asked['line'].value / MILLIMETRES['pt']:.6g}pt }}"


def _selectors(rule: Node) -> list[str]:
    return [each.strip() for each in tinycss2.serialize(rule.prelude).split(",")]


def _read_line_height(rule: Node, known: Mapping[str, Length]) -> Mapping[str, Length]:
    """Return the size of the letters and the height of the lines that a rule gives, if any."""
    found: dict[str, Length] = {}
    for each in tinycss2.parse_blocks_contents(rule.content, **BARE):
        if each.type != "declaration" or each.lower_name not in ("font", "font-size", LINE_HEIGHT):
            continue
        size, height = _split_font(each.value, each.lower_name)
        size = size and _measure(size, known.get("size"))
        if isinstance(size, Length):
            found["size"] = size
        height = height and _measure(height, found.get("size", known.get("size")))
        if isinstance(height, Length):
            found["line"] = found[LINE_HEIGHT] = height
    return found


def _split_font(value: Sequence[Node], name: str) -> tuple[Node | None, Node | None]:
    """Return the size and the height of lines in a declaration of this name."""
    nodes = [node for node in value if node.type not in ("whitespace", "comment")]
    if name != "font":
        only = nodes[0] if len(nodes) == 1 else None
        return (only, None) if name == "font-size" else (None, only)
    for n, node in enumerate(nodes[1:-1], 1):
        if node == "/":
            return nodes[n - 1], nodes[n + 1]
    return None, None


def _measure(node: Node, size: Length | None) -> Length | None:
    """Return a length; numbers, ems and percentages are shares of the size, where it is known."""
    if node.type == "dimension" and node.lower_unit in MILLIMETRES:
        return Length(value=node.value * MILLIMETRES[node.lower_unit])
    share = {"number": 1.0, "percentage": 0.01}.get(node.type, 0.0)
    if node.type == "dimension" and node.lower_unit in ("em", "rem"):
        share = 1.0
    return Length(value=node.value * share * size.value) if share and size else None


def open_lines(css: str, language: str) -> str:
    """Return the rule that sets the lines of a book further apart where its language needs it."""
    if language.casefold().split("-")[0] not in OPEN:
        return ""
    asked = read_page_settings(css)
    lines = {name: asked[name].value for name in ("line", "note-line") if name in asked}
    points = {name: OPENED * value / MILLIMETRES["pt"] for name, value in lines.items()}
    return f":root {{ {'; '.join(f'--{name}: {high:.4g}pt' for name, high in points.items())} }}\n"


def _is_for_all_pages(rule: Node) -> bool:
    page = rule.type == "at-rule" and rule.lower_at_keyword == "page" and rule.content is not None
    return page and not tinycss2.serialize(rule.prelude).strip()


def _read_root(rule: Node) -> Iterator[tuple[str, Length]]:
    for each in tinycss2.parse_blocks_contents(rule.content, **BARE):
        if each.type == "declaration" and each.name in NAMES:
            lengths = _lengths(each.value)
            if lengths:
                yield each.name.removeprefix("--"), lengths[0]


def _read_margins(rule: Node) -> Iterator[tuple[str, Length]]:
    """Yield the margins of all pages; what is left and right of them counts from the spine."""
    sides: dict[str, Length] = {}
    for each in tinycss2.parse_blocks_contents(rule.content, **BARE):
        lengths = _lengths(each.value) if each.type == "declaration" else []
        if lengths and each.lower_name == "margin":
            around = [lengths[n] for n in _ORDER[len(lengths)]]
            sides.update(zip(SIDES, around, strict=True))
        elif lengths and each.lower_name.removeprefix("margin-") in SIDES:
            sides[each.lower_name.removeprefix("margin-")] = lengths[0]
    names = {"top": "head", "bottom": "foot", "left": "inner", "right": "outer"}
    return ((names[side], length) for side, length in sides.items())


_ORDER = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}


def _lengths(nodes: Sequence[Node]) -> list[Length]:
    """Return the lengths of a value, or none where one of them is no length."""
    found: list[Length] = []
    for node in nodes:
        if node.type == "dimension" and node.lower_unit in MILLIMETRES:
            found.append(Length(value=node.value * MILLIMETRES[node.lower_unit]))
        elif node.type == "percentage":
            found.append(Length(value=node.value / 100, share=True))
        elif node.type not in ("whitespace", "comment"):
            return []
    return found if len(found) in _ORDER else []
