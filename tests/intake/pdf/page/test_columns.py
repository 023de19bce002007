"""Columns are read one after the other."""

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


def test_a_line_that_hangs_over_into_the_next_column_is_of_its_own() -> None:
    left = [f"left{row:02} the lamp was lit and" for row in range(12)]
    right = [f"right{row:02} the lamp was lit and" for row in range(12)]
    left[5] = "left05 https://quay.example/ledger-of-the-upper-water"
    puts = [
        *(Put(text, 20, TOP - at * LEADING) for at, text in enumerate(left)),
        *(Put(text, 200, TOP - 5 - at * LEADING) for at, text in enumerate(right)),
    ]
    words = text_of(import_of([pdf_page(0, puts)])).split()
    order = [word for word in words if word[:4] in ("left", "righ")]
    assert order == [text.split()[0] for text in (*left, *right)]
