"""Words of formulas in letters that the face of formulas has not become outlines of other faces.

Letters are shaped, so that those of Arabic are joined, and stand in the order of Unicode's
algorithm (UAX #9), in one line without marks of direction.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import uharfbuzz

from makeready.core.model import Asset
from makeready.editions.print.plan.formulas.levels import find_levels
from makeready.editions.typefaces import metrics, open_face

if TYPE_CHECKING:
    from collections.abc import Sequence

_JOINED = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Kinds of characters that belong to the one before them: marks and joiners."""

_LARGEST = 1000
"""Characters of one formula's words that are set; more are no formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Letters as one path on their baseline; all lengths are in ems, and y goes upward."""

    path: str
    width: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Characters of one direction and one face; `face` is None where it is that of formulas."""

    text: str
    face: Asset | None
    is_leftward: bool


def divide_words(text: str, missing: str, faces: Sequence[Asset]) -> tuple[Stretch, ...]:
    """Return words as stretches in the order in which they stand from left to right.

    `missing` are the characters that the face of formulas has not; each of them is in one of the
    faces.
    """
    levels = find_levels(text[:_LARGEST])
    chosen: list[tuple[int, Asset | None]] = []
    for character, level in zip(text, levels, strict=False):
        before = chosen[-1] if chosen else None
        chosen.append((level, _choose_face(character, before, level, missing, faces)))
    pieces = [
        (
            level,
            Stretch(text="".join(map(text.__getitem__, run)), face=face, is_leftward=level == 1),
        )
        for (level, face), run in groupby(range(len(chosen)), key=chosen.__getitem__)
    ]
    return tuple(piece for _, piece in _reorder(pieces))


def _choose_face(
    character: str,
    before: tuple[int, Asset | None] | None,
    level: int,
    missing: str,
    faces: Sequence[Asset],
) -> Asset | None:
    """Return the face of a character: that of the letter before it wherever that one has it."""
    is_word = character.isalnum()
    if before is not None and unicodedata.category(character) in _JOINED:
        return before[1]
    if character not in missing and (is_word or level % 2 == 0):
        return None
    if before is not None and before[1] is not None and _has(before[1], character):
        return before[1]
    return next((face for face in faces if _has(face, character)), None)


def _has(face: Asset, character: str) -> bool:
    return ord(character) in metrics(face).characters


def _reorder(pieces: Sequence[tuple[int, Stretch]]) -> Sequence[tuple[int, Stretch]]:
    """Return stretches in the order in which they are seen: rule L2 of UAX #9."""
    ordered = list(pieces)
    for level in (2, 1):
        turned: list[tuple[int, Stretch]] = []
        for high, group in groupby(ordered, key=lambda piece: piece[0] >= level):
            stretch = list(group)
            turned += reversed(stretch) if high else stretch
        ordered = turned
    return ordered


def outline(stretch: Stretch) -> Outline:
    """Return the letters of a stretch with a face, shaped, as one path."""
    # few books have such letters, and loading the pens takes a while
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    assert stretch.face is not None
    font = uharfbuzz.Font(open_face(stretch.face.data))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(stretch.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if stretch.is_leftward else "ltr"
    uharfbuzz.shape(font, buffer)
    pen = SVGPathPen(None, ntos=lambda number: f"{number:.4f}".rstrip("0").rstrip("."))
    bounds = BoundsPen(None)
    em = font.face.upem
    x = 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        place = (x + position.x_offset) / em, position.y_offset / em
        for each in (pen, bounds):
            font.draw_glyph_with_pen(
                info.codepoint, TransformPen(each, (1 / em, 0, 0, 1 / em, *place))
            )
        x += position.x_advance
    _, bottom, _, top = bounds.bounds or (0.0, 0.0, 0.0, 0.0)
    return Outline(path=pen.getCommands(), width=x / em, bottom=bottom, top=top)
