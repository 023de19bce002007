from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.editions.pages import mark_place, strip_unseen, visible_places, word_start

TEXTS = st.text(alphabet="abé1’-. \n河ก한\u00ad\u200b", max_size=40)


@given(TEXTS)
def test_the_visible_characters_stand_at_the_visible_places(text: str) -> None:
    shown = strip_unseen(text)
    assert shown == "".join(text[at] for at in visible_places(text))
    assert shown == "".join(each for each in text if each not in "\u00ad\u200b" and each.strip())


@pytest.mark.parametrize(
    ("text", "index", "start"),
    [
        ("the mill", 4, 4),
        ("the mill", 6, 4),
        ("mill", 0, 0),
        ("well-kept", 7, 5),
        ("it’s so", 3, 0),
        ("su\u00adnny", 3, 0),
        ("the mill.", 8, 8),
        ("in 1848 then", 5, 3),
        ("去河边看水", 3, 3),
        ("ไปที่แม่น้ำ", 2, 2),
        ("강가에서 놀다", 2, 0),
    ],
)
def test_a_broken_word_is_marked_at_its_start(text: str, index: int, start: int) -> None:
    assert word_start(text, index) == start


@given(TEXTS, st.data())
def test_a_word_start_is_its_own_start_and_nothing_lies_between(
    text: str, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(text)))
    start = word_start(text, index)
    assert start <= index
    assert word_start(text, start) == start
    assert not any(character.isspace() for character in text[start:index])


def test_a_place_within_a_link_moves_before_the_link() -> None:
    text = "see the long way round it"
    assert mark_place(text, text.index("way"), [(4, 22)]) == 4
    assert mark_place(text, 4, [(4, 22)]) == 4
    assert mark_place(text, text.index("it"), [(4, 22)]) == text.index("it")


def test_a_link_that_begins_within_a_word_leads_to_the_word() -> None:
    text = "so counterclockwise turn it"
    assert mark_place(text, text.index("turn"), [(10, 24)]) == 3


def test_adjacent_links_are_apart() -> None:
    assert mark_place("a-b-c-d", 4, [(2, 4), (4, 7)]) == 4
    assert mark_place("a-b-c-d", 6, [(2, 4), (4, 7)]) == 4
