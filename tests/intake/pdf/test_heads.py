"""Headings and running heads are told apart, and headings find their levels."""

from __future__ import annotations

import re

from intake.pdf.typed import (
    BOLD,
    LEADING,
    LEFT,
    TOP,
    Put,
    filled,
    import_of,
    page_of_text,
    pdf_page,
    set_lines,
    text_of,
)
from makeready.intake.pdf.values import Bookmark


def test_a_bookmark_without_the_chapters_word_and_number_finds_its_heading() -> None:
    marks = [Bookmark(depth=0, title="The Shore", page=0)]
    puts = [Put("Cap\u00edtulo 2", LEFT, TOP + 60, 14), Put("The Shore", LEFT, TOP + 35, 20)]
    made = import_of([pdf_page(0, [*puts, *page_of_text()])], marks)
    assert text_of(made).startswith("# Cap\u00edtulo 2 The Shore\n\nThe lamp")


def test_of_two_lines_with_a_bookmarks_words_the_larger_is_the_heading() -> None:
    marks = (Bookmark(depth=0, title="The Shore", page=0),)
    puts = [
        *page_of_text(),
        Put("The Shore", LEFT, TOP - 14 * LEADING),
        Put("The Shore", LEFT, TOP - 17 * LEADING, 14),
        *set_lines(filled(3, 4), TOP - 20 * LEADING),
    ]
    made = text_of(import_of([pdf_page(0, puts)], marks))
    assert made.count("# The Shore") == 1
    assert made.count("The Shore") == 2


def test_a_chapter_that_no_bookmark_names_is_above_all_that_have_one() -> None:
    marks = (Bookmark(depth=1, title="The Shore", page=0),)
    pages = [
        pdf_page(0, [Put("The Shore", LEFT, TOP + 30, 14), *page_of_text()]),
        pdf_page(1, [Put("Sources", LEFT, TOP + 30, 20), *page_of_text(3)]),
    ]
    made = import_of(pages, marks)
    assert [text.text.split("\n")[0] for text in made.texts][-1] == "# Sources"


def test_numbers_of_three_parts_head_below_those_of_two() -> None:
    titles = ("1 Oak", "1.1 Elm", "1.1.1 Ash")
    puts = [
        put
        for at, title in enumerate(titles)
        for put in (
            Put(title, LEFT, TOP - 9 * at * LEADING, face=BOLD),
            *set_lines(filled(4, at * 3), TOP - (9 * at + 2) * LEADING),
        )
    ]
    made = text_of(import_of([pdf_page(0, puts)]))
    assert re.findall(r"^#+ .*", made, re.MULTILINE) == ["# 1 Oak", "## 1.1 Elm", "### 1.1.1 Ash"]


def test_running_heads_that_change_with_the_section_are_left_out() -> None:
    sections = ("Oak and elm", "The shore", "Of bread", "The quay")
    pages = [
        pdf_page(
            number,
            [
                Put(sections[number], LEFT, TOP + 24),
                *page_of_text(number),
                Put(sections[min(number + 1, 3)], LEFT, TOP - 14 * LEADING, face=BOLD),
                *set_lines(filled(4, number), TOP - 16 * LEADING),
            ],
        )
        for number in range(4)
    ]
    made = import_of(pages)
    text = "".join(each.text for each in made.texts)
    assert text.count("The shore") == 1
    assert "Oak and elm" not in text


def test_an_accent_over_a_running_head_goes_with_it() -> None:
    pages = [
        pdf_page(
            number,
            [
                Put("INTRODUCCION", LEFT, TOP + 24),
                Put("\u00b4", LEFT + 50, TOP + 27),
                *page_of_text(number),
            ],
        )
        for number in range(4)
    ]
    assert "\u00b4" not in text_of(import_of(pages))
