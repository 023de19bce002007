"""The words of a note that is called in a note are kept, in brackets, and told."""

from __future__ import annotations

import pytest

from master.titles import anyway, told, words_of

OUTER = "Words.[^outer]\n\n[^outer]: See below.[^inner] And on.\n\n"


def notes(manuscript: str) -> list[str]:
    return [note.text for note in anyway(manuscript).notes]


@pytest.mark.parametrize(
    ("manuscript", "said"),
    [
        (f"{OUTER}[^inner]: The *inner* note.\n", "See below. [The inner note.] And on."),
        (f"{OUTER}[^inner]: One.\n\n    Two.\n", "See below. [One. Two.] And on."),
        (f"{OUTER}[^inner]: One:\n\n    - b\n    - c\n", "See below. [One: b c] And on."),
        (
            f"{OUTER}[^inner]: Deep.[^deep]\n\n[^deep]: Deeper.\n",
            "See below. [Deep. [Deeper.]] And on.",
        ),
        ("Words.[^o]\n\n[^o]: See^[In *line*.] there.\n", "See [In line.] there."),
        ("Words.^[See [^inner] there.]\n\n[^inner]: Inner.\n", "See [Inner.] there."),
        ("Words.[^o]\n\n[^o]: A *b[^i] c*.\n\n[^i]: In.\n", "A b [In.] c."),
    ],
)
def test_the_words_of_an_inner_note_stand_in_brackets(manuscript: str, said: str) -> None:
    assert notes(manuscript) == [said]
    assert words_of(anyway(manuscript)).startswith("Words.1")
    found = told(manuscript)
    assert found
    assert all(" N-007 " in each for each in found)


def test_an_inner_note_is_told_at_its_call() -> None:
    assert told(f"{OUTER}[^inner]: The inner note.\n") == [
        "text/01.md:3: N-007 the note [^inner] is called in a note"
    ]


def test_a_note_that_the_text_calls_too_is_a_note_as_well() -> None:
    manuscript = "A.[^a] B.[^b]\n\n[^a]: See [^b].\n\n[^b]: Both.\n"
    assert notes(manuscript) == ["See [Both.].", "Both."]


def test_notes_that_call_each_other_come_to_an_end() -> None:
    (said,) = notes("A.[^a]\n\n[^a]: One [^b].\n\n[^b]: Two [^a].\n")
    assert said.startswith("One [Two")


@pytest.mark.parametrize(
    "plain",
    [
        "A.[^a]\n\n[^a]: See `[^b]`.\n",
        "A.[^a] B.[^b]\n\n[^a]: One.\n\nWords.\n\n[^b]: Two.\n",
        "A.[^a]\n\n[^a]: One.\n\nB.[^b]\n\n[^b]: Two.\n",
    ],
)
def test_notes_of_the_text_alone_are_left_alone(plain: str) -> None:
    assert told(plain) == []
