"""What the e-book says in another form than the master is the same; what it changes is not."""

from __future__ import annotations

import pytest
from lxml import etree

from makeready.checks.compare.structure import Comparison, _check_other, _compare, _describe
from makeready.checks.read.epub import Document
from makeready.editions.xhtml import H

MASTER = "<div class='line-block'>one <em>a</em>,<br/>\n<br/>\ntwo</div>"
HUNG = (
    "<div class='line-block'><span class='verse-line'>one <em>a</em>,<br/></span>\n<br/>"
    "<span class='verse-line'>\ntwo</span></div>"
)


def differences(ebook: str) -> list[str]:
    one, other = (
        etree.fromstring(f"<section xmlns='{H[1:-1]}'>{each}</section>") for each in (MASTER, ebook)
    )
    return list(_compare(one, other, Comparison(name="a.xhtml")))


def test_lines_of_verse_are_the_same_where_they_can_hang() -> None:
    assert differences(HUNG) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("two", "too"), ("<br/></span>", "</span>"), ("'verse-line'>one", "'x'>one")],
)
def test_changed_verse_is_told(old: str, new: str) -> None:
    assert differences(HUNG.replace(old, new, 1)) != []


def test_an_element_is_described_by_the_words_that_a_reader_sees() -> None:
    assert (
        _describe(etree.fromstring("<p>Reeds <!-- and rushes -->grow.</p>")) == "<p> “Reeds grow.”"
    )


@pytest.mark.parametrize(
    ("inside", "told"),
    [("<img src='a.png'/>", []), ("<body><img src='a.png'/>Reeds.</body>", ["it says “Reeds.”"])],
)
def test_a_picture_alone_on_its_page_says_nothing(inside: str, told: list[str]) -> None:
    root = etree.fromstring(f"<html xmlns='{H[1:-1]}'>{inside}</html>")
    document = Document(name="cover.xhtml", place=0, root=root)
    assert [found.message for found in _check_other(document)] == told
