"""Articles of journals: more notes than text, heads by number, folios at other places."""

from __future__ import annotations

from dataclasses import replace

from intake.pdf.typed import (
    BOLD,
    ITALIC,
    LEADING,
    LEFT,
    MONO,
    NOTE,
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
from makeready.intake.pdf.values import Bookmark, Face, Facts, PdfPage, Tag

AFTER = LEFT + 200  # where a call may stand


def _call(label: str, line: int) -> Put:
    return Put(label, AFTER, TOP - line * LEADING + 4, 6.0)


def _page_of_notes(number: int) -> PdfPage:
    """Return a page with three lines of text above ten of one note."""
    first, *rest = set_lines(filled(10, number * 3), 200, size=NOTE)
    note = replace(first, text=f"{number + 1}. {first.text}")
    return pdf_page(
        number, [*set_lines(filled(3, number * 5), TOP), _call(str(number + 1), 2), note, *rest]
    )


def test_notes_longer_than_the_text_are_still_notes() -> None:
    made = import_of([_page_of_notes(number) for number in range(4)])
    assert [link.key for link in made.links] == ["1", "2", "3", "4"]


def test_the_stop_after_a_notes_number_may_be_of_another_face() -> None:
    puts = [
        *page_of_text(),
        _call("1", 3),
        Put("1", LEFT, 87, NOTE),
        Put(". ", LEFT + 4, 87, NOTE, ITALIC),
        Put("It was of oak.", LEFT + 12, 87, NOTE),
    ]
    assert text_of(import_of([pdf_page(0, puts)])).endswith("[^1]: It was of oak.\n")


def test_a_sign_that_is_not_raised_calls_the_note_of_its_page() -> None:
    puts = page_of_text()
    puts[3] = replace(puts[3], text=puts[3].text + "*")
    text = text_of(import_of([pdf_page(0, [*puts, Put("* It was of oak.", LEFT, 87, NOTE)])]))
    assert ".[^1]\n\n" in text
    assert text.endswith("[^1]: It was of oak.\n")


def test_a_star_before_a_figure_opens_no_note() -> None:
    puts = [*page_of_text(), _call("1", 3), Put("1. Of oak; see Lamp, at", LEFT, 97, NOTE)]
    text = text_of(import_of([pdf_page(0, [*puts, Put("*7 and elsewhere.", LEFT, 87, NOTE)])]))
    assert "[^1]: Of oak; see Lamp, at \\*7 and elsewhere." in text


def test_a_list_inside_a_note_is_part_of_it() -> None:
    puts = [*page_of_text(), _call("8", 3), _call("9", 7)]
    rows = (("8. He named:", 0), ("1. oak;", 20), ("2. elm.", 20), ("9. Said Ada.", 0))
    puts += [Put(words, LEFT + x, 127 - 10 * at, NOTE) for at, (words, x) in enumerate(rows)]
    made = import_of([pdf_page(0, puts)])
    assert [link.marker for link in made.links] == ["8", "9"]


def test_numbered_sections_that_call_notes_are_no_end_notes() -> None:
    puts: list[Put] = []
    for number in range(3):
        first, *rest = set_lines(filled(4, number * 3), TOP - 5 * number * LEADING)
        puts += [replace(first, text=f"{number + 1}. {first.text[3:]}"), *rest]
        puts.append(_call(str(number + 4), 5 * number + 3))
        puts.append(Put(f"{number + 4}. Of oak.", LEFT, 120 - 10 * number, NOTE))
    lone = pdf_page(1, [*page_of_text(), _call("1", 3), _call("2", 7), _call("3", 11)])
    made = import_of([pdf_page(0, puts), lone])
    assert [link.marker for link in made.links if link.key] == ["4", "5", "6"]


def test_heads_with_numbers_are_heads_and_no_items() -> None:
    puts = [
        Put("I. SALT", LEFT + 130, 590),
        *page_of_text(),
        Put("A. At Sea in May", LEFT + 110, TOP - 14 * LEADING, face=ITALIC),
        *set_lines(filled(4), TOP - 16 * LEADING),
        Put("B. Of the Boats", LEFT + 110, TOP - 22 * LEADING),
        *set_lines(filled(4), TOP - 24 * LEADING),
    ]
    text = text_of(import_of([pdf_page(0, puts)]))
    assert [line for line in text.splitlines() if line[:1] == "#"] == [
        "# I. SALT",
        "## A. At Sea in May",
        "## B. Of the Boats",
    ]


def test_white_above_and_below_makes_a_plain_line_a_head() -> None:
    puts = page_of_text()
    for at, words in enumerate(("I. Of Salt and Tar", "Conclusion")):
        base = TOP - (14 + 12 * at) * LEADING
        puts.append(Put(words, LEFT, base))
        puts += set_lines(filled(4, indent=10), base - 16, indent=10)
        puts += set_lines(filled(4, 3, indent=10), base - 16 - 4 * LEADING, indent=10)
    text = text_of(import_of([pdf_page(0, puts)]))
    assert [line for line in text.splitlines() if line[:1] == "#"] == [
        "# I. Of Salt and Tar",
        "# Conclusion",
    ]


def test_capitals_of_smaller_type_are_a_head_of_the_capitals_size() -> None:
    puts = [
        Put("IV.", LEFT + 120, 590),
        Put("SALT AND TAR", LEFT + 140, 590, 8.0),
        *page_of_text(),
    ]
    assert text_of(import_of([pdf_page(0, puts)])).startswith("# IV. SALT AND TAR\n\n")


def test_the_first_page_has_its_folio_at_the_foot() -> None:
    pages = [
        pdf_page(number, [*page_of_text(number * 4), Put(str(number + 7), 200, y)])
        for number, y in enumerate((20, 590, 590, 590))
    ]
    assert ledger.by_rule(import_of(pages).ledger.operations)["P.folio"] == (4, 5)


def test_a_rule_of_dashes_is_no_text() -> None:
    puts = [*page_of_text(), Put("–" * 40, LEFT, 300)]
    assert "–" not in text_of(import_of([pdf_page(0, puts)]))


def test_a_paragraph_goes_on_over_a_page_whatever_the_tags_say() -> None:
    tags = {(page, 0): Tag(roles=("Document", "P"), elements=(1, page + 2)) for page in (0, 1)}
    whole = [replace(put, tag=0) for put in set_lines(filled(8, last=60), TOP)]
    full = whole[-1]
    first = [*whole[:-1], replace(full, text=full.text.rstrip("."))]
    second = [replace(put, tag=0) for put in set_lines(filled(4), TOP)]
    second[0] = replace(second[0], text=second[0].text.lower())
    text = text_of(import_of([pdf_page(0, first), pdf_page(1, second)], tags=tags))
    assert "\n\n" not in text.strip()


def test_no_emphasis_is_believed_in_hidden_text() -> None:
    puts = [replace(put, hidden=True) for put in page_of_text()]
    puts.insert(4, Put("Salt", LEFT, TOP - 4 * LEADING, face=ITALIC, hidden=True))
    puts[5] = replace(puts[5], left=LEFT + 30)
    assert "*" not in text_of(import_of([pdf_page(0, puts)]))


def test_figures_of_a_small_capitals_face_stay_plain() -> None:
    face = Face(name="Serif-SC", small_caps=True)
    first = set_lines(filled(4), TOP)
    puts = [*first, Put("In", LEFT, 490), Put("1982", LEFT + 15, 490, face=face)]
    assert "In 1982" in text_of(import_of([pdf_page(0, puts)]))


def test_a_name_under_the_title_of_an_article_is_its_author() -> None:
    puts = [
        Put("Salt", LEFT + 130, 600, 16.0),
        Put("Ada M. Ferrier*", LEFT + 115, 584),
        *page_of_text(),
        Put("At Sea", LEFT, TOP - 14 * LEADING, face=BOLD),
        *set_lines(filled(9), TOP - 16 * LEADING),
    ]
    facts = Facts(pages=1, author="Microsoft Office User")
    marks = [Bookmark(depth=0, title="At Sea", page=0)]
    for facts_, marks_ in ((facts, ()), (facts, marks)):
        made = import_of([pdf_page(0, puts)], marks_, facts=facts_)
        assert [person.name for person in made.metadata.people] == ["Ada M. Ferrier"]


def test_a_numbered_first_line_that_is_indented_opens_a_paragraph() -> None:
    first, *rest = set_lines(filled(4, indent=20), TOP - 14 * LEADING, indent=20)
    puts = [*page_of_text(), replace(first, text=f"1. {first.text[3:]}"), *rest]
    assert "\n\n1\\. " in text_of(import_of([pdf_page(0, puts)]))


def test_heads_of_one_look_are_ranked_by_their_numbers() -> None:
    puts: list[Put] = []
    for at, words in enumerate(("I. SALT", "A. TAR", "II. BREAD")):
        base = TOP - 8 * at * LEADING
        puts += [Put(words, LEFT + 130, base), *set_lines(filled(4), base - 2 * LEADING)]
    text = text_of(import_of([pdf_page(0, puts)]))
    assert [line.split()[0] for line in text.splitlines() if line[:1] == "#"] == ["#", "##", "#"]


def test_small_print_at_the_foot_of_a_column_follows_the_sentence_that_it_parts() -> None:
    first = filled(9)[:8]  # the last of them is full, and ends no sentence
    puts = [
        *set_lines(first, TOP),
        Put("Permission to copy is granted", LEFT, 60, 8),
        Put("to all for no charge.", LEFT, 50, 8),
    ]
    text = text_of(import_of([pdf_page(0, puts), pdf_page(1, set_lines(filled(8, 3)[1:], TOP))]))
    parts = text.rstrip().split("\n\n")
    assert parts[0].endswith("had thought of.")
    assert parts[1:] == ["Permission to copy is granted", "to all for no charge."]


def test_the_rest_of_an_address_at_the_foot_of_every_page_is_of_its_note() -> None:
    pages = [
        pdf_page(
            at,
            [
                *page_of_text(at),
                _call(str(at + 1), 3),
                Put(str(at + 1), LEFT, 64, 5),
                Put("https://quay.example/2013-", LEFT + 6, 60, NOTE),
                Put("03/24/content_1.htm", LEFT, 51, NOTE),
            ],
        )
        for at in range(4)
    ]
    assert text_of(import_of(pages)).count("https://quay.example/2013-03/24/content_1.htm") == 4


def test_the_last_of_several_hyphens_is_kept_at_a_lines_end() -> None:
    lines = filled(3)
    lines[0] = f"{lines[0][:47]} people-to-"
    lines[1] = f"people {lines[1][:50]}"
    text = text_of(import_of([pdf_page(0, [*set_lines(lines, TOP), *page_of_text()[4:]])]))
    assert "people-to-people" in text


def test_bold_words_that_run_into_their_paragraph_do_not_part_it() -> None:
    words = filled(4, indent=10)
    bold = words[0][: words[0].index(" ", 44)]
    puts = [
        *page_of_text(),
        Put(bold, LEFT + 10, TOP - 12 * LEADING, face=BOLD),
        Put(words[0][len(bold) + 1 :], LEFT + 15 + len(bold) * 5, TOP - 12 * LEADING),
        *set_lines(words[1:], TOP - 13 * LEADING),
    ]
    text = text_of(import_of([pdf_page(0, puts)]))
    assert f"**{bold}** {words[0][len(bold) + 1 :]} {words[1]}" in text


def test_numbered_lines_of_a_program_at_the_foot_are_no_notes() -> None:
    code = [
        put
        for at, words in enumerate(("for boat in boats:", "    count(boat)", "print(boats)"))
        for put in (
            Put(str(at + 1), LEFT, 160 - 9 * at, NOTE),
            Put(words, LEFT + 20, 160 - 9 * at, NOTE, MONO),
        )
    ]
    made = import_of([pdf_page(0, [*page_of_text(), _call("1", 3), *code])])
    assert not any(link.key for link in made.links)
    assert "count(boat)" in text_of(made)


def test_a_list_of_numbers_that_later_pages_call_is_no_end_note() -> None:
    listed = [
        put
        for at in range(4)
        for put in set_lines(
            [f"{at + 1}) {' '.join(filled(1, at))}"], TOP - (14 + 2 * at) * LEADING, left=LEFT + 20
        )
    ]
    calls = [Put(str(at + 1), LEFT + 200, TOP - at * LEADING + 4, 6.0) for at in range(4)]
    pages = [
        pdf_page(0, [calls[0], *page_of_text(), *listed]),
        pdf_page(1, [*calls[1:], *page_of_text(5)]),
    ]
    assert not any(link.key for link in import_of(pages).links)
