"""Faces become the CSS that names them and the table of characters that they have."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import uharfbuzz

from makeready.core.errors import EditionError
from makeready.core.findings import Place
from makeready.core.model import Face, FontRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from makeready.core.model import Asset


REGULAR = 400

FAMILY, POSTSCRIPT, TYPOGRAPHIC = 1, 6, 16
"""Numbers of names (OpenType specification, table name)."""

WEIGHT, SELECTION = slice(4, 6), slice(62, 64)
"""Where usWeightClass and fsSelection stand in the table OS/2."""

RESTRICTED, ALLOWED, WHOLE, DOTS = 0x0002, 0x000C, 0x0100, 0x0200
"""Bits of fsType in OS/2: embedding forbidden, and allowed after all; no subsets; dots alone."""

SUBSET_OF = "a subset of sha256:"
"""What stands in a subset's unique name before the digest of the font file that it was made of."""

BASE = "https://title.invalid/"
"""Stands for the title's folder in addresses; nothing of it is ever asked of a network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """What a font file says of itself: its names, the characters it has and their widths."""

    postscript: str
    family: str
    weight: int
    italic: bool
    characters: frozenset[int]
    widths: tuple[tuple[int, float], ...]


@cache
def metrics(asset: Asset) -> Metrics:
    """Return what the font file of an asset says; widths are in ems, by character.

    Raises EditionError where the file is no font.
    """
    face = open_face(asset.data)
    font = uharfbuzz.Font(face)
    known = sorted(face.unicodes)
    names = {number: face.get_name(number) or "" for number in (POSTSCRIPT, TYPOGRAPHIC, FAMILY)}
    if not known or not names[POSTSCRIPT]:
        raise EditionError(
            "this is not a font, or one without characters or a name",
            where=Place(asset.name),
            hint="put an OpenType or TrueType file in its place, or take it out",
        )
    style = face.reference_table("OS/2").data
    return Metrics(
        postscript=names[POSTSCRIPT],
        family=names[TYPOGRAPHIC] or names[FAMILY],
        weight=int.from_bytes(style[WEIGHT], "big"),
        italic=bool(int.from_bytes(style[SELECTION], "big") & 1),
        characters=frozenset(known),
        widths=tuple((code, _advance(font, code) / face.upem) for code in known),
    )


def _advance(font: uharfbuzz.Font, code: int) -> int:
    glyph = font.get_nominal_glyph(code)
    return 0 if glyph is None else int(font.get_glyph_h_advance(glyph))


@lru_cache(maxsize=32)
def own_glyphs(data: bytes, place: int = 0) -> Mapping[str, int]:
    """Return the glyph that a font file gives to each single character."""
    face = open_face(data, place)
    font = uharfbuzz.Font(face)
    return {chr(code): font.get_nominal_glyph(code) or 0 for code in sorted(face.unicodes)}


def read_permission(data: bytes) -> int:
    """Return what a font says of being embedded, its fsType; 0 where it says nothing."""
    style = open_face(data).reference_table("OS/2").data
    return int.from_bytes(style[8:10], "big")


def postscript_name(data: bytes) -> str:
    """Return the PostScript name that a font file gives itself, or "" where it gives none."""
    return open_face(data).get_name(POSTSCRIPT) or ""


def open_face(data: bytes, place: int = 0) -> uharfbuzz.Face:
    """Return the face of a font file; `place` is its number where the file holds several."""
    return uharfbuzz.Face(_unwrap(data), place)


def _unwrap(data: bytes) -> bytes:
    """Return a font file without the wrapping that the web puts round it."""
    if data[:4] not in (b"wOFF", b"wOF2"):
        return data
    from fontTools.ttLib import TTFont  # few titles bring such files, and loading it takes long

    font = TTFont(io.BytesIO(data))
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain, reorderTables=False)
    return plain.getvalue()


def title_faces(fonts: Iterable[Asset]) -> tuple[Face, ...]:
    """Return the faces that a title brings, as their files describe themselves."""
    return tuple(_title_face(font) for font in fonts)


def _title_face(font: Asset) -> Face:
    known = metrics(font)
    return Face(
        family=known.family,
        role=FontRole.TEXT,
        weight=known.weight,
        style="italic" if known.italic else "normal",
        licence="",
        origin=font.name,
        asset=font,
    )


def families(faces: Iterable[Face], role: FontRole) -> tuple[str, ...]:
    """Return the names of the families that play a role, the press's own first."""
    return tuple(dict.fromkeys(face.family for face in faces if face.role is role))


def stack(faces: tuple[Face, ...], role: FontRole, fallback: Iterable[str]) -> str:
    """Return a font-family list for a role: its families, those for text, the fallbacks by name.

    The families of the other roles come last, for signs that these alone have.
    """
    rest = (name for other in FontRole for name in families(faces, other))
    names = [*families(faces, role), *families(faces, FontRole.TEXT), *fallback, *rest]
    return ", ".join(f'"{name}"' for name in dict.fromkeys(names))


def face_css(faces: Iterable[Face], base: str) -> str:
    """Return an @font-face rule for each face; its file is addressed under `base`."""
    return "".join(_rule(face, f"{base}{face.asset.name}") for face in faces)


def _rule(face: Face, url: str) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f'font-style: {face.style}; src: url("{url}") }}\n'
    )


def family_css(faces: tuple[Face, ...], fallback: tuple[str, ...]) -> str:
    """Return the rules that make the families known to themes as --text, --sans and --mono."""
    roles = "; ".join(f"--{role.value}: {stack(faces, role, fallback)}" for role in FontRole)
    text = stack(faces, FontRole.TEXT, fallback)
    return f":root {{ {roles} }}\n@page {{ font-family: {text} }}\n"


def widths(faces: Iterable[Face]) -> dict[str, float]:
    """Return the width in ems of each character of the upright text face."""
    upright = [
        face
        for face in faces
        if face.role is FontRole.TEXT and face.weight == REGULAR and face.style == "normal"
    ]
    # The first family comes last, so that its widths win.
    return {
        chr(code): width for face in reversed(upright) for code, width in metrics(face.asset).widths
    }


def characters(faces: Iterable[Face]) -> frozenset[str]:
    """Return the characters that any of the faces has."""
    return find_drawable(tuple(face.asset for face in faces))


@lru_cache(maxsize=16)
def find_drawable(fonts: tuple[Asset, ...]) -> frozenset[str]:
    """Return the characters that any of the fonts has; most titles have the same fonts."""
    return frozenset(chr(code) for font in fonts for code in metrics(font).characters)
