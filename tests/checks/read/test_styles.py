"""The styles of a master's characters, and what print has to show of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from makeready.checks.read.print import Page
from makeready.checks.read.styles import Item, read_styles
from makeready.checks.read.text import read_master
from makeready.checks.seen import emphasis

MASTER = """\
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>
<section class="chapter" id="a"><h1>One</h1>
<p>ab <em>cd</em> e<strong>f</strong><sup>2</sup> <em>g<strong>h</strong></em>
<span class="smallcaps">ij</span> <code>k</code><a href="#a">l</a></p>
<ol type="a" start="3"><li>m</li><li>n<ol><li>o</li></ol></li></ol>
<section class="notes"><aside class="note" id="n"><p>p<em>q</em></p></aside></section></section>
</body></html>"""


def test_each_character_has_its_style() -> None:
    styles = read_styles(MASTER.encode())
    assert styles.running == "   ppeepsre kk pppp"
    assert len(styles.running) == len(read_master(MASTER.encode()).running.visible)
    assert styles.notes == ("pe",)
    (link,) = styles.links
    assert styles.running[link.start : link.end] == "p"


def test_items_know_how_their_number_is_written() -> None:
    items = read_styles(MASTER.encode()).items
    assert [(item.number, item.form) for item in items] == [(3, "c"), (4, "d"), (1, "1")]
    assert items[0].shows("c.")
    assert items[0].shows("(c)")
    assert not items[0].shows("3.")
    assert not Item(place=0, number=1, form="1").shows("")


PAGE = Page(
    label="1",
    size=(100.0, 100.0),
    text="ax2",
    boxes=((0, 10, 5, 15), (5, 10, 10, 15), (10, 14, 12, 18)),
    lines=(0, 0, 0),
    runs=(0, 0, 0),
    furniture=(),
    outside="",
    pictures=0,
    links=(),
    faces=("R", "R", "R"),
)


@pytest.mark.parametrize(("foot", "is_raised"), [(14, True), (10, False)])
def test_a_raised_character_stands_above_its_line(foot: float, *, is_raised: bool) -> None:
    page = replace(PAGE, boxes=(*PAGE.boxes[:2], (10, foot, 12, foot + 4)))
    stretch = emphasis.Stretch(page=0, shown=page, style="r", indexes=range(2, 3))
    assert emphasis.is_raised(stretch) is is_raised


def test_small_capitals_are_as_low_as_each_other() -> None:
    low = replace(PAGE, text="abx", boxes=((0, 0, 1, 5), (1, 0, 2, 5.2), (2, 0, 3, 5)))
    tall = replace(low, boxes=((0, 0, 1, 5), (1, 0, 2, 7.5), (2, 0, 3, 5)))
    stretch = emphasis.Stretch(page=0, shown=low, style="k", indexes=range(3))
    assert emphasis.is_low(stretch)
    assert not emphasis.is_low(replace(stretch, shown=tall))


def test_a_place_that_links_lead_to_is_no_link_itself() -> None:
    styles = read_styles(MASTER.replace('<a href="#a">', '<a id="b">').encode())
    assert [*styles.links] == []
