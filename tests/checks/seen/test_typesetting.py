"""What is measured of a book's lines is what stands on its pages, which are made by hand here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from makeready.checks.read.lines import Owner, PrintedLine, Space, read_lines
from makeready.checks.seen import typesetting
from makeready.checks.seen.figures import check_typesetting
from makeready.checks.seen.typesetting import sort_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from makeready.checks.report import Files
    from makeready.checks.seen.typesetting import Fault, Typesetting

WIDTH, PITCH, SIZE = 300.0, 14.0, 10.0
FULL = WIDTH, 3.0
"""How wide a line is, and its spaces."""


def owner(paragraph: int, *kinds: str, chapter: int = 1) -> Owner:
    return Owner(paragraph=(paragraph, 0), kinds=(*kinds, "Sect"), chapter=(chapter, 0))


def line(page: int, row: float, of: Owner, width: float = WIDTH, space: float = 3.0) -> PrintedLine:
    """Return a line so many rows below the top of its page, with spaces at 80 and 160 points."""
    return PrintedLine(
        page=page,
        owner=of,
        text=f"words {page} {row}",
        left=50.0,
        right=50.0 + width,
        base=500.0 - row * PITCH,
        size=SIZE,
        scale=1.0,
        spaces=tuple(Space(left=at, right=at + space, own=2.5) for at in (80.0, 160.0)),
    )


def paragraph(
    page: int, rows: Sequence[float], number: int = 1, *, last: float = 100.0, chapter: int = 1
) -> list[PrintedLine]:
    """Return a justified paragraph on rows of a page, whose last line has this width."""
    of = owner(number, "P", chapter=chapter)
    *body, end = rows
    return [line(page, row, of) for row in body] + [line(page, end, of, last, 2.5)]


def hyphenated(lines: Sequence[PrintedLine], *numbers: int) -> list[PrintedLine]:
    return [
        replace(each, text="words and wo-") if number in numbers else each
        for number, each in enumerate(lines)
    ]


def indented(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    return [replace(lines[0], left=64.0), *lines[1:]]


def apart(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return lines whose spaces do not meet."""
    return [
        replace(
            each,
            spaces=tuple(
                replace(space, left=space.left + 9 * n, right=space.right + 9 * n)
                for space in each.spaces
            ),
        )
        for n, each in enumerate(lines)
    ]


