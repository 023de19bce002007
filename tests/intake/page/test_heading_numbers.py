"""The number before a heading's words is read in many scripts."""

from __future__ import annotations

import pytest

from makeready.intake.page.heading_numbers import is_label, rank_families, read_number


@pytest.mark.parametrize(
    "heading",
    [
        "פרק א׳ הגשר",
        "الفصل الأول: الجسر",
        "فصل ۳",
        "باب دوم",
        "Κεφάλαιο Β΄",
        "제3장 다리",
        "第三章 橋",
        "Глава вторая",
    ],
)
def test_chapters_are_called_so_in_other_scripts(heading: str) -> None:
    number = read_number(heading)
    assert number is not None
    assert number.family == "chapter"


def test_a_word_that_only_begins_so_is_no_chapter() -> None:
    assert read_number("פרקים מן הספר") is None
    assert read_number("فصلية جديدة") is None


@pytest.mark.parametrize(
    "heading",
    [
        "סעיף א.",
        "סעיף 12",
        "المادة 3",
        "المادة الأولى",
        "ماده ۷",
        "مادهٔ سی‌ام",
        "مادهٔ بیست و یکم",
        "المادة الثانية والعشرون",
        "دفعہ 4",
        "Άρθρο 5",
        "Статья 6",
        "Article 7",
        "ARTICLE IX: Of Ferries",
        "Artikel 10a",
        "第一条",
        "第 1 条",
        "第十二條",
        "第2条（目的）",
        "제 1 조",
        "제1조(목적)",
    ],
)
def test_the_articles_of_a_law_have_numbers(heading: str) -> None:
    number = read_number(heading)
    assert number is not None
    assert number.family == "article"


@pytest.mark.parametrize(
    "words",
    ["Article 7 says so", "第一条船到了", "סעיף זה חל על הגשר", "المادة الأولى تقول", "Artikel"],
)
def test_an_article_that_a_sentence_speaks_of_is_no_heading(words: str) -> None:
    number = read_number(words)
    assert number is None or number.family != "article"


def test_articles_stand_below_the_chapters_of_a_law() -> None:
    names = ("第 1 章", "第 1 条", "第 2 条")
    levels = rank_families([number for name in names if (number := read_number(name))])
    assert levels["chapter"] < levels["article"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("CHAPTER IV.", True), ("Chapter One", True), ("第三章", True), ("Act II", True),
     ("Chapter 3. Gates", False), ("第三章 水閘", False), ("3. Gates", False), ("IV", False)],
)  # fmt: skip
def test_a_chapters_number_without_its_name(text: str, *, is_one: bool) -> None:
    assert is_label(text) == is_one
