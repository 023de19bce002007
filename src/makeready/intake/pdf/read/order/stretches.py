"""The cells of a line as they stand → as they are read, by Unicode's rules turned round.

A line has a base direction, and stretches that run against it. Of a number at the edge of such a
stretch neither its place nor Unicode's rules tell whether it belongs to it: marks beside it, the
text objects of the file and their tags may tell; else it is named as unsure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.intake.pdf.read.order.brackets import count_open, is_bracket, is_quote, opens_to
from makeready.intake.pdf.read.order.cells import (
    FIGURE,
    LEFTWARD,
    NEUTRAL,
    OWN_FIGURE,
    RIGHTWARD,
    Cell,
    flip,
    touch,
)
from makeready.intake.pdf.read.order.numbers import (
    has_sign,
    is_arabic,
    is_dash,
    is_figure,
    is_sign,
    number_at,
    turn_numbers,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDS = frozenset(",.;:!?،؛؟…")  # stand right behind a word


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Cells that run against their line, from `start` to `end`; `unsure` of its numbers."""

    start: int
    end: int
    unsure: tuple[Cell, ...] = ()


def read_line(
    cells: Sequence[Cell], *, leftward: bool, before: str = ""
) -> tuple[list[Cell], list[Cell]]:
    """Return a line's cells in reading order, on places of this order, and the unsure ones.

    The cells come in the order of the line's base direction, which is `leftward` or not; those of
    a leftward line as they stand in a mirror. `before` is the stretch against it that the line
    before ended in.
    """
    out: list[Cell] = []
    unsure: list[Cell] = []
    done = at = 0
    arabic = is_arabic(cells)
    while at < len(cells):
        found = (_find_leftward if leftward else _find_rightward)(cells, at, done)
        if found is None:
            out.append(cells[at])
            at += 1
            continue
        start, end = found.start, found.end
        if before and not any(map(_is_strong, cells[:start])):
            start -= start > done and _shuts(cells, start, before)
            end = end if leftward else _through_numbers(cells, end)
        unsure += found.unsure
        del out[len(out) - (at - start) :]
        turned = _turn(cells[start:end], leftward=leftward, arabic=arabic)
        out += turned if end < len(cells) else _close_up(out, turned)
        done = at = end
    return out, unsure


def _turn(stretch: Sequence[Cell], *, leftward: bool, arabic: bool) -> list[Cell]:
    """Return a stretch as it is read."""
    if not leftward:
        return turn_numbers(flip(stretch), arabic=is_arabic(stretch))
    if any(cell.kind == RIGHTWARD for cell in stretch):
        return flip(stretch)
    return turn_numbers(stretch, arabic=arabic)


def _close_up(out: Sequence[Cell], turned: Sequence[Cell]) -> list[Cell]:
    """Return the stretch that ends a line beside the bracket that it belongs to.

    LibreOffice draws the space at the end of such a line before the stretch.
    """
    mark = bool(out) and (is_bracket(out[-1]) or is_quote(out[-1]))
    if not mark or touch(out, len(out) - 2, len(out) - 1):
        return list(turned)
    by = turned[0].left - out[-1].right
    return [replace(cell, left=cell.left - by, right=cell.right - by) for cell in turned]


def _shuts(cells: Sequence[Cell], start: int, before: str) -> bool:
    """Tell whether the bracket before a stretch is the fellow of one on the line before."""
    is_open = count_open(before) > 0
    return is_open and is_bracket(cells[start - 1]) and touch(cells, start - 1, start)


def _is_strong(cell: Cell) -> bool:
    return cell.kind in (LEFTWARD, RIGHTWARD)


def _is_leftward(cell: Cell) -> bool:
    return cell.kind in (LEFTWARD, OWN_FIGURE)


def _find_rightward(cells: Sequence[Cell], at: int, low: int) -> _Stretch | None:
    """Return the stretch of leftward letters that begins here, in a line that runs to the right."""
    if not _is_leftward(cells[at]):
        return None
    end = at + 1
    for place in range(at + 1, len(cells)):
        kind = cells[place].kind
        if kind == RIGHTWARD:
            break
        if _is_leftward(cells[place]):
            end = place + 1
    return _widen(cells, at, _before_quoted(cells, at, end), low)


