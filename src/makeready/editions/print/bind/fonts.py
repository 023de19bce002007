"""What a book uses of its fonts becomes one subset of each, embedded once.

Glyphs keep the numbers that they have in the font file, because the content of every unit already
refers to them.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pikepdf
import uharfbuzz
from fontTools.ttLib import TTFont

from makeready.editions.spelling import SILENT
from makeready.editions.typefaces import WHOLE, metrics, open_face, read_permission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from makeready.core.model import Face
    from makeready.editions.print.values import FontUse

    Glyphs: TypeAlias = dict[int, tuple[float, str]]

BATCH = 100
"""How many entries a section of a character map may have (Adobe Technical Note 5411)."""

SYMBOLIC, SERIF, ITALIC, FIXED = 4, 2, 64, 1
SERIF_CLASSES = range(1, 8)
"""The classes of serif faces (OpenType specification, OS/2, sFamilyClass)."""

STEM = 80
"""The width of upright stems (StemV), which PDF requires and no OpenType font states.

A viewer uses it only to choose a substitute for a font that is not embedded; ours always are.
"""

# Tables for shaping and for old devices: the content holds glyphs, which are shaped already.
DROPPED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "MATH", "PCLT", "kern")

MAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
MAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def merge_uses(uses: Iterable[FontUse], key: Callable[[FontUse], str]) -> Mapping[str, Glyphs]:
    """Return under each key all glyphs that are used, each with its width and its text.

    Where units give one glyph different texts, the first in sorted order is taken, so that the
    order of the units does not change the file.
    """
    fonts: dict[str, Glyphs] = {}
    for use in uses:
        glyphs = fonts.setdefault(key(use), {})
        for number, width, text in use.glyphs:
            known = glyphs[number][1] if number in glyphs else text
            glyphs[number] = (width, min(known, text, key=_rank_text))
    return dict(sorted(fonts.items()))


def _rank_text(text: str) -> tuple[bool, bool, str]:
    return not text, text == SILENT, text


def embed_fonts(
    pdf: pikepdf.Pdf, uses: Sequence[FontUse], faces: Sequence[Face]
) -> dict[str, pikepdf.Object]:
    """Embed a subset of each font, and return a font object for every key in the uses.

    All keys of one font share its font program, but each has its own map from glyphs to characters:
    the glyph of a small capital may stand for a small letter in one place and for a capital in
    another.
    """
    ours = [use for use in uses if not use.embedded]
    files = {metrics(face.asset).postscript: face.asset.data for face in reversed(faces)}
    programs = {
        name: _descendant(pdf, name, files[name], glyphs)
        for name, glyphs in merge_uses(ours, lambda use: use.postscript).items()
    }
    names = {use.key: use.postscript for use in ours}
    return {
        key: _font(pdf, programs[names[key]], glyphs)
        for key, glyphs in merge_uses(ours, lambda use: use.key).items()
    }


def _font(pdf: pikepdf.Pdf, descendant: pikepdf.Object, glyphs: Glyphs) -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=descendant.BaseFont,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=pikepdf.Array([descendant]),
            ToUnicode=pdf.make_stream(_character_map(glyphs)),
        )
    )


def _descendant(pdf: pikepdf.Pdf, name: str, data: bytes, glyphs: Glyphs) -> pikepdf.Object:
    subset = _subset(data, glyphs)
    font = TTFont(io.BytesIO(subset), lazy=True)
    outlines = "CFF " in font
    is_whole = read_permission(data) & WHOLE
    base = pikepdf.Name(f"/{name}" if is_whole else f"/{_tag(name, glyphs)}+{name}")
    descriptor = _descriptor(font, base, glyphs)
    if outlines:
        program = pdf.make_stream(bytes(font.reader["CFF "]), Subtype=pikepdf.Name.CIDFontType0C)
        descriptor.FontFile3 = program
    else:
        descriptor.FontFile2 = pdf.make_stream(subset, Length1=len(subset))
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType0 if outlines else pikepdf.Name.CIDFontType2,
        BaseFont=base,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        W=pikepdf.Array(_widths(glyphs)),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    if not outlines:
        descendant.CIDToGIDMap = pikepdf.Name.Identity
    return pdf.make_indirect(descendant)


def _subset(data: bytes, glyphs: Iterable[int]) -> bytes:
    """Return the font with these glyphs only, each with its number.

    One that says that it must stay whole does.
    """
    if read_permission(data) & WHOLE:
        return bytes(open_face(data).blob.data)
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(f"{tag:4}".encode(), "big") for tag in DROPPED)
    wanted.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.DESUBROUTINIZE
        | uharfbuzz.SubsetFlags.NO_HINTING
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    return bytes(wanted.subset(open_face(data)).blob.data)


def _tag(name: str, glyphs: Glyphs) -> str:
    """Return the six letters that tell this subset from others of the font."""
    digest = hashlib.sha256(repr((name, sorted(glyphs))).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _descriptor(font: TTFont, base: pikepdf.Name, glyphs: Glyphs) -> pikepdf.Dictionary:
    """Return what viewers may ask of a font; lengths are in thousandths of the size."""
    scale = 1000 / font["head"].unitsPerEm
    head, os2, post = font["head"], font["OS/2"], font["post"]
    fixed = len(glyphs) > 1 and len({width for width, _ in glyphs.values()}) == 1
    serif = os2.sFamilyClass >> 8 in SERIF_CLASSES
    flags = SYMBOLIC | SERIF * serif | ITALIC * bool(os2.fsSelection & 1) | FIXED * fixed
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=base,
        Flags=flags,
        FontBBox=pikepdf.Array([round(side * scale) for side in box]),
        ItalicAngle=round(post.italicAngle),
        Ascent=round(os2.sTypoAscender * scale),
        Descent=round(os2.sTypoDescender * scale),
        CapHeight=round(getattr(os2, "sCapHeight", 0) * scale) or round(os2.sTypoAscender * scale),
        StemV=STEM,
    )


def _widths(glyphs: Glyphs) -> Iterator[object]:
    """Yield the widths as runs of neighbours (ISO 32000-1, 9.7.4.3)."""
    run: list[float] = []
    start = before = -2
    for number, (width, _) in sorted(glyphs.items()):
        if number != before + 1:
            if run:
                yield start
                yield pikepdf.Array(run)
            start, run = number, []
        run.append(round(width, 3))
        before = number
    if run:
        yield start
        yield pikepdf.Array(run)


def _character_map(glyphs: Glyphs) -> bytes:
    """Return the map from glyphs to characters."""
    lines = [
        f"<{number:04x}> <{text.encode('utf-16-be').hex()}>"
        for number, (_, text) in sorted(glyphs.items())
        if text
    ]
    sections = [lines[at : at + BATCH] for at in range(0, len(lines), BATCH)]
    body = "".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in sections
    )
    return (MAP_HEAD + body + MAP_FOOT).encode("ascii")
