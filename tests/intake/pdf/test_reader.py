"""Placed words become a manuscript: paragraphs, notes, headings, and nothing that is no text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from makeready.core.errors import ConfigError
from makeready.core.model import Digest
from makeready.intake.account import ledger
from makeready.intake.model import Answer, Recipe
from makeready.intake.pdf.values import Bookmark, Facts, Tag


def test_lines_become_paragraphs_where_one_ends_early() -> None:
    made = import_of([pdf_page(0, page_of_text())])
    assert [len(part.split()) for part in text_of(made).strip().split("\n\n")] == [
        len(" ".join(filled(4, first, indent=indent)).split())
        for first, indent in ((0, 0.0), (3, 10.0), (7, 10.0))
    ]


def test_a_note_is_called_where_its_figure_is_raised() -> None:
    puts = page_of_text()
    last = puts[3]
    puts.insert(4, Put("1", last.left + len(last.text) * 5, last.base + 4, 6.0))
    puts += [Put("1", LEFT, 90, 5.0), Put("It was of oak.", LEFT + 6, 87, NOTE)]
    text = text_of(import_of([pdf_page(0, puts)]))
    assert ".[^1]\n\n" in text
    assert text.endswith("[^1]: It was of oak.\n")


def test_a_note_goes_on_at_the_foot_of_the_next_page() -> None:
    first = [*page_of_text(), Put("1", LEFT + 200, TOP - 3 * LEADING + 4, 6.0)]
    first += [Put("1.", LEFT, 99, NOTE), Put("It was of oak, and", LEFT + 12, 99, NOTE)]
    second = [*page_of_text(5), Put("had been of elm.", LEFT + 12, 99, NOTE)]
    text = text_of(import_of([pdf_page(0, first), pdf_page(1, second)]))
    assert "[^1]: It was of oak, and had been of elm." in text


def test_a_note_may_stand_pages_after_its_call() -> None:
    first = [*page_of_text(), Put("1", LEFT + 200, TOP - 3 * LEADING + 4, 6.0)]
    third = [*page_of_text(3), Put("1", LEFT, 90, 5.0), Put("Late.", LEFT + 6, 87, NOTE)]
    made = import_of([pdf_page(0, first), pdf_page(1, page_of_text(5)), pdf_page(2, third)])
    assert [link.key for link in made.links] == ["1"]
    assert "[^1]: Late." in text_of(made)


def test_what_nothing_calls_stays_and_is_told() -> None:
    puts = [*page_of_text(), Put("4", LEFT, 90, 5.0), Put("Alone.", LEFT + 6, 87, NOTE)]
    made = import_of([pdf_page(0, puts)])
    assert "^4^ Alone." in text_of(made)
    assert "S-132" in [found.code for found in made.findings]


def test_heads_and_folios_are_left_out_and_accounted_for() -> None:
    pdf_pages = [
        pdf_page(
            number,
            [
                Put("The Lamp", 150, 590),
                *page_of_text(number * 4),
                Put(str(number + 7), 200, 20),
            ],
        )
        for number in range(4)
    ]
    made = import_of(pdf_pages)
    assert "Lamp" not in text_of(made)
    rules = ledger.by_rule(made.ledger.operations)
    assert (rules["P.head"], rules["P.folio"]) == ((4, 32), (4, 5))


def test_lines_that_open_with_a_mark_are_notes_whatever_they_repeat() -> None:
    pdf_pages = []
    for number in range(4):
        call = Put(str(number + 1), LEFT + 200, TOP - 3 * LEADING + 4, 6.0)
        mark = Put(str(number + 1), LEFT, 90, 5.0)
        pdf_pages.append(
            pdf_page(
                number, [*page_of_text(number), call, mark, Put("Ibid., folio 3.", 56, 87, NOTE)]
            )
        )
    assert text_of(import_of(pdf_pages)).count("Ibid., folio 3.") == 4


def test_bookmarks_tell_the_headings_and_their_depth() -> None:
    puts = [
        Put("Salt", LEFT, 590, 14.0, BOLD),
        *page_of_text(),
        Put("At Sea", LEFT, TOP - 14 * LEADING, face=BOLD),
        *set_lines(filled(4), TOP - 16 * LEADING),
    ]
    marks = [Bookmark(depth=0, title="Salt", page=0), Bookmark(depth=1, title="At Sea", page=0)]
    made = import_of([pdf_page(0, puts)], marks)
    assert [line for line in text_of(made).splitlines() if line[:1] == "#"] == [
        "# Salt",
        "## At Sea",
    ]
    assert [text.file for text in made.texts] == ["text/01-salt.md"]


def test_a_number_on_a_line_of_its_own_belongs_to_the_title_below() -> None:
    puts = [
        Put("II.", LEFT, 590, 16.0),
        Put("Salt", LEFT, 566, 14.0),
        *set_lines(filled(5), 520),
    ]
    made = import_of([pdf_page(0, puts)], [Bookmark(depth=0, title="II. Salt", page=0)])
    assert text_of(made).startswith("# II. Salt\n\n")


def test_emphasis_hugs_its_words() -> None:
    first, *rest = filled(4)
    puts = [
        Put(first, LEFT, TOP),
        *set_lines(rest, TOP - LEADING),
        Put("He read", LEFT, TOP - 6 * LEADING),
        Put("The Tide", LEFT + 40, TOP - 6 * LEADING, face=ITALIC),
        Put("and", LEFT + 85, TOP - 6 * LEADING),
        Put("waited", LEFT + 105, TOP - 6 * LEADING, face=MONO),
        Put(".", LEFT + 135, TOP - 6 * LEADING),
    ]
    assert "He read *The Tide* and `waited`." in text_of(import_of([pdf_page(0, puts)]))


def test_columns_are_read_one_after_the_other() -> None:
    lines = [line[:24] for line in filled(16)]
    left = [Put(line, LEFT, TOP - LEADING * at) for at, line in enumerate(lines)]
    right = [Put(line, LEFT + 160, TOP - LEADING * at) for at, line in enumerate(lines)]
    mixed = [put for pair in zip(left, right, strict=True) for put in pair]
    one, other = (import_of([pdf_page(0, puts)]) for puts in ((*left, *right), mixed))
    assert text_of(one) == text_of(other)


def test_hidden_turned_and_private_characters_are_accounted_for() -> None:
    puts = [
        *page_of_text(),
        Put("seen twice", LEFT, 300, hidden=True),
        Put("Downloaded", 10, 300, turned=True),
    ]
    made = import_of([pdf_page(0, puts)])
    assert "seen twice" not in text_of(made)
    assert "Downloaded" not in text_of(made)
    assert {"P.hidden", "P.stamp"} <= ledger.by_rule(made.ledger.operations).keys()


def test_tags_that_call_one_paragraph_what_two_lines_are_keep_the_lines() -> None:
    tags = {(0, 1): Tag(roles=("Document", "P"), elements=(1, 2))}
    puts = [
        *set_lines(filled(5), TOP),
        Put("No wind today,", LEFT + 20, 450, tag=1),
        Put("no sail to mend.", LEFT + 20, 438, tag=1),
    ]
    text = text_of(import_of([pdf_page(0, puts)], tags=tags))
    assert "| No wind today,\n| no sail to mend." in text


def test_the_title_page_says_what_the_book_is() -> None:
    first = [Put("The Lamp", 120, 400, 20.0), Put("Ada Ferrier", 140, 360), Put("Quay", 160, 40)]
    facts = Facts(pages=2, title="The Lamp", author="Ada Ferrier", language="en-GB")
    puts = [Put("Salt", LEFT, 590, 14.0), *page_of_text()]
    marks = [Bookmark(depth=0, title="Salt", page=1)]
    made = import_of([pdf_page(0, first), pdf_page(1, puts)], marks, facts=facts)
    assert (made.metadata.title, made.metadata.language) == ("The Lamp", "en-GB")
    assert [person.sort_as for person in made.metadata.people] == ["Ferrier, Ada"]
    assert "Ferrier" not in text_of(made)
    assert "S-151" in [found.code for found in made.findings]


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_the_file_is_not_the_order_of_the_text(order: list[int]) -> None:
    puts = page_of_text()
    shuffled = import_of([pdf_page(0, [puts[at] for at in order])])
    assert text_of(shuffled) == text_of(import_of([pdf_page(0, puts)]))


def test_the_editors_answers_go_before_the_rules() -> None:
    puts = [Put("Salt", LEFT, 590, 14.0, BOLD), *page_of_text()]
    puts.append(Put("a line of its own", LEFT, 300))
    pdf_pages = [pdf_page(0, puts)]
    first, _, third = (puts[at].text for at in (1, 5, 9))
    answers = (
        Answer(section="heading", at=3, line=1, raw="Salt", level=2),
        Answer(section="join", at=6, line=10, raw=third, do="join"),
        Answer(section="furniture", at=9, line=14, raw="a line of its own", do="drop"),
        Answer(section="text", at=12, line=2, raw="lamp", to="lantern"),
    )
    recipe = Recipe(digest=Digest("0" * 64), answers=answers)
    text = text_of(import_of(pdf_pages, recipe=recipe))
    assert text.startswith("# Salt\n\n" + first.replace("lamp", "lantern"))
    assert text.count("\n\n") == 2
    assert "a line of its own" not in text


def test_an_answer_that_fits_nothing_is_named() -> None:
    answer = Answer(section="heading", at=3, line=1, raw="no such words", level=1)
    with pytest.raises(ConfigError, match="no such words"):
        import_of(
            [pdf_page(0, page_of_text())], recipe=Recipe(digest=Digest("0" * 64), answers=(answer,))
        )


def test_exponents_are_no_calls() -> None:
    puts = [
        *page_of_text(),
        Put("The square x", LEFT, 400),
        Put("2", LEFT + 60, 404, 6.0),
        Put("is even; so they say.", LEFT + 66, 400),
        Put("2", LEFT + 171, 404, 6.0),
        Put("2", LEFT, 90, 5.0),
        Put("Said Ada.", LEFT + 6, 87, NOTE),
    ]
    text = text_of(import_of([pdf_page(0, puts)]))
    assert "x^2^ is even; so they say.[^1]" in text


def test_small_numbered_lines_that_nothing_calls_are_text() -> None:
    puts = [
        *page_of_text(),
        Put("1. Light the lamp.", LEFT, 120, NOTE),
        Put("2. Ring the bell.", LEFT, 110, NOTE),
    ]
    made = import_of([pdf_page(0, puts)])
    assert "1. Light the lamp.\n2. Ring the bell." in text_of(made)
    assert made.links == ()


def test_hyphens_are_closed_up_by_the_words_of_the_text() -> None:
    lines = [
        "Both proposals were read aloud and nobody at the quay propos-",
        "als of any kind; see http://quay.example/tides-and-half-",
        "tides for the hours of the half-built lighthouse there.",
    ]
    puts = [*set_lines(lines, TOP), *set_lines(filled(4), TOP - 6 * LEADING)]
    text = text_of(import_of([pdf_page(0, puts)]))
    assert "the quay proposals of any kind" in text
    assert "http://quay.example/tides-and-half-tides for" in text


def test_notes_at_the_end_are_joined_to_their_calls() -> None:
    puts = [
        *set_lines(filled(4), TOP),
        Put("1", LEFT + 200, TOP - 3 * LEADING + 4, 6.0),
        *set_lines(filled(4, 5), TOP - 6 * LEADING),
        Put("2", LEFT + 200, TOP - 9 * LEADING + 4, 6.0),
        *set_lines(filled(4, 9), TOP - 12 * LEADING),
        Put("3", LEFT + 200, TOP - 15 * LEADING + 4, 6.0),
    ]
    base = TOP - 19 * LEADING
    for number, words in enumerate(("Of oak.", "Of elm.", "Of no wood."), start=1):
        puts.append(Put(f"{number}. {words}", LEFT, base - 2 * LEADING * number))
    text = text_of(import_of([pdf_page(0, puts)]))
    assert [line for line in text.splitlines() if line.startswith("[^")] == [
        "[^1]: Of oak.",
        "[^2]: Of elm.",
        "[^3]: Of no wood.",
    ]


DIVIDED = [*filled(3)[:2], "it was said by the keeper that his coat was weather-", "beaten."]


def test_where_hardly_a_line_ends_in_a_hyphen_it_is_the_texts() -> None:
    lines = [*DIVIDED, *filled(36, 7)]
    pages = [pdf_page(0, set_lines(lines, TOP)), pdf_page(1, set_lines(filled(40, 5), TOP))]
    assert "weather-beaten" in text_of(import_of(pages))


def test_where_words_are_divided_a_hyphen_at_a_lines_end_is_closed_up() -> None:
    assert "weatherbeaten" in text_of(import_of([pdf_page(0, set_lines(DIVIDED, TOP))]))
