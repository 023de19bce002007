"""Three columns are read one after the other."""

from __future__ import annotations

from intake.pdf.typed import LEADING, TOP, Put, import_of, pdf_page, text_of


def test_three_columns_are_read_one_after_the_other() -> None:
    rows = [[f"word{at} line{row:02} the lamp lit" for at in range(3)] for row in range(30)]
    puts = [
        Put(text, 20 + 165 * at, TOP - row * LEADING)
        for row, texts in enumerate(rows)
        for at, text in enumerate(texts)
    ]
    words = text_of(import_of([pdf_page(0, puts)])).split()
    assert words == [word for at in range(3) for texts in rows for word in texts[at].split()]
