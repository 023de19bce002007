"""Fonts of this machine become faces of the e-book, with the characters that its own lack.

A reader's machine may have no font for them. What the font says of being embedded is obeyed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Asset, Face, FontRole
from makeready.editions.epub.fonts import list_letters, may_be_embedded, subset_machine_font
from makeready.editions.typefaces import characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from makeready.core.model import MachineFont

CODES = table(
    Code(
        code="E-009",
        severity=Severity.WARNING,
        title="A font that readers must have themselves",
        why="Characters of the book are in no font of the press or the title. The font of this "
        "machine that has them says that it may not be embedded, or only as a whole (fsType), so "
        "the e-book names it, and who does not have it sees another one or empty boxes.",
        remedy="Name a font under another licence in [print] fallback, such as one of the Noto "
        "families, or put one into the title's fonts/ folder.",
    ),
)


def take_machine_faces(
    fonts: Iterable[MachineFont], text: str, faces: Sequence[Face]
) -> tuple[tuple[Face, ...], tuple[Finding, ...]]:
    """Return a face for each font that has characters of the text which none of the faces has.

    A character is taken from the first family that has it. Signs and figures of ASCII come with
    them where the text has some, so that lettering of the cover needs one font alone. The findings
    tell what stays outside.
    """
    signs = {
        each for each in {*text} if each.isascii() and each.isprintable() and not each.isalpha()
    }
    lacking = {*text} - characters(faces)
    taken: list[Face] = []
    refused: dict[str, Finding] = {}
    family, own = "", set(lacking)
    for font in fonts:
        if font.family != family:
            lacking -= _list_taken(taken, family)
            family, own = font.family, set(lacking)
        shown = own & list_letters(font)
        if shown and may_be_embedded(font):
            taken += _make_face(font, shown | (signs & (list_letters(font) | {" "})))
        elif shown:
            message = f"“{font.family}” has {len(shown)} characters of the book"
            refused[font.family] = finding(CODES["E-009"], message, Place("book.toml"))
    return tuple(taken), tuple(refused.values())


def _list_taken(taken: Iterable[Face], family: str) -> frozenset[str]:
    return characters(face for face in taken if face.family == family)


def _make_face(font: MachineFont, shown: set[str]) -> tuple[Face, ...]:
    data = subset_machine_font(font, sorted(shown))
    if data is None:
        return ()
    suffix = "otf" if data[:4] == b"OTTO" else "ttf"
    name = "".join(filter(str.isalnum, font.family)) or "Font"
    asset = Asset(
        name=f"fonts/{name}-{font.weight}{font.style if font.style != 'normal' else ''}.{suffix}",
        media_type=f"font/{suffix}",
        data=data,
        digest=font.digest,
    )
    return (
        Face(
            family=font.family,
            role=FontRole.TEXT,
            weight=font.weight,
            style=font.style,
            licence="",
            origin="a font of the machine",
            asset=asset,
        ),
    )
