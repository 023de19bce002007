"""What the e-book says in another form than the master is the same; what it changes is not."""

from __future__ import annotations

import pytest
from lxml import etree

from makeready.checks.compare.structure import Comparison, _compare
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
