"""A block that was laid out becomes one that is a whole number of lines of the grid high.

A formula on lines of its own has half of what is added above it and half below, and its number
stands beside its middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint.formatting_structure import boxes

PIXELS = {"pt": 4 / 3, "px": 1.0, "mm": 96 / 25.4}
"""How many CSS pixels each unit has in which a theme may give the height of a line."""

NEAR = 0.05
"""How many CSS pixels a block may be off the grid of lines and still count as on it."""

SLIGHT = 0.3
"""A block that is too high by up to this share of a line reaches so far into the space below."""

FORMULA, NUMBER = "displayed", "equation"


def find_grid(box: boxes.Box) -> float:
    """Return the line height of the grid that a box itself shall keep to, in CSS pixels, or 0."""
    owners = [box, *box.children] if box.is_table_wrapper else [box]
    for owner in owners:
        # Custom properties are inherited; only what is said of the box itself counts.
        if "__snap" in getattr(owner.style, "cascaded", ()):
            for token in owner.style["__snap"] or ():
                if token.type == "dimension" and token.lower_unit in PIXELS:
                    return float(token.value) * PIXELS[token.lower_unit]
    return 0.0


def fill_lines(made: boxes.Box, grid: float) -> None:
    """Make a block a whole number of lines high, in place."""
    over = made.border_height() % grid
    if not NEAR < over < grid - NEAR:
        return
    more = grid - over if over > SLIGHT * grid else -over
    if _has_class(made, FORMULA):
        made.padding_top += more / 2
        made.padding_bottom += more / 2
        for child in made.children:
            child.translate(0, more / 2)
    elif made.padding_bottom + more >= 0:
        made.padding_bottom += more
    else:
        # a smaller margin would vanish in that of the block behind
        made.height += more


def centre_number(made: boxes.Box) -> None:
    """Set the number of the displayed formula that ends a paragraph beside its middle, in place."""
    if made.element_tag != "p":
        return
    formula: boxes.Box | None = None
    number: boxes.Box | None = None
    for child in _descend(made):
        if _has_class(child, FORMULA):
            formula = child
        elif _has_class(child, NUMBER):
            number = child
    # a number that is placed in what is around the paragraph has no place yet
    if formula is not None and number is not None and hasattr(number, "position_y"):
        number.translate(0, _middle(formula) - _middle(number))


def _middle(box: boxes.Box) -> float:
    return float(box.position_y + box.margin_height() / 2)


def _descend(box: boxes.Box) -> Iterator[boxes.Box]:
    for child in getattr(box, "children", ()):
        yield child
        yield from _descend(child)


def _has_class(box: boxes.Box, name: str) -> bool:
    element = getattr(box, "element", None)
    return element is not None and name in (element.get("class") or "").split()
