"""Words become glyphs in their places: HarfBuzz shapes them, as it does within the layout."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import uharfbuzz

from makeready.core.model import Face
from makeready.editions.spelling import spell_cluster
from makeready.editions.typefaces import metrics, open_face, own_glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Asset
    from makeready.editions.print.values import TypeStyle

LIGATURES = (("clig", False), ("dlig", False), ("liga", False))
"""Features that are off in letterspaced words: a ligature cannot be spaced out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A glyph of a font: its number, its width, its advance, and the characters it stands for.

    Both widths are in thousandths of the size.
    """

    number: int
    width: float
    advance: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """A stretch of words in one face."""

    face: Face
    glyphs: tuple[Glyph, ...]


@lru_cache(maxsize=4096)
def shape_words(words: str, type_style: TypeStyle, faces: tuple[Face, ...]) -> tuple[Shaped, ...]:
    """Return the words as glyphs, each stretch in the first face of the type style that has it.

    Results are cached: a book has few different running heads and many pages.
    """
    able = _candidates(type_style, faces)
    return tuple(
        Shaped(face=able[place], glyphs=_glyphs(able[place].asset, stretch, type_style))
        for place, stretch in _stretches(words, [_characters(face.asset) for face in able])
    )


def _candidates(type_style: TypeStyle, faces: Sequence[Face]) -> list[Face]:
    """Return the faces that may serve: those of the named families first, the best match first."""

    def distance(face: Face) -> tuple[int, bool, int]:
        named = face.family in type_style.families
        family = type_style.families.index(face.family) if named else len(type_style.families)
        return family, face.style != type_style.style, abs(face.weight - type_style.weight)

    return sorted(faces, key=distance)


def _stretches(words: str, known: Sequence[frozenset[int]]) -> Iterator[tuple[int, str]]:
    place, stretch = 0, ""
    for character in words:
        has = next((n for n, having in enumerate(known) if ord(character) in having), 0)
        if stretch and has != place and not character.isspace():
            yield place, stretch
            stretch = ""
        if not character.isspace() or not stretch:
            place = has
        stretch += character
    if stretch:
        yield place, stretch


def _characters(font: Asset) -> frozenset[int]:
    return metrics(font).characters


def _glyphs(asset: Asset, words: str, type_style: TypeStyle) -> tuple[Glyph, ...]:
    font = _font(asset)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    # marks stay apart from their letters, as in the layout
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    features = {tag: bool(value) for tag, value in type_style.features}
    uharfbuzz.shape(font, buffer, features | dict(LIGATURES if type_style.spacing else ()))
    scale = 1000 / font.face.upem
    return tuple(
        Glyph(
            number=info.codepoint,
            width=font.get_glyph_h_advance(info.codepoint) * scale,
            advance=position.x_advance * scale + type_style.spacing * 1000 / type_style.size,
            text=text,
        )
        for info, position, text in zip(
            buffer.glyph_infos, buffer.glyph_positions, _spell(asset, words, buffer), strict=True
        )
    )


def _spell(asset: Asset, words: str, buffer: uharfbuzz.Buffer) -> Iterator[str]:
    """Yield the characters that each glyph stands for."""
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(pairwise([*starts, len(words)]))
    step = -1 if buffer.direction == "rtl" else 1
    for start, group in groupby(buffer.glyph_infos, key=lambda info: info.cluster):
        glyphs = [info.codepoint for info in group][::step]
        text = words[start : ends[start]]
        simple = len(glyphs) == 1
        yield from (
            (text,) if simple else spell_cluster(text, glyphs, own_glyphs(asset.data))[::step]
        )


@lru_cache(maxsize=32)
def _font(asset: Asset) -> uharfbuzz.Font:
    return uharfbuzz.Font(open_face(asset.data))
