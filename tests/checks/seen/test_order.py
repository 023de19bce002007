"""Lines of a page that stand in another order than they are read are told, and no others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checks.differ.test_printed import printed
from checks.seen.test_typesetting import line, owner
from makeready.checks.seen.order import check_order, find_lines_apart, find_words_apart, name_fault

if TYPE_CHECKING:
    from makeready.checks.read.lines import PrintedLine
    from makeready.checks.report import Files

BODY, NEXT, NOTE = owner(1, "P"), owner(2, "P"), owner(3, "P", "Note")
CELL = owner(4, "TD")


def test_lines_and_notes_in_their_order_are_right() -> None:
    lines = [line(0, 0, BODY), line(0, 1, BODY), line(0, 9, NOTE), line(0, 10, NOTE)]
    assert list(find_lines_apart([*lines, line(0, 2, NEXT), line(1, 0, NEXT)])) == []


def test_cells_side_by_side_are_right() -> None:
    left = [line(0, row, CELL, width=90.0) for row in (0, 1)]
    right = [replace(each, left=200.0, right=290.0) for each in left]
    assert list(find_lines_apart([*left, *right])) == []


@pytest.mark.parametrize(
    "lines",
    [
        [line(0, 1, BODY), line(0, 0, BODY)],
        [line(0, 0, BODY), line(0, 0, BODY)],
        [line(0, 3, BODY), line(0, 0, NEXT)],
        [line(0, 10, NOTE), line(0, 9, NOTE)],
        [line(0, 9, BODY), line(0, 5, NOTE)],
    ],
    ids=["lines", "on top", "paragraphs", "notes", "a note in the text"],
)
def test_what_stands_above_what_is_read_before_it_is_told(lines: list[PrintedLine]) -> None:
    ((page, told),) = find_lines_apart(lines)
    assert page == 0
    assert "above" in told


def test_words_exchanged_on_a_line_are_told() -> None:
    page = printed("4", "coots nest")
    boxes = [(100.0 + 5 * at, 0.0, 105.0 + 5 * at, 5.0) for at in range(5)]
    after = [(140.0 + 5 * at, 0.0, 145.0 + 5 * at, 5.0) for at in range(4)]
    assert list(find_words_apart([replace(page, boxes=(*boxes, *after))])) == []
    before = [(20.0 + 5 * at, 0.0, 25.0 + 5 * at, 5.0) for at in range(4)]
    ((number, told),) = find_words_apart([replace(page, boxes=(*boxes, *before))])
    assert number == 0
    assert "another order" in told


def test_type_that_nobody_can_read_is_told() -> None:
    good = line(0, 0, BODY)
    assert name_fault(good) == ""
    assert "turned" in name_fault(replace(good, is_turned=True))
    assert "points" in name_fault(replace(good, least=0.5))
    assert "pressed" in name_fault(replace(good, narrowest=0.2))


def test_spaces_of_words_that_are_read_backward_are_not_measured() -> None:
    closed = replace(line(0, 0, BODY), text="reeds by the", spaces=())
    assert "without a space" in name_fault(closed)
    assert name_fault(replace(closed, is_backward=True)) == ""


def test_the_proof_says_how_many_lines_were_looked_at(good: Files) -> None:
    ((name, count),) = check_order(good).figures
    assert name == "lines"
    assert count > 50
