"""Letterspaced words are words, and where they stand among others they are stressed."""

from __future__ import annotations

from intake.pdf.read.letters import SIZE, WIDE, glyphs_of, words_of_runs
from makeready.intake.pdf.read.letterspacing import find_letterspaced

GAP = 0.25 * SIZE


def spaced(word: str, left: float = 0.0, gap: float = GAP) -> list[float]:
    return [left + at * (WIDE + gap) for at in range(len(word))]


def test_letterspaced_capitals_are_one_word() -> None:
    assert words_of_runs("SHORE", glyphs_of("SHORE", spaced("SHORE"))) == ["SHORE"]


def test_the_blanks_that_pdfium_sees_between_letters_are_none() -> None:
    text = "S H O R E"
    letters = glyphs_of("SHORE", spaced("SHORE"))
    glyphs = [glyph._replace(offset=2 * at) for at, glyph in enumerate(letters)]
    assert words_of_runs(text, glyphs) == ["SHORE"]


def test_two_letterspaced_words_stay_two() -> None:
    text = "seaandsky"
    places = [*spaced("sea"), *spaced("and", 27), *spaced("sky", 54)]
    glyphs = glyphs_of(text, places)
    assert words_of_runs(text, glyphs) == ["sea and sky"]


def test_small_letters_set_apart_are_emphasis_and_a_list_of_letters_is_none() -> None:
    _, stressed = find_letterspaced(glyphs_of("shore", spaced("shore")))
    assert stressed == frozenset(range(5))
    assert find_letterspaced(glyphs_of("abcde", spaced("abcde"))) == (frozenset(), frozenset())
    assert find_letterspaced(glyphs_of("shore")) == (frozenset(), frozenset())


def test_words_of_one_letter_between_others_are_not_letterspaced() -> None:
    text = "seaoeasky"
    places = [*spaced("sea", gap=0), *spaced("oea", 3 * WIDE + GAP), 6 * WIDE + 4 * GAP]
    places += [places[-1] + WIDE, places[-1] + 2 * WIDE]
    assert find_letterspaced(glyphs_of(text, places)) == (frozenset(), frozenset())
