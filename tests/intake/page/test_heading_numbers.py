"""The number before a heading's words is read in many scripts."""

from __future__ import annotations

import pytest

from makeready.intake.page.heading_numbers import read_number


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
