"""Type that stands tenths of a point aside is told, and what layouts do by themselves is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from makeready.checks.read.lines import Owner, PrintedLine, Space
from makeready.checks.seen.standing import find_displaced

OWNER = Owner(paragraph=(1, 0), kinds=("P",), chapter=None)
LINES = tuple(
    PrintedLine(
        page=0,
        owner=OWNER,
        text=f"{letter}alt and rope",
        left=20.0,
        right=90.0,
        base=base,
        size=10.0,
        scale=1.0,
        spaces=(),
    )
    for letter, base in zip("bcdefgh", (86.0, 72.0, 58.0, 44.0, 30.0, 16.0, 2.0), strict=True)
)


def change(at: int, **said: Any) -> list[PrintedLine]:
    """Return the lines with one of them set otherwise."""
    return [replace(line, **said) if n == at else line for n, line in enumerate(LINES)]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (3, {"base": 44.3}),
        (3, {"base": 43.8}),
        (6, {"base": 2.3}),
        (0, {"base": 85.7}),
        (4, {"left": 20.2}),
        (4, {"left": 19.3}),
        (2, {"uneven": 0.2}),
    ],
)
def test_a_line_that_was_moved_is_told(at: int, said: dict[str, Any]) -> None:
    found = {line.text for line, _ in find_displaced(change(at, **said))}
    assert LINES[at].text in found


def test_lines_as_layouts_set_them_are_not_told() -> None:
    assert [*find_displaced(LINES)] == []


def test_a_line_that_is_higher_for_a_formula_moves_those_below_it_too() -> None:
    lower = [
        replace(line, base=line.base - 0.4) if n >= 3 else line for n, line in enumerate(LINES)
    ]
    assert [*find_displaced(lower)] == []


def test_a_letter_that_tapers_may_hang_into_the_margin() -> None:
    hung = [replace(line, text="walt") if n == 2 else line for n, line in enumerate(LINES)]
    hung[2] = replace(hung[2], left=19.76)
    assert [*find_displaced(hung)] == []


def test_lines_of_verse_that_begin_at_places_of_their_own_are_not_told() -> None:
    lefts = (20.0, 31.0, 31.4, 25.0, 28.0, 33.0, 36.0)
    centred = [replace(line, left=left) for line, left in zip(LINES, lefts, strict=True)]
    assert [*find_displaced(centred)] == []


def test_lines_from_right_to_left_end_where_others_begin() -> None:
    lefts = (20.0, 20.0, 20.0, 20.0, 20.0, 20.4, 20.0)
    leftward = [
        replace(line, text="אבג דהו", left=left) for line, left in zip(LINES, lefts, strict=True)
    ]
    assert [*find_displaced(leftward)] == []


def _end(looseness: float) -> list[PrintedLine]:
    """Return a paragraph of which two lines end aside, with word spaces of a width."""
    space = Space(left=50.0, right=50.0 + 2.5 * looseness, own=2.5)
    rights = (90.0, 90.0, 91.0, 90.0, 90.0, 98.0, 40.0)
    even = zip(LINES, rights, strict=True)
    return [
        replace(line, text="salt and tin", right=right, spaces=(space,)) for line, right in even
    ]


def test_ragged_lines_that_end_alike_since_words_come_again_are_not_told() -> None:
    assert [*find_displaced(_end(1.0))] == []


def test_justified_lines_that_end_aside_are_told() -> None:
    assert [fault for _, fault in find_displaced(_end(1.2))] == [
        "ends 1.0 pt aside from its paragraph",
        "ends 8.0 pt aside from its paragraph",
    ]


def _set_pages(size: float) -> list[PrintedLine]:
    """Return three pages of a chapter, of which the last one has type of another size."""
    sizes = (10.0, 10.0, size)
    return [
        replace(line, page=page, size=own, owner=replace(OWNER, paragraph=(page, 0)))
        for page, own in enumerate(sizes)
        for line in LINES
    ]


@pytest.mark.parametrize("size", [9.8, 10.2])
def test_a_page_that_is_drawn_at_another_scale_is_told(size: float) -> None:
    ((line, fault),) = find_displaced(_set_pages(size))
    assert line.page == 2
    assert "times as large" in fault


@pytest.mark.parametrize("size", [9.0, 10.0, 12.0])
def test_a_page_of_another_kind_of_text_is_not_told(size: float) -> None:
    assert [*find_displaced(_set_pages(size))] == []
