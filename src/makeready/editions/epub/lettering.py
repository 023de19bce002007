"""Words become lines of lettering: outlines from a font, or SVG text where no font serves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import regex
import uharfbuzz
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from lxml import etree

from makeready.core.model import Face
from makeready.editions.xhtml import SVG

if TYPE_CHECKING:
    from collections.abc import Sequence


# A line may end at a space, and next to a character of a script written without spaces, but not
# before a closing mark.
_PIECES = regex.compile(r"\p{LB=ID}[\p{LB=CL}\p{LB=EX}\p{LB=NS}\p{LB=CJ}]*|[^\s\p{LB=ID}]+|\s+")
_REGULAR = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """How words are set: the face (none: the reading system's own), the size, the letterspace.

    Size and letterspace are in the units of the picture.
    """

    face: Face | None
    size: float
    space: float = 0.0


def choose_lettering(
    text: str, faces: Sequence[Face], size: float, *, style: str = "normal", space: float = 0.0
) -> Lettering:
    """Return the lettering in the first regular face that has every character of the text."""
    able = [face for face in faces if face.weight == _REGULAR and has_letters(face, text)]
    able.sort(key=lambda face: (face.role != "text", face.style != style))
    return Lettering(face=able[0] if able else None, size=size, space=space)


def measure_width(text: str, how: Lettering) -> float:
    """Return the width of the text on one line."""
    spaces = how.space * max(0, len(text) - 1)
    if how.face is None:
        return spaces + how.size * sum(1 if _is_wide(each) else 0.6 for each in text)
    font = _font(how.face)
    advances = sum(position.x_advance for _, position in _glyphs(font, text))
    return spaces + float(advances * how.size / font.face.upem)


def break_lines(text: str, how: Lettering, measure: float) -> tuple[str, ...]:
    """Return the text in the fewest lines that keep the measure, as even as they can be."""
    lines = _fill_lines(text, how, measure)
    low, high = measure / (len(lines) + 1), measure
    while high - low > 1:
        middle = (low + high) / 2
        narrower = _fill_lines(text, how, middle)
        if len(narrower) > len(lines) or any(
            measure_width(line, how) > middle for line in narrower
        ):
            low = middle
        else:
            high, lines = middle, narrower
    return lines


def draw_line(
    text: str, how: Lettering, center: float, baseline: float, ink: str
) -> etree._Element:
    """Return one line of lettering as an element of SVG, centred on its baseline."""
    if how.face is None:
        return _as_text(text, how, center, baseline, ink)
    path = _outline(text, how, center - measure_width(text, how) / 2, baseline)
    return etree.Element(f"{{{SVG}}}path", {"d": path, "fill": ink})


def has_letters(face: Face, text: str) -> bool:
    """Tell whether a face has every character of the text, spaces aside."""
    return all(ord(each) in _font(face).face.unicodes for each in text if not each.isspace())


def _fill_lines(text: str, how: Lettering, measure: float) -> tuple[str, ...]:
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1].strip() and measure_width((lines[-1] + piece).strip(), how) > measure:
            lines.append("")
        lines[-1] += piece
    return tuple(line.strip() for line in lines if line.strip())


def _as_text(text: str, how: Lettering, center: float, baseline: float, ink: str) -> etree._Element:
    attributes = {
        "x": f"{center:g}",
        "y": f"{baseline:g}",
        "text-anchor": "middle",
        "font-family": "serif",
        "font-size": f"{how.size:g}",
        "letter-spacing": f"{how.space:g}",
        "fill": ink,
    }
    element = etree.Element(f"{{{SVG}}}text", attributes)
    element.text = text
    return element


def _outline(text: str, how: Lettering, left: float, baseline: float) -> str:
    assert how.face is not None  # without a face there is no outline to draw
    font = _font(how.face)
    scale = how.size / font.face.upem
    pen = SVGPathPen(None, ntos=lambda number: f"{number:.1f}".removesuffix(".0"))
    for glyph, position in _glyphs(font, text):
        x = left + position.x_offset * scale
        y = baseline - position.y_offset * scale
        font.draw_glyph_with_pen(glyph, TransformPen(pen, (scale, 0, 0, -scale, x, y)))
        left += position.x_advance * scale + how.space
    return str(pen.getCommands())


def _glyphs(font: uharfbuzz.Font, text: str) -> list[tuple[int, uharfbuzz.GlyphPosition]]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {"liga": False})
    return [
        (info.codepoint, position)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


@lru_cache(maxsize=32)
def _font(face: Face) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(face.asset.data))


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
