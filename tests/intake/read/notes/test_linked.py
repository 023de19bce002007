"""A mark that links to a paragraph that links back is a note; other links stay links."""

from __future__ import annotations

import pytest

from makeready.intake.read.files import read_source


def text_of(page: str) -> str:
    return read_source("a.html", page.encode()).raw.text


def test_two_anchors_that_link_to_each_other_are_a_note() -> None:
    page = (
        "<h1>Gates</h1><p>It runs.<a id='t1' href='#n1'>1</a> On.</p><h2>Remarks</h2>"
        "<p><a id='n1' href='#t1'>1</a> By hand.</p>"
    )
    assert text_of(page) == "# Gates\n\nIt runs.[^1] On.\n\n[^1]: By hand.\n"


def test_a_note_in_a_division_keeps_its_paragraphs() -> None:
    page = (
        "<p>It runs.<a id='A1' href='#F1' class='fnanchor'>[1]</a></p><div class='footnote'><p>"
        "<a id='F1' href='#A1'><span class='label'>[1]</span></a> By hand.</p><p>Twice.</p></div>"
    )
    assert text_of(page) == "It runs.[^1]\n\n[^1]: By hand.\n\n    Twice.\n"


@pytest.mark.parametrize("mark", ["1", "[1]", "*", "<sup>1</sup>"])
def test_list_items_are_notes(mark: str) -> None:
    page = (
        f"<p>It runs.<a id='r' href='#n'>{mark}</a></p><ol><li id='n'>By hand. "
        "<a href='#r'>↩</a></li></ol>"
    )
    assert text_of(page) == "It runs.[^1]\n\n[^1]: By hand.\n"


@pytest.mark.parametrize(
    "page",
    [
        "<p><a href='#s'>1</a></p><h1 id='s'>One</h1><p>x</p>",
        "<p>See <a href='#p'>12</a>.</p><p>Here <span id='p'></span>it is.</p>",
        "<p id='a'>See <a href='#b'>that place</a>.</p><p id='b'>And <a href='#a'>back</a></p>",
    ],
)
def test_other_links_stay_links(page: str) -> None:
    assert "[^" not in text_of(page)
    assert "](#" in text_of(page)


def test_a_note_called_in_a_note_keeps_its_words() -> None:
    page = (
        "<p>It runs.<a id='r1' href='#n1'>1</a></p><p><a id='n1' href='#r1'>1</a> By hand.<a "
        "id='r2' href='#n2'>2</a></p><p><a id='n2' href='#r2'>2</a> Both hands.</p>"
    )
    assert text_of(page) == "It runs.[^1]\n\n[^1]: By hand. (Both hands.)\n"
