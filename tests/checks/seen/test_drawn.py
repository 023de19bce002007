"""Words of printed pages are struck out where the master strikes them, and nowhere else."""

from __future__ import annotations

from makeready.checks.read.print import Page
from makeready.checks.seen.drawn import compare_struck

PAGE = Page(
    label="1",
    size=(100.0, 100.0),
    text="saltsea",
    boxes=tuple((10.0 * at, 50.0, 10.0 * at + 9, 58.0) for at in range(7)),
    lines=(0,) * 7,
    runs=(0,) * 7,
    furniture=(),
    outside="",
    pictures=0,
    links=(),
)
LINE = (0.0, 53.5, 39.0, 54.5)


def told(*lines: tuple[float, float, float, float], marked: str = "") -> list[str]:
    places = frozenset(range(len(marked)))
    return [*compare_struck(PAGE, lines, places, is_plain=True)]


def test_a_line_through_words_that_the_master_strikes_is_in_order() -> None:
    assert told(LINE, marked="salt") == []


def test_a_line_through_other_words_is_told_even_where_some_are_struck() -> None:
    assert told((0.0, 53.5, 69.0, 54.5), marked="salt") == ["has a line through “sea”"]
    assert told(LINE) == ["has a line through “salt”"]


def test_words_that_have_lost_their_line_are_told() -> None:
    assert told(marked="salt") == ["has no line through “salt”"]
    assert [*compare_struck(PAGE, (), frozenset({0, 1}), is_plain=False)] == []
