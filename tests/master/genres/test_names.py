"""A class that nothing sets is told, with what was likely meant."""

from __future__ import annotations

import pytest

from master.titles import findings, told


def test_a_class_that_nothing_sets_is_told_once_a_file() -> None:
    written = "# One\n\n::: leter\nx\n:::\n\n[y]{.leter} and `[z]{.code}`\n"
    assert told(written) == ["text/01.md:3: T-040 nothing sets the class “leter”"]
    assert "letter" in findings(written)[0].hint


@pytest.mark.parametrize(
    "written",
    [
        "::: verse\nx\n:::",
        '::: {.letter lang="fr"}\nx\n:::',
        "[x]{.smallcaps}",
        "# A {.unnumbered}",
        '[x]{title=".nothing"}',
        "::: {.callout-note}\nx\n:::",
    ],
)
def test_a_class_that_the_press_sets_is_not_told(written: str) -> None:
    assert told(f"{written}\n") == []


def test_a_class_of_the_style_sheet_is_not_told() -> None:
    assert told("::: handbill\nx\n:::\n", style=".handbill { margin: 1em }") == []
