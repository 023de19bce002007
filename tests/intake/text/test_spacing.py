"""The bracket that a note is set in goes, and those of its author stay."""

from __future__ import annotations

from intake.cleaned import manuscript


def test_the_bracket_around_a_note_goes() -> None:
    made = manuscript("Salt is dear.[1] So is rye.\n\n[Footnote 1: By weight.]\n")
    assert made.endswith("[^1]: By weight.\n")


def test_a_bracket_that_closes_nothing_stays_where_no_other_opened_the_note() -> None:
    made = manuscript("Salt is dear.[1] So is rye.\n\n[1] By weight, as in b]\n")
    assert made.replace("\\", "").endswith("[^1]: By weight, as in b]\n")
