"""A word that is not known brings the words that were probably meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from makeready.core.suggest import find_similar, suggest


def test_the_likeliest_word_comes_first() -> None:
    assert find_similar("titel", ["subtitle", "title", "rights"]) == ("title", "subtitle")


def test_capitals_do_not_matter() -> None:
    assert find_similar("TITLE", ["Title"]) == ("Title",)


def test_a_hint_names_all_there_is_where_nothing_is_near() -> None:
    assert suggest("page", ["chapter", "book"]) == "known: book, chapter"
    assert suggest("page", []) == ""


@given(st.text(), st.lists(st.text()))
def test_only_known_words_are_ever_meant(word: str, known: list[str]) -> None:
    assert set(find_similar(word, known)) <= set(known)
    assert suggest(word, known) or not known


def test_a_word_without_end_is_compared_in_time() -> None:
    assert find_similar("x" * 10_000_000, ["y", "title"]) == ()
