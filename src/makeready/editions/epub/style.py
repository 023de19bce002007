"""The look becomes the e-book's style sheet: the faces it uses, our rules, the title's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.model import FontRole
from makeready.editions.epub.names import asset_name
from makeready.editions.own_rules import raise_rules
from makeready.editions.typefaces import stack

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from makeready.core.model import Face, Look

# generic families for reading systems without our faces, or readers who switch them off
_GENERIC = {
    FontRole.TEXT: ("html", "serif"),
    FontRole.MONO: ("code, kbd, samp, pre", "monospace"),
}


def select_faces(look: Look, style: str, roles: Collection[FontRole]) -> tuple[Face, ...]:
    """Return the faces that play one of the roles, and those whose family a style sheet names."""
    css = look.css + style
    return tuple(face for face in look.faces if face.role in roles or face.family in css)


def style_sheet(look: Look, style: str, faces: Sequence[Face], fallback: Sequence[str]) -> str:
    """Return the whole style sheet; `style` is the title's own, which has the last word.

    `fallback` names fonts of the reader's system that the title asks for.
    """
    rules = [_font_face(face) for face in faces]
    rules += [
        f"{selector} {{ font-family: {stack(tuple(faces), role, fallback)}, {generic} }}"
        for role, (selector, generic) in _GENERIC.items()
        if any(face.role is role for face in faces)
    ]
    return "\n".join((*rules, look.css, raise_rules(style))).rstrip() + "\n"


def font_files(faces: Sequence[Face]) -> Mapping[str, Face]:
    """Return the faces by their paths in the publication."""
    return {_path(face): face for face in faces}


def _font_face(face: Face) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
        f' font-style: {face.style}; src: url("{_path(face)}") }}'
    )


def _path(face: Face) -> str:
    return asset_name(f"fonts/{face.asset.name.removeprefix('fonts/')}")
