"""A figure that is a little too high for the rest of a page is set smaller on it."""

from __future__ import annotations

import hashlib
from contextlib import closing

import pypdfium2
import pytest

from editions.print.books import OCTAVO, Chapter, here, look, master, prose
from makeready.core.model import Asset, Digest
from makeready.editions.print import edition

HIGH, WIDE = 200, 300
DATA = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}">'
    f'<path d="M0 0h{WIDE}v{HIGH}h-{WIDE}z" fill="black"/></svg>'
).encode()
PICTURE = Asset(
    name="plan.svg",
    media_type="image/svg+xml",
    data=DATA,
    digest=Digest(hashlib.sha256(DATA).hexdigest()),
)
WHOLE = HIGH * 0.75
"""The height of the picture in points where nothing makes it smaller."""


def place_picture(words: int, *, within: str = "", style: str = "") -> tuple[int, float]:
    """Return the page of a figure behind so many words, and its picture's height in points."""
    caption = "<figcaption>A plan of the locks.</figcaption>"
    drawn = f'<figure><img src="{PICTURE.name}" alt="A plan" {within}/>{caption}</figure>'
    body = f"<p>{prose(words, 3)}</p>{drawn}<p>{prose(90, 5)}</p>"
    made, found = edition.make(
        master([Chapter(title="Locks", body=body)], trim=OCTAVO, style=style, assets=(PICTURE,)),
        look(),
        here,
    )
    assert made is not None, found
    with closing(pypdfium2.PdfDocument(made.data)) as document:
        for number, page in enumerate(document):
            for each in page.get_objects():
                left, foot, right, top = each.get_bounds()
                if right - left > 1.4 * (top - foot) > WHOLE / 2:
                    return number, round(top - foot, 1)
    raise AssertionError("no picture")


def test_a_figure_too_high_for_the_rest_of_its_page_is_set_smaller() -> None:
    first, whole = place_picture(100)
    page, height = place_picture(130)
    assert (first, whole) == (page, WHOLE)
    assert 0.67 * WHOLE <= height < WHOLE


def test_a_figure_far_too_high_for_it_is_left_as_it_is() -> None:
    assert place_picture(170) == (5, WHOLE)


@pytest.mark.parametrize(
    ("within", "style"),
    [('style="width: 300px"', ""), ("", "figure { --least-picture: 1 }")],
    ids=["its size is asked for", "the style forbids it"],
)
def test_no_figure_is_made_smaller_that_must_not_be(within: str, style: str) -> None:
    assert place_picture(150, within=within, style=style) == (5, WHOLE)


def test_a_width_that_is_a_share_of_the_line_is_a_wish() -> None:
    wide = 'style="width: 95%"'
    (first, whole), (page, height) = (place_picture(words, within=wide) for words in (60, 100))
    assert first == page
    assert 0.67 * whole <= height < whole
