"""The look becomes the e-book's style sheet: the faces that it uses, our rules, the title's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.editions.epub.names import asset_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Face, Look

# The names by which a style sheet asks for the press's text, sans and mono without naming a family.
ROLES = {"text": "Book Text", "sans": "Book Sans", "mono": "Book Mono"}


def used_faces(look: Look, style: str) -> tuple[Face, ...]:
    """Return the faces whose family, or whose role, the style sheets name."""
    css = look.css + style
    return tuple(face for face in look.faces if _names(face, css))


def style_sheet(look: Look, style: str) -> str:
    """Return the whole style sheet; `style` is the title's own, which has the last word."""
    css = look.css + style
    faces = [_font_face(name, face) for face in look.faces for name in _names(face, css)]
    return "\n".join((*faces, look.css, style)).rstrip() + "\n"


def font_files(faces: Sequence[Face]) -> dict[str, Face]:
    """Return the faces by their paths in the publication."""
    return {_path(face): face for face in faces}


def _names(face: Face, css: str) -> tuple[str, ...]:
    names = dict.fromkeys((ROLES.get(face.role, face.family), face.family))
    return tuple(name for name in names if name in css)


def _font_face(name: str, face: Face) -> str:
    return (
        f'@font-face {{ font-family: "{name}"; font-weight: {face.weight};'
        f' font-style: {face.style}; src: url("{_path(face)}"); }}'
    )


def _path(face: Face) -> str:
    return asset_name(f"fonts/{face.asset.name.removeprefix('fonts/')}")
