"""An index stands in two columns of short lines, and under its heading, whatever is above it."""

from __future__ import annotations

from intake.pdf.typed import (
    BOLD,
    LEADING,
    LEFT,
    MONO,
    TOP,
    Put,
    import_of,
    page_of_text,
    pdf_page,
    text_of,
)

NAMES = (
    ("ferry, 12", "oars, 4"),
    ("fares, 7", "rope, 31"),
    ("hemp, 2", "salt, 8"),
    ("lock, 15", "tide, 1"),
    ("mast, 9", "weir, 44"),
)


def index_page(number: int) -> list[Put]:
    """Return a page with a heading and an index in two columns."""
    entries = [
        Put(name, LEFT + 160 * column, TOP - row * LEADING)
        for row, names in enumerate(NAMES)
        for column, name in enumerate(names)
    ]
    return [Put("Index", LEFT, TOP + 50, 18, face=BOLD), *entries, Put(str(number), 200, 40)]


def test_the_columns_of_an_index_are_read_one_after_the_other() -> None:
    made = import_of([pdf_page(0, page_of_text()), pdf_page(1, index_page(2))])
    names = [word.strip(",") for word in text_of(made).split() if word.endswith(",")]
    assert names == [left.split(",")[0] for left, _ in NAMES] + [
        right.split(",")[0] for _, right in NAMES
    ]


def test_two_hyphens_are_no_bullet() -> None:
    """A paragraph may begin with the name of a setting."""
    low = TOP - 14 * LEADING
    puts = [*page_of_text(), Put("--size", LEFT, low, face=MONO), Put("is that of ropes.", 85, low)]
    assert "\n`--size` is that of ropes." in text_of(import_of([pdf_page(0, puts)]))
