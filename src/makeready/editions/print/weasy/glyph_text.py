"""The style of a text box tells which letters its glyphs stand for, where the glyphs do not.

The glyph of a small capital may stand for a small letter in one text and for a capital in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import Box

TELLING = ("font_variant_caps", "font_variant_position", "font_feature_settings")
"""The CSS properties that may give several characters one glyph."""

FOLDING = frozenset({"all-small-caps", "all-petite-caps", "unicase"})
FOLDING_FEATURES = frozenset({"c2sc", "c2pc", "unic"})
"""With these a capital and its small letter look the same."""


def way(box: Box) -> str:
    """Return a name for how the glyphs of a box are chosen, or "" where it is the usual way."""
    chosen = [box.style[name] for name in TELLING if box.style[name] != "normal"]
    return "".join(c for c in repr(chosen) if c.isascii() and c.isalnum()) if chosen else ""


def is_folded(box: Box) -> bool:
    """Tell whether the glyphs of a box do not say which of its letters are capitals."""
    settings = box.style["font_feature_settings"]
    features = {name for name, on in settings if on} if settings != "normal" else frozenset()
    return box.style["font_variant_caps"] in FOLDING or not FOLDING_FEATURES.isdisjoint(features)
