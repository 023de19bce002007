"""fonts.toml becomes verified faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ConfigError
from makeready.core.model import FontRole
from makeready.files.disk.store import sha256
from makeready.files.fonts import read_faces

if TYPE_CHECKING:
    from pathlib import Path

FACE = f"""\
[[face]]
family = "Plain Serif"
role = "text"
file = "plain/Plain-Italic.otf"
weight = 400
style = "italic"
licence = "OFL-1.1"
origin = "drawn for this test"
sha256 = "{sha256(b"font")}"
"""


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "Plain-Italic.otf").write_bytes(b"font")
    return tmp_path


def fault(fonts: Path, text: str) -> str:
    (fonts / "fonts.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_faces(fonts)
    return str(caught.value)


def test_a_face_is_read_with_its_bytes(fonts: Path) -> None:
    (fonts / "fonts.toml").write_text(FACE)
    (face,) = read_faces(fonts)
    assert (face.family, face.role, face.weight) == ("Plain Serif", FontRole.TEXT, 400)
    assert (face.style, face.licence) == ("italic", "OFL-1.1")
    assert (face.asset.name, face.asset.media_type) == ("plain/Plain-Italic.otf", "font/otf")
    assert face.asset.data == b"font"


FAULTS = {
    "role": ('"text"', '"txet"', 'fonts.toml:3: face[0].role: "txet" is not known here\n'),
    "style": ('"italic"', '"slanted"', "fonts.toml:6: face[0].style: "),
    "weight": ("400", "410", "fonts.toml:5: face[0].weight: 410 is not one of the weights"),
    "no font": (".otf", ".woff2", 'fonts.toml:4: face[0].file: "plain/Plain-Italic.woff2" is not'),
    "absent": ("Plain-Ital", "Plain-ital", "fonts.toml:4: face[0].file: there is no file"),
    "outside": ("plain/", "../plain/", "fonts.toml:4: face[0].file: "),
    "unknown": ("licence", "license", "fonts.toml:7: face[0].license: this key is not known"),
    "empty": (FACE, "face = []", "fonts.toml:1: face: at least one face is needed"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told(name: str, fonts: Path) -> None:
    old, new, told = FAULTS[name]
    assert old in FACE
    assert fault(fonts, FACE.replace(old, new)).startswith(told)


def test_a_font_that_has_changed_is_refused(fonts: Path) -> None:
    (fonts / "plain" / "Plain-Italic.otf").write_bytes(b"other")
    assert fault(fonts, FACE) == (
        'fonts.toml:9: face[0].sha256: "plain/Plain-Italic.otf" is not the font it was: '
        f"its digest is {sha256(b'other')}\n"
        "  hint: restore the file; after a change that is meant, write the new digest here"
    )


def test_fonts_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the bundled fonts are missing"):
        read_faces(tmp_path)
