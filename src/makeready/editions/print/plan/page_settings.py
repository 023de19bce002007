"""A style sheet becomes what it says of the page: margins, lines, and where chapters begin.

Letters of some scripts need lines that stand further apart than a theme sets them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import tinycss2

from makeready.core.model import ChapterStart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tinycss2.ast import Node

MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96, "pc": 25.4 / 6}
SIDES = ("top", "right", "bottom", "left")
NAMES = ("--line", "--note-line", "--inner", "--outer", "--head", "--foot")
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


@lru_cache(maxsize=16)
def read_page_settings(css: str) -> Mapping[str, Length]:
    """Return the lengths that a style sheet gives to the page, by their names without dashes.

    These are the custom properties at `:root`, and the margins of an `@page` rule for all pages;
    what is said last counts. What is no plain length is left to the layout.
    """
    found: dict[str, Length] = {}
    for rule in tinycss2.parse_stylesheet(css, **BARE):
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            found.update(_read_root(rule))
        elif _is_for_all_pages(rule):
            found.update(_read_margins(rule))
    return found


def read_chapter_start(css: str, usual: ChapterStart) -> ChapterStart:
    """Return where chapters begin: where a rule for `.chapter` says it, or else as usual.

    A chapter that runs on is laid out together with those before it, and so the rule alone, which
    the layout of each chapter would follow, does not do it.
    """
    found = usual
    for rule in tinycss2.parse_stylesheet(css, **BARE):
        if rule.type != "qualified-rule" or not _is_for_chapters(rule):
            continue
        for each in tinycss2.parse_blocks_contents(rule.content, **BARE):
            if each.type == "declaration" and each.lower_name.removeprefix("page-") == BREAK:
                found = STARTS.get(tinycss2.serialize(each.value).strip().lower(), found)
    return found


def _is_for_chapters(rule: Node) -> bool:
    selectors = tinycss2.serialize(rule.prelude).split(",")
    return any(each.strip() in (".chapter", "section.chapter") for each in selectors)


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
