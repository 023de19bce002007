"""The lines of a finished page are those that a reader sees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions.print.books import here, look, prose
from makeready.checks.read.lines import read_lines
from makeready.checks.seen.order import find_lines_apart, name_fault
from makeready.core.model import Opening
from makeready.editions.print import edition
from makeready.press.build import editions
from master.titles import made, retold, templates


def test_a_drop_capital_before_a_call_stands_beside_its_lines() -> None:
    book = retold(opening=Opening.DROP_CAPITAL, half_title=False)
    css = editions.read_print_css(dict(templates()), "classic")
    master = made(f"The^[Note.] {prose(40)}\n", book=book)
    printed, _ = edition.make(master, replace(look(), css=css), here)
    assert printed is not None
    lines = read_lines(printed.data)
    assert [line.text for line in lines if line.size > 20][-1:] == ["T"]
    assert list(find_lines_apart(lines)) == []


def test_a_line_from_right_to_left_ends_at_the_right_and_has_spaces() -> None:
    book = retold(language="he", half_title=False)
    printed, _ = edition.make(made("# נהר\n\nנהר רחב ישן\n", book=book), look(), here)
    assert printed is not None
    line = read_lines(printed.data)[-1]
    one, two = (each.right - each.left for each in line.spaces)
    assert one == pytest.approx(two, abs=0.2)
    assert line.left < line.spaces[-1].left < line.spaces[0].right < line.right


def test_a_line_from_left_to_right_in_a_book_from_right_to_left_is_no_fault() -> None:
    book = retold(language="he", half_title=False)
    body = "# נהר\n\nנהר רחב ישן\n\n> Reeds and coots by the weir.\n"
    printed, _ = edition.make(made(body, book=book), look(), here)
    assert printed is not None
    assert [name_fault(line) for line in read_lines(printed.data)[-2:]] == ["", ""]


def test_a_mark_that_is_read_before_its_line_does_not_raise_it() -> None:
    book = retold(language="he", half_title=False)
    body = "# נהר\n\nנהר רחב קדמל\u0307\n\nנהר רחב\n\nנהר ישן\n"
    printed, _ = edition.make(made(body, book=book), look(), here)
    assert printed is not None
    first, second, third = (line.base for line in read_lines(printed.data)[-3:])
    assert first - second == pytest.approx(second - third, abs=0.1)


def test_spaces_narrower_than_a_word_space_and_spaces_in_small_capitals_are_right() -> None:
    css = editions.read_print_css(dict(templates()), "classic")
    written = "# One\n\n[Il dit : « Non ! »]{lang=fr} [Old Man]{.speaker} goes.\n"
    book = retold(half_title=False)
    printed, _ = edition.make(made(written, book=book), replace(look(), css=css), here)
    assert printed is not None
    line = read_lines(printed.data)[-1]
    assert "«\u202fNon\u202f!\u202f» Old Man" in line.text
    assert name_fault(line) == ""


def test_spaces_before_the_first_word_are_no_word_spaces() -> None:
    book = retold(half_title=False)
    printed, _ = edition.make(made("# One\n\n|      far in\n", book=book), look(), here)
    assert printed is not None
    line = read_lines(printed.data)[-1]
    assert line.text == "far in"
    assert len(line.spaces) == 1
