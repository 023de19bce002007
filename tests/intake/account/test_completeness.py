"""What a document's own bytes hold is found in the manuscript, or named with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.intake.account.completeness import compare, report_fewer, report_missing
from makeready.intake.model import Correction, Inventory, OwnPassage, Part

WORDS = st.lists(st.sampled_from(["gate", "weir", "oil", "the", "stone"]), max_size=12)


def inventory(*texts: str, part: Part = Part.TEXT) -> Inventory:
    return Inventory(
        passages=tuple(
            OwnPassage(part=part, place=f"paragraph {n}", text=text)
            for n, text in enumerate(texts, 1)
        )
    )


def test_nothing_is_missing_where_all_words_are_there() -> None:
    held = compare(
        inventory("McDuff’s *gate*", "a_b", "note"), ["*Mc*Duff’s gate[^1] ab\n\n[^1]: note"]
    )
    assert (held.words, held.kept, held.lost) == (5, 5, ())


def test_words_are_missed_where_their_neighbours_are_missing_too() -> None:
    held = compare(
        inventory("the gate is of oak", "the oil is old and thick", "the gate holds"),
        ["the gate is of oak\n\nthe gate holds"],
    )
    assert [(each.passage.place, each.words) for each in held.lost] == [
        ("paragraph 2", ("the", "oil", "is", "old", "and", "thick"))
    ]
    (told,) = report_missing("a.docx", held)
    assert told.message == "“the oil is old and thick” (paragraph 2) is not in the manuscript"


@given(WORDS, WORDS)
def test_kept_and_lost_make_up_all_words(own: list[str], there: list[str]) -> None:
    held = compare(inventory(" ".join(own)), [" ".join(there)])
    lost = [word for each in held.lost for word in each.words]
    assert held.words == len(own)
    assert held.kept + len(lost) == len(own)
    for word in set(own):
        assert lost.count(word) == max(0, own.count(word) - there.count(word))


def test_what_was_left_out_by_choice_is_told_with_the_way_to_keep_it() -> None:
    held = compare(inventory("the gate", part=Part.COMMENT), ["the gate"])
    (told,) = report_missing("a.docx", held)
    assert held.kept == 0
    assert told.code == "S-142"
    assert 'comments = "notes"' in told.hint


def test_words_that_a_rule_took_out_are_neither_kept_nor_lost() -> None:
    held = compare(
        inventory("page 12 gate"), ["gate"], [Correction(rule="D.page-number", what="page 12")]
    )
    assert (held.words, held.kept, held.taken, held.lost) == (3, 1, 2, ())


def test_fewer_things_are_told() -> None:
    held = Inventory(counts={"pictures": 2, "notes": 1})
    (told,) = report_fewer("a.docx", held, {"pictures": 1, "notes": 1})
    assert "pictures: the document has 2, the manuscript 1" in told.message


def test_a_word_is_missed_once() -> None:
    held = compare(inventory("gate x y gate z oil gate z oil"), ["gate z oil"])
    assert held.kept == 3
    assert sum(len(each.words) for each in held.lost) == 6


@pytest.mark.parametrize("text", ["    a[1]\n", "```\nrow[1]\n```\n", "See `a[1]` there.", "A[1]"])
def test_brackets_in_code_part_words(text: str) -> None:
    compared = compare(inventory("1"), [text])
    assert bool(compared.lost) is (text == "A[1]")
