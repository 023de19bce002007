"""The press speaks the language of the book, and English where it knows no better."""

from __future__ import annotations

from dataclasses import fields

import pytest

from makeready.master.words import ENGLISH, LANGUAGES, Words, words_for


@pytest.mark.parametrize(
    ("language", "contents"),
    [
        ("en-GB", "Contents"),
        ("de", "Inhalt"),
        ("DE-at", "Inhalt"),
        ("zh-Hans", "目录"),
        ("pt-BR", "Sumário"),
        ("pt-PT", "Índice"),
        ("ru", "Содержание"),
        ("eo", "Contents"),
    ],
)
def test_a_language_has_its_words(language: str, contents: str) -> None:
    assert words_for(language).contents == contents


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_line_has_room_for_as_much_as_the_english_one(language: str) -> None:
    for field in fields(Words):
        line = getattr(LANGUAGES[language], field.name)
        assert line.strip() or field.name == "names_and"
        assert line.count("{}") == getattr(ENGLISH, field.name).count("{}")


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_month_has_a_name(language: str) -> None:
    assert len(LANGUAGES[language].months.split()) == 12
