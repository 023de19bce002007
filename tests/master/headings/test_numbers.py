"""Headings are numbered as book.toml asks, and keep what their authors gave them."""

from __future__ import annotations

import pytest

from makeready.core.model import Entry, Matter, Numbering
from master.titles import asset, made, retold, text, words_of

BODY = "# Introduction\n\nx\n\n# Locks\n\n## Gates\n\ny\n\n### Bars\n\n## Paddles\n\n# Boats\n"
BACK = text("# Tolls {.appendix}\n\n## Lists\n\nz\n", "back.md", Matter.BACK)


def labels(entries: tuple[Entry, ...]) -> list[str]:
    return [label for each in entries for label in (each.label, *labels(each.children))]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (0, ["Introduction", "Locks", "Gates", "Bars", "Paddles", "Boats", "Tolls", "Lists"]),
        (1, ["Introduction", "1 Locks", "Gates", "Bars", "Paddles", "2 Boats", "A Tolls", "Lists"]),
        (
            3,
            [
                *("Introduction", "1 Locks", "1.1 Gates", "1.1.1 Bars", "1.2 Paddles"),
                *("2 Boats", "A Tolls", "A.1 Lists"),
            ],
        ),
    ],
)
def test_headings_are_numbered_to_a_level(levels: int, expected: list[str]) -> None:
    book = retold(numbered_levels=levels, contents_depth=3)
    assert labels(made(BODY, BACK, book=book).contents) == expected


def test_an_author_may_number_or_leave_a_heading_out() -> None:
    written = "# 7. Locks\n\n# Between {.unnumbered}\n\n## Gates\n\n# Boats *and* oars\n"
    found = labels(made(written, book=retold(numbered_levels=2)).contents)
    assert found == ["7. Locks", "Between", "Gates", "2 Boats and oars"]


def test_the_number_of_a_figure_is_that_of_its_chapter() -> None:
    written = "# Introduction\n\nx\n\n# Locks\n\n![A gate](images/a.png)\n"
    book = retold(numbered_levels=1, captions=Numbering.CHAPTER)
    said = words_of(made(written, book=book, assets=(asset("images/a.png"),)))
    assert "Figure\u00a01.1." in said.replace("Figure 1.1.", "Figure\u00a01.1.")
