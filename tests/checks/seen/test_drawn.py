"""Words of printed pages are struck out where the master strikes them, and nowhere else."""

from __future__ import annotations

from makeready.checks.read.lines import Owner, PrintedLine
from makeready.checks.read.print import Page
from makeready.checks.seen.drawn import compare_struck, find_moved

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


def fill(page: int, left: float, right: float, *kinds: str) -> list[PrintedLine]:
    """Return the lines of a page that is filled by one kind of text."""
    owner = Owner(paragraph=(page, 0), kinds=("P", *kinds), chapter=None)
    return [
        PrintedLine(
            page=page,
            owner=owner,
            text="salt and rope",
            left=left,
            right=right,
            base=base,
            size=10.0,
            scale=1.0,
            spaces=(),
        )
        for base in (86.0, 72.0, 58.0, 44.0)
    ]


def set_pages(last: float) -> list[PrintedLine]:
    """Return right pages that a box fills, ragged, and others; the last one begins elsewhere."""
    boxes = [line for page in range(0, 10, 2) for line in fill(page, 42, 150, "Div", "Sect")]
    plain = [line for page in (10, 12) for line in fill(page, 20, 148, "Sect")]
    return [*boxes, *plain, *fill(14, 20 - last, 139 - last, "Sect")]


def test_pages_without_the_box_that_fills_most_are_not_told() -> None:
    assert [*find_moved(set_pages(0.0))] == []


def test_a_page_of_verse_alone_amid_pages_of_verse_and_prose_is_not_told() -> None:
    """Verse stands in from the margin, at which lines of prose stand on the other pages."""
    both = [
        line
        for page in range(0, 10, 2)
        for line in (*fill(page, 40, 140, "Div", "Sect"), *fill(page, 20, 148, "Sect"))
    ]
    assert [*find_moved([*both, *fill(10, 40, 160, "Div", "Sect")])] == []


def test_a_page_that_stands_aside_from_those_of_its_kind_is_told() -> None:
    assert [page for page, _ in find_moved(set_pages(9.0))] == [14]
