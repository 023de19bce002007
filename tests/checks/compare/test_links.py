"""Links of the print edition are known by their words."""

from __future__ import annotations

import pytest

from makeready.checks.compare.links import _choose, _covers, _join_lines

ONE, NINETEEN = frozenset({1}), frozenset({19})
WANTED = (("Part1", ONE), ("Part19", NINETEEN))


@pytest.mark.parametrize(
    ("said", "label", "pages"),
    [
        ("Part1", "", [ONE]),
        ("Part19", "9", [ONE, NINETEEN]),
        ("Part19", "3", [NINETEEN]),
        ("art1", "", [ONE, NINETEEN]),
        ("Part2", "", []),
    ],
)
def test_a_page_behind_a_links_words_is_no_part_of_them(
    said: str, label: str, pages: list[frozenset[int]]
) -> None:
    assert _choose(WANTED, said, label) == pages


def test_the_lines_of_a_link_are_known_by_its_whole_words() -> None:
    shown = [(4, "Weirs"), (9, "Git"), (9, "Branching"), (3, "Branching")]
    assert _join_lines(shown, 2) == {"GitBranching"}
    assert _join_lines(shown, 3) == frozenset()
    assert _join_lines([(4, ""), (4, ""), (4, "Weirs")], 1) == frozenset()


@pytest.mark.parametrize(
    ("spot", "is_covered"),
    [((10, 20), True), ((9.5, 19.5), True), ((31.5, 30), False), ((20, 18.5), False)],
)
def test_a_link_covers_what_stands_less_than_a_point_outside_of_it(
    spot: tuple[float, float], *, is_covered: bool
) -> None:
    assert _covers((10, 20, 30, 40), spot) is is_covered
