"""What a file says of its text before it."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript
from makeready.intake.front_matter import read_front_matter

SAYS = "The keeper of the lock wrote down what the river did, and the river did as it liked.\n\n"


@pytest.mark.parametrize(
    ("lines", "title", "names", "language"),
    [
        ('title: "The Lock"\nlang: fr', "The Lock", [], "fr"),
        ("Title: The Lock\nauthor:\n  - Ann Ferrow\n  - Ira Marsh\nlanguage: german", "The Lock",
         ["Ann Ferrow", "Ira Marsh"], "de"),
        ("title: Weirs: a history\nlanguage: no", "Weirs: a history", [], "no"),
        ("title: >\n  The\n  Lock\n\nauthors:\n  - {given: Ann, family: Ferrow}\n  - Ira Marsh",
         "The Lock", ["Ann Ferrow", "Ira Marsh"], "en"),
        ("# made by hand\ndate: 1893\ntags: [a, b]", "Weirs", [], "en"),
    ],
)  # fmt: skip
def test_front_matter_in_yaml_is_no_text(
    lines: str, title: str, names: list[str], language: str
) -> None:
    made = cleaned(f"---\n{lines}\n---\n\n# Weirs\n\n{SAYS * 3}")
    known = made.metadata
    assert [known.title or known.name, known.language] == [title, language]
    assert [each.name for each in known.people] == names
    assert made.texts[0].text.startswith("# Weirs\n\nThe keeper")


def test_lines_between_rules_in_the_text_stay() -> None:
    assert "note: this" in manuscript(f"{SAYS}---\nnote: this\n---\n\n{SAYS}")


def test_a_subtitle_in_yaml_is_that_of_the_book() -> None:
    made = cleaned(f"---\ntitle: The Lock\nsubtitle: A Year\n---\n\n# Weirs\n\n{SAYS * 3}")
    assert [made.metadata.title, made.metadata.subtitle] == ["The Lock", "A Year"]


@pytest.mark.parametrize("bracket", ["[", "{", "- ", "? "])
def test_yaml_that_stands_deep_in_itself_takes_no_time_and_ends_no_import(bracket: str) -> None:
    assert read_front_matter(f"title: The Lock\nx: {bracket * 9000}\n")["title"] == "The Lock"


def test_aliases_of_yaml_are_not_followed() -> None:
    grown = "".join(f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]\n" for at in range(1, 30))
    assert read_front_matter(f"title: Weirs\na0: &a0 x\n{grown}") == {"title": "Weirs"}
