"""What a font file says of itself, held against what fontTools reads in it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from makeready.core.errors import EditionError
from makeready.core.model import Asset
from makeready.editions.typefaces import metrics, postscript_name
from makeready.files.disk.store import sha256

FONTS = sorted((Path(__file__).parents[2] / "fonts").glob("*/*.[ot]tf"))


def asset(data: bytes, name: str = "fonts/face.otf") -> Asset:
    return Asset(name=name, media_type="font/otf", digest=sha256(data), data=data)


@pytest.mark.parametrize("file", FONTS, ids=lambda file: str(file.name))
def test_names_characters_and_widths_are_those_of_the_file(file: Path) -> None:
    known = metrics(asset(file.read_bytes()))
    font = TTFont(io.BytesIO(file.read_bytes()))
    cmap, advances = font.getBestCmap(), font["hmtx"]
    em = font["head"].unitsPerEm
    assert known.postscript == font["name"].getDebugName(6)
    assert known.family == (font["name"].getDebugName(16) or font["name"].getDebugName(1))
    assert known.weight == font["OS/2"].usWeightClass
    assert known.italic == bool(font["OS/2"].fsSelection & 1)
    assert known.characters == set(cmap)
    assert dict(known.widths) == {code: advances[name][0] / em for code, name in cmap.items()}


def test_a_font_in_the_wrapping_of_the_web_is_the_same_font() -> None:
    wrapped = io.BytesIO()
    font = TTFont(io.BytesIO(FONTS[0].read_bytes()))
    font.flavor = "woff"
    font.save(wrapped)
    assert wrapped.getvalue()[:4] == b"wOFF"
    assert metrics(asset(wrapped.getvalue())) == metrics(asset(FONTS[0].read_bytes()))


@pytest.mark.parametrize("data", [b"", b"not a font at all" * 20, FONTS[0].read_bytes()[:300]])
def test_a_file_that_is_no_font_is_named(data: bytes) -> None:
    with pytest.raises(EditionError, match="not a font") as told:
        metrics(asset(data, "fonts/Broken.otf"))
    assert told.value.where is not None
    assert told.value.where.file == "fonts/Broken.otf"
    assert postscript_name(data) == ""