GOOD = apart(paragraph(1, range(6)))
CASES: dict[str, tuple[Callable[[Typesetting], Sequence[Fault]], list[PrintedLine], int]] = {
    "good lines are not loose": (lambda b: typesetting.find_loose(b, 1.5), GOOD, 0),
    "a loose line": (
        lambda b: typesetting.find_loose(b, 1.5),
        [line(1, 0, owner(1, "P"), space=4.0), *GOOD[1:]],
        1,
    ),
    "a ragged paragraph has no loose lines": (
        lambda b: typesetting.find_loose(b, 0.9),
        [line(1, n, owner(1, "P"), 250 + 7 * n, 2.5) for n in range(4)],
        0,
    ),
    "two hyphens": (typesetting.find_ladders, hyphenated(GOOD, 1, 2, 4), 0),
    "a ladder": (typesetting.find_ladders, hyphenated(GOOD, 1, 2, 3), 1),
    "hyphens": (typesetting.find_hyphenated, hyphenated(GOOD, 0, 3), 2),
    "a river": (typesetting.find_rivers, paragraph(1, range(6)), 1),
    "no river": (typesetting.find_rivers, GOOD, 0),
    "a line off the grid": (typesetting.find_off_grid, paragraph(1, (0, 1, 2, 3.1, 4, 5, 6)), 1),
    "a note off the grid": (
        typesetting.find_off_grid,
        [*GOOD, line(1, 9.4, owner(9, "P", "Note"))],
        0,
    ),
    "lines on the grid": (typesetting.find_off_grid, GOOD, 0),
    "lines on the grid by less than a tenth of a point": (
        typesetting.find_off_grid,
        [
            replace(each, base=each.base + slip)
            for page, (slip, rows) in enumerate(((0, 2), (0.02, 2), (0.04, 2), (6.0, 3)), 1)
            for each in paragraph(page, range(rows), page)
        ],
        3,
    ),
    "facing pages alike": (
        typesetting.find_uneven,
        [each for page in (1, 2, 3) for each in paragraph(page, range(6), page)],
        0,
    ),
    "facing pages unequal": (
        typesetting.find_uneven,
        [each for page in (1, 2, 3) for each in paragraph(page, range(5 + page % 2), page)],
        1,
    ),
    "a chapter's last page is short": (
        typesetting.find_uneven,
        [
            *paragraph(1, range(6), 1),
            *paragraph(2, range(5), 2),
            *paragraph(3, range(6), 3, chapter=2),
        ],
        0,
    ),
    "a page before a table is short": (
        typesetting.find_uneven,
        [
            *paragraph(1, range(6), 1),
            *paragraph(2, range(5), 2),
            line(3, 0, owner(7, "TD", "TR", "Table")),
        ],
        0,
    ),
    "an orphan": (
        typesetting.find_parted,
        [*paragraph(1, range(6), 1), line(1, 6, owner(2, "P")), *paragraph(2, range(3), 2)],
        1,
    ),
    "a widow": (typesetting.find_parted, [*GOOD, *paragraph(2, [0], 1)], 1),
    "two lines on each page": (typesetting.find_parted, [*GOOD, *paragraph(2, range(2), 1)], 0),
    "a heading at the foot": (
        typesetting.find_stranded,
        [*GOOD, line(1, 8, owner(2, "H2")), *paragraph(2, range(3), 3)],
        1,
    ),
    "a heading before text": (
        typesetting.find_stranded,
        [*GOOD, line(2, 0, owner(2, "H2")), *paragraph(2, (2, 3, 4), 3)],
        0,
    ),
    "a last line shorter than the indent": (
        typesetting.find_short_ends,
        [*indented(paragraph(1, range(4), 1)), *indented(paragraph(1, range(4, 8), 2, last=9))],
        1,
    ),
    "a last line as long as the indent": (
        typesetting.find_short_ends,
        [*indented(paragraph(1, range(4), 1)), *indented(paragraph(1, range(4, 8), 2, last=15))],
        0,
    ),
    "a short last page": (
        typesetting.find_short_pages,
        [*GOOD, *paragraph(2, range(4), 2)],
        1,
    ),
    "a chapter of one short page": (
        typesetting.find_short_pages,
        [*GOOD, *paragraph(2, range(4), 2, chapter=2)],
        0,
    ),
    "a page that ends within a word": (
        typesetting.find_turns,
        [*hyphenated(GOOD, 5), *paragraph(2, range(3), 1)],
        1,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_counted(name: str) -> None:
    find, lines, count = CASES[name]
    assert len(find(sort_lines(lines))) == count


def test_a_drop_capital_is_no_line_of_its_own() -> None:
    initial = replace(line(1, 1, owner(1, "P"), 20), size=30.0, text="T", spaces=())
    (only,) = sort_lines([initial, *GOOD]).text
    assert only == tuple(GOOD)


def test_the_lines_of_a_finished_book_are_read_from_its_pages(good: Files) -> None:
    book = sort_lines(read_lines(good.pdf))
    assert {round(each.size, 1) for each in book.justified} == {10.8}
    assert len({round(each.base % 14, 1) for each in book.justified}) == 1
    opening = next(each for each in book.text if each[0].text.startswith("The kite began"))
    said = " ".join(each.text for each in opening)
    assert "four spoons from the kitchen drawer." in said
    assert all(0.6 < each.looseness < 1.5 for each in opening)


def test_the_figures_of_a_finished_book_have_places_with_pictures(good: Files) -> None:
    told = check_typesetting(good)
    assert dict(told.figures)["justified lines"] > 40
    assert len(told.measures) == 12
    rows = {each.name: each for each in told.measures}
    assert rows["lines over 0.5 pt off the grid"].value == "0"
    assert all(
        spot.picture.startswith(b"\x89PNG") for each in told.measures for spot in each.spots[:1]
    )
    crossed = sum(not each.is_kept for each in told.measures)
    assert (not told.findings) == (not crossed)
