"""A page's text boxes become letters in its content, told apart where glyphs alone do not tell.

A small capital stands for a small letter here and for a capital there. Pango 1.50 calls both by the
same font, so that WeasyPrint 70 writes them under one name, with one character for each glyph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import get_pango_font_key

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import Box

TELLING = ("font_variant_caps", "font_variant_position", "font_feature_settings")
"""The properties that may give one glyph to several characters."""

FOLDING = frozenset({"all-small-caps", "all-petite-caps", "unicase"})
FOLDING_FEATURES = frozenset({"c2sc", "c2pc", "unic"})
"""With these a capital and its small letter look the same."""


class PageStream(Stream):  # type: ignore[misc]  # the library is untyped
    """The content of a page, in which a font has one name for each way of choosing its glyphs."""

    def add_font(self, pango_font: object) -> tuple[Font, float]:
        """Return the font that the box being painted is set in, and its size."""
        box = next(reversed(self._tags), None) if self._tags else None
        way = "" if box is None else _way(box)
        if not way:
            font, size = super().add_font(pango_font)
            return font, size
        key, description, size = get_pango_font_key(pango_font)
        if (key, way) not in self._fonts:
            font = self._fonts[key, way] = Font(pango_font, description, size)
            font.hash += way
        return self._fonts[key, way], size


def _way(box: Box) -> str:
    """Return a name for how the glyphs of a box are chosen, or "" where it is the usual way."""
    chosen = [box.style[name] for name in TELLING if box.style[name] != "normal"]
    return "".join(c for c in repr(chosen) if c.isascii() and c.isalnum()) if chosen else ""


def is_folded(box: Box) -> bool:
    """Tell whether the glyphs of a box do not say which of its letters are capitals."""
    settings = box.style["font_feature_settings"]
    features = {name for name, on in settings if on} if settings != "normal" else frozenset()
    return box.style["font_variant_caps"] in FOLDING or not FOLDING_FEATURES.isdisjoint(features)
