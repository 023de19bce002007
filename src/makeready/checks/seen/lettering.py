"""An e-book's font beside the face that it was made of → the characters that it draws otherwise."""

from __future__ import annotations

import io
import struct
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, TTLibError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SINGLE, _ALTERNATE, _LIGATURE, _EXTENSION = 1, 3, 4, 7
_DAMAGED = (TTLibError, struct.error, AssertionError, KeyError, IndexError, ValueError)


@lru_cache(maxsize=64)
def find_redrawn(program: bytes, face: bytes) -> tuple[str, ...]:
    """Return the characters, and those of ligatures, that a font draws otherwise than its face.

    A glyph that stands for characters has to have the outline and the advance of one that stands
    for them in the face. A font that cannot be read draws nothing as it should: "" stands for all.
    """
    if program == face:
        return ()
    try:
        with TTFont(io.BytesIO(program), lazy=True) as one, TTFont(io.BytesIO(face)) as other:
            if _measure(one) != _measure(other):
                return ("",)
            mine, theirs = _list_shown(one), _list_shown(other)
            first, second = _Drawn(one), _Drawn(other)
            return tuple(
                text
                for text, names in sorted(mine.items())
                if not {*map(first.draw, names)} <= {*map(second.draw, theirs.get(text, ()))}
            )
    except _DAMAGED:
        return ("",)


def _measure(font: TTFont) -> tuple[int, int, int]:
    """Return the units of an em, and how far letters of a font may reach up and down."""
    return font["head"].unitsPerEm, font["hhea"].ascent, font["hhea"].descent


class _Drawn:
    """The glyphs of an opened font, each drawn once."""

    def __init__(self, font: TTFont) -> None:
        self._glyphs = font.getGlyphSet()
        self._known: dict[str, object] = {}

    def draw(self, name: str) -> object:
        """Return a glyph's advance and its outline, what it is put together of in its place."""
        if name not in self._known:
            pen = DecomposingRecordingPen(self._glyphs, skipMissingComponents=True)
            glyph = self._glyphs[name]
            glyph.draw(pen)
            self._known[name] = (glyph.width, tuple(pen.value))
        return self._known[name]


def _list_shown(font: TTFont) -> Mapping[str, frozenset[str]]:
    """Return the glyphs for each character, and for the characters of ligatures.

    A character's own glyph stands under the character alone; those that features put in its place
    have a full stop before it.
    """
    own = {chr(code): name for code, name in (font.getBestCmap() or {}).items()}
    found = {text: {name} for text, name in own.items()}
    texts: dict[str, set[str]] = {}
    for text, name in own.items():
        texts.setdefault(name, set()).add(text)
    for sources, target in _list_substitutions(font):
        told = [texts.get(name, set()) for name in sources]
        if all(told) and (len(told) == 1 or all(len(each) == 1 for each in told)):
            joined = told[0] if len(told) == 1 else {"".join(chain.from_iterable(told))}
            for text in joined:
                found.setdefault(f".{text}", set()).add(target)
    return {text: frozenset(names) for text, names in found.items()}


def _list_substitutions(font: TTFont) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the glyphs that a feature replaces, and the glyph that it puts there."""
    if "GSUB" not in font or font["GSUB"].table.LookupList is None:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield from _list_pairs(table.ExtSubTable if table.LookupType == _EXTENSION else table)


def _list_pairs(table: object) -> Iterator[tuple[tuple[str, ...], str]]:
    kind: int = table.LookupType  # type: ignore[attr-defined]  # the library is untyped
    if kind == _SINGLE:
        yield from (((old,), new) for old, new in table.mapping.items())  # type: ignore[attr-defined]  # as above
    elif kind == _ALTERNATE:
        for old, several in table.alternates.items():  # type: ignore[attr-defined]  # as above
            yield from (((old,), new) for new in several)
    elif kind == _LIGATURE:
        for first, ligatures in table.ligatures.items():  # type: ignore[attr-defined]  # as above
            yield from (((first, *each.Component), each.LigGlyph) for each in ligatures)
