"""The e-book holds what it shows in fonts of the machine, where these allow it."""

from __future__ import annotations

import io
from functools import cache

from fontTools.ttLib import TTCollection, TTFont

from editions.print.books import look
from makeready.core.model import Digest, MachineFont
from makeready.editions.epub.machine_faces import take_machine_faces

OWN = look().faces[0]


@cache
def collection(permission: int = 0) -> bytes:
    """Return a file of two faces, of which the second may be embedded as its fsType says."""
    held = TTCollection()
    held.fonts = [TTFont(io.BytesIO(face.asset.data)) for face in look().faces[1:3]]
    held.fonts[1]["OS/2"].fsType = permission
    out = io.BytesIO()
    held.save(out)
    return out.getvalue()


def font(family: str, permission: int = 0, weight: int = 400) -> MachineFont:
    return MachineFont(
        family=family,
        weight=weight,
        style="normal",
        place=1,
        data=collection(permission),
        digest=Digest("abc"),
    )


def test_a_face_of_a_collection_is_taken_with_the_characters_that_are_lacking() -> None:
    faces, found = take_machine_faces([font("Far Serif"), font("Far Serif", weight=700)], "ab", ())
    assert not found
    assert [(face.family, face.weight) for face in faces] == [
        ("Far Serif", 400),
        ("Far Serif", 700),
    ]
    made = TTFont(io.BytesIO(faces[0].asset.data))
    assert sorted(made.getBestCmap()) == [ord("a"), ord("b")]
    assert faces[0].asset.name == "fonts/FarSerif-400.otf"
    assert len(faces[0].asset.data) < len(collection()) / 20


def test_nothing_is_taken_for_what_the_book_has_a_face_for() -> None:
    assert take_machine_faces([font("Far Serif")], "ab", (OWN,)) == ((), ())


def test_a_character_is_taken_from_the_first_family_that_has_it() -> None:
    faces, _ = take_machine_faces([font("One"), font("Two")], "ab", ())
    assert [face.family for face in faces] == ["One"]


def test_what_may_not_be_embedded_stays_outside_and_is_told() -> None:
    faces, found = take_machine_faces([font("Far Serif", permission=2)], "ab", ())
    assert not faces
    assert [(each.code, each.message) for each in found] == [
        ("E-009", "“Far Serif” has 2 characters of the book")
    ]


def test_signs_of_the_text_come_with_the_letters() -> None:
    faces, _ = take_machine_faces([font("Far Serif")], "a: b", look().faces[3:4])
    assert faces == ()
    faces, _ = take_machine_faces([font("Far Serif")], "a: 9é", ())
    made = TTFont(io.BytesIO(faces[0].asset.data))
    assert "".join(map(chr, sorted(made.getBestCmap()))) == " 9:aé"
