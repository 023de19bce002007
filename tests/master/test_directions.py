"""The master says in which direction its text runs, wherever that changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from master.titles import BOOK, made, sections, told, tree

if TYPE_CHECKING:
    from makeready.core.model import Book

HEBREW = replace(BOOK, language="he")


def told_of(language: str) -> list[str]:
    return told("Words.\n", book=replace(BOOK, language=language))


def directions(words: str, book: Book = BOOK) -> list[tuple[str, str | None]]:
    """Return the elements of a chapter that state a direction, with it."""
    section = sections(made(f"# A\n\n{words}\n", book=book))[-1]
    stated = [element for element in section.iter("{*}*") if element.get("dir")]
    return [(etree.QName(element).localname, element.get("dir")) for element in stated]


def test_a_book_runs_as_its_language_does() -> None:
    assert tree(made("# א\n\nמילה.\n", book=HEBREW)).get("dir") == "rtl"
    assert tree(made("# A\n\nWord.\n")).get("dir") is None


@pytest.mark.parametrize("language", ["he", "ar", "zh-Hans", "en"])
def test_no_direction_of_lines_is_told(language: str) -> None:
    assert told_of(language) == []


@pytest.mark.parametrize("language", ["ja", "zh-Hant-TW", "zh-TW", "mn-Mong"])
def test_lines_instead_of_columns_are_a_hint(language: str) -> None:
    (found,) = told_of(language)
    assert f'book.toml: T-028 language = "{language}"' in found


def test_a_passage_in_a_named_language_runs_as_that_does() -> None:
    passage = "::: {lang=ar}\nكلمة one\n\n- بيت two\n:::\n\n[بيت]{lang=he-Hebr} and [it]{lang=fr}"
    assert directions(passage) == [("div", "rtl"), ("span", "rtl")]


def test_a_block_whose_letters_all_run_the_other_way_runs_so() -> None:
    assert directions("كلمة (12) أخرى.") == [("p", "rtl")]
    assert directions("> Two words.", HEBREW) == [("blockquote", "ltr")]


@pytest.mark.parametrize(
    "words",
    [
        "كلمة and word",
        "12 (3)",
        "كلمة",
        "| كلمة بيت |\n|---|\n| كلمة بيت |",
        "a[^1]\n\n[^1]: كلمة بيت",
    ],
    ids=["both directions", "no letters", "one word", "table", "note"],
)
def test_all_other_blocks_run_as_what_is_around(words: str) -> None:
    assert directions(words) == []


def test_a_formula_leaves_its_paragraph_the_direction_of_the_book() -> None:
    assert directions("$$n (n + 1) = s$$ {#eq-a}", HEBREW) == [("math", "ltr")]


def test_code_runs_from_left_to_right() -> None:
    assert directions("מילה `a(b)` ועוד\n\n    a = b\n", HEBREW) == [
        ("code", "ltr"),
        ("pre", "ltr"),
    ]


def test_what_an_author_says_stays() -> None:
    assert directions("::: {lang=ar dir=ltr}\nكلمة بيت\n:::")[0] == ("div", "ltr")
