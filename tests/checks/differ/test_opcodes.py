"""Opcodes lead from one sequence to the other, also where both are long and of few words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from makeready.checks.differ import opcodes

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


@given(WORDS, WORDS)
def test_opcodes_lead_from_the_old_to_the_new(old: list[str], new: list[str]) -> None:
    made, at = list[str](), 0
    for tag, first, last, start, end in opcodes.find_opcodes(old, new):
        assert first == at
        assert tag != "equal" or old[first:last] == new[start:end]
        made += new[start:end]
        at = last
    assert (made, at) == (new, len(old))


def test_what_is_long_and_has_nothing_of_its_own_differs_as_a_whole() -> None:
    old, new = ["a", "b"] * 2000, ["b", "c"] * 2000
    assert [*opcodes.find_opcodes(old, new)] == [("replace", 0, 4000, 0, 4000)]


def test_what_stands_once_in_both_is_equal() -> None:
    old, new = [*"xx", "once", *"xx"], [*"yy", "once", *"y"]
    assert ("equal", 2, 3, 2, 3) in [*opcodes.find_opcodes(old, new)]
