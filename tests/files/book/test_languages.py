"""Language tags."""

from __future__ import annotations

import langcodes
import pytest

from makeready.files.book import languages


@pytest.mark.parametrize("tag", sorted(languages.COMMON))
def test_common_tags_are_those_of_the_library(tag: str) -> None:
    assert langcodes.tag_is_valid(tag)
    assert langcodes.standardize_tag(tag) == tag


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("EN-gb", "en-GB"),
        ("grc", "grc"),
        ("en_GB", ""),
        ("english", ""),
        ("", ""),
        ("en-GBR", ""),
        ("zh-yue", "yue"),
    ],
)
def test_other_tags_are_looked_up(tag: str, name: str) -> None:
    assert languages.standardize(tag) == name


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("en_GB", 'did you mean "en-GB"?'),
        ("en-GBR", 'a region is two letters or three digits, as in "en-GB" and "es-419"'),
        ("German", 'did you mean "de"?'),
        ("no such tongue", 'a language is written like "en-GB", "de" or "grc"'),
    ],
)
def test_a_bad_tag_gets_a_hint(tag: str, hint: str) -> None:
    assert languages.suggest_tag(tag) == hint
