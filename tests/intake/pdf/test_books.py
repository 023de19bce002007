"""What books have: title pages, chapters with a number above, verse, stars, Roman folios."""

from __future__ import annotations

from intake.pdf.typed import (
    BOLD,
    LEADING,
    LEFT,
    TOP,
    Put,
    filled,
    import_of,
    page_of_text,
    pdf_page,
    set_lines,
    text_of,
)

LOW = TOP - 14 * LEADING


def centred(text: str, base: float, size: float = 10.0) -> Put:
    return Put(text, 200 - len(text) * size / 4, base, size)


def test_a_centred_page_with_large_type_is_the_title_page() -> None:
    pages = [
        pdf_page(
            0,
            [
                centred("The Quay", 400, 17),
                centred("Ada Ferrier", 360, 12),
                centred("May 1987", 300),
            ],
        ),
        pdf_page(1, [Put("The Shore", LEFT, TOP + 40, 20), *page_of_text()]),
        pdf_page(2, page_of_text(5)),
    ]
    made = import_of(pages)
    assert made.metadata.title == "The Quay"
    assert [person.name for person in made.metadata.people] == ["Ada Ferrier"]
    assert text_of(made).startswith("# The Shore\n")


def test_two_authors_and_a_date_stand_under_the_title_of_an_article() -> None:
    puts = [
        centred("Counting Boats at the Quay", TOP + 90, 17),
        centred("Ada Ferrier", TOP + 66, 12), centred("Ben Quay", TOP + 54, 12),
        centred("May 3, 2001", TOP + 30, 10),
        *page_of_text(),
    ]  # fmt: skip
    made = import_of([pdf_page(0, puts), pdf_page(1, page_of_text(3))])
    assert [person.name for person in made.metadata.people] == ["Ada Ferrier", "Ben Quay"]
    assert made.metadata.published == "2001-05-03"


def test_a_chapters_number_and_its_title_are_one_heading() -> None:
    puts = [
        Put("Chapter 1", LEFT, TOP + 80, 14, face=BOLD),
        Put("The Shore", LEFT, TOP + 50, 18, face=BOLD),
        *page_of_text(),
    ]
    more = [Put("Chapter 2", LEFT, TOP + 80, 14, face=BOLD), *puts[1:]]
    text = text_of(import_of([pdf_page(0, puts), pdf_page(1, more)]))
    assert text.startswith("# Chapter 1 The Shore\n\n")
    assert "# Chapter 2 The Shore\n\n" in text


def test_stars_in_the_middle_part_two_scenes() -> None:
    puts = [*page_of_text(), centred("* * *", LOW), *set_lines(filled(3), LOW - 2 * LEADING)]
    assert "\n\n* * *\n\n" in text_of(import_of([pdf_page(0, puts)]))


def test_a_line_of_verse_set_in_further_is_of_its_stanza() -> None:
    lines = [("The water rises", 30), ("the keeper hears it", 30), ("and counts.", 40)]
    puts = [Put(text, LEFT + x, LOW - at * LEADING) for at, (text, x) in enumerate(lines)]
    text = text_of(import_of([pdf_page(0, [*page_of_text(), *puts])]))
    assert text.endswith("| The water rises\n| the keeper hears it\n| \xa0\xa0and counts.\n")


def test_roman_numbers_alone_at_the_foot_are_folios() -> None:
    pages = [
        pdf_page(at, [*page_of_text(at), centred(number, 40)])
        for at, number in enumerate(("i", "ii"))
    ]
    text = text_of(import_of(pages))
    assert "ii" not in text.split()


def test_a_paragraph_said_again_on_every_page_is_text() -> None:
    made = import_of([pdf_page(at, set_lines(filled(4), TOP)) for at in range(4)])
    assert text_of(made).count("nobody at the quay") == 4


def test_large_type_that_counts_with_the_pages_is_a_heading() -> None:
    pages = [
        pdf_page(at, [Put(f"Chapter {at + 1}", LEFT, TOP + 40, 18), *page_of_text(at)])
        for at in range(4)
    ]
    assert text_of(import_of(pages)).count("# Chapter") == 4


