"""Marks of old pages take in the first word of their page."""

from __future__ import annotations

import pytest
from lxml import etree

from makeready.editions.print.lines.old_pages import fill_marks

MARK = '<span class="old-page" id="o"/>'
FULL = '<span class="old-page" id="o">'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<p>a {MARK}word, more</p>", f"<p>a {FULL}word,</span> more</p>"),
        (f"<p>har{MARK}bour</p>", f"<p>har{FULL}bour</span></p>"),
        (f"<p>{MARK}<em>a b</em> c</p>", f"<p><em>{FULL}a</span> b</em> c</p>"),
        (f"<p>a{MARK} b</p>", f"<p>a{MARK} b</p>"),
        (f"<p>{MARK}<a>1</a></p>", f"<p>{MARK}<a>1</a></p>"),
        (f"<p>{MARK}</p>", f"<p>{MARK}</p>"),
    ],
)
def test_a_mark_takes_in_the_word_behind_it(before: str, after: str) -> None:
    body = etree.fromstring(f"<body>{before}</body>")
    fill_marks(body)
    assert etree.tostring(body).decode() == f"<body>{after}</body>"
