"""Books of hardly anything pass every check that needs no program beside makeready."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.conftest import KITE
from makeready.checks.table import CHECKS, run_check
from makeready.files.workspace import find_workspace, read_title
from makeready.press.build import pipeline
from makeready.press.check import read_files

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.core.findings import Finding

BOOK = """\
title = "Wind"
language = "en-GB"
identifier = "urn:uuid:7f1b3a52-0c1e-4d4a-9d11-6f2f0f0c9a01"
modified = 2025-04-01
published = 2025-04-01
publisher = "Lantern Yard"
rights = "Free to copy."
description = "How it began to blow."

[[people]]
name = "Ada Quill"
sort-as = "Quill, Ada"

[[parts]]
file = "text/01.md"
"""
"""What a book says of itself when nobody told it more."""

SLANTED = """\
# Wind

It began to blow at noon, and kites stood over all streets of the town.

::: {#thm-kite}
## Kites

What *rises* stands over a street.[^rises]
:::

::: {.drama}
::: {.stage}
They *rise* over the street.[^street]
:::
:::

[^rises]: But *never* at night, when nobody looks.

[^street]: In *another* town they fell.
"""
"""A theorem and a stage direction, both slanted, with a note each."""

HEADED = """\
# Wind

| Day | $h$ | ![](images/kite.svg){alt="A kite." width=20%} |
|-----|-----|-----|
| one | 2   | 3   |
| two | 4   | 5   |

Nobody wrote down what it was on the third day.
"""
"""A table whose columns are headed by a formula and by a picture."""

PROGRAMS = frozenset({"epubcheck", "qpdf", "ace", "outloud", "pdfua"})


@pytest.mark.parametrize(
    "text",
    [
        "It began to blow at noon.\n",
        '![](images/kite.svg){alt="A kite over a street."}\n',
        "# Wind\n",
    ],
    ids=["no heading", "a picture only", "a heading only"],
)
def test_a_book_of_hardly_anything_passes(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, BOOK, text) == []


@pytest.mark.parametrize("theme", ["classic", "large-print"])
def test_emphasis_in_notes_of_slanted_text_is_that_of_other_notes(
    tmp_path: Path, theme: str
) -> None:
    book = f'{BOOK}\n[print]\ntheme = "{theme}"\n'
    assert [each for each in told(tmp_path, book, SLANTED) if each.code == "P-127"] == []


def test_a_head_of_a_table_may_be_a_formula_or_a_picture(tmp_path: Path) -> None:
    assert [each for each in told(tmp_path, BOOK, HEADED) if each.code == "P-125"] == []


def told(tmp_path: Path, book: str, text: str) -> list[Finding]:
    """Return what the checks of makeready itself tell of a book of one text."""
    folder = tmp_path / "content" / "wind"
    for name, data in (("book.toml", book), ("images/kite.svg", KITE), ("text/01.md", text)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(data, "utf-8")
    workspace = find_workspace(tmp_path)
    pipeline.build_titles(workspace, (), lambda *_: None)
    files = read_files(workspace, read_title(workspace, "wind"))
    return [
        found
        for check in CHECKS
        if check.name not in PROGRAMS
        for found in run_check(check, files, frozenset()).findings
    ]
