"""Lines in the type size of the text → those among them that are headings all the same."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from makeready.intake.pdf.text.paragraphs import NUMBERED_HEAD, is_centred
from makeready.intake.pdf.text.pieces import Piece, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.text.paragraphs import Habits

_SHORT_HEAD = 90  # characters of a heading in the type of the text
_MUCH_AIR, _SOME_AIR = 1.6, 1.15  # leadings above it, and below
_TIGHT = 2  # such headings at least: one bold line may be anything
_OFTEN = 0.34  # of the pieces at most are headings
_FREE = 0.15  # of the column at least is free after a heading
_END = re.compile(r"[.,;:!]$")


def with_plain_heads(pieces: Sequence[Piece], habits: Habits) -> Iterator[Piece]:
    """Yield the pieces, short lines of the text's own type with white above and below made heads.

    Only a document that indents its paragraphs shows them so.
    """
    for piece, below in zip_longest(pieces, pieces[1:]):
        if habits.indents and below and _is_plain_head(piece, below, habits):
            yield replace(piece, sort=Sort.HEADING, level=0, why="look", sure=0.7)
        else:
            yield piece


def _is_plain_head(piece: Piece, below: Piece, habits: Habits) -> bool:
    line, under = piece.paragraph.lines[0], below.paragraph.lines[0]
    text, leading = piece.paragraph.text.strip(), habits.measure.leading
    lone = piece.sort in (Sort.TEXT, Sort.ITEM) and len(piece.paragraph.lines) == 1
    worded = text[:1].isupper() and not re.search(r"[.,;:?!]$", text) and len(text) < _SHORT_HEAD
    white = line.gap > _MUCH_AIR * leading and _SOME_AIR * leading < under.gap < line.gap
    placed = (line.indent < 3 or is_centred(line)) and line.room > 0.25 * line.width
    text_follows = below.sort is Sort.TEXT and len(below.paragraph.lines) > 1 and under.indent > 3
    return lone and worded and white and placed and text_follows and line.page == under.page


def with_tight_heads(pieces: Sequence[Piece], habits: Habits) -> Iterator[Piece]:
    """Yield the pieces, bold lines and lines in capitals that no white parts from their text, too.

    Where these are headings, so are slanted lines that stand like them. One line alone is none, nor
    is what is as common as text: names of speakers, terms.
    """
    solid = _list_tight(pieces, habits, slanted=False)
    heads = solid if _are_heads(solid, pieces) else []
    shown = heads or any(piece.sort is Sort.HEADING for piece in pieces)
    slanted = _list_tight(pieces, habits, slanted=True) if shown else []
    heads += slanted if _are_heads(slanted, pieces) else []
    for place, piece in enumerate(pieces):
        if place in heads:
            yield replace(piece, sort=Sort.HEADING, level=0, why="look", sure=0.7)
        else:
            yield piece


def _are_heads(places: Sequence[int], pieces: Sequence[Piece]) -> bool:
    """Tell whether there are enough lines of a kind, headings of their look among them."""
    looks = {pieces[place].paragraph.look for place in places}
    known = sum(piece.sort is Sort.HEADING and piece.paragraph.look in looks for piece in pieces)
    return len(places) + known >= _TIGHT and len(places) <= _OFTEN * len(pieces)


def _list_tight(pieces: Sequence[Piece], habits: Habits, *, slanted: bool) -> list[int]:
    return [
        place
        for place, (piece, below) in enumerate(pairwise(pieces))
        if _is_tight(piece, below, habits, slanted=slanted)
    ]


def _is_tight(piece: Piece, below: Piece, habits: Habits, *, slanted: bool) -> bool:
    """Tell whether a line of another look stands over a paragraph as its heading does."""
    line, under = piece.paragraph.lines[0], below.paragraph.lines[0]
    text, look, next_ = piece.paragraph.text.strip(), piece.paragraph.look, below.paragraph.look
    lone = piece.sort in (Sort.TEXT, Sort.ITEM) and len(piece.paragraph.lines) == 1
    if slanted:
        other = look.italic and not (next_.italic or look.bold or look.capitals)
    else:
        other = (look.bold and not next_.bold) or (look.capitals and not next_.capitals)
    worded = (text[:1].isupper() or NUMBERED_HEAD.match(text)) and re.search(r"[^\W\d_]{3}", text)
    placed = (line.indent < 3 or is_centred(line)) and line.room > _FREE * line.width
    large = line.size >= 0.97 * habits.measure.size
    text_follows = below.sort is Sort.TEXT and len(below.paragraph.lines) > 1
    near = under.page - line.page in (0, 1) and under.indent < 4 * under.size
    short = len(text) < _SHORT_HEAD and not _END.search(text)
    return bool(lone and other and worded and placed and large and text_follows and near and short)
