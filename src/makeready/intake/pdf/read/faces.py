"""A font's name and flags → what it looks like."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from makeready.intake.pdf.values import Face

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The bits of a font descriptor's flags: ISO 32000-2, table 121.
_FIXED, _ITALIC, _SMALL_CAPS, _FORCE_BOLD = 1, 1 << 6, 1 << 17, 1 << 18
_BOLD_WEIGHT = 600

_SUBSET = re.compile(r"^[A-Z]{6}\+")
# Names of families of TeX stand for their shapes: cmti is Computer Modern Text Italic.
_ITALIC_NAME = re.compile(
    r"ital|obli|slant|kursiv|[-,]it\b|[a-z]It(?:-|$)|(?:^|[-_])I$|-?LightIt"
    r"|^Lin(?:Libertine|Biolinum)[OTM]?[BZ]?I$|^(?:cmti|cmsl|cmmi|sfti|sfsl|ecti|cmbxti|pplri|ptmri|ntxi|lmri|lmroman\d*-it)",
    re.IGNORECASE,
)
_BOLD_NAME = re.compile(
    r"bold|black|heavy|semib|smbd|demi|medi\b|[-,]bd\b|^Lin(?:Libertine|Biolinum)[OTM]?[BZ]I?$|^(?:cmbx|sfbx|ecbx|pplb|ptmb|lmbx)",
    re.IGNORECASE,
)
_STYLED_NAME = re.compile(r"italic|oblique|regular|roman|book\b|light", re.IGNORECASE)
_MONO_NAME = re.compile(
    r"mono|courier|consol|typewr|^(?:cmtt|sftt|ectt|lmtt|lmmono)|code", re.IGNORECASE
)
_CAPS_NAME = re.compile(r"smallcap|[-_]sc\b|^(?:cmcsc|lmcsc|eccc)|-caps", re.IGNORECASE)
# Fonts of Chinese and Japanese call themselves fixed, since all their characters are square.
_SQUARE_NAME = re.compile(r"song|ming|gothic|hei|kai|cjk", re.IGNORECASE)


@lru_cache(maxsize=4096)
def face_of(name: str, flags: int, weight: int, *, slanted: bool) -> Face:
    """Return the face of a font; `slanted` says that the matrix leans the letters."""
    bare = _SUBSET.sub("", name)
    # the weight is guessed from the width of stems, and says less than a name that has a style
    heavy = weight >= _BOLD_WEIGHT and not _STYLED_NAME.search(bare)
    fixed = bool(flags & _FIXED) and not _SQUARE_NAME.search(bare)
    return Face(
        name=bare,
        italic=slanted or bool(flags & _ITALIC) or bool(_ITALIC_NAME.search(bare)),
        bold=bool(_BOLD_NAME.search(bare)) or bool(flags & _FORCE_BOLD) or heavy,
        mono=fixed or bool(_MONO_NAME.search(bare)),
        small_caps=bool(flags & _SMALL_CAPS) or bool(_CAPS_NAME.search(bare)),
    )


def settle_faces(used: Iterable[tuple[Face, int]]) -> Mapping[Face, Face]:
    """Return each face as the document means it, from the faces with their numbers of characters.

    The commonest face is the text's and roman by definition: Ghostscript and programs for scans
    call it bold, slanted or fixed. What it claims falsely, other faces must say by their names.
    """
    counts: Counter[Face] = Counter()
    for face, size in used:
        counts[face] += size
    if not counts:
        return {}
    common = max(counts, key=lambda face: (counts[face], face.name))
    return {face: _meant(face, common) for face in counts}


def _meant(face: Face, common: Face) -> Face:
    if face == common:
        return replace(face, italic=False, bold=False, mono=False, small_caps=False)
    return replace(
        face,
        bold=face.bold and (not common.bold or _only(_BOLD_NAME, face, common)),
        italic=face.italic and (not common.italic or _only(_ITALIC_NAME, face, common)),
        mono=face.mono and not common.mono,
        small_caps=face.small_caps and not common.small_caps,
    )


def _only(pattern: re.Pattern[str], face: Face, common: Face) -> bool:
    return bool(pattern.search(face.name)) and not pattern.search(common.name)
