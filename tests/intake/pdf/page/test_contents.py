"""A list of contents is known by its leaders, or by its title and the numbers at its edge."""

from __future__ import annotations

import pytest

from intake.pdf.typed import TOP, Put, pdf_page
from makeready.intake.pdf.page.contents import contents_lines
from makeready.intake.pdf.page.lines import lines_of


@pytest.mark.parametrize(("title", "count"), [("Contents", 5), ("Kegs of each kind", 0)])
def test_rows_with_numbers_are_contents_below_their_title_alone(title: str, count: int) -> None:
    rows = [
        (words, str(at), TOP - 12 * at) for at, words in enumerate(("Tar", "Oil", "Salt", "Rye"), 1)
    ]
    puts = [Put(title)]
    puts += [
        put
        for words, number, base in rows
        for put in (Put(words, base=base), Put(number, 300, base))
    ]
    assert len(contents_lines([lines_of(0, pdf_page(0, puts).runs)])) == count
