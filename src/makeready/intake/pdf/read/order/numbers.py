"""The cells of a line → which of them are a number, which runs to the right in every script."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from makeready.intake.pdf.read.order.cells import FIGURE, LEFTWARD, OWN_FIGURE, flip, touch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.read.order.cells import Cell

_WITHIN = frozenset(".,:/٫٬")
_HYPHEN = frozenset("+-−")  # between figures in Hebrew; in Arabic it parts two numbers
_DASHES = frozenset("-–—‐‑")
_SHARES = frozenset("%٪‰°")
_SIGNS = _SHARES | frozenset("$€£₪#")  # written in the direction of the figures beside them
_YEAR = 4  # figures


def is_figure(cell: Cell) -> bool:
    """Tell whether a cell is a figure of any script."""
    return cell.kind in (FIGURE, OWN_FIGURE)


def is_sign(cell: Cell) -> bool:
    """Tell whether a cell is a sign written beside figures, such as that for a hundredth."""
    return cell.char in _SIGNS


def has_sign(cells: Sequence[Cell], figure: int, sign: int) -> bool:
    """Tell whether a sign stands right beside a figure."""
    return is_sign(cells[sign]) and is_figure(cells[figure]) and touch(cells, figure, sign)


def is_dash(cell: Cell) -> bool:
    """Tell whether a cell may part the two numbers of a range."""
    return cell.char in _DASHES


def number_at(cells: Sequence[Cell], at: int, *, arabic: bool) -> int:
    """Return where the number ends that begins at a place; the place itself where none does.

    The cells run against the number. In Arabic signs are none of it, but where one stands on its
    right as nobody writes it.
    """
    end = at
    before = _SHARES if arabic else _SIGNS
    while end < len(cells) and cells[end].char in before and touch(cells, end, end + 1):
        end += 1
    if end == len(cells) or not is_figure(cells[end]):
        return at
    within = _WITHIN if arabic else _WITHIN | _HYPHEN
    end += 1
    while touch(cells, end - 1, end):
        joins = cells[end].char in within and touch(cells, end, end + 1)
        if is_figure(cells[end]):
            end += 1
        elif joins and is_figure(cells[end + 1]):
            end += 2
        else:
            break
    while not arabic and touch(cells, end - 1, end) and cells[end].char in _SIGNS:
        end += 1
    return end


def turn_numbers(cells: Sequence[Cell], *, arabic: bool) -> list[Cell]:
    """Return cells whose numbers run against them with each number turned round.

    Two numbers with a dash between them are a range, and the smaller stands first.
    """
    parts = list(_parts(cells, arabic=arabic))
    for place, (one, dash, other) in enumerate(zip(parts, parts[1:], parts[2:], strict=False)):
        joined = [*one, *dash, *other]
        near = all(touch(joined, at, at + 1) for at in range(len(joined) - 1))
        if near and len(dash) == 1 and is_dash(dash[0]) and _falls(_text(one), _text(other)):
            parts[place : place + 3] = _swap(one, dash, other)
    return [cell for part in parts for cell in part]


def _parts(cells: Sequence[Cell], *, arabic: bool) -> Iterator[list[Cell]]:
    at = 0
    while at < len(cells):
        end = number_at(cells, at, arabic=arabic)
        yield flip(cells[at:end]) if end > at else [cells[at]]
        at = max(end, at + 1)


def _swap(one: list[Cell], dash: list[Cell], other: list[Cell]) -> Iterator[list[Cell]]:
    """Yield two numbers and their dash in the other order, on the same place."""
    turned = flip([*one, *dash, *other])
    yield flip(turned[: len(other)])
    yield turned[len(other) : -len(one)]
    yield flip(turned[-len(one) :])


def _text(part: Sequence[Cell]) -> str:
    return "".join(cell.char for cell in part)


def _falls(one: str, other: str) -> bool:
    """Tell whether a range has its larger number first, as 1948–50 does not."""
    if not (one.isdecimal() and other.isdecimal()):
        return False
    if len(one) == _YEAR > len(other):
        return int(one[-len(other) :]) > int(other)
    if len(other) == _YEAR > len(one) and int(other[-len(one) :]) < int(one):
        return True
    return int(one) > int(other)


def is_arabic(cells: Sequence[Cell]) -> bool:
    """Tell whether there is an Arabic letter among cells."""
    return any(
        cell.kind == LEFTWARD and unicodedata.bidirectional(cell.char) == "AL" for cell in cells
    )
