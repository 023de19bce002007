"""HTML that stands raw in a document is read as web pages are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import Wants, read_source

if TYPE_CHECKING:
    from makeready.intake.model import Imported


def imported(*cells: str) -> Imported:
    held = [{"cell_type": "markdown", "metadata": {}, "source": cell} for cell in cells]
    data = json.dumps({"cells": held, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    return take_whole(read_source("a.ipynb", data.encode(), Wants()))


def test_a_table_is_a_table() -> None:
    made = imported("Fares:\n\n<table><tr><th>Way<th>Pence<tr><td>Up<td>7</table>\n\nNo more.")
    text = made.texts[0].text
    assert "----" in text
    words = [word for word in text.replace(".", "").split() if word.isalnum()]
    assert words == ["Way", "Pence", "Up", "7", "No", "more"]
    assert not made.findings


@pytest.mark.parametrize(
    "page",
    [
        "<div><b>Beware of the lock</b>",  # never closed
        "<b>Beware of the lock</b></div></div>",  # closed too often
    ],
)
def test_what_is_not_closed_reaches_no_further(page: str) -> None:
    made = imported(page, "Water stands *here*.")
    text = made.texts[0].text
    assert " ".join(text.replace("*", "").split()) == "Beware of the lock Water stands here."


def test_what_shows_nothing_is_told_no_more_than_before() -> None:
    made = imported("One.\n\n<div>\n\nTwo.\n\n</div>\n\n<!-- no -->\n\n<hr>")
    assert made.texts[0].text.split()[:2] == ["One.", "Two."]
