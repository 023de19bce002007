"""Two readings are told apart word by word, and both can be read from the pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from makeready.checks.differ.words import AROUND, compare_words, likeness

WORDS = st.lists(st.sampled_from("ab cd ef gh".split()), max_size=AROUND).map(" ".join)


@given(WORDS, WORDS)
def test_each_reading_is_what_is_its_own_and_what_is_common(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    for side, reading in (("old", old), ("new", new)):
        own = (piece.text for piece in pieces if piece.side in ("both", side))
        assert " ".join(own).split() == reading.split()


def test_words_far_from_a_difference_are_left_out() -> None:
    many = " ".join(f"w{number}" for number in range(100))
    first, last, _ = compare_words(f"{many} end", f"{many} stop")
    assert first.text == "… w94 w95 w96 w97 w98 w99"
    assert last.text == "end"


def test_likeness_is_the_share_of_common_words() -> None:
    assert likeness("a b", "a c") == 0.5
    assert likeness("", "") == 1.0
