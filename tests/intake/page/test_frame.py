"""What a file says of its text before it."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript

SAYS = "The keeper of the lock wrote down what the river did, and the river did as it liked.\n\n"


@pytest.mark.parametrize(
    ("lines", "title", "names", "language"),
    [
        ('title: "The Lock"\nlang: fr', "The Lock", [], "fr"),
        ("Title: The Lock\nauthor:\n  - Ann Ferrow\n  - Ira Marsh\nlanguage: german", "The Lock",
         ["Ann Ferrow", "Ira Marsh"], "de"),
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
