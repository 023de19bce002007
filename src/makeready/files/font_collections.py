"""A collection of fonts in one file → its faces, each as a font of its own."""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from makeready.core.languages import find_row
from makeready.core.model import Asset
from makeready.files.disk.store import sha256

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

SUFFIXES = (".ttc", ".otc")

# Families for Chinese, Japanese and Korean come in one file, and end in a region that says whose
# forms of the characters they have.
_REGIONS = {
    "ja": "JP",
    "ko": "KR",
    "zh": "SC",
    "zh-hant": "TC",
    "zh-tw": "TC",
    "zh-hk": "HK",
    "zh-mo": "HK",
}
_FAMILY, _POSTSCRIPT, _TYPOGRAPHIC = 1, 6, 16


def divide_collection(collection: Asset, language: str) -> tuple[Asset, ...]:
    """Return the faces of a collection as fonts, those of the language's region if it has some.

    There are none where the file is no collection.
    """
    from fontTools.ttLib import TTCollection, TTLibError  # few titles bring collections

    try:
        held = TTCollection(
            io.BytesIO(collection.data), lazy=True, recalcTimestamp=False, recalcBBoxes=False
        )
        chosen = [font for font in held.fonts if _is_meant(font, held.fonts, language)]
        return tuple(_make_asset(collection, font) for font in chosen)
    except (TTLibError, AssertionError, KeyError, ValueError):
        # fontTools asserts what a header says
        return ()


def _is_meant(font: TTFont, fonts: list[TTFont], language: str) -> bool:
    region = find_row(_REGIONS, language, "zh")
    regional = [each for each in fonts if _read_family(each).endswith(f" {region}")]
    return not regional or font in regional


def _read_family(font: TTFont) -> str:
    named = font["name"]
    return str(named.getDebugName(_TYPOGRAPHIC) or named.getDebugName(_FAMILY) or "")


def _make_asset(collection: Asset, font: TTFont) -> Asset:
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    data = out.getvalue()
    suffix = "otf" if data[:4] == b"OTTO" else "ttf"
    named = font["name"].getDebugName(_POSTSCRIPT) or sha256(data)[:8]
    path = PurePosixPath(collection.name)
    return Asset(
        name=str(path.with_name(f"{path.stem}-{named}.{suffix}")),
        media_type=f"font/{suffix}",
        data=data,
        digest=sha256(data),
    )
