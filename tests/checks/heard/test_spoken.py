"""Listeners hear stretches in the order of the master, signs beside leftward words apart."""

from __future__ import annotations

import pytest

from makeready.checks.heard.meant import Meant
from makeready.checks.heard.spoken import Spoken, _find_moved, _Found

PLAIN = Meant("en", frozenset())


def heard(*words: tuple[str, int]) -> list[str]:
    """Return what is told of stretches in the tree's order, each with its place in the text."""
    told = [
        Spoken(page=0, number=number, meant=PLAIN, note=-1, is_listed=False)
        for number in range(len(words))
    ]
    found = {
        (0, number): _Found(note=-1, place=place, words=said)
        for number, (said, place) in enumerate(words)
    }
    return list(_find_moved(told, found, ["v"]))


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ([("oil", 0), ("wax", 4)], 0),
        ([("wax", 4), ("oil", 0)], 1),
        ([("زيت", 0), ("1948", 5), ("(", 4)], 0),
        ([("زيت", 4), ("1948", 9), ("oil", 0)], 1),
        ([("wax", 4), ("(", 3)], 1),
    ],
    ids=["in order", "exchanged", "a sign beside Arabic", "a word beside Arabic", "a sign"],
)
def test_a_stretch_that_comes_too_late_is_told(words: list[tuple[str, int]], count: int) -> None:
    assert len(heard(*words)) == count
