"""Numbers in the margin that count the lines are no text; numbers of a list are."""

from __future__ import annotations

import pytest

from intake.pdf.typed import (
    LEADING,
    LEFT,
    TOP,
    Put,
    filled,
    import_of,
    pdf_page,
    set_lines,
    text_of,
)
from makeready.intake.account import ledger


def numbered(every: int, left: float) -> list[Put]:
    text = set_lines(filled(20), TOP)
    return [
        *text,
        *(Put(str(at), left, TOP - (at - 1) * LEADING, 6) for at in range(every, 21, every)),
    ]


@pytest.mark.parametrize(("every", "left"), [(1, LEFT - 20), (5, LEFT - 20), (5, 360.0)])
def test_line_numbers_are_left_out(every: int, left: float) -> None:
    made = import_of([pdf_page(0, numbered(every, left))])
    assert text_of(made) == " ".join(filled(20)) + "\n"
    assert "P.line" in ledger.by_rule(made.ledger.operations)


def test_the_numbers_of_a_list_stay() -> None:
    puts = set_lines(filled(12), TOP)
    for at in range(6):
        base = TOP - (14 + 2 * at) * LEADING
        puts.append(Put(str(at + 1), LEFT, base))
        puts += set_lines(["the keeper", "rang"], base, left=LEFT + 20)
    made = import_of([pdf_page(0, puts)])
    assert all(str(at) in text_of(made) for at in range(1, 7))
