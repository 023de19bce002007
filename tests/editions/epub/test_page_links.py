"""Links that show pages have the printed page as their words, or an arrow where there is none."""

from __future__ import annotations

import pytest
from lxml import etree

from makeready.core.model import Anchor, PageMap
from makeready.editions.epub.page_links import fill_in_pages

XHTML = "http://www.w3.org/1999/xhtml"
ENTRY = f"""<section xmlns="{XHTML}"><p>Page <a class="page" href="#a"/>, <a href="#a">x</a></p>
<ul><li>rope<span class="locators"><a class="page" href="#a"/><a class="page until" href="#b"/>
<a class="page in-note" href="#b"/></span></li></ul></section>"""


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        ({"a": "4", "b": "xi"}, "Page 4, x rope, 4\u2013xi, xin"),
        ({}, "Page \u2192, x rope, \u2192\u2013\u2192, \u2192"),
    ],
)
def test_pages_are_written_with_what_stands_between_them(
    labels: dict[str, str], shown: str
) -> None:
    section = etree.fromstring(ENTRY)
    references = tuple((Anchor(name), label) for name, label in labels.items())
    fill_in_pages([section], PageMap(labels=(), breaks=(), references=references))
    assert " ".join("".join(section.itertext()).split()) == shown
