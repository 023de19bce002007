"""Chapters in which WeasyPrint alone loses notes: each of them stands on a page all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editions.print.books import POCKET, here, look, master
from editions.print.shapes import begin, chapter, end
from editions.print.tagged import structure_of
from editions.print.whole import page_texts
from makeready.editions.print import edition
from makeready.editions.print.prove.page_map import REPAIRS

if TYPE_CHECKING:
    from makeready.core.model import Master

# In each of these the layout alone would lose a note, which P-010, P-011 or P-012 tells;
# the shapes of MORE say it once more.
LOSING = (22,)
MORE = (199, 540, 756, 1167, 1516)


RAGGED = "p { text-align: left }"
"""Leaves the breaking of lines to WeasyPrint, for these shapes were found so."""


def shaped(seed: int) -> Master:
    return master((chapter(seed),), trim=POCKET, style=RAGGED)


@pytest.mark.parametrize(
    "seed", [*LOSING, *(pytest.param(n, marks=pytest.mark.soak) for n in MORE)]
)
def test_no_note_is_lost(seed: int) -> None:
    book = shaped(seed)
    printed, found = edition.make(book, look(), here)
    assert printed is not None, found
    assert {finding.code for finding in found} & {*REPAIRS.values()}
    structure = structure_of(printed.data)
    assert structure.faults == []
    assert structure.roles["Note"] == len(book.notes)
    text = "".join(page_texts(printed.data))
    words = [word(note.number) for note in book.notes for word in (begin, end)]
    assert [word for word in words if text.count(word) != 1] == []
