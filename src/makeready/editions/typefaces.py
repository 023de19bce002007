"""Faces become the CSS that names them and the table of characters that they have."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from fontTools.ttLib import TTCollection, TTFont

from makeready.core.model import Face, FontRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.model import Asset


REGULAR = 400

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
    """Return what the font file of an asset says; widths are in ems, by character."""
    font = _open(asset.data)
    names = font["name"]
    cmap = font.getBestCmap() or {}
    em, advances = font["head"].unitsPerEm, font["hmtx"]
    return Metrics(
        postscript=str(names.getDebugName(6)),
        family=str(names.getDebugName(16) or names.getDebugName(1)),
        weight=int(font["OS/2"].usWeightClass),
        italic=bool(font["OS/2"].fsSelection & 1),
        characters=frozenset(cmap),
        widths=tuple((code, advances[name][0] / em) for code, name in sorted(cmap.items())),
    )


def postscript_name(data: bytes) -> str:
    """Return the PostScript name that a font file gives itself, or "" where it gives none."""
    font = _open(data)
    return str(font["name"].getDebugName(6) or "") if "name" in font else ""


def _open(data: bytes) -> TTFont:
    if data[:4] == b"ttcf":
        return TTCollection(io.BytesIO(data), lazy=True).fonts[0]
    return TTFont(io.BytesIO(data), lazy=True)


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
    """Return a font-family list for a role: its families, those for text, the fallbacks by name."""
    names = [*families(faces, role), *families(faces, FontRole.TEXT), *fallback]
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


def characters(faces: Iterable[Face]) -> Iterator[int]:
    """Yield the code points that any of the faces has."""
    for face in faces:
        yield from metrics(face.asset).characters
