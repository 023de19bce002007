"""Two pictures → how far their greys lie apart, whatever their sizes and packing."""

from __future__ import annotations

import io
import statistics
from typing import TYPE_CHECKING, TypeAlias

import resvg_py
from lxml import etree
from PIL import Image, ImageChops, ImageDraw, ImageOps, ImageStat

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_APART = 14.0
"""How far a picture and its copy for screens may lie apart, of 255 levels, on average."""

_FAR_APART = 60.0
"""How far a spot of a picture may lie apart from the same spot of its copy, of 255 levels."""

SPOT_APART = 45.0
"""How far a spot of a drawing may lie apart from the same spot as it was drawn, of 255 levels.

Between two programs that draw the same lines, 19 were seen; a curve whose handle was moved by a
hundredth of the drawing's height makes 66.
"""

_ALIKE = 0.5
"""From here on the greys of two pictures rise and fall together."""

Picture: TypeAlias = Image.Image
_SPOTS = 96
"""So many spots wide a drawing is compared."""

_SVG = "{http://www.w3.org/2000/svg}"
_PLAIN = frozenset(
    (
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("title", "desc", "text", "tspan"),
    )
)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_Corners: TypeAlias = "tuple[float, float, float, float]"
_EDGE = 24
_WIDE = 400
DRAWING = "image/svg+xml"
_UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


def measure(one: bytes, other: bytes) -> float:
    """Return how far the colours of two pictures lie apart on average; 255 where one is none.

    Both are made small first, which forgives fewer dots and another packing.
    """
    if one == other:
        return 0.0
    try:
        first, second = shrink(one), shrink(other)
    except _UNREADABLE:
        return 255.0
    return compare_all(first, second)


def measure_drawn(drawing: bytes, picture: bytes) -> float:
    """Return how far a picture lies apart from a drawing of its size, dot by dot, of 255 levels."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            shown = opened.convert("RGB")
        drawn = resvg_py.svg_to_bytes(svg_string=drawing.decode(), width=shown.width)
        with Image.open(io.BytesIO(bytes(drawn))) as opened:
            wanted = opened.convert("RGB")
    except (*_UNREADABLE, UnicodeDecodeError):
        return 255.0
    return compare(shown, wanted) if shown.size == wanted.size else 255.0


def count_dots(data: bytes) -> tuple[int, int]:
    """Return how many dots a picture has along its shorter and its longer edge; 0 of none."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            short, long = sorted(opened.size)
    except _UNREADABLE:
        return 0, 0
    return short, long


def is_plain_drawing(data: bytes) -> bool:
    """Tell whether a drawing has whole lines, areas and words alone, which programs draw alike.

    Where the dashes of a line begin is another place in each.
    """
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        return False
    names = {etree.QName(each).localname for each in root.iter() if isinstance(each.tag, str)}
    said = (f"{key}: {value}" for each in root.iter() for key, value in each.attrib.items())
    return names <= _PLAIN and not any("url(" in each or "dasharray" in each for each in said)


def measure_spots(shown: Image.Image, drawing: bytes, words: Sequence[_Corners]) -> float:
    """Return how far the spot of a drawing that differs most lies apart, of 255 levels.

    `shown` is the drawing as it was found, large; `words` are where it has words, in its dots.
    Their letters are another face's, so that these places are left out.
    """
    root = etree.fromstring(drawing, _PARSER)
    for each in list(root.iter(f"{_SVG}text")):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=etree.tostring(root).decode(), background="#ffffff", width=shown.width
        )
        with Image.open(io.BytesIO(bytes(drawn))) as opened:
            wanted = opened.convert("RGB").resize(shown.size)
    except _UNREADABLE:
        return 0.0
    pair = [shown.convert("RGB"), wanted]
    for image in pair:
        draw = ImageDraw.Draw(image)
        for corners in words:
            draw.rectangle(corners, fill="white")
    spots = (_SPOTS, max(1, round(_SPOTS * shown.height / shown.width)))
    one, other = (image.resize(spots, Image.Resampling.BOX) for image in pair)
    parts = ImageChops.difference(one, other).split()
    return max(float(part.getextrema()[1]) for part in parts)  # type: ignore[arg-type]  # of one part


def compare(first: Image.Image, second: Image.Image) -> float:
    """Return how far the colours of two small pictures lie apart on average, of 255 levels."""
    return float(max(ImageStat.Stat(ImageChops.difference(first, second)).mean))


def compare_all(first: Image.Image, second: Image.Image) -> float:
    """Return how far two small pictures lie apart: on average, or where a spot lies far apart."""
    half = (_EDGE // 2, _EDGE // 2)
    # four dots are taken together, which forgives what stands half a dot aside
    one, other = (each.resize(half, Image.Resampling.BOX) for each in (first, second))
    parts = ImageChops.difference(one, other).split()
    spot = max(float(part.getextrema()[1]) for part in parts)  # type: ignore[arg-type]  # of one part
    return spot if spot > _FAR_APART else compare(first, second)


def compare_inks(first: Image.Image, second: Image.Image) -> float:
    """Return how far two small pictures lie apart, one of them in inks; 0 where they are alike.

    Programs make other colours of the same inks: what is dark and what is light is compared.
    """
    greys = [list(each.convert("L").tobytes()) for each in (first, second)]
    try:
        alike = statistics.correlation(*greys)
    except statistics.StatisticsError:  # one grey all over
        return 0.0
    return 0.0 if alike > _ALIKE else 255.0


def is_in_inks(data: bytes) -> bool:
    """Tell whether a picture is made of the inks of the press (CMYK)."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            return opened.mode == "CMYK"
    except _UNREADABLE:
        return False


def shrink(data: bytes) -> Image.Image:
    """Return a picture of a few dots, upright, in colours of screens on white."""
    with Image.open(io.BytesIO(data)) as opened:
        opened.draft("RGB", (_EDGE * 8, _EDGE * 8))
        return make_small(ImageOps.exif_transpose(opened))


def shrink_any(data: bytes, media_type: str) -> Image.Image | None:
    """Return a picture or a drawing with a few dots, or None where it cannot be drawn."""
    if media_type != DRAWING:
        try:
            return shrink(data)
        except _UNREADABLE:
            return None
    try:
        drawn = resvg_py.svg_to_bytes(svg_string=data.decode(), background="#ffffff", width=_WIDE)
    except (ValueError, UnicodeDecodeError):
        return None
    return shrink(bytes(drawn))


def make_small(image: Image.Image) -> Image.Image:
    """Return an opened picture with a few dots, in colours of screens on white."""
    if image.mode in ("I", "F") or image.mode.startswith("I;"):
        image = image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    if image.mode == "CMYK":
        image = image.convert("RGB")
    image = image.convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper.convert("RGB").resize((_EDGE, _EDGE), Image.Resampling.BOX)
