"""Abbreviations are written out once, marked everywhere, and listed where asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from master.titles import inside, made, retold, told, words_of

if TYPE_CHECKING:
    from makeready.core.model import Book

MWL = ("MWL", "mean water level")


def book() -> Book:
    return retold(abbreviations=(MWL, ("e.V.", "union")))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The MWL and the MWL.", "The mean water level (MWL) and the MWL."),
        ("MWL rises. See MWL.", "Mean water level (MWL) rises. See MWL."),
        ("It rises. MWL falls.", "It rises. Mean water level (MWL) falls."),
        ("The mean water level (MWL), MWL.", "The mean water level (MWL), MWL."),
        ("AMWLX, MWL-3, `MWL` and *MWL*.", "AMWLX, MWL-3, MWL and mean water level (MWL)."),
        ("w^[A MWL.] and MWL", "w1 and mean water level (MWL) 1 A MWL."),
        ("w^[A MWL.]", "w1 1 A mean water level (MWL)."),
    ],
)
def test_the_first_is_written_out(text: str, shown: str) -> None:
    found = made(f"# MWL\n\n{text}\n", book=retold(abbreviations=(MWL,)))
    assert words_of(found) == f"MWL {shown}"


def test_each_has_its_expansion_and_the_list_its_order() -> None:
    text = "# A\n\nMWL, e.V.\n\n::: {#abbreviations}\n:::\n"
    found = inside(made(text, book=book()))
    assert found.count('<abbr title="mean water level">MWL</abbr>') == 1
    assert (
        '<div class="abbreviations">\n\n<dl><dt>e.V.</dt><dd>union</dd>'
        "<dt>MWL</dt><dd>mean water level</dd></dl></div>" in found
    )


def test_a_definition_list_of_the_class_defines_them() -> None:
    text = "# A\n\nA MWL.\n\n::: abbreviations\nMWL\n:   mean water level\n:::\n"
    assert words_of(made(text)) == "A A mean water level (MWL). MWL mean water level"


def test_what_is_not_used_is_told() -> None:
    assert told("# A\n\nMWL\n", book=book()) == ["book.toml: T-049 e.V. stands nowhere in the text"]
