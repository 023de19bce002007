"""The codes of TeX's bitmap fonts, which name no letters → the characters that they stand for.

Cork: D. Knuth, M. Ferguson et al., encoding T1; the older one is OT1 (The TeXbook, appendix F).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from makeready.intake.pdf.read.glyphs import Glyph

_LIGATURES = "\ufb00\ufb01\ufb02\ufb03\ufb04"
_CORK: Mapping[int, str] = {
    **dict(enumerate("`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—", 0)),
    **dict(enumerate("ıȷ" + _LIGATURES, 25)),
    **dict(enumerate("ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§", 128)),
    **dict(enumerate("ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£", 160)),
    215: "Œ",
    247: "œ",
    255: "ß",
}
_OLD: Mapping[int, str] = {
    **dict(enumerate("ΓΔΘΛΞΠΣΥΦΨΩ" + _LIGATURES + "ıȷ`´ˇ˘¯˚¸ßæœøÆŒØ", 0)),
    34: "”",
    92: "“",
    123: "–",
    124: "—",
}
_SIGNS: Mapping[int, str] = {3: "∗", 15: "•", 42: "∗", 132: "†", 133: "‡", 136: "•", 169: "©"}
FEW = frozenset((*range(11, 13), *range(14, 32)))
"""Codes below the first printed character that pdfium does not write by itself."""


def is_old(codes: Iterable[int]) -> bool:
    """Tell whether the codes of a page are of the older encoding: its ligatures of f tell it."""
    seen = list(codes)
    return sum(11 <= code <= 15 for code in seen) > sum(27 <= code <= 31 for code in seen)


def letters_of(codes: Sequence[int], *, old: bool) -> Mapping[int, str]:
    """Return what the codes of a nameless font mean; nothing where no code is TeX's for certain.

    A font without small letters is one of signs.
    """
    if not any(97 <= code <= 122 for code in codes):
        return _SIGNS
    if old:
        return _OLD if any(11 <= code <= 31 for code in codes) else {}
    return _CORK if any(code < 32 or code == 255 for code in codes) else {}


def name_letters(
    text: list[str],
    glyphs: list[Glyph],
    codes: Sequence[tuple[int, int]],
    fonts: Mapping[int, int],
) -> None:
    """Put the letters of TeX's bitmap fonts, font by font, in the places of their codes."""
    by_font: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, code in codes:
        by_font[fonts.get(glyphs[place].look, 0)].append((place, code))
    old = is_old(code for _, code in codes)
    for its in by_font.values():
        letters = letters_of([code for _, code in its], old=old)
        for place, code in its if letters else ():
            glyph = glyphs[place]._replace(char=letters.get(code, glyphs[place].char))
            glyphs[place], text[glyph.offset] = glyph, glyph.char
