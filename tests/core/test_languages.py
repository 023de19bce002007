"""A language has a direction, and its row in a table."""

from __future__ import annotations

import pytest

from makeready.core.languages import direction_of, direction_of_character, find_row


@pytest.mark.parametrize("language", ["he", "ar", "fa-IR", "ur", "YI", "az-Arab", "ku-Arab-IQ"])
def test_a_language_from_right_to_left_is_known(language: str) -> None:
    assert direction_of(language) == "rtl"


@pytest.mark.parametrize("language", ["en-GB", "yi-Latn", "zh-Hans", "zh", "jv", "uz", "arn"])
def test_all_other_languages_run_from_left_to_right(language: str) -> None:
    assert direction_of(language) == "ltr"


def test_figures_and_marks_have_no_direction_of_their_own() -> None:
    assert [direction_of_character(each) for each in "aא1ع."] == ["ltr", "rtl", "", "rtl", ""]


@pytest.mark.parametrize(
    ("language", "row"), [("zh-Hant-TW", 2), ("zh-CN", 1), ("ZH-HANT", 2), ("eo", 0)]
)
def test_a_row_is_found_by_ever_shorter_tags(language: str, row: int) -> None:
    assert find_row({"en": 0, "zh": 1, "zh-hant": 2}, language) == row
