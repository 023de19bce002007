"""What the tags call a table is one where its cells stand as cells do."""

from __future__ import annotations

from intake.pdf.typed import (
    BOLD,
    LEADING,
    LEFT,
    TOP,
    Put,
    import_of,
    page_of_text,
    pdf_page,
    text_of,
)
from makeready.intake.pdf.values import Tag

LOW = TOP - 14 * LEADING


def cell(row: int, column: int, role: str = "TD") -> Tag:
    return Tag(
        roles=("Table", "TR", role), elements=(1, 10 * (row + 1), 10 * (row + 1) + column + 1)
    )


def test_a_table_of_two_short_rows_is_told_by_its_tags_with_its_head() -> None:
    tags = {
        (0, 0): cell(0, 0, "TH"), (0, 1): cell(0, 1, "TH"), (0, 2): cell(1, 0), (0, 3): cell(1, 1)
    }  # fmt: skip
    puts = [
        Put("Boat", LEFT, LOW, face=BOLD, tag=0),
        Put("Toll", LEFT + 40, LOW, face=BOLD, tag=1),
        Put("Raft", LEFT, LOW - LEADING, tag=2),
        Put("1.25", LEFT + 40, LOW - LEADING, tag=3),
    ]
    text = text_of(import_of([pdf_page(0, [*page_of_text(), *puts])], tags=tags))
    assert "| Boat | Toll | \n|---|---|\n| Raft | 1.25 | " in text


def test_an_empty_cell_keeps_its_column() -> None:
    tags = {(0, 0): cell(0, 0), (0, 1): cell(0, 1), (0, 2): cell(1, 1)}
    tags |= {(0, 3): cell(2, 0), (0, 4): cell(2, 1)}
    puts = [
        Put("Raft", LEFT, LOW, tag=0), Put("1.25", LEFT + 60, LOW, tag=1),
        Put("2.50", LEFT + 60, LOW - LEADING, tag=2),
        Put("Punt", LEFT, LOW - 2 * LEADING, tag=3),
        Put("0.10", LEFT + 60, LOW - 2 * LEADING, tag=4),
    ]  # fmt: skip
    text = text_of(import_of([pdf_page(0, [*page_of_text(), *puts])], tags=tags))
    assert "|  | 2.50 | \n" in text


def test_cells_one_below_the_other_are_no_table() -> None:
    tags = {(0, 0): cell(0, 0), (0, 1): cell(0, 1), (0, 2): cell(1, 0), (0, 3): cell(1, 1)}
    puts = [Put(f"boat {at}", LEFT, LOW - 2 * at * LEADING, tag=at) for at in range(4)]
    assert "|" not in text_of(import_of([pdf_page(0, [*page_of_text(), *puts])], tags=tags))
