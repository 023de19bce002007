"""What was read of a page becomes text whose marks of notes are figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.pdf.scan.drawn import LOW, Set, reading_of
from makeready.intake.pdf.scan.pages import opening_number, page_of
from makeready.intake.pdf.scan.sizes import find_feet, measure_lines
from makeready.intake.pdf.scan.values import Ink, Settled
from makeready.intake.pdf.values import PdfPage

BEFORE = PdfPage(number=0, label="iv", width=1, height=1, text="", runs=())


def _page(lines: list[Set], *marks: Settled) -> PdfPage:
    reading = reading_of(lines)
    return page_of(reading, BEFORE, measure_lines([reading]), marks)


def _mark(
    label: str, left: int, line: int = 0, *, bottom: int = 84, opens: bool = False
) -> Settled:
    box = left, bottom - LOW, left + 12, bottom
    return Settled(ink=Ink(line=line, box=box, opens=opens), label=label, how="read")


def test_a_mark_stands_for_the_letter_that_it_was_taken_for() -> None:
    page = _page([Set("of oak.’ and elm", base=100)], _mark("7", 100 + 7 * 20))
    assert page.text == "of oak.7 and elm\n"
    assert [(run.text, run.raised) for run in page.runs] == [
        ("of oak.", False),
        ("7", True),
        ("and elm", False),
    ]
    assert all(page.text[run.start : run.end] == run.text for run in page.runs)
    assert all(run.hidden for run in page.runs), "no emphasis is believed of it"


def test_a_mark_that_was_not_read_is_put_behind_its_word() -> None:
    page = _page([Set("of oak. and elm", base=100)], _mark("7", 100 + 7 * 20 + 4))
    assert page.text == "of oak.7 and elm\n"


def test_a_mark_without_a_number_leaves_what_was_read() -> None:
    page = _page([Set("of oak.’ and elm", base=100)], _mark("", 100 + 7 * 20))
    assert page.text == "of oak.’ and elm\n"


def test_a_number_in_front_of_a_note_is_set_before_it_with_its_stop() -> None:
    mark = _mark("8", 60, bottom=100, opens=True)
    assert _page([Set("it was of oak", base=100)], mark).text == "8. it was of oak\n"
    raised = _mark("8", 60, bottom=84, opens=True)
    assert _page([Set("it was of oak", base=100)], raised).text == "8 it was of oak\n"


def test_a_page_is_measured_in_points() -> None:
    page = _page([Set("an oar", base=100)])
    assert (page.width, page.height, page.label) == (240.0, 192.0, "iv")
    (run,) = page.runs
    assert (run.left, run.base) == (24.0, 168.0)


def test_lines_of_nearly_one_size_have_one_and_notes_are_told_from_text() -> None:
    lines = [Set("no man saw an oar move near us", base=100 + 60 * n) for n in range(4)]
    lines += [
        Set("or near a cove", base=400, em=43),
        Set("ours was one no man saw", base=500, em=34),
    ]
    reading = reading_of(lines)
    sizes = measure_lines([reading])
    assert len(set(sizes.values())) == 2
    assert find_feet(reading, sizes) == {5}


def test_a_plain_number_opens_a_note() -> None:
    texts = ("7. an", "12 an", "1o. an", "g. an", "I. an", "an")
    numbers = [opening_number(reading_of([Set(text)]).lines[0]) for text in texts]
    assert numbers == [7, 12, 10, 9, 0, 0], "low figures are taken for letters"


def test_a_page_that_runs_to_the_left_is_seen_in_a_mirror() -> None:
    """Tesseract gives the words of such a line in reading order, the first one on the right."""
    reading = reading_of([Set("שלום עולם", base=100)])
    (line,) = reading.lines
    first, second = line.words
    swapped = tuple(
        replace(word, box=(other.box[0], word.box[1], other.box[2], word.box[3]), letters=())
        for word, other in ((first, second), (second, first))
    )
    reading = replace(reading, lines=(replace(line, words=swapped),))
    page = page_of(reading, BEFORE, measure_lines([reading]), ())
    assert page.mirrored
    assert page.text == "שלום עולם\n"
    (run,) = page.runs
    assert run.left < run.right
    assert run.left == pytest.approx((1000 - second.box[2]) * 72 / 300)
