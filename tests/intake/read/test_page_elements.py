"""Languages, small capitals and navigation of web pages come through as they are."""

from __future__ import annotations

import pytest

from makeready.intake.read.files import read_source


def read(body: str, style: str = "") -> str:
    """Return the manuscript of a page."""
    head = f"<head><title>Weirs</title><style>{style}</style></head>"
    page = f'<!DOCTYPE html><html lang="en">{head}<body>{body}</body></html>'
    return read_source("a.html", page.encode()).raw.text.strip()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p lang="fr">Un <i>mot</i>.</p>', '::: {lang="fr"}\nUn *mot*.\n:::'),
        ('<p lang="en">A word.</p>', "A word."),
        ('<blockquote lang="de"><p>Satz.</p></blockquote>', '::: {lang="de"}\n> Satz.\n:::'),
        ('<ul><li lang="fr">un</li><li>one</li></ul>', '- [un]{lang="fr"}\n- one'),
        ('<h2 lang="de">Zwei</h2><p>A.</p>', '# [Zwei]{lang="de"}\n\nA.'),
        ('<div lang="fr"><p lang="fr">Un.</p></div>', '::: {lang="fr"}\nUn.\n:::'),
    ],
)
def test_blocks_keep_their_language(body: str, text: str) -> None:
    assert read(body) == text


@pytest.mark.parametrize(
    "inner",
    ['<b><span class="low">two</span></b>', '<b style="font-variant: small-caps">two</b>'],
)
@pytest.mark.parametrize("outer", ['class="low"', 'style="font-variant:small-caps"', 'class="sc"'])
def test_small_capitals_within_small_capitals_are_one(outer: str, inner: str) -> None:
    text = read(
        f"<p>A <span {outer}>one {inner} end</span>.</p>", ".low { font-variant: small-caps }"
    )
    assert text == "A [one **two** end]{.smallcaps}."


def test_navigation_is_left_out_and_told() -> None:
    nav = '<nav><h2>Contents</h2><ol><li><a href="#a">One</a></li></ol></nav>'
    page = f'<html><body>{nav}<h1 id="a">One</h1><p>Words.</p></body></html>'
    source = read_source("a.html", page.encode())
    assert source.raw.text.strip().startswith("# One")
    assert source.inventory is not None
    assert "Contents One" in [each.text for each in source.inventory.passages]


def test_navigation_with_words_of_its_own_stays_without_headings() -> None:
    text = read("<nav><h2>How to read</h2><p>Follow the reeds.</p></nav><h1>One</h1><p>A.</p>")
    assert text == "How to read\n\nFollow the reeds.\n\n# One\n\nA."


def test_breaks_at_the_ends_of_emphasis_stand_beside_it() -> None:
    page = "<p><b>Chorus.<br></b>The sea<i><br>is</i> <b><i>low<br></i></b><u><br></u>now</p>"
    text = read_source("a.html", page.encode()).raw.text
    assert text == "**Chorus.**\\\nThe sea\\\n*is* ***low***\\\n\\\nnow\n"


def test_a_mark_of_a_page_above_a_heading_begins_it() -> None:
    page = '<p>One.</p><p><span class="pagenum">[5]</span></p><h1>Two</h1><p>Three.</p>'
    text = read_source("a.html", page.encode()).raw.text
    assert text == 'One.\n\n# []{.old-page n="5"}Two\n\nThree.\n'
