"""Emphasis in scripts without italics is marked for dots."""

from __future__ import annotations

import pytest
from lxml import etree

from makeready.master.read.emphasis import mark_emphasis


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("<em>重要</em>", "dotted"),
        ("<em><b>とても</b></em>", "dotted"),
        ('<i class="a">아주</i>', "a dotted"),
        ("<em>Ferry</em>", None),
        ("<em>«нет»</em>", None),
    ],
)
def test_characters_without_italics_get_dots(words: str, expected: str | None) -> None:
    section = etree.fromstring(f"<section><p>a {words}</p></section>")
    mark_emphasis([section])
    assert section[0][0].get("class") == expected
