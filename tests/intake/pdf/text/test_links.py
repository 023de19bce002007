"""Calls lead to notes at the end of the document, however these are counted."""

from __future__ import annotations

import pytest

from intake.pdf.typed import (
    LEADING,
    LEFT,
    TOP,
    Put,
    filled,
    import_of,
    page_of_text,
    pdf_page,
    text_of,
)

AFTER = LEFT + 200  # where a call may stand


def _keys(labels: list[str], marks: list[str]) -> list[str]:
    """Return the notes that calls on one page lead to, of those that open with marks on another."""
    calls = [
        Put(label, AFTER, TOP - (4 * at + 3) * LEADING + 4, 6.0) for at, label in enumerate(labels)
    ]
    notes = [
        Put(f"{mark} {filled(1, 3 * at)[0]}", base=TOP - 2 * at * LEADING)
        for at, mark in enumerate(marks)
    ]
    made = import_of([pdf_page(0, [*page_of_text(), *calls]), pdf_page(1, notes)])
    return [link.key for link in made.links]


@pytest.mark.parametrize(
    "labels",
    [
        pytest.param(["i", "ii", "iii"], id="small roman numerals, as office programs have them"),
        pytest.param(["1", "2", "3"], id="figures"),
        pytest.param(["1", "2"], id="only two"),
    ],
)
def test_end_notes_are_linked(labels: list[str]) -> None:
    assert _keys(labels, labels) == [str(at + 1) for at in range(len(labels))]


def test_two_numbered_paragraphs_that_are_not_both_called_are_no_notes() -> None:
    assert not any(_keys(["1"], ["1", "2"]))


def test_notes_and_not_the_list_of_as_many_items_are_called() -> None:
    items = [
        Put(f"{at + 1}. {filled(1, 5 * at)[0]}", base=TOP - (2 * at + 14) * LEADING)
        for at in range(2)
    ]
    calls = [Put(str(at + 1), AFTER, TOP - (4 * at + 3) * LEADING + 4, 6.0) for at in range(2)]
    notes = [Put(f"{at + 1}. Of tar {at}.", base=TOP - 2 * at * LEADING) for at in range(2)]
    made = import_of([pdf_page(0, [*page_of_text(), *calls, *items]), pdf_page(1, notes)])
    assert [link.key for link in made.links] == ["1", "2"]
    assert "[^1]: Of tar 0." in text_of(made)
