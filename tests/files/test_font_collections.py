"""A collection of fonts becomes its faces."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from makeready.core.model import Asset, Digest
from makeready.files.font_collections import divide_collection

FONTS = Path(__file__).resolve().parents[2] / "fonts/linux-libertine"


def collection(*families: str) -> Asset:
    held, out = TTCollection(), io.BytesIO()
    for family in families:
        font = TTFont(FONTS / "LinLibertine_R.otf")
        for number in (1, 6, 16):
            font["name"].setName(family, number, 3, 1, 0x409)
            font["name"].removeNames(number, 1)
        held.fonts.append(font)
    held.save(out)
    return Asset(
        name="fonts/far.ttc", media_type="font/collection", data=out.getvalue(), digest=Digest("")
    )


@pytest.mark.parametrize(
    ("language", "taken"),
    [
        ("ja", ["fonts/far-Far JP.otf"]),
        ("zh-Hant", ["fonts/far-Far TC.otf"]),
        ("ko", ["fonts/far-Far JP.otf", "fonts/far-Far TC.otf"]),
    ],
)
def test_the_faces_of_the_language_are_taken(language: str, taken: list[str]) -> None:
    faces = divide_collection(collection("Far JP", "Far TC"), language)
    assert [face.name for face in faces] == taken
    assert all(TTFont(io.BytesIO(face.data)).getBestCmap() for face in faces)


def test_what_is_no_collection_has_no_faces() -> None:
    broken = Asset(name="a.ttc", media_type="font/collection", data=b"fonts", digest=Digest(""))
    assert divide_collection(broken, "ja") == ()
