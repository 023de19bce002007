"""The faces of an e-book become subsets with what its text may show, under names of their own.

A reader loads an e-book over the air, and most of it would be fonts. The licence of many fonts,
the SIL Open Font License, lets a changed font keep no name that it reserves, and a subset is a
changed font: docs/decisions/0013-subsets-have-names-of-their-own.md.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import tinycss2
import uharfbuzz
from fontTools.ttLib import TTFont

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Face, FontRole
from makeready.editions.typefaces import (
    ALLOWED,
    DOTS,
    RESTRICTED,
    SUBSET_OF,
    WHOLE,
    open_face,
    read_permission,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.core.model import Asset, Digest, MachineFont

CODES = table(
    Code(
        code="E-005",
        severity=Severity.HINT,
        title="A font that must stay whole",
        why="The font itself says that no subset may be made of it (bit 8 of fsType), so the "
        "e-book holds all of it.",
        remedy="Nothing; a font whose licence allows subsets makes the e-book smaller.",
    ),
    Code(
        code="E-006",
        severity=Severity.WARNING,
        title="A font that may not be embedded",
        why="The font itself says that its licence allows it in no document (bit 1 of fsType), or "
        "only as dots (bit 9); both editions embed it.",
        remedy="See what its licence says, and choose another font or waive the finding.",
    ),
    Code(
        code="E-007",
        severity=Severity.WARNING,
        title="A font file that is not used",
        why="Editions hold OpenType and TrueType fonts and collections of them; a font of another "
        "kind in the title's fonts/ folder is in neither of them.",
        remedy="Put the font there as .otf, .ttf or .ttc, or take the file away.",
    ),
)
# What every book may show beyond its own characters: what a reader's marks and the numbers of
# lists are made of, and what stands for characters in other cases.
_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "\u00a0\u00ab\u00bb\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022"
    "\u2026\u25e6\u25aa"
)
_TAKE_OUT = "it is damaged, or no collection of OpenType fonts"
_UNPACK = "unpack it: `python -m fontTools.ttLib FILE -o FACE.ttf`"
_HOW = {".ttc": _TAKE_OUT, ".otc": _TAKE_OUT, ".woff": _UNPACK, ".woff2": _UNPACK}
_NAMES = {FontRole.TEXT: "Text", FontRole.SANS: "Sans", FontRole.MONO: "Mono"}
_FAMILY, _UNIQUE, _FULL, _POSTSCRIPT, _TYPOGRAPHIC, _COMPATIBLE, _CID = 1, 3, 4, 6, 16, 18, 20
_SLOPED = (21, 22, 25)
_SIZES = frozenset({"dimension", "percentage", "number"})


def check_fonts(fonts: Iterable[Asset], others: Iterable[str] = ()) -> Iterator[Finding]:
    """Yield what the fonts that a title brings say of being embedded, and the `others` unused."""
    for name in others:
        suffix = PurePosixPath(name).suffix.lower()
        yield finding(
            CODES["E-007"], f"no edition holds a {suffix} font", Place(name), _HOW.get(suffix, "")
        )
    for font in fonts:
        kind = read_permission(font.data)
        if kind & DOTS or (kind & RESTRICTED and not kind & ALLOWED):
            yield finding(CODES["E-006"], f"its fsType is 0x{kind:04X}", Place(font.name))
        elif kind & WHOLE:
            yield finding(CODES["E-005"], f"its fsType is 0x{kind:04X}", Place(font.name))


def name_families(faces: Iterable[Face]) -> Mapping[str, str]:
    """Return by each family the name that its subsets have, after what the family is for."""
    names: dict[str, str] = {}
    for face in faces:
        if face.family not in names:
            number = sum(name.startswith(_name(face)) for name in names.values())
            names[face.family] = f"{_name(face)} {number + 1}" if number else _name(face)
    return names


def _name(face: Face) -> str:
    return f"Makeready {_NAMES[face.role]}"


def subset_faces(faces: Sequence[Face], text: str) -> tuple[Face, ...]:
    """Return the subsets of faces for this text; a family stays whole that has to in a part."""
    names = name_families(faces)
    written = frozenset(text) | _ALWAYS
    shown = frozenset(each for sign in written for each in (sign + sign.upper() + sign.lower()))
    subsets = [_subset(face.asset.data, shown) for face in faces]
    whole = {face.family for face, data in zip(faces, subsets, strict=True) if data is None}
    return tuple(
        face
        if data is None or face.family in whole
        else replace(
            face,
            family=names[face.family],
            asset=replace(face.asset, data=_rename(data, names[face.family], face.asset.digest)),
        )
        for face, data in zip(faces, subsets, strict=True)
    )


def list_characters(css: str) -> frozenset[str]:
    """Return the characters of the words that a style sheet sets."""
    nodes = tinycss2.parse_component_value_list(css, skip_comments=True)
    return frozenset(each for words in _find_strings(nodes) for each in words)


def _find_strings(nodes: Iterable[tinycss2.ast.Node]) -> Iterator[str]:
    for node in nodes:
        if node.type == "string":
            yield node.value
        yield from _find_strings(_list_inner(node))


def _list_inner(node: tinycss2.ast.Node) -> list[tinycss2.ast.Node]:
    """Return what stands within a block or a function, to be changed in place."""
    if node.type in ("{} block", "() block", "[] block"):
        return node.content  # type: ignore[no-any-return]  # the library is untyped
    return node.arguments if node.type == "function" else []


def _subset(data: bytes, characters: Iterable[str]) -> bytes | None:
    """Return a font with these characters and all that it makes of them, or None where not."""
    face = open_face(data)
    if not face.unicodes or read_permission(data) & (WHOLE | DOTS):
        return None
    return _subset_face(face, characters)


def list_letters(font: MachineFont) -> frozenset[str]:
    """Return the characters that a face of the machine has, spaces aside."""
    codes = open_face(font.data, font.place).unicodes
    return frozenset(each for each in map(chr, codes) if not each.isspace())


def may_be_embedded(font: MachineFont) -> bool:
    """Tell whether a face of the machine says that a part of it may stand in an e-book."""
    style = open_face(font.data, font.place).reference_table("OS/2").data
    kind = int.from_bytes(style[8:10], "big")
    return not kind & (WHOLE | DOTS) and not (kind & RESTRICTED and not kind & ALLOWED)


def subset_machine_font(font: MachineFont, characters: Iterable[str]) -> bytes | None:
    """Return a face of the machine as a font of these characters, or None where that fails."""
    return _subset_face(open_face(font.data, font.place), characters)


def _subset_face(face: uharfbuzz.Face, characters: Iterable[str]) -> bytes | None:
    """Return a face as a font of these characters and all that it makes of them, or None."""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    # a style sheet may ask for any feature; the one that lists all variants is for programs
    for kept in (wanted.layout_feature_tag_set, wanted.name_id_set, wanted.name_lang_id_set):
        kept.clear()
        kept.invert()
    wanted.layout_feature_tag_set.discard(int.from_bytes(b"aalt", "big"))
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    try:
        return bytes(wanted.subset(face).blob.data)
    except RuntimeError:
        return None


def _rename(data: bytes, family: str, source: Digest) -> bytes:
    """Return a font under a family name of its own; its copyright and licence stay.

    Its unique name says of which file it is a subset.
    """
    # the box around all letters stays that of the whole face: fontTools would draw each letter
    # to measure it anew, which takes ten times as long as all the rest
    font = TTFont(io.BytesIO(data), recalcBBoxes=False, recalcTimestamp=False)
    table = font["name"]
    style = table.getDebugName(17) or table.getDebugName(2) or "Regular"
    full, postscript = f"{family} {style}", f"{family}-{style}".replace(" ", "")
    said = {
        _FAMILY: family,
        _UNIQUE: f"{full}; {SUBSET_OF}{source}",
        _FULL: full,
        _POSTSCRIPT: postscript,
        _TYPOGRAPHIC: family,
        _COMPATIBLE: full,
        _CID: postscript,
    }
    table.names = [each for each in table.names if each.nameID not in _SLOPED]
    table.setName(said[_UNIQUE], _UNIQUE, 3, 1, 0x409)
    for each in table.names:
        if each.nameID in said:
            each.string = said[each.nameID]
    if "CFF " in font:
        outlines = font["CFF "].cff
        outlines.fontNames[0] = postscript
        top = outlines.topDictIndex[0]
        top.FullName, top.FamilyName = full, family
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def rename_in_style(css: str, names: Mapping[str, str]) -> str:
    """Return a style sheet in which families have other names, in quotation marks or without."""
    folded = {old.casefold(): new for old, new in names.items()}
    if not any(old in css.casefold() for old in folded):
        return css
    nodes = tinycss2.parse_component_value_list(css)
    _rename_quoted(nodes, folded)
    return str(tinycss2.serialize(nodes))


def _rename_quoted(nodes: list[tinycss2.ast.Node], names: Mapping[str, str]) -> None:
    """Put other names for those in quotation marks, and for bare ones within blocks, in place."""
    for node in nodes:
        if node.type == "string" and node.value.casefold() in names:
            node.value = names[node.value.casefold()]
            node.representation = f'"{node.value}"'
        else:
            _rename_quoted(_list_inner(node), names)
        if node.type == "{} block":
            _rename_bare(node.content, names)


def _rename_bare(nodes: list[tinycss2.ast.Node], names: Mapping[str, str]) -> None:
    for start, end in reversed([*_find_bare(nodes)]):
        words = " ".join(node.value for node in nodes[start:end] if node.type == "ident")
        if words.casefold() in names:
            nodes[start:end] = tinycss2.parse_component_value_list(f'"{names[words.casefold()]}"')


def _find_bare(nodes: Sequence[tinycss2.ast.Node]) -> Iterator[tuple[int, int]]:
    """Yield where names without quotation marks stand: words behind a colon or a comma."""
    start = end = -1
    for at, node in enumerate(nodes):
        if node.type == "ident":
            start, end = (at if start < 0 else start), at + 1
        elif node.type not in ("whitespace", "comment"):
            if start > 0 and _is_value(nodes, start):
                yield start, end
            start = -1
    if start > 0 and _is_value(nodes, start):
        yield start, end


def _is_value(nodes: Sequence[tinycss2.ast.Node], at: int) -> bool:
    before = (node for node in reversed(nodes[:at]) if node.type not in ("whitespace", "comment"))
    sign = next(before, None)
    if sign is None:
        return False
    # behind a size stands the family in `font`
    return sign.type in _SIZES or (sign.type == "literal" and sign.value in (":", ","))
