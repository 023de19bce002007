"""The custom properties of a style become the habits of breaking lines."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from makeready.core.languages import RTL
from makeready.editions.print.lines.values import Habits

if TYPE_CHECKING:
    from collections.abc import Mapping

PROPERTIES = tuple(
    (name, f"__line_{name}")
    for name in (
        *("stretch", "shrink", "expansion", "protrusion", "tolerance", "looseness"),
        *("hyphen", "dash", "tie", "double_hyphen", "final_hyphen", "uneven"),
    )
)
"""The fields of `Habits`, each with the CSS custom property that sets it, such as `--line-stretch`.

WeasyPrint names these with underscores.
"""


def habits_of(style: Mapping[str, Any]) -> Habits:
    """Return the habits that a style sets in custom properties; the others have their defaults."""
    asked = {name: read_share(style[key]) for name, key in PROPERTIES}
    return _habits(tuple((name, value) for name, value in asked.items() if value is not None))


def choose_habits(style: Mapping[str, Any]) -> Habits:
    """Return the habits of a paragraph; from right to left word spaces alone are widened."""
    habits = habits_of(style)
    if style["direction"] == RTL:
        return replace(habits, protrusion=0.0, expansion=0.0)
    return habits


@lru_cache(maxsize=256)
def _habits(asked: tuple[tuple[str, float], ...]) -> Habits:
    values: dict[str, Any] = dict(asked)
    if "looseness" in values:
        values["looseness"] = int(values["looseness"])
    return Habits(**values)


def read_share(tokens: object) -> float | None:
    """Return the number or the share that a custom property holds, or None where it holds none."""
    for token in tokens if isinstance(tokens, list | tuple) else ():
        if token.type in ("number", "percentage"):
            return float(token.value) / (100 if token.type == "percentage" else 1)
    return None
