"""Rows of pipe tables with too many cells are told, since pandoc leaves those cells out."""

from __future__ import annotations

import pytest

from makeready.core.model import Matter, Text
from makeready.master.read.pipe_tables import check_pipe_tables

HEAD = "| oar | thole |\n|:---|---:|\n"


def told(text: str) -> list[str]:
    return [
        str(each)
        for each in check_pipe_tables(Text(file="text/01.md", matter=Matter.BODY, text=text))
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}| a | b | c |\n", "text/01.md:3: T-053 | a | b | c |"),
        (f"|---|---|\n\n{HEAD}| a | b | c |\n", "text/01.md:5: T-053 | a | b | c |"),
        ("a | b | c\n--|--\n1 | 2\n", "text/01.md:1: T-053 a | b | c"),
        (f"W\n\n{HEAD}| a | b |\na | b | c\n\nc | d | e\n", "text/01.md:6: T-053 a | b | c"),
    ],
)
def test_a_row_with_too_many_cells_is_told(text: str, said: str) -> None:
    assert told(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}| a | b |\n| a | b | |\n| a |\n",
        f"{HEAD}| `a|b` | c |\n| $a|b$ | c |\n| a \\| b | c |\n",
        f"```\n{HEAD}| a | b | c |\n```\n",
        "a | b\n\n--- | ---\n\nc | d | e\n",
        "|---|---|\n| a | b | c |\n",
    ],
)
def test_a_row_that_is_whole_is_not(text: str) -> None:
    assert not told(text)
