"""Each glyph of a cluster is given what it stands for, and nothing of the text is given twice."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.editions.spelling import SILENT, is_composed, spell_cluster

OWN = {"m": 1, "\u0304": 2, "e": 3, "\u0301": 4, "é": 5, "क": 6, "ा": 7, "ে": 8, "া": 9}


@pytest.mark.parametrize(
    ("text", "glyphs", "spelled"),
    [
        ("m\u0304", (1, 2), ("m", "\u0304")),
        ("e\u0301", (5,), ("é",)),
        ("\u00e9", (3, 4), ("e", "\u0301")),
        ("र्क", (6, 90), ("क", "र्")),
        ("ক\u09cb", (8, 90, 9), ("ে", "ক", "া")),
        ("ffi", (90,), ("ffi",)),
        ("m\u0304", (90, 91), ("m\u0304", SILENT)),
    ],
    ids=["a mark", "composed", "taken apart", "moved", "around", "a ligature", "unknown"],
)
def test_glyphs_are_spelled(text: str, glyphs: tuple[int, ...], spelled: tuple[str, ...]) -> None:
    assert spell_cluster(text, glyphs, OWN) == spelled


@given(st.text("me\u0301\u0304éकर्ा", min_size=1), st.lists(st.integers(1, 9), min_size=1))
def test_nothing_is_said_twice(text: str, glyphs: list[int]) -> None:
    said = "".join(spell_cluster(text, [*glyphs, 90], OWN)).replace(SILENT, "")
    assert sorted(unicodedata.normalize("NFD", said)) == sorted(unicodedata.normalize("NFD", text))


def test_only_what_takes_marks_or_joins_is_looked_at_more_closely() -> None:
    assert not is_composed("Fähre – naïve “été” 漢字 №")
    assert all(map(is_composed, ("q\u0303", "נָהָר", "نهر", "नदी", "น้ำ")))
