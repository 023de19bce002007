from __future__ import annotations

from makeready.checks.read.divided_rows import order_stretches


def test_pages_without_divided_rows_stay_whole() -> None:
    assert order_stretches([[0, 0, 1], [0]], []) == ((0, 0, 3), (1, 0, 1))


def test_the_cells_of_a_divided_row_come_one_after_the_other() -> None:
    first, second = [0, 0, 1, 1, 2], [0, 1, 1, 2]
    row = ((0, 1), (1, 0), (0, 2), (1, 1))
    assert order_stretches([first, second], [row]) == (
        (0, 0, 4),
        (1, 0, 1),
        (0, 4, 5),
        (1, 1, 4),
    )


def test_what_the_structure_says_twice_or_the_page_does_not_show_is_passed_over() -> None:
    assert order_stretches([[0, 1, 0], [0]], [((0, 1), (0, 7), (1, 0))]) == ((0, 0, 3), (1, 0, 1))
