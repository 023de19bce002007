"""Numbers of old pages stand in the outer margin, beside the line on which their page begins."""

from __future__ import annotations

from editions.print.books import POCKET, Chapter, here, look, master
from editions.print.measured import measure
from makeready.editions.print import edition

MARK = '<span class="old-page in-margin" id="o{0}" data-old="{0}"/>'.format


def test_old_pages_are_numbered_in_the_margin() -> None:
    body = f"<p>One line<br/>{MARK('ix')}two of<br/>words {MARK('1')}<em>and</em> {MARK('2')}x</p>"
    made, found = edition.make(
        master((Chapter(title="Pages", body=body),), trim=POCKET), look(), here
    )
    assert made is not None, found
    lines = [line for page in measure(made.data) for line in page]
    for number, word in (("ix", "twoof"), ("1,2", "words")):
        shown = next(line for line in lines if line.text == number)
        beside = next(line for line in lines if word in line.text)
        assert shown.left > beside.right
        assert abs(shown.base - beside.base) < 3
