"""Paragraphs without words leave their targets to the text beside them."""

from __future__ import annotations

import pytest
from lxml import html

from makeready.master.targets import join_targets

MARK = '<span id="a"></span>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<h2>T</h2><p>{MARK} {MARK}</p><p>Oil.</p>", f"<h2>T</h2><p>{MARK}{MARK}Oil.</p>"),
        (f"<p>{MARK}</p><ul><li><p>Oil</p></li></ul>", f"<ul><li><p>{MARK}Oil</p></li></ul>"),
        (f"<p>{MARK}</p><pre><code>x</code></pre>", f"<pre><code>{MARK}x</code></pre>"),
        (f"<p>Oil.</p><p>{MARK}</p><h2>T</h2>", f"<p>Oil.{MARK}</p><h2>T</h2>"),
        (f"<p>Oil.</p><p>{MARK}</p>", f"<p>Oil.{MARK}</p>"),
    ],
)
def test_targets_go_to_the_text(before: str, after: str) -> None:
    section = html.fragment_fromstring(f"<section>{before}</section>")
    join_targets([section])
    assert html.tostring(section, encoding="unicode") == f"<section>{after}</section>"


@pytest.mark.parametrize(
    "inner",
    [f"<p>{MARK}</p>", f"<p>Oil {MARK}</p><p>Tar</p>", f'<p class="x">{MARK}</p><p>Tar</p>'],
)
def test_other_paragraphs_stay(inner: str) -> None:
    section = html.fragment_fromstring(f"<section>{inner}</section>")
    join_targets([section])
    assert html.tostring(section, encoding="unicode") == f"<section>{inner}</section>"
