"""Words become the line that they stand on, marks and line breaks between them or not."""

from __future__ import annotations

import pytest

from makeready.core.findings import Code, Place, Severity, finding
from makeready.master.places import Tags, find_place, find_place_or_file, first_words, locate
from master.titles import text

TEXTS = (
    text("# The *Old* Mill\n\nIt ground\nthe “finest” flour.\n", "a.md"),
    text("Straße\n\nWheat & rye, and {#an-id}.\n", "b.md"),
)
CODE = Code(code="T-999", severity=Severity.HINT, title="t", why="w", remedy="r")


@pytest.mark.parametrize(
    ("needle", "place"),
    [
        ("the “finest", Place("a.md", 4)),
        ("The Old Mill", Place("a.md", 1)),
        ("ground the finest", Place("a.md", 3)),
        ("WHEAT", Place("b.md", 3)),
        ("#an-id", Place("b.md", 3)),
    ],
)
def test_words_are_found_with_or_without_their_marks(needle: str, place: Place) -> None:
    assert find_place_or_file(TEXTS, needle) == place


def test_needles_are_tried_in_order() -> None:
    assert find_place_or_file(TEXTS, "nowhere to be found", "", "rye") == Place("b.md", 3)


def test_a_tag_that_is_not_in_the_texts_has_the_file_alone() -> None:
    assert Tags(TEXTS).take("video", "") == Place("a.md")


def test_what_stands_nowhere_has_the_file_alone_or_no_place() -> None:
    assert find_place_or_file(TEXTS, "nowhere to be found") == Place("a.md")
    assert find_place(TEXTS, "nowhere to be found") is None


def test_a_few_letters_are_not_looked_up_among_other_words() -> None:
    assert find_place(TEXTS, "o-l-d") is None


def test_findings_with_words_get_their_place_and_others_keep_theirs() -> None:
    placed = finding(CODE, "m", Place("x.md", 7), words=("rye",))
    unplaced = finding(CODE, "m", words=("☃", "rye"))
    neither = finding(CODE, "m")
    assert [each.place for each in locate((placed, unplaced, neither), TEXTS)] == [
        Place("x.md", 7),
        Place("b.md", 3),
        None,
    ]


def test_first_words_are_few() -> None:
    assert first_words(" one  two three four five ") == "one two three four"
    assert first_words("one two", 1) == "one"
