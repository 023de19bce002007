"""Pages with Arabic or Hebrew → whether their lines run to the left, and how they stand mirrored.

A page whose lines run to the left is looked at in a mirror, where they run to the right as all
others.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.pdf.read.glyphs import Glyph
    from makeready.intake.pdf.values import Box

_LEFTWARD = frozenset(("R", "AL"))


@lru_cache(maxsize=4096)
def is_leftward(char: str) -> bool:
    """Tell whether a character is written to the left."""
    return unicodedata.bidirectional(char) in _LEFTWARD


def runs_leftward(glyphs: Sequence[Glyph]) -> bool:
    """Tell whether most letters of a page are of a script that is written to the left."""
    letters = [glyph.char for glyph in glyphs if glyph.char.isalpha()]
    return sum(map(is_leftward, letters)) * 2 > len(letters)


def mirror_glyph(glyph: Glyph, width: float) -> Glyph:
    """Return a character as it stands in the mirror; its own letters still run as they do."""
    return glyph._replace(left=width - glyph.right, right=width - glyph.left, x=width - glyph.x)


def mirror_box(box: Box, width: float) -> Box:
    """Return a box as it stands in the mirror, or one of the mirror as it stands on the page."""
    return width - box[2], box[1], width - box[0], box[3]
