"""The press speaks the language of the book, and English where it knows no better."""

from __future__ import annotations

import datetime as dt
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
        ("zh-TW", "目錄"),
        ("zh-Hant-HK", "目錄"),
        ("ja", "目次"),
        ("ko-KR", "차례"),
        ("ar-EG", "المحتويات"),
        ("he", "תוכן העניינים"),
        ("fa", "فهرست"),
        ("ur", "فہرست"),
        ("el", "Περιεχόμενα"),
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


@pytest.mark.parametrize(
    ("language", "date"),
    [("ja", "2026年3月2日"), ("he", "2 במרץ 2026"), ("fa-IR", "2 مارس 2026")],
)
def test_a_date_is_written_as_the_language_writes_it(language: str, date: str) -> None:
    assert words_for(language).write_date(dt.date(2026, 3, 2)) == date
