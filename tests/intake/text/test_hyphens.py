"""A hyphen is judged by what else the text says."""

from __future__ import annotations

import pytest

from intake.cleaned import manuscript
from makeready.intake.text.hyphens import count_words, rule_at_break, rule_in_line

WORDS = count_words(
    "The stoneware is well-made; stone and ware are words, and so is clay. Re-fired."
)


@pytest.mark.parametrize(
    ("left", "right", "hyphen", "space"),
    [
        ("stone", "ware", False, False),
        ("well", "made", True, False),
        ("Ton", "und", True, True),
        ("Anglo", "Saxon", True, False),
        ("clay", "stone", True, False),
        ("fir", "ing", False, False),
    ],
)
def test_at_the_end_of_a_line(left: str, right: str, *, hyphen: bool, space: bool) -> None:
    ruling = rule_at_break(left, right, WORDS)
    assert (ruling.hyphen, ruling.space) == (hyphen, space)


def test_inside_a_line_the_space_goes_and_the_hyphen_stays() -> None:
    ruling = rule_in_line("kiln", "dried", WORDS)
    assert (ruling.hyphen, ruling.space) == (True, False)


def test_inside_a_line_a_suspended_hyphen_is_left() -> None:
    assert rule_in_line("pre", "and", WORDS).space


def test_the_halves_of_a_broken_word_are_no_words() -> None:
    assert count_words("earthen-\nware").counts == {}


@pytest.mark.parametrize(
    ("elsewhere", "hyphen"),
    [
        ("overland", False),
        ("overlands", False),
        ("overlander", False),
        ("overlanders", False),
        ("overlanderish", True),
        ("overlandishnesses", True),
        ("underland", True),
    ],
)
def test_a_word_is_known_by_a_form_that_a_short_ending_makes(
    elsewhere: str, *, hyphen: bool
) -> None:
    ruling = rule_in_line("over", "land", count_words(f"An {elsewhere} stood there."))
    assert ruling.hyphen is hyphen


def test_a_hyphened_word_is_known_by_a_form_with_a_short_ending_too() -> None:
    # its own hyphen counts as one letter more
    assert rule_at_break("well", "kept", count_words("The well-keptness.")).hyphen
    assert rule_at_break("well", "kept", count_words("The well-keptnesses.")).hyphen is False
    assert rule_at_break("well", "mean", count_words("The well-meaning ferryman.")).hyphen


@pytest.mark.parametrize(
    "words",
    ["Hamn- och färjetiden är in- och utfartens.", "Havne- og færgetiden er ikke for alle."],
)
def test_suspended_hyphens_of_swedish_and_danish_stay(words: str) -> None:
    assert words in manuscript(f"# Kaj\n\n{words}\n")
