"""A note is kept for its words or its pictures; one that has neither is left out and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.intake.read.context import Context
from makeready.intake.read.notes.inner import settle

if TYPE_CHECKING:
    from makeready.intake.read.pandoc_json import Json

PICTURE: Json = {"t": "Image", "c": [["", [], []], [], ["a.png", ""]]}


@pytest.mark.parametrize(("inside", "is_kept"), [([PICTURE], True), ([], False)])
def test_a_note_that_only_shows_a_picture_is_kept(inside: list[Json], *, is_kept: bool) -> None:
    context = Context(targets=frozenset(), ids=frozenset(), pictures={}, named={}, titles={})
    note: dict[str, Json] = {"t": "Note", "c": [{"t": "Para", "c": inside}]}
    assert settle(note, context) == (note if is_kept else None)
    assert [each.rule for each in context.corrections] == ["D.empty-note"] * (not is_kept)
