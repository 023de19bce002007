from __future__ import annotations

from makeready.editions.print.tags.divided_rows import Way, count_moves

ROW, NESTED = 71, 99


def read(pages: list[list[tuple[str, Way]]]) -> list[str]:
    """Return the names of the stretches in the order of reading."""
    moves = count_moves([[way for _, way in page] for page in pages])
    standing = [
        (name, move)
        for page, own in zip(pages, moves, strict=True)
        for (name, _), move in zip(page, own or (0,) * len(page), strict=True)
    ]
    places = sorted(range(len(standing)), key=lambda place: place + standing[place][1])
    return [standing[place][0] for place in places]


def test_a_row_on_two_pages_is_read_cell_by_cell() -> None:
    first = [("before", ()), ("a1", (ROW, 0)), ("b1", (ROW, 1))]
    second = [("a2", (ROW, 0)), ("b2", (ROW, 1)), ("behind", ())]
    assert read([first, second]) == ["before", "a1", "a2", "b1", "b2", "behind"]


def test_a_cell_that_begins_on_the_later_page_keeps_its_column() -> None:
    assert read([[("b1", (ROW, 1))], [("a1", (ROW, 0)), ("b2", (ROW, 1))]]) == ["a1", "b1", "b2"]


def test_a_table_in_a_divided_cell_stays_between_the_words_around_it() -> None:
    first = [("a1", (ROW, 0)), ("x1", (ROW, 0, NESTED, 0)), ("y1", (ROW, 0, NESTED, 1))]
    first.append(("b1", (ROW, 1)))
    second = [("x2", (ROW, 0, NESTED, 0)), ("a2", (ROW, 0)), ("b2", (ROW, 1))]
    assert read([first, second]) == ["a1", "x1", "x2", "y1", "a2", "b1", "b2"]


def test_pages_without_a_divided_row_have_no_moves() -> None:
    whole: list[Way] = [(ROW, 0), (ROW, 1)]
    assert count_moves([[(), *whole], [(ROW + 1, 0), (ROW + 1, 1)]]) == ((), ())
