"""A paragraph goes on overleaf where chance, and no habit of its lines, ends a sentence there."""

from __future__ import annotations

import pytest

from intake.pdf.typed import (
    LEADING,
    TOP,
    Put,
    filled,
    import_of,
    pdf_page,
    set_lines,
    text_of,
)


def parted(first: int, lines: int, *, end: str = "") -> list[Put]:
    """Return four paragraphs of so many lines, a white line between each two."""
    puts: list[Put] = []
    for at in range(4):
        base = TOP - at * (lines + 1) * LEADING
        puts += set_lines(filled(lines, first + 3 * at), base)
    return [*puts[:-1], Put(end, puts[-1].left, puts[-1].base)] if end else puts


@pytest.mark.parametrize(("lines", "joined"), [(5, True), (2, False)])
def test_a_full_last_line_ends_no_long_paragraph(lines: int, joined: bool) -> None:
    full = "and that is all that the keeper of the harbour had heard of."
    pages = [pdf_page(0, parted(0, lines, end=full)), pdf_page(1, parted(4, lines))]
    assert (f"{full} " in text_of(import_of(pages))) is joined
