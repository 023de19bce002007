"""Chapters of the body begin as book.toml asks."""

from __future__ import annotations

import pytest

from makeready.core.model import Matter, Opening
from master.titles import inside, made, retold, text, words_of

REST = "and the rest of the paragraph is long enough for a capital of two lines beside it."
WRITTEN = f"# One\n\nOnce upon a time there was, it seems, {REST}\n\nMore.\n"


@pytest.mark.parametrize(
    ("opening", "begins"),
    [
        (Opening.PLAIN, "<p>Once upon"),
        (Opening.SMALL_CAPITALS, '<p><span class="opening-words">Once upon a time</span> there'),
        (
            Opening.DROP_CAPITAL,
            '<p class="drop-capital"><span class="opening-words">Once</span> upon',
        ),
    ],
)
def test_a_chapter_begins_as_it_is_asked(opening: Opening, begins: str) -> None:
    master = made(WRITTEN, book=retold(opening=opening))
    assert begins in inside(master)
    assert words_of(master) == f"One Once upon a time there was, it seems, {REST} More."


def test_small_capitals_end_with_the_phrase() -> None:
    master = made("# One\n\n“No,” he said.\n", book=retold(opening=Opening.SMALL_CAPITALS))
    assert '<span class="opening-words">“No</span>,” he' in inside(master)


@pytest.mark.parametrize(
    "written", ["# One\n\n- a\n", "# One\n\n^a^ b\n", "# Part I {.part}\n\nx\n"]
)
def test_other_openings_stay(written: str) -> None:
    assert "opening-words" not in inside(made(written, book=retold(opening=Opening.SMALL_CAPITALS)))


@pytest.mark.parametrize("written", ["*Once* upon", "[Once](https://example.org) upon"])
def test_a_capital_stands_before_emphasis_and_links(written: str) -> None:
    book = retold(opening=Opening.DROP_CAPITAL)
    found = inside(made(f"# One\n\n{written} {REST} {REST}\n", book=book))
    assert '<p class="drop-capital"><' in found


def test_no_capital_is_made_of_a_letter_from_right_to_left() -> None:
    book = retold(opening=Opening.DROP_CAPITAL)
    assert "drop-capital" not in inside(made(f"# One\n\nמים {REST} {REST}\n", book=book))


def test_small_capitals_begin_within_emphasis() -> None:
    book = retold(opening=Opening.SMALL_CAPITALS)
    found = inside(made("# One\n\n*Once* upon a time.\n", book=book))
    assert '<em><span class="opening-words">Once</span></em> upon' in found


def test_a_preface_begins_plainly() -> None:
    front = text(WRITTEN, matter=Matter.FRONT)
    book = retold(opening=Opening.DROP_CAPITAL)
    assert "drop-capital" not in inside(made(front, book=book))


@pytest.mark.parametrize("begins", ["1920 was a year", "“A short one", "“*Yes*,” he said."])
def test_no_capital_stands_beside_one_line_or_tears_a_number(begins: str) -> None:
    rest = "begins.”" if "short" in begins else REST
    master = made(f"# One\n\n{begins} {rest}\n", book=retold(opening=Opening.DROP_CAPITAL))
    assert "drop-capital" not in inside(master)
