"""Words in the margin stand apart, and tear no sentence."""

from __future__ import annotations

import pytest

from intake.pdf.typed import (
    ITALIC,
    LEADING,
    LEFT,
    RIGHT,
    SIZE,
    TOP,
    Put,
    import_of,
    page_of_text,
    pdf_page,
    text_of,
)

SMALL = 7.0


def text_with(*puts: Put, pages: int = 1) -> str:
    """Return the manuscript of pages of text with these words beside it."""
    return text_of(import_of([pdf_page(at, [*puts, *page_of_text(at)]) for at in range(pages)]))


@pytest.mark.parametrize("left", [LEFT - 45, RIGHT + 12])
def test_small_words_beside_a_paragraph_are_a_box_before_it(left: float) -> None:
    plain = text_with()
    notes = (
        Put("Lamps", left, TOP, SMALL),
        Put("Bread and", left, TOP - 4 * LEADING, SMALL),
        Put("boats", left, TOP - 4 * LEADING - 8, SMALL),
    )
    made = text_with(*notes)
    assert made.startswith("::: box\n\nLamps\n\n:::\n\n")
    assert "\n\n::: box\n\nBread and boats\n\n:::\n\n" in made
    for box in ("::: box\n\nLamps\n\n:::\n\n", "::: box\n\nBread and boats\n\n:::\n\n"):
        made = made.replace(box, "")
    assert made == plain


def test_a_note_beside_the_middle_of_a_paragraph_follows_it() -> None:
    left = LEFT - 45
    made = text_with(
        Put("Lamps", left, TOP - 2 * LEADING, SMALL), Put("Bread", left, TOP - 5 * LEADING, SMALL)
    )
    assert [part[:7] for part in made.split("\n\n")[:5]] == [
        "The lam", "::: box", "Lamps", ":::", made.split("\n\n")[4][:7],
    ]  # fmt: skip


def test_notes_in_the_type_of_the_text_are_told_by_their_lines() -> None:
    left = LEFT - 60
    notes = (
        Put("Of lamps", left, TOP),
        Put("and bread", left, TOP - LEADING),
        Put("Of boats", left, TOP - 8 * LEADING),
        Put("at sea", left, TOP - 9 * LEADING),
    )
    made = text_with(*notes)
    assert "::: box\n\nOf lamps and bread\n\n:::" in made
    assert "::: box\n\nOf boats at sea\n\n:::" in made


@pytest.mark.parametrize(
    "puts",
    [
        # speakers of a play, in the size of the text
        [Put("ANNA", LEFT - 30, TOP), Put("WEIR", LEFT - 30, TOP - 4 * LEADING)],
        # numbers of paragraphs
        [Put("12", LEFT - 20, TOP, SMALL), Put("13", LEFT - 20, TOP - 4 * LEADING, SMALL)],
        # a heading that hangs out, larger than the text
        [Put("Boats", LEFT - 60, TOP - 13 * LEADING, SIZE + 4)],
    ],
)
def test_what_else_hangs_into_the_margin_is_no_box(puts: list[Put]) -> None:
    assert ":::" not in text_with(*puts)


def test_what_stands_at_one_height_of_several_margins_is_a_running_head() -> None:
    tabs = (
        Put("Harbours", LEFT - 45, TOP - 3 * LEADING, SMALL),
        Put("and boats", LEFT - 45, TOP - 3 * LEADING - 8, SMALL, ITALIC),
    )
    assert "Harbours" not in text_with(*tabs, pages=3)


def test_cells_of_a_table_that_is_wider_than_the_text_stay_in_it() -> None:
    cells = [
        Put("Boats", LEFT - 45, TOP - 14 * LEADING, 8.0),
        Put("Wood", LEFT + 60, TOP - 14 * LEADING, 8.0),
        Put("Cutter", LEFT - 45, TOP - 15 * LEADING, 8.0),
        Put("Oak", LEFT + 60, TOP - 15 * LEADING, 8.0),
    ]
    heights = (TOP - 13 * LEADING, TOP - 14.4 * LEADING, TOP - 15.5 * LEADING)
    rules = [(LEFT - 50, y, RIGHT, y + 0.5) for y in heights]
    made = text_of(import_of([pdf_page(0, [*page_of_text(), *cells], rules=rules)]))
    assert "| Cutter | Oak |" in made
