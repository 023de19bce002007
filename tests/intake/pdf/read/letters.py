"""Characters set by hand: a line of them, each as wide as half its type is high."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.intake.pdf.page.lines import words_of
from makeready.intake.pdf.read.glyphs import Glyph, runs_of
from makeready.intake.pdf.values import Face

if TYPE_CHECKING:
    from collections.abc import Sequence

FACE = Face(name="Serif")
SIZE, WIDE = 10.0, 5.0


def glyphs_of(
    text: str, places: list[float] | None = None, *, start: int = 0, y: float = 100.0
) -> list[Glyph]:
    """Return a text's letters at these left edges, else one beside the other; blanks are none."""
    lefts = places or [WIDE * at for at in range(len(text))]
    return [
        Glyph(
            start + at, char, left, y - 2, left + WIDE, y + 8, left, y, SIZE, FACE, 0, True, -1,
            False, False, False, 0,
        )
        for at, (char, left) in enumerate(zip(text, lefts, strict=True))
        if char != " "
    ]  # fmt: skip


def words_of_runs(text: str, glyphs: Sequence[Glyph]) -> list[str]:
    """Return what a reader sees of each run."""
    return [words_of(run) for run in runs_of(text, glyphs, 0)]
