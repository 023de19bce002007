"""A list has the numbers in print that its document gives it."""

from __future__ import annotations

import re

import pytest

from editions.print.books import Chapter, here, look, master
from editions.print.whole import page_texts
from makeready.editions.print import edition

ITEMS = "<li>one reed</li><li>two reeds</li><li>three reeds</li>"


def markers(body: str, notes: tuple[str, ...] = ()) -> list[str]:
    printed, found = edition.make(
        master([Chapter(title="C", body=body, notes=notes)]), look(), here
    )
    assert printed is not None, found
    return re.findall(r"(\S+) ?(?:one|two|three) reed", "".join(page_texts(printed.data)))


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", ["1.", "2.", "3."]),
        ('start="4"', ["4.", "5.", "6."]),
        ('start="-1"', ["-1.", "0.", "1."]),
        ('type="a"', ["a.", "b.", "c."]),
        ('type="A" start="26"', ["Z.", "AA.", "AB."]),
        ('type="i"', ["i.", "ii.", "iii."]),
        ('type="I" start="9"', ["IX.", "X.", "XI."]),
        ('reversed="reversed"', ["3.", "2.", "1."]),
        ('class="paren"', ["1)", "2)", "3)"]),
        ('class="x paren" type="a" start="2"', ["b)", "c)", "d)"]),
        ('class="parens" type="I"', ["(I)", "(II)", "(III)"]),
        ('reversed="reversed" start="12"', ["12.", "11.", "10."]),
    ],
)
def test_a_list_is_numbered_as_it_says(attributes: str, expected: list[str]) -> None:
    assert markers(f"<ol {attributes}>{ITEMS}</ol>") == expected


def test_lists_within_lists_count_by_themselves() -> None:
    inner = f'<li>one reed<ol type="a" start="2">{ITEMS}</ol></li><li>two reeds</li>'
    assert markers(f'<ol start="7">{inner}</ol><ol>{ITEMS}</ol>') == [
        *("7.", "b.", "c.", "d.", "8."),
        *("1.", "2.", "3."),
    ]
