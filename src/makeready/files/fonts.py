"""fonts.toml, as a file → the bundled faces, each verified against its digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from makeready.core.errors import ConfigError
from makeready.core.findings import Place
from makeready.core.model import Asset, Face, FontRole
from makeready.core.suggest import find_similar, suggest
from makeready.files.book.toml import LARGEST, TomlFile, decode, read_toml, too_large
from makeready.files.disk.folder import FONT_TYPES, inside, is_inside, media_type, names, present
from makeready.files.disk.store import sha256

if TYPE_CHECKING:
    from pathlib import Path

NAME = "fonts.toml"
"""The file that says which faces there are and where they come from."""

_LARGEST_FONT = 50_000_000
_WEIGHTS = range(100, 901, 100)
_STYLES = ("italic", "normal", "oblique")


class _Face(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    family: str
    role: str
    file: str
    weight: int
    style: str
    licence: str
    origin: str
    sha256: str


class _Faces(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    face: tuple[_Face, ...]


def read_faces(folder: Path) -> tuple[Face, ...]:
    """Return the faces that the folder's fonts.toml lists, in its order."""
    path = folder / NAME
    if not path.is_file():
        hint = "run makeready from its repository, or install its wheel again"
        raise ConfigError("the bundled fonts are missing", where=Place(NAME), hint=hint)
    size = path.stat().st_size
    if size > LARGEST:
        raise too_large(NAME, size)
    toml_file = read_toml(path.read_bytes(), NAME)
    written = decode(toml_file, _Faces).face
    if not written:
        raise toml_file.fault(("face",), "at least one face is needed")
    return tuple(_face(toml_file, n, face, folder=folder) for n, face in enumerate(written))


def _face(toml_file: TomlFile, index: int, written: _Face, *, folder: Path) -> Face:
    roles = tuple(FontRole)
    for key, value, known in (("role", written.role, roles), ("style", written.style, _STYLES)):
        if value not in known:
            message = f'"{value}" is not known here'
            raise toml_file.fault(("face", index, key), message, suggest(value, known))
    if written.weight not in _WEIGHTS:
        message = f"{written.weight} is not one of the weights 100, 200 … 900"
        raise toml_file.fault(("face", index, "weight"), message)
    return Face(
        family=written.family,
        role=FontRole(written.role),
        weight=written.weight,
        style=written.style,
        licence=written.licence,
        origin=written.origin,
        asset=_asset(toml_file, index, written, folder=folder),
    )


def _asset(toml_file: TomlFile, index: int, written: _Face, *, folder: Path) -> Asset:
    name, kind = _file(toml_file, ("face", index, "file"), written.file, folder=folder)
    data = (folder / name).read_bytes()
    digest = sha256(data)
    if digest != written.sha256.lower():
        message = f'"{name}" is not the font it was: its digest is {digest}'
        hint = "restore the file; after a change that is meant, write the new digest here"
        raise toml_file.fault(("face", index, "sha256"), message, hint)
    return Asset(name=name, media_type=kind, data=data, digest=digest)


def _file(
    toml_file: TomlFile, path: tuple[str | int, ...], value: str, *, folder: Path
) -> tuple[str, str]:
    """Return the plain name and the media type of a font that exists within the folder."""
    name = inside(value)
    if name is None or not is_inside(folder, folder / name):
        raise toml_file.fault(path, f'"{value}" is not in the fonts\' folder')
    kind = media_type(name, FONT_TYPES)
    if kind is None:
        raise toml_file.fault(path, f'"{name}" is not a font', "a font is .otf or .ttf")
    if not present(folder, name):
        there = tuple(font for font in names(folder) if media_type(font, FONT_TYPES))
        hint = suggest(name, there) if find_similar(name, there) else ""
        raise toml_file.fault(path, f'there is no file "{name}"', hint)
    if (folder / name).stat().st_size > _LARGEST_FONT:
        raise toml_file.fault(path, f'"{name}" has more than {_LARGEST_FONT:,} bytes')
    return name, kind
