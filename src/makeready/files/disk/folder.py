"""The names that a book uses for its files → the files, never one outside the title's folder."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

IMAGE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".gif": "image/gif",
        ".jpeg": "image/jpeg",
        ".jpg": "image/jpeg",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".webp": "image/webp",
    }
)
"""The pictures that a book may carry; the system's own table differs from machine to machine."""

FONT_TYPES: Mapping[str, str] = MappingProxyType({".otf": "font/otf", ".ttf": "font/ttf"})
"""The fonts that a book may carry."""

OTHER_FONTS = frozenset(
    ".bdf .dfont .eot .fon .otc .pcf .pfa .pfb .pfm .sfd .ttc .woff .woff2".split()
)
"""Fonts that a book cannot carry: collections, fonts packed for web pages, and old kinds."""

SITE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }
)
"""What the catalogue's pages load."""


TITLE_FILE = "book.toml"
"""The file that makes a folder a title."""


def inside(name: str) -> str | None:
    """Return the name in its plain form, or nothing where it would lead out of the folder."""
    path = PurePosixPath(name)
    leads_out = path.is_absolute() or ".." in path.parts or not path.parts
    # a backslash or a drive is a path on Windows and part of a name elsewhere
    return None if leads_out or "\\" in name or ":" in name or "\0" in name else str(path)


def is_inside(folder: Path, file: Path) -> bool:
    """Say whether the file, its symbolic links followed, lies within the folder."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        # links that lead in a circle: RuntimeError up to Python 3.12
        return False


def present(folder: Path, name: str) -> bool:
    """Say whether the folder has a file of this name, which may be no name that a disk takes."""
    try:
        return (folder / name).is_file()
    except (OSError, ValueError):
        return False


def names(folder: Path, pattern: str = "**/*") -> tuple[str, ...]:
    """Return the names of the files below the folder, sorted, with forward slashes."""
    found = (path for path in folder.glob(pattern) if path.is_file() or path.is_symlink())
    return tuple(sorted(path.relative_to(folder).as_posix() for path in found))


def media_type(name: str, types: Mapping[str, str] = IMAGE_TYPES) -> str | None:
    """Return the media type that the name's suffix stands for, if the book may carry it."""
    return types.get(PurePosixPath(name).suffix.lower())


def is_other_font(name: str) -> bool:
    """Tell whether a file is a font of a kind that a book cannot carry, by its suffix."""
    return PurePosixPath(name).suffix.lower() in OTHER_FONTS
