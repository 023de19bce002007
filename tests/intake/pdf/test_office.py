"""What word processors, browsers and Typst set: bullets, quotations, tables, end notes."""

from __future__ import annotations

from dataclasses import replace

from intake.pdf.typed import (
    BOLD,
    LEADING,
    LEFT,
    MONO,
    TOP,
    Put,
    filled,
    import_of,
    page_of_text,
    pdf_page,
    set_lines,
    text_of,
)
from makeready.intake.account import ledger
from makeready.intake.pdf.read.faces import face_of
from makeready.intake.pdf.values import Face, Tag

LOW = TOP - 14 * LEADING


def test_a_page_without_any_line_is_read() -> None:
    assert text_of(import_of([pdf_page(0, [Put("hidden", turned=True), *[Put("a", LEFT, TOP)]])]))
    assert text_of(import_of([pdf_page(0, [Put("7", 200, 20, turned=True)])])) == ""


def test_signs_of_symbol_fonts_are_bullets() -> None:
    puts = page_of_text()
    for at, (sign, x, face) in enumerate((("\uf0b7", 18, BOLD), ("o", 36, MONO), ("•", 36, BOLD))):
        puts.append(Put(sign, LEFT + x, LOW - at * LEADING, face=face))
        puts.append(Put(f"boat {at}", LEFT + x + 12, LOW - at * LEADING))
    text = text_of(import_of([pdf_page(0, puts)]))
    assert text.endswith("- boat 0\n    - boat 1\n    - boat 2\n")


def test_items_whose_bullets_are_drawn_are_told_by_their_tags() -> None:
    tags = {(0, at): Tag(roles=("L", "LI", "LBody"), elements=(1, at + 2, at + 9)) for at in (0, 1)}
    puts = [Put(f"boat {at}", LEFT + 20, LOW - at * LEADING, tag=at) for at in (0, 1)]
    text = text_of(import_of([pdf_page(0, [*page_of_text(), *puts])], tags=tags))
    assert text.endswith("- boat 0\n- boat 1\n")


def test_a_quotation_set_in_on_both_sides_is_no_verse_and_no_item() -> None:
    lines = ["the lamp was lit before the boats came in and no", "man at the quay thought."]
    puts = [
        *page_of_text(),
        Put("1. Ring the bell.", LEFT, LOW),
        *set_lines(lines, LOW - 2 * LEADING, left=LEFT + 30),
        Put("The rest is rain.", LEFT + 30, LOW - 5 * LEADING),
    ]
    text = text_of(import_of([pdf_page(0, puts)]))
    assert text.endswith(f"> {' '.join(lines)}\n\n> The rest is rain.\n")


def test_lines_of_a_program_are_one_whatever_the_tags_say() -> None:
    tags = {(0, at): Tag(roles=("Document", "P"), elements=(1, at + 2)) for at in range(3)}
    rows = (("open(gate)", 0), ("if high:", 0), ("ring(bell)", 20))
    puts = [
        Put(words, LEFT + x, LOW - at * LEADING, face=MONO, tag=at)
        for at, (words, x) in enumerate(rows)
    ]
    text = text_of(import_of([pdf_page(0, [*page_of_text(), *puts])], tags=tags))
    assert text.endswith("```\nopen(gate)\nif high:\n    ring(bell)\n```\n")


def test_an_em_dash_opens_speech_and_no_item() -> None:
    puts = [*page_of_text(), *(Put(f"— Boat {at}?", LEFT, LOW - at * 20) for at in range(3))]
    assert "— Boat 0?\n\n— Boat 1?" in text_of(import_of([pdf_page(0, puts)]))


def test_a_caption_ends_where_text_begins_at_another_edge() -> None:
    puts = [*page_of_text(), Put("Figure 1. A barge.", LEFT + 105, 340)]
    puts += set_lines(filled(4), 340 - LEADING)
    made = import_of([pdf_page(0, puts, drawings=((LEFT + 60, 360, LEFT + 240, 390),) * 3)])
    assert "![Figure 1. A barge.](" in text_of(made)


def test_a_term_with_its_meaning_set_in_below_is_one_paragraph() -> None:
    puts = [*page_of_text()]
    for at in range(3):
        whole = f"Boat {' '.join(filled(3, 5 * at)[:2])} and on"[:60]
        puts += [Put(whole, LEFT, LOW - 24 * at), Put("went home.", LEFT + 20, LOW - 24 * at - 12)]
    assert text_of(import_of([pdf_page(0, puts)])).count("\n\n") == 5


def _row(base: float, *cells: str, face: Face = BOLD) -> list[Put]:
    return [Put(cell, LEFT + 100 * at, base, face=face) for at, cell in enumerate(cells)]


def test_a_table_that_goes_on_overleaf_is_one() -> None:
    plain = replace(BOLD, bold=False)
    head, rule = ("Boat", "Up"), (LEFT, LOW - 4, LEFT + 160, LOW - 3.5)
    first = [*page_of_text(), *_row(LOW, *head), *_row(LOW - 16, "Barge", "12", face=plain)]
    second = [
        *_row(TOP, *head),
        *_row(TOP - 16, "Raft", "20", face=plain),
        *set_lines(filled(5), TOP - 40),
    ]
    high = (LEFT, TOP - 4, LEFT + 160, TOP - 3.5)
    made = import_of([pdf_page(0, first, rules=(rule,)), pdf_page(1, second, rules=(high,))])
    rows = [line.rstrip() for line in text_of(made).splitlines() if line[:1] == "|"]
    assert rows == ["| Boat | Up |", "|---|---|", "| Barge | 12 |", "| Raft | 20 |"]
    assert ledger.by_rule(made.ledger.operations)["F.repeat"] == (2, 6)


def test_a_numbered_list_does_not_take_the_calls_of_end_notes() -> None:
    puts = [*set_lines(filled(4), TOP)]
    puts += [Put(f"{at}. Ring bell {at}.", LEFT, 500 - 12 * at) for at in (1, 2, 3)]
    for at in range(4):
        puts += set_lines(filled(2, 3 * at), 430 - 36 * at)
        puts.append(Put(str(at + 1), LEFT + 200, 430 - 36 * at - 8, 6.0))
    puts += [Put(f"{at}. Of oak {at}.", LEFT, 280 - 24 * at) for at in (1, 2, 3, 4)]
    puts += [Put("↩\ufe0e", LEFT + 80, 280 - 24 * at) for at in (1, 2, 3, 4)]
    text = text_of(import_of([pdf_page(0, puts)]))
    assert "1. Ring bell 1.\n2. Ring bell 2." in text
    assert text.endswith("[^3]: Of oak 3.\n\n[^4]: Of oak 4.\n")


def test_the_name_of_a_face_says_more_than_its_weight() -> None:
    assert not face_of("AAAAAA+Serif-Oblique", 0, 700, slanted=False).bold
    assert face_of("AAAAAA+Serif", 0, 700, slanted=False).bold
    assert face_of("Serif-SmbdIt", 0, 400, slanted=False).bold
