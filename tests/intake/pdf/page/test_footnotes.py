"""Notes are parted by the marks that open them."""

from __future__ import annotations

from dataclasses import replace

from intake.pdf.typed import NOTE, SIZE, TOP, Put, filled, pdf_page, set_lines
from makeready.intake.pdf.page.footnotes import note_lines, notes_of
from makeready.intake.pdf.page.frames import frame_lines
from makeready.intake.pdf.page.lines import lines_of


def test_a_line_of_a_note_that_begins_with_a_number_opens_no_note_where_marks_are_raised() -> None:
    rows = [("1", "The tar came in"), ("", "7 kegs, the oil in"), ("2", "The rye came in"),
            ("", "8 sacks, the salt in"), ("3", "The rope came in"), ("", "9 coils.")]  # fmt: skip
    puts: list[Put] = []
    for at, (mark, words) in enumerate(rows):
        base = 120.0 - 10 * at
        puts += [Put(mark, base=base + 3, size=5, raised=True)] if mark else []
        puts += [Put(words, 54 if mark else 50, base, NOTE)]
    notes, strays = notes_of(lines_of(0, pdf_page(0, puts).runs))
    assert [(note.mark.label, len(note.lines)) for note in notes] == [("1", 2), ("2", 2), ("3", 2)]
    assert strays == ()


def test_the_bar_of_a_fraction_at_the_edge_parts_no_notes_from_the_text() -> None:
    bar = (50.0, 482.0, 80.0, 482.5)
    above = set_lines(filled(6), TOP)
    line = [Put("ab", 55, 487), Put("1", 55, 473), Put("alone is small", 84, 480)]
    below = set_lines(["1 boat came in", "2 boats went out"], 460)
    pages = [lines_of(0, pdf_page(0, [*above, *line, *below]).runs)]
    framed, measure = frame_lines(pages, SIZE)
    assert note_lines([pdf_page(0, [], rules=[bar])], framed, measure) == frozenset()


def test_the_rule_above_notes_may_stand_at_the_left_of_a_page_that_runs_to_the_left() -> None:
    rule = (290.0, 172.0, 350.0, 172.5)  # in the mirror
    puts = [*set_lines(filled(6), TOP), Put("1", 50, 164, 5.0), Put("The tar came in.", 54, 160)]
    framed, measure = frame_lines([lines_of(0, pdf_page(0, puts).runs)], SIZE)
    pages = [
        replace(pdf_page(0, [], rules=[rule]), mirrored=mirrored) for mirrored in (True, False)
    ]
    assert [len(note_lines([page], framed, measure)) for page in pages] == [1, 0]
