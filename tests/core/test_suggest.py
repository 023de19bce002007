"""A word that is not known brings the words that were probably meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from makeready.core.suggest import meant, near


def test_the_likeliest_word_comes_first() -> None:
    assert near("titel", ["subtitle", "title", "rights"]) == ("title", "subtitle")


def test_capitals_do_not_matter() -> None:
    assert near("TITLE", ["Title"]) == ("Title",)


def test_a_hint_names_all_there_is_where_nothing_is_near() -> None:
    assert meant("page", ["chapter", "book"]) == "known: book, chapter"
    assert meant("page", []) == ""


@given(st.text(), st.lists(st.text()))
def test_only_known_words_are_ever_meant(word: str, known: list[str]) -> None:
    assert set(near(word, known)) <= set(known)
    assert meant(word, known) or not known


def test_a_word_without_end_is_compared_in_time() -> None:
    assert near("x" * 10_000_000, ["y", "title"]) == ()
