"""Pieces → those whose lines are verse joined to stanzas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.intake.pdf.text.paragraphs import is_centred
from makeready.intake.pdf.text.pieces import SET_IN, Piece, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.text.paragraphs import Habits


def verses(pieces: Sequence[Piece], habits: Habits) -> Iterator[Piece]:
    """Yield the pieces, short lines set in one below the other made one of verse."""
    held: list[Piece] = []
    for piece in (*pieces, None):
        if piece is not None and _is_verse_line(piece, habits) and _under(held, piece, habits):
            held.append(piece)
            continue
        if len(held) > 1:
            lines = tuple(line for each in held for line in each.paragraph.lines)
            whole = replace(held[0].paragraph, lines=lines)
            yield Piece(paragraph=whole, sort=Sort.VERSE, why="short lines set in", sure=0.8)
        else:
            yield from held
        held = []
        if piece is not None and _is_verse_line(piece, habits):
            held = [piece]
        elif piece is not None:
            yield piece


def _is_verse_line(piece: Piece, habits: Habits) -> bool:
    first = piece.paragraph.lines[0]
    lone = piece.sort in (Sort.TEXT, Sort.QUOTE) and len(piece.paragraph.lines) == 1
    return (
        (lone or piece.sort is Sort.VERSE)
        and first.indent > SET_IN * habits.measure.size
        and first.room > first.size
        and not is_centred(first)
        and not piece.paragraph.look.bold
    )


def _under(held: Sequence[Piece], piece: Piece, habits: Habits) -> bool:
    if not held:
        return False
    above, here = held[-1].paragraph.lines[-1], piece.paragraph.lines[0]
    return (
        above.page == here.page
        and here.gap < 1.25 * habits.measure.leading
        and abs(above.left - here.left) < 2.2 * habits.measure.size
        and abs(above.size - here.size) < 0.3
    )
