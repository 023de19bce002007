"""The type size of the running text is that of the text, though notes have more letters."""

from __future__ import annotations

import pytest

from intake.pdf.typed import LEFT, NOTE, TOP, Put, pdf_page
from makeready.intake.pdf.page.frames import type_size
from makeready.intake.pdf.page.lines import Line, lines_of


@pytest.mark.parametrize(("letters", "size"), [(10, NOTE), (11, 10.0)])
def test_what_stands_above_long_notes_is_text_where_there_is_enough_of_it(
    letters: int, size: float
) -> None:
    lines: list[Line] = []
    for page in range(2):
        text = [Put("a" * letters, LEFT, TOP - 12 * at) for at in range(2)]
        notes = [Put("b" * 25, LEFT, 100.0 - 10 * at, NOTE) for at in range(4)]
        lines += lines_of(page, pdf_page(page, [*text, *notes]).runs)
    assert type_size(lines) == size
