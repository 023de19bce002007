"""Words are broken by their own language, or as the title says."""

from __future__ import annotations

from makeready.editions.print.lines.hyphens import cuts, read_exceptions

LIMITS = (6, 3, 3)


def test_a_word_is_broken_by_its_language() -> None:
    assert cuts("hyphenation", "en", LIMITS) != cuts("hyphenation", "fr", LIMITS)
    assert cuts("Wörterbuch", "de", (5, 2, 2))


def test_no_part_of_a_word_is_shorter_than_the_limits() -> None:
    assert all(3 <= place <= len("manuscript") - 3 for place in cuts("manuscript", "en", LIMITS))
    assert cuts("apple", "en", LIMITS) == ()


def test_a_language_without_patterns_breaks_nothing() -> None:
    assert cuts("incomprehensible", "xx", LIMITS) == ()


def test_a_title_says_where_a_word_may_be_broken() -> None:
    assert read_exceptions(("Make-ready", "Xinhua")) == {"makeready": (4,), "xinhua": ()}
