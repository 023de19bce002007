"""Code, comments and tags become blanks, and the text around them stays where it is."""

from __future__ import annotations

from makeready.master.markup.code import blank_unseen


def test_each_comment_and_element_of_code_is_blanked_also_behind_one_that_holds_another() -> None:
    text = "a <!-- <pre> --> b <code>x</code> c"
    unseen = blank_unseen(text)
    assert "pre" not in unseen
    assert "x" not in unseen
    assert [unseen.index(letter) for letter in "ab"] == [text.index(letter) for letter in "ab"]


def test_an_element_of_code_that_never_ends_hides_no_later_one_of_another_kind() -> None:
    assert "x" not in blank_unseen("a <pre> b <code>x</code> c")
