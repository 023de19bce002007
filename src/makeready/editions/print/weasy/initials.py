"""A first letter that floats, and the line beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

from makeready.editions.print.weasy.patches import INITIALS

if TYPE_CHECKING:
    from collections.abc import Mapping


def first_letter_to_box(
    line: boxes.Box, skip: Mapping[int, Any] | None, style: Mapping[str, Any] | None
) -> Mapping[int, Any] | None:
    """Take the first letter of a line apart, if it was not done before; return the skip stack."""
    if find_first_letter(line) is not None:
        return skip
    return INITIALS.original(line, skip, style)  # type: ignore[no-any-return]


def find_first_letter(line: boxes.Box) -> boxes.Box | None:
    """Return the box of the first letter at the beginning of a line, if it has one of its own."""
    box = line
    while isinstance(box, boxes.LineBox | boxes.InlineBox) and box.children:
        box = box.children[0]
        if (box.element_tag or "").endswith("::first-letter"):
            return box
    return None


def is_initial(box: boxes.Box) -> bool:
    """Tell whether a box is a first letter that floats."""
    return (box.element_tag or "").endswith("::first-letter") and bool(box.is_floated())


def find_initial(line: boxes.LineBox) -> boxes.Box | None:
    """Return the first letter that floats at the beginning of a line, if any."""
    letter = find_first_letter(line)
    return letter if letter is not None and is_initial(letter) else None


def move_beside_initial(line: boxes.LineBox) -> None:
    """Set a line beside the initial that floats in it; WeasyPrint sets it upon the initial."""
    for letter in filter(is_initial, line.children[:1]):
        for child in line.children[1:]:
            if child.is_in_normal_flow():
                child.translate(dx=letter.margin_width())


def count_initial(line: boxes.LineBox) -> float:
    """Return the width of an initial that WeasyPrint counts with its line: one within emphasis."""
    letter = find_initial(line)
    return 0.0 if letter is None or letter is line.children[0] else float(letter.margin_width())
