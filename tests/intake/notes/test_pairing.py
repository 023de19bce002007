"""Calls and notes are paired in order, wherever numbers start again."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from makeready.intake.notes.pairing import Call, Opening, align


def call(at: int, label: str, weight: float = 1.0) -> Call:
    return Call(start=at, end=at + 1, label=label, spelling="sup", weight=weight)


def note(at: int, label: str, group: int) -> Opening:
    return Opening(start=at, end=at + 1, label=label, spelling="sup", certain=True, group=group)


def labels(calls: list[Call], notes: list[Opening]) -> list[tuple[int, int]]:
    return [(calls[pair.call].start, notes[pair.note].start) for pair in align(calls, notes)]


def test_numbers_that_restart_on_every_page_stay_on_their_page() -> None:
    calls = [call(10, "1"), call(110, "1"), call(210, "1")]
    notes = [note(50, "1", 0), note(150, "1", 1), note(250, "1", 2)]
    assert labels(calls, notes) == [(10, 50), (110, 150), (210, 250)]


def test_a_lost_note_does_not_shift_the_others() -> None:
    calls = [call(10, "1"), call(110, "1"), call(210, "1")]
    notes = [note(50, "1", 0), note(250, "1", 1)]
    assert (10, 50) in labels(calls, notes)
    assert (210, 250) in labels(calls, notes)
    assert len(labels(calls, notes)) == 2


def test_notes_at_the_end_of_the_book_are_found() -> None:
    calls = [call(at, str(at)) for at in range(1, 30)]
    notes = [note(1000 + at, str(at), 0) for at in range(1, 30)]
    assert len(align(calls, notes)) == 29


def test_a_stray_number_does_not_take_the_note_of_a_call() -> None:
    calls = [call(5, "2", 0.3), call(10, "1"), call(20, "2")]
    notes = [note(50, "1", 0), note(60, "2", 0)]
    assert labels(calls, notes) == [(10, 50), (20, 60)]


@given(st.lists(st.sampled_from("123"), max_size=12), st.lists(st.sampled_from("123"), max_size=12))
def test_each_call_and_each_note_is_paired_once_and_with_its_own_label(
    first: list[str], second: list[str]
) -> None:
    calls = [call(at * 10, label) for at, label in enumerate(first)]
    notes = [note(at * 10 + 5, label, at) for at, label in enumerate(second)]
    pairs = align(calls, notes)
    assert len({pair.call for pair in pairs}) == len(pairs)
    assert len({pair.note for pair in pairs}) == len(pairs)
    assert all(calls[pair.call].label == notes[pair.note].label for pair in pairs)


def test_notes_of_many_chapters_at_the_end_of_the_book_find_their_calls() -> None:
    calls = [call(at * 10, "1") for at in range(60)]
    notes = [note(9000 + at * 10, "1", 0) for at in range(60)]
    assert labels(calls, notes) == [(at * 10, 9000 + at * 10) for at in range(60)]


def test_a_call_has_few_notes_to_choose_from_however_many_bear_its_number() -> None:
    calls = [call(at * 10, "1") for at in range(3000)]
    notes = [note(at * 10 + 5, "1", 0) for at in range(3000)]
    began = process_time()
    assert len(align(calls, notes)) == 3000
    assert process_time() - began < 20  # with all of them it is minutes