def _before_quoted(cells: Sequence[Cell], start: int, end: int) -> int:
    """Return the end of a stretch that is followed by a quotation: that is a stretch by itself."""
    if not (touch(cells, end - 1, end) and is_quote(cells[end])):
        return end
    marks = [at for at in range(start, end) if is_quote(cells[at])]
    if not marks or opens_to(cells, marks[-1]) <= 0:
        return end
    return max((at for at in range(start, marks[-1]) if _is_leftward(cells[at])), default=start) + 1


def _widen(cells: Sequence[Cell], start: int, end: int, low: int) -> _Stretch:
    """Return a stretch with the marks and numbers beside it that belong to it."""
    unsure: list[Cell] = []
    has_ended = False  # what stands before a comma of the stretch is of it, too
    while start > low:
        if _closes(cells, start, end, start - 1) or _ends(cells, start - 1, start, low):
            has_ended = not is_bracket(cells[start - 1])
            start -= 1
            continue
        first, last = _number_before(cells, start, low)
        if first == last:
            break
        belongs = has_ended or _belongs(cells, (first, last), (start, end), low)
        if belongs is None:
            unsure += cells[first:last]
        if not belongs:
            break
        start = first
    return _Stretch(start, end + _closes(cells, start, end, end), tuple(unsure))


def _closes(cells: Sequence[Cell], start: int, end: int, place: int) -> bool:
    """Tell whether the cell at a place is a bracket whose fellow stands open inside a stretch."""
    if not (0 <= place < len(cells) and is_bracket(cells[place])):
        return False
    if not touch(cells, place, start if place < start else end - 1):
        return False
    towards = -1 if place < start else 1
    open_ones = [opens_to(cells, at) for at in range(start, end) if is_bracket(cells[at])]
    return sum(open_ones) * towards > 0


def _ends(cells: Sequence[Cell], place: int, inner: int, low: int) -> bool:
    """Tell whether a cell is a mark that stands right behind the last word of a stretch."""
    if cells[place].char not in _ENDS or not touch(cells, place, inner):
        return False
    outer = 2 * place - inner
    if not (low <= outer < len(cells) and touch(cells, place, outer)):
        return True
    mark = is_bracket(cells[outer]) or is_quote(cells[outer])
    return mark and not touch(cells, outer, 2 * outer - place)


def _number_before(cells: Sequence[Cell], start: int, low: int) -> tuple[int, int]:
    """Return the number before a place, from its first to behind its last cell; none is empty."""
    last = start
    while last > low and cells[last - 1].kind == NEUTRAL and not is_sign(cells[last - 1]):
        last -= 1
    first = at = last
    while at > low and cells[at - 1].kind not in (LEFTWARD, RIGHTWARD):
        at -= 1
        if number_at(cells, at, arabic=False) >= last:
            first = at
        elif not touch(cells, at, at + 1):
            break
    return first, last


def _belongs(
    cells: Sequence[Cell], number: tuple[int, int], stretch: tuple[int, int], low: int
) -> bool | None:
    """Tell whether a number right before a stretch is its end; None where nothing tells."""
    (first, last), start = number, stretch[0]
    if first > low and touch(cells, first - 1, first) and cells[first - 1].kind == RIGHTWARD:
        return False  # it is a word with the letter before it
    if first - 1 >= low and _ends(cells, first - 1, first, low):
        return True
    if last < start:
        return _tell_by_marks(cells, number, stretch)
    if touch(cells, last - 1, last):
        return True
    return _tell_by_file(cells, cells[first], cells[start], low, first)


def _tell_by_marks(
    cells: Sequence[Cell], number: tuple[int, int], stretch: tuple[int, int]
) -> bool | None:
    """Tell by what stands between a number and a stretch behind it whether they belong together."""
    (first, last), (start, end) = number, stretch
    if any(map(is_bracket, cells[last:start])):
        return opens_to(cells, last) < 0
    if any(map(is_quote, cells[last:start])):
        if touch(cells, end - 1, end) and is_quote(cells[end]):
            return False
        return True if touch(cells, first - 1, first) and is_quote(cells[first - 1]) else None
    return touch(cells, start - 1, start)


def _tell_by_file(
    cells: Sequence[Cell], number: Cell, letter: Cell, low: int, first: int
) -> bool | None:
    """Tell by the tags and text objects of the file whether a number follows a letter's stretch."""
    one, other = number.glyphs[0], letter.glyphs[0]
    if one.tag != other.tag:
        return one.tag > other.tag
    before = cells[first - 1].glyphs[0] if first > low else None
    if before is None:
        return None
    if before.look == one.look:
        return False
    alike = [cell for cell in cells if cell.glyphs[0].look == before.look]
    return True if any(not touch(alike, at, at + 1) for at in range(len(alike) - 1)) else None


