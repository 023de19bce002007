"""The catalogue's fonts are the press's faces, whole, in another container."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
# Containers reorder tables and so change the sum over the file; the glyph data of CFF is as it was.
SUMMED = {"head", "GlyphOrder", "DSIG"}


@pytest.mark.parametrize("name", ["LinLibertine_R", "LinLibertine_RB", "LinLibertine_RI"])
def test_a_web_font_is_the_bundled_face(name: str) -> None:
    face = TTFont(ROOT / f"fonts/linux-libertine/{name}.otf")
    web = TTFont(ROOT / f"templates/catalogue/fonts/{name}.woff2")
    assert web.flavor == "woff2"
    assert set(web.keys()) - SUMMED == set(face.keys()) - SUMMED
    assert web["head"].unitsPerEm == face["head"].unitsPerEm
    for tag in sorted(set(face.keys()) - SUMMED):
        assert web.getTableData(tag) == face.getTableData(tag), tag
