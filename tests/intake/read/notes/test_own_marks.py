"""Signs that a source sets around its notes are dropped, and classes are read however given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.intake.read.notes.own_marks import drop_brackets, read_classes

if TYPE_CHECKING:
    from makeready.intake.read.pandoc_json import Json

NOTE: Json = {"t": "Note", "c": []}
SPACE: Json = {"t": "Space"}


def string(words: str) -> Json:
    return {"t": "Str", "c": words}


@pytest.mark.parametrize(
    ("classes", "pairs"),
    [
        (["Footnote"], []),
        ([], [["epub:type", "footnote"]]),
        ([], [["role", "doc-footnote"]]),
    ],
)
def test_a_note_is_one_by_its_class_or_by_what_epub_and_aria_say(
    classes: list[str], pairs: list[list[str]]
) -> None:
    assert read_classes({"t": "Div", "c": [["", classes, pairs], []]}) >= {"footnote"}


def test_brackets_around_a_call_go_and_the_words_beside_them_stay() -> None:
    items: list[Json] = [string("tar["), NOTE, string("]."), SPACE, string("[sic]")]
    kept = list(drop_brackets(items, {id(NOTE): None}))
    assert kept == [string("tar"), NOTE, string("."), SPACE, string("[sic]")]
