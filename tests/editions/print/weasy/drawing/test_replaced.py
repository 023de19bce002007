"""Glyphs with their own text are marked in the content; spaces beside them are not left alone."""

from __future__ import annotations

import pydyf

from makeready.editions.print.weasy.drawing.replaced import Stretch, join_spaces, mark_replaced


def stretches(*words: str, is_leftward: bool = False) -> tuple[Stretch, ...]:
    """Return words of one glyph each; those that end in an asterisk have their text beside them."""
    return tuple(
        Stretch(
            start=at,
            end=at + 1,
            text=word.removesuffix("*"),
            is_leftward=is_leftward,
            is_replaced=word.endswith("*"),
        )
        for at, word in enumerate(words)
    )


def test_a_space_between_words_with_their_own_text_joins_the_one_that_is_read_first() -> None:
    joined = tuple(join_spaces(stretches("one*", " ", "two*", " ", "three", " ")))
    assert [each.text for each in joined] == ["one ", "two", " ", "three", " "]
    assert [(each.start, each.end) for each in joined][:2] == [(0, 2), (2, 3)]
    turned = join_spaces(stretches("ב*", " ", "א*", is_leftward=True))
    assert [each.text for each in turned] == ["ב", "א "]
    assert [each.text for each in join_spaces(stretches(" ", "one*"))] == [" one"]


def test_glyphs_are_marked_where_they_stand_and_numbers_stay_apart() -> None:
    items = [b"1 0 0 -1 5 5 Tm", b"[<00010002>147<>-30.5<0003>] TJ", b"-2 Ts", b"[<0004>] TJ"]
    found = list(mark_replaced(items, (Stretch(start=1, end=2, text="é"),)))
    assert [each["ActualText"].data for each in found if isinstance(each, dict)] == [
        pydyf.String("é").data
    ]
    assert [each for each in found[1:] if not isinstance(each, dict)] == [
        b"[<0001>] TJ",
        "/Span",
        b"BDC",
        b"[<0002>] TJ",
        b"EMC",
        b"[147 -30.5 <0003>] TJ",
        b"-2 Ts",
        b"[<0004>] TJ",
    ]


def test_what_is_marked_may_reach_over_several_operators() -> None:
    items = [b"[<0001>] TJ", b"-2 Ts", b"[5<0002>] TJ"]
    found = list(mark_replaced(items, (Stretch(start=0, end=2, text="é"),)))
    assert found[-1] == b"EMC"
    assert found[0] == "/Span"
