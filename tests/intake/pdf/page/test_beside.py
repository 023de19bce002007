"""Boxes with text running round them are boxes, and the text is one as if it filled its measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake.pdf.typed import (
    LEADING,
    LEFT,
    TOP,
    WORDS,
    Put,
    filled,
    import_of,
    pdf_page,
    set_lines,
    text_of,
)
from makeready.intake.pdf.page.beside import find_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

RIGHT = 250.0  # where a block on the right begins
LOW = TOP - 4 * LEADING


def wrap(letters: Sequence[int], first: int = 0) -> list[str]:
    """Return lines of at most so many letters each, with as many words as there is room for."""
    lines, at = [], first
    for most in letters:
        line = ""
        while len(line) + len(WORDS[at % len(WORDS)]) < most:
            line = f"{line} {WORDS[at % len(WORDS)]}".strip()
            at += 1
        lines.append(line)
    return lines


def page_with(block: list[Put], lines: list[str], *, count: int, left: float = LEFT) -> list[Put]:
    """Return a page whose second paragraph begins with so many lines beside a block."""
    low = LOW - count * LEADING
    return [
        *block,
        *set_lines(filled(4), TOP),
        *set_lines(lines[:count], LOW, left=left),
        *set_lines(lines[count:], low),
        *set_lines(filled(4, 19), low - 5 * LEADING),
    ]


BESIDE = wrap([36, 36, 36, 36, 60, 60, 60, 20])


def test_a_box_on_the_right_is_a_box_and_the_text_beside_it_one_paragraph() -> None:
    block = set_lines(
        ["Ropes of hemp", "swell in the", "water; wire", "does not."], LOW, left=RIGHT
    )
    text = text_of(import_of([pdf_page(0, page_with(block, BESIDE, count=4))]))
    assert "::: box\n\nRopes of hemp swell in the water; wire does not.\n\n:::\n" in text
    assert " ".join(BESIDE) in text


def test_a_box_on_the_left_is_one_too() -> None:
    block = set_lines(["Ropes of hemp", "swell in the", "water; wire", "does not."], LOW)
    puts = page_with(block, BESIDE, count=4, left=LEFT + 120)
    text = text_of(import_of([pdf_page(0, puts)]))
    assert "::: box\n\nRopes of hemp swell in the water; wire does not.\n\n:::\n" in text
    assert " ".join(BESIDE) in text


def test_paragraphs_of_a_box_stay_two() -> None:
    lines = ["Ropes of hemp", "swell in the", "water."]
    block = [
        *set_lines(lines, LOW, left=RIGHT, size=7),
        *set_lines(["Wire does not."], LOW - 3.8 * LEADING * 0.7, left=RIGHT, size=7),
    ]
    text = text_of(import_of([pdf_page(0, page_with(block, BESIDE, count=4))]))
    assert "\n\nRopes of hemp swell in the water.\n\nWire does not.\n\n:::\n" in text


def test_the_caption_of_a_picture_with_text_round_it_stays_with_the_picture() -> None:
    caption = set_lines(["Figure 1. The weir", "at low water."], LOW - 3 * LEADING, left=RIGHT)
    picture = (RIGHT, LOW - 2 * LEADING - 1, RIGHT + 100, LOW + 8)
    lines = wrap([36, 36, 36, 36, 36, 60, 60, 20])
    puts = page_with(caption, lines, count=5)
    text = text_of(import_of([pdf_page(0, puts, pictures=[picture])]))
    assert "![Figure 1. The weir at low water.](" in text
    assert " ".join(lines) in text


def test_cells_of_a_table_are_no_boxes() -> None:
    rows = [
        put
        for row in range(3)
        for column, left in enumerate((LEFT, RIGHT))
        for put in set_lines(wrap([18] * 3, 5 * row + column), LOW - 40 * row - 20, left=left)
    ]
    puts = [*set_lines(filled(4), TOP), *rows, *set_lines(filled(4, 9), LOW - 160)]
    assert list(find_beside(0, pdf_page(0, puts).runs, ())) == []


def test_two_columns_are_no_boxes() -> None:
    puts = [
        *set_lines(filled(4), TOP),
        *set_lines(wrap([28] * 12), LOW),
        *set_lines(wrap([28] * 12, 4), LOW, left=LEFT + 160),
    ]
    assert list(find_beside(0, pdf_page(0, puts).runs, ())) == []


def test_the_words_before_the_dots_of_a_list_of_contents_are_no_words_of_the_margin() -> None:
    """The dots are the longest runs of such a page, and no text."""
    names = ["Ropes", "Two sails", "A full load", "Parts", "Locks", "Tolls", "Ferry", "Weir"]
    listed = [
        put
        for at, name in enumerate(names)
        for put in (
            Put(name, LEFT, TOP - at * LEADING),
            Put(" ".join("." * 20), LEFT + 90, TOP - at * LEADING),
            Put(str(3 * at * at + 7), LEFT + 320, TOP - at * LEADING),
        )
    ]
    listed.append(Put("Contents", LEFT, TOP + 30, 16))
    noted = [
        *set_lines(filled(9), TOP),
        *set_lines(["where the", "boats lie"], TOP - LEADING, left=LEFT + 320, size=8),
    ]
    pages = [pdf_page(0, listed), *(pdf_page(at, noted) for at in (1, 2))]
    text = text_of(import_of(pages))
    assert text.count("::: box") == 2
    assert "Ropes" not in text