def test_a_heading_over_notes_that_went_to_their_calls_goes_too() -> None:
    calls = [Put(str(at), 210, TOP - (4 * at - 1) * LEADING + 4, 6) for at in (1, 2, 3)]
    puts = [*page_of_text(), *calls]
    notes = [
        Put(f"{at}. A word about boat {at} and its sail.", LEFT, LOW - (at + 2) * LEADING)
        for at in (1, 2, 3)
    ]
    made = import_of([pdf_page(0, [*puts, Put("Notes", LEFT, LOW, 13, face=BOLD), *notes])])
    assert "Notes" not in text_of(made)
    assert len([link for link in made.links if link.note]) == 3


def test_an_entry_of_a_list_of_literature_goes_on_under_its_words() -> None:
    puts = page_of_text()
    puts += [
        Put("[1] B. Quay, On tolls and weirs, Weir Studies, vol. 3, pp. 1–", LEFT, LOW),
        Put("12, 1999.", LEFT + 20, LOW - LEADING),
        Put("[2] C. Low, Ropes.", LEFT, LOW - 2 * LEADING),
    ]
    assert "pp. 1–12, 1999." in text_of(import_of([pdf_page(0, puts)]))


def test_roman_numbers_that_end_at_one_edge_are_items() -> None:
    items = ("i. Of oak and of elm and of ash", "ii. Of the quay", "iii. Of bread", "iv. Of sails")
    puts = [
        Put(words, LEFT + 20 - 5 * words.index("."), TOP - at * LEADING)
        for at, words in enumerate(items)
    ]
    text = text_of(import_of([pdf_page(0, [*puts, *page_of_text_below()])]))
    assert "i. Of oak and of elm and of ash\nii. Of the quay\niii. Of bread\niv. Of" in text


def page_of_text_below() -> list[Put]:
    return set_lines(filled(4), LOW)


def test_a_quotation_whose_first_line_is_indented_is_one() -> None:
    quoted = [
        Put(line, LEFT + 20 + 10 * (not number), LOW - number * LEADING, 9)
        for number, line in enumerate(filled(4, 5, indent=8))
    ]
    puts = [*page_of_text(indent=0), *quoted, *set_lines(filled(4), LOW - 6 * LEADING)]
    text = text_of(import_of([pdf_page(0, puts)]))
    assert len([line for line in text.split("\n") if line.startswith("> ")]) == 1


def test_the_contents_of_a_spanish_book_are_left_out() -> None:
    rows = [
        put
        for at, title in enumerate(("1. La orilla", "2. El pan", "3. Las velas", "4. El muelle"))
        for put in (
            Put(title, LEFT, 500 - at * LEADING),
            Put(str(5 + at), 340, 500 - at * LEADING),
        )
    ]
    pages = [
        pdf_page(0, [Put("\u00cdndice general", LEFT, 530, 16), *rows]),
        *(pdf_page(number, page_of_text(number)) for number in (1, 2)),
    ]
    assert "El pan" not in "".join(each.text for each in import_of(pages).texts)


def test_an_appendix_with_a_letter_and_its_title_are_one_heading() -> None:
    puts = [Put("Appendix A", LEFT, TOP + 60, 14), Put("Letters", LEFT, TOP + 35, 20)]
    pages = [pdf_page(0, page_of_text(4)), pdf_page(1, [*puts, *page_of_text()])]
    assert import_of(pages).texts[-1].text.startswith("# Appendix A Letters\n")


def test_lines_of_one_length_that_end_far_before_the_edge_are_verse() -> None:
    verse = [Put(words, LEFT + 20, LOW - at * LEADING) for at, words in enumerate(STANZA)]
    text = text_of(import_of([pdf_page(0, [*page_of_text(), *verse])]))
    assert "| The lamp was lit\n| before the boats\n| and nobody knew." in text


STANZA = ("The lamp was lit", "before the boats", "and nobody knew.")
