"""Raised ink and numbers in front of lines are found in the picture of a page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from intake.pdf.scan.drawn import Set, picture_of, reading_of
from makeready.intake.pdf.scan.ink import cut_out, find_ink

if TYPE_CHECKING:
    from pathlib import Path

TEXT = [Set("the lamp was lit before", base=100), Set("the boats came in", base=160)]
AFTER = 100 + 23 * 20  # where the first line ends


def _boxes(path: Path, *marks: tuple[int, int, int, int]) -> list[tuple[int, bool]]:
    picture = picture_of(path / "page.png", TEXT, marks)
    return [(each.line, each.opens) for each in find_ink(reading_of(TEXT), picture)]


def test_a_raised_figure_is_found_after_a_word(tmp_path: Path) -> None:
    assert _boxes(tmp_path, (AFTER, 64, AFTER + 12, 84)) == [(0, False)]


def test_a_figure_close_to_a_letter_is_found(tmp_path: Path) -> None:
    assert _boxes(tmp_path, (AFTER - 1, 64, AFTER + 11, 80)) == [(0, False)]


def test_the_figures_of_one_number_are_one_mark(tmp_path: Path) -> None:
    two = (AFTER, 64, AFTER + 8, 84), (AFTER + 14, 64, AFTER + 22, 84)
    assert _boxes(tmp_path, *two) == [(0, False)]


def test_a_quotation_mark_is_too_low_and_a_letter_reaches_down(tmp_path: Path) -> None:
    assert _boxes(tmp_path, (AFTER, 66, AFTER + 5, 75)) == []
    assert _boxes(tmp_path, (AFTER, 64, AFTER + 12, 100)) == []


def test_a_page_without_marks_has_none(tmp_path: Path) -> None:
    assert _boxes(tmp_path) == []


def test_the_number_in_front_of_a_line_is_found_where_it_is_set_in(tmp_path: Path) -> None:
    lines = [*TEXT, Set("it was of oak", left=150, base=220)]
    picture = picture_of(tmp_path / "page.png", lines, [(104, 198, 118, 220)])
    marks = find_ink(reading_of([Set("four words are long", base=40), *lines]), picture)
    assert [(each.line, each.opens) for each in marks] == [(3, True)]


def test_a_mark_is_cut_out_enlarged_with_white_around_it(tmp_path: Path) -> None:
    picture = picture_of(tmp_path / "page.png", TEXT, [(AFTER, 64, AFTER + 12, 84)])
    marks = find_ink(reading_of(TEXT), picture)
    (png,) = cut_out(picture, marks)
    with Image.open(io.BytesIO(png)) as image:
        assert image.getpixel((0, 0)) == 255
        assert image.height > 3 * 20
        assert min(image.tobytes()) < 60


def test_a_picture_that_cannot_be_read_has_no_marks(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(b"no picture")
    assert find_ink(reading_of(TEXT), tmp_path / "page.png") == ()
