"""A language whose script runs another way than the lines is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from master.titles import BOOK, told


def told_of(language: str) -> list[str]:
    return told("Words.\n", book=replace(BOOK, language=language))


@pytest.mark.parametrize("language", ["he", "ar", "fa-IR", "ur", "yi", "az-Arab", "ku-Arab-IQ"])
def test_a_language_from_right_to_left_is_told(language: str) -> None:
    assert told_of(language) == [
        f'book.toml: T-027 language = "{language}" is written from right to left'
    ]


@pytest.mark.parametrize("language", ["ja", "zh-Hant-TW", "zh-TW", "mn-Mong"])
def test_lines_instead_of_columns_are_a_hint(language: str) -> None:
    (found,) = told_of(language)
    assert f'book.toml: T-028 language = "{language}"' in found


@pytest.mark.parametrize("language", ["en-GB", "yi-Latn", "zh-Hans", "zh", "jv", "uz", "arn"])
def test_other_languages_are_not_told(language: str) -> None:
    assert told_of(language) == []