def _through_numbers(cells: Sequence[Cell], end: int) -> int:
    """Return the end of a stretch with the numbers behind it, which a line before it went on to."""
    at = end
    while at < len(cells) and cells[at].kind not in (LEFTWARD, RIGHTWARD):
        at = max(number_at(cells, at, arabic=False), at + 1)
        end = at if is_figure(cells[at - 1]) or is_sign(cells[at - 1]) else end
    return end


def _find_leftward(cells: Sequence[Cell], at: int, low: int) -> _Stretch | None:
    """Return the words or the number that begin here, in a line that runs to the left."""
    arabic = is_arabic(cells)
    number = _through_range(cells, at, arabic=arabic)
    if cells[at].kind not in (RIGHTWARD, FIGURE) and number == at:
        return None
    end = number
    for place in range(at, len(cells)):
        kind = cells[place].kind
        if kind in (LEFTWARD, OWN_FIGURE):
            break
        if kind in (RIGHTWARD, FIGURE):
            end = place + 1
    letters = [place for place in range(at, end) if cells[place].kind == RIGHTWARD]
    return _narrow(cells, (at, end), (number, letters), low) if letters else _Stretch(at, number)


def _through_range(cells: Sequence[Cell], at: int, *, arabic: bool) -> int:
    """Return where the number ends that begins at a place, or the range of two."""
    end = number_at(cells, at, arabic=arabic)
    if end == at or not (touch(cells, end - 1, end) and touch(cells, end, end + 1)):
        return end
    last = number_at(cells, end + 1, arabic=arabic)
    return last if is_dash(cells[end]) and last > end + 1 else end


def _narrow(
    cells: Sequence[Cell], reach: tuple[int, int], known: tuple[int, Sequence[int]], low: int
) -> _Stretch:
    """Return a stretch of rightward words with those of the numbers beside it that belong to it."""
    (start, end), (number, letters) = reach, known
    unsure: list[Cell] = []
    if start < letters[0]:
        if is_bracket(cells[number]) and not touch(cells, number - 1, number):
            return _Stretch(start, number)
        belongs = _is_trailing(cells, letters[0], end, start)
        if belongs is False:
            return _Stretch(start, number)
        unsure += cells[start:number] if belongs is None else ()
    if letters[-1] + 1 < end and not touch(cells, letters[-1], letters[-1] + 1):
        before = _precedes(cells[letters[-1]], cells[end - 1])
        unsure += cells[letters[-1] + 1 : end] if before is None else ()
        end = letters[-1] + 1 if before is False else end
    while start > low and (
        has_sign(cells, start, start - 1)
        or _closes(cells, start, end, start - 1)
        or _ends(cells, start - 1, start, low)
    ):
        start -= 1
    while end < len(cells) and (has_sign(cells, end - 1, end) or _closes(cells, start, end, end)):
        end += 1
    return _Stretch(start, end, tuple(unsure))


def _is_trailing(cells: Sequence[Cell], letter: int, reach: int, low: int) -> bool | None:
    """Tell whether the number before a letter's stretch follows it; None where nothing tells."""
    if touch(cells, letter - 1, letter):
        if is_bracket(cells[letter - 1]):
            return None if _closes(cells, letter, reach, letter - 1) else False
        return _is_quoted_with(cells, letter, reach, low)
    last = letter
    while last > low and cells[last - 1].kind == NEUTRAL and not is_sign(cells[last - 1]):
        last -= 1
    if last < letter:
        return is_bracket(cells[last]) or not touch(cells, last - 1, last)
    one, other = cells[last - 1].glyphs[0], cells[letter].glyphs[0]
    if one.tag != other.tag:
        return one.tag > other.tag
    return True if one.look == other.look else None


def _is_quoted_with(cells: Sequence[Cell], letter: int, reach: int, low: int) -> bool | None:
    """Tell of words with a mark before them whether the number before that is of their kind."""
    if not is_quote(cells[letter - 1]):
        return True
    if touch(cells, reach - 1, reach) and is_quote(cells[reach]):
        return False
    return True if touch(cells, low - 1, low) and is_quote(cells[low - 1]) else None


def _precedes(letter: Cell, number: Cell) -> bool | None:
    """Tell by the file whether a number stands before the words beside it."""
    one, other = number.glyphs[0], letter.glyphs[0]
    if one.tag != other.tag:
        return one.tag < other.tag
    return True if one.look == other.look else None
