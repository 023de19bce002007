"""What a font looks like is told by its name where its flags say nothing."""

from __future__ import annotations

import pytest

from makeready.intake.pdf.read.faces import face_of


@pytest.mark.parametrize(
    ("name", "bold", "italic"),
    [
        ("ABCDEF+LinBiolinumO", False, False),
        ("ABCDEF+LinBiolinumOB", True, False),
        ("LinLibertineOZI", True, True),
        ("LinLibertineTI", False, True),
        ("CMBX10", True, False),
        ("CMTI10", False, True),
    ],
)
def test_families_that_name_their_styles_by_letters(name: str, bold: bool, italic: bool) -> None:
    face = face_of(name, 0, 400, slanted=False)
    assert (face.bold, face.italic) == (bold, italic)
