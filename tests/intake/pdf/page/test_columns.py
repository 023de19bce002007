"""Columns are read one after the other."""

from __future__ import annotations

from intake.pdf.typed import (
    LEADING,
    LEFT,
    TOP,
    Put,
    filled,
    import_of,
    page_of_text,
    pdf_page,
    set_lines,
    survey_of,
    text_of,
)


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


def test_a_page_of_little_but_a_list_has_the_edge_of_the_other_pages() -> None:
    narrow = [[line[:52] for line in filled(4, at)] for at in range(5)]
    items = [
        set_lines(lines, TOP - (4 + 4 * at) * LEADING, left=90) for at, lines in enumerate(narrow)
    ]
    pages = [
        *(pdf_page(number, page_of_text(number)) for number in range(8)),
        pdf_page(8, [*set_lines(filled(3, 20), TOP), *(put for item in items for put in item)]),
    ]
    lines = [line for piece in survey_of(pages).pieces for line in piece.paragraph.lines]
    assert {line.near for line in lines if line.page == 8} == {LEFT}
