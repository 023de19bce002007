"""A wider line never holds less, whatever stands behind the text that it ends with."""

from __future__ import annotations

import re

import pytest

from editions.print.books import Chapter, here, look, master
from editions.print.whole import page_texts
from makeready.editions.print import edition

NARROW, STEP, COUNT = 120.0, 0.4, 200
WORDS = "reeds of many editions by them all"


def first_lines(text: str) -> list[str]:
    """Return the first line of a paragraph of this text, for paragraphs of growing width."""
    body = "".join(
        f'<p style="width: {NARROW + STEP * n}pt; text-indent: 0">{n:03}x {text}</p>'
        for n in range(COUNT)
    )
    printed, found = edition.make(master([Chapter(title="Reeds", body=body)]), look(), here)
    assert printed is not None, found
    lines = [line for page in page_texts(printed.data) for line in page.splitlines()]
    found_lines = [line.strip() for line in lines if re.match(r"\d{3}x", line)]
    assert len(found_lines) == COUNT
    return found_lines


@pytest.mark.parametrize(
    "text",
    [
        f"{WORDS} <em>lanterns</em> and more.",
        f"{WORDS} <code>lanterns</code>. And so on.",
        f"{WORDS} <em>lan</em>terns and more.",
        f"<em>{WORDS} </em>lanterns and more.",
        f"{WORDS} lanterns and more.",
    ],
)
def test_a_wider_line_never_holds_less(text: str) -> None:
    lengths = [sum(c.isalpha() for c in line) for line in first_lines(text)]
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]
