"""The order of notes tells which of the figures read twice are right."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from makeready.intake.pdf.scan.order import (
    Opening,
    expect_first,
    settle_calls,
    settle_openings,
    settle_series,
)
from makeready.intake.pdf.scan.values import Ink


def ink(digits: str, sure: int = 95) -> Ink:
    return Ink(line=0, box=(0, 0, 10, 20), opens=False, digits=digits, sure=sure)


def opening(number: int, *, read: bool = False, sure: int = 90) -> Opening:
    return Opening(line=0, number=number, ink=None if read else ink(str(number), sure))


def _labels(read: list[str], numbers: list[int]) -> list[str]:
    return [each.label for each in settle_calls([ink(digits) for digits in read], numbers)]


def test_notes_count_on_where_some_numbers_were_lost() -> None:
    read = [opening(7, read=True), opening(0), opening(0), opening(10, read=True)]
    assert settle_openings(read) == (7, 8, 9, 10)


def test_one_misread_number_is_outvoted() -> None:
    read = [opening(1, read=True), opening(7, sure=0), opening(3), opening(4)]
    assert settle_openings(read) == (1, 2, 3, 4)


def test_numbers_that_do_not_agree_are_left_alone() -> None:
    assert settle_openings([opening(0), opening(0)]) == (0, 0)
    assert settle_openings([opening(3), opening(9)])[0] == 3
    assert settle_openings([opening(3), opening(9)])[1] == 0


def test_the_first_note_is_expected_to_be_the_one_called_first_or_the_next() -> None:
    assert expect_first([ink("7")], 6) == (7, 7)
    assert expect_first([ink("1")], 6) == (1,), "a chapter begins"
    assert expect_first([ink("7", 60)], 0) == ()
    assert settle_openings([opening(0), opening(0)], (7, 7)) == (7, 8)
    assert settle_openings([opening(0), opening(0)], (7, 12)) == (0, 0)
    assert settle_openings([opening(3, read=True)], (7,)) == (3,)


def test_a_misread_call_between_two_certain_ones_has_its_number_by_order() -> None:
    assert _labels(["4", "", "6"], [4, 5, 6]) == ["4", "5", "6"]
    assert _labels(["4", "51", "6"], [4, 5, 6]) == ["4", "5", "6"]


def test_two_marks_for_one_note_leave_it_open() -> None:
    assert _labels(["4", "", "", "6"], [4, 5, 6]) == ["4", "", "", "6"]


def test_one_mark_for_two_notes_leaves_it_open() -> None:
    assert _labels(["4", "", "7"], [4, 5, 6, 7]) == ["4", "", "7"]


def test_nothing_is_guessed_where_no_reading_confirms_it() -> None:
    assert _labels(["", ""], [4, 5, 6]) == ["", ""]


def test_the_note_of_the_last_call_may_stand_overleaf() -> None:
    assert _labels(["4", "5"], [4]) == ["4", "5"]


@given(st.integers(1, 90), st.integers(1, 12), st.data())
def test_no_call_is_ever_given_a_number_of_another(
    first: int, count: int, data: st.DataObject
) -> None:
    """Readings fail at random: who stands in order has his own number, or none."""
    numbers = list(range(first, first + count))
    lost = data.draw(st.sets(st.sampled_from(numbers)))
    read = ["" if number in lost else str(number) for number in numbers]
    labels = _labels(read, numbers)
    assert all(label in ("", str(number)) for label, number in zip(labels, numbers, strict=True))
    if len(lost) < count:
        assert labels == list(map(str, numbers))


def test_calls_of_end_notes_count_on_over_pages() -> None:
    settled, last = settle_series([ink("3"), ink("7", 60), ink("4")], 2)
    assert [each.label for each in settled] == ["3", "", "4"]
    assert last == 4
    assert settle_series([ink("1")], 40)[1] == 1, "a chapter begins anew"
