"""What stands between lines of text is a whole number of lines high, with what is around it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions.print.books import POCKET, Chapter, here, look, master
from makeready.checks.read.lines import read_lines
from makeready.editions.print import edition
from makeready.press.build import editions
from master.titles import templates

LINE = 14.0


@pytest.mark.parametrize("after", ["<p>Below.</p>", "<ul><li>Below.</li></ul>"])
def test_a_block_that_is_slightly_too_high_reaches_into_the_space_below(after: str) -> None:
    body = f"<p>Above.</p><figure style='padding-bottom: 3pt'>Boat</figure>{after}"
    css = editions.read_print_css(dict(templates()), "classic")
    book = master((Chapter(title="Weirs", body=body),), trim=POCKET)
    printed, found = edition.make(book, replace(look(), css=css), here)
    assert printed is not None, found
    above = next(line for line in read_lines(printed.data) if line.text == "Above.")
    below = next(line for line in read_lines(printed.data) if line.text == "Below.")
    lines = (above.base - below.base) / LINE
    assert lines == pytest.approx(round(lines), abs=0.02)
