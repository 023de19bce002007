"""The brackets of a line → which of them open and which close.

Files name some brackets of leftward lines by their shape and others by what they do, so that only
the white beside them tells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.intake.pdf.read.order.cells import touch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.pdf.read.order.cells import Cell

_OPEN, _CLOSED = "([{«‹", ")]}»›"
_QUOTES = frozenset("“”„‘’\"'")
_QUOTED = dict.fromkeys("“”", "“”")
_WORDS = frozenset("%٪‰°$€£₪#")
_PAIRS = {char: pair for pair in zip(_OPEN, _CLOSED, strict=True) for char in pair}


def is_bracket(cell: Cell) -> bool:
    """Tell whether a cell is a bracket."""
    return cell.char in _PAIRS


def is_quote(cell: Cell) -> bool:
    """Tell whether a cell is a quotation mark that no direction mirrors."""
    return cell.char in _QUOTES


def opens_to(cells: Sequence[Cell], at: int) -> int:
    """Return 1 for a bracket whose words come after it, -1 for one behind them, 0 for neither."""
    low = high = at
    while touch(cells, low - 1, low) and _is_passed(cells[low - 1]):
        low -= 1
    while touch(cells, high, high + 1) and _is_passed(cells[high + 1]):
        high += 1
    before = touch(cells, low - 1, low) and _is_word(cells[low - 1])
    after = touch(cells, high, high + 1) and _is_word(cells[high + 1])
    return after - before


def name_brackets(cells: Sequence[Cell]) -> list[Cell]:
    """Return cells in reading order with brackets and quotation marks named by what they do."""
    made = list(cells)
    low = any(cell.char == "„" for cell in cells)
    for at, cell in enumerate(cells):
        pair = _PAIRS.get(cell.char) or ("" if low else _QUOTED.get(cell.char))
        if pair and (way := opens_to(cells, at)):
            first = cell.glyphs[0]._replace(char=pair[way < 0])
            made[at] = replace(cell, glyphs=(first, *cell.glyphs[1:]))
    return made


def count_open(text: str) -> int:
    """Return how many brackets of a text stay open."""
    return sum((char in _OPEN) - (char in _CLOSED) for char in text)


def _is_passed(cell: Cell) -> bool:
    return is_bracket(cell) or is_quote(cell)


def _is_word(cell: Cell) -> bool:
    return cell.char.isalnum() or cell.char in _WORDS
