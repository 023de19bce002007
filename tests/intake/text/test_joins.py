"""Paragraphs that a page cuts are joined, and what only looks cut is left as it is."""

from __future__ import annotations

import pytest

from intake.cleaned import manuscript

OPEN = "The clerk of the harbour counted every barge that came in before noon and wrote that"
LONG = "The barges were counted once more in the evening, when the lamps along the quay were lit."


def test_a_capital_letter_after_an_open_sentence_starts_a_paragraph_where_no_page_is_cut() -> None:
    made = manuscript(f"{OPEN}\n\n{LONG}\n")
    assert f"wrote that\n\n{LONG}" in made


def test_it_goes_on_where_small_letters_follow_other_cuts() -> None:
    cut = (
        f"{OPEN}\n\nthe toll was paid in full, as it had been paid in every year before this one.\n"
    )
    made = manuscript(
        f"{cut}\n{OPEN}\n\nLisbon sent twelve barges, and that none came from the north.\n"
    )
    assert "wrote that the toll" in made
    assert "wrote that Lisbon" in made


@pytest.mark.parametrize(
    "line", ["From the Quay to the Hill 207", "74 Marlow", "Published in London, 1799"]
)
def test_a_line_by_itself_does_not_go_on_in_small_letters(line: str) -> None:
    made = manuscript(
        f"{line}\n\nthe rest of a paragraph that another page began, and that ends here.\n"
    )
    assert f"{line}\n\nthe rest" in made


@pytest.mark.parametrize("head", ["b. Fees of the Wharf.", "(c) Fees of the wharf."])
def test_a_letter_that_counts_items_is_no_word_that_goes_on(head: str) -> None:
    made = manuscript(f"{OPEN}\n\n{head} They are paid on the first day of each month.\n")
    assert "wrote that\n\n" in made


def test_small_letters_after_a_sentence_do_not_join_over_a_picture() -> None:
    source = f"{LONG}\n\n<!-- image -->\n\nformat of the lists is given in the book of the clerk.\n"
    assert "were lit.\n\nformat" in manuscript(source)


def test_a_number_of_a_page_is_not_taken_into_a_sentence() -> None:
    assert "wrote that\n\n22" in manuscript(f"{OPEN}\n\n22\n")


def test_a_caption_that_is_marked_as_a_heading_takes_no_text_in() -> None:
    made = manuscript(f"## TABLE 3: BARGES BY MONTH\n\n{OPEN} all was well.\n")
    assert "BY MONTH\n\nThe clerk" in made


def test_a_sentence_goes_on_over_a_page_that_is_seen_to_turn_whatever_letter_follows() -> None:
    made = manuscript(f"{OPEN}\n\n<!-- page 2 -->\n\n{LONG}\n")
    assert f"wrote that {LONG}" in made


def test_a_line_that_names_a_speaker_goes_on_with_no_speech() -> None:
    speech = "Ich meinte ja nur, dass wir morgen in aller Frühe fahren wollen, und"
    source = "# Die Mühle\n\n" + "\n\n".join(f"{who}:\n\n{speech}" for who in ("VEIT", "ROSA")) * 3
    assert manuscript(source).count("\n\nROSA:\n\n") == 3


def test_blank_lines_part_the_items_of_a_list_where_most_are_paragraphs() -> None:
    long = f"- {OPEN} all was well with them.\n- {LONG} Then the quay was shut.\n- None came.\n"
    assert manuscript(f"# Tolls\n\n{long}").count("\n\n- ") == 3
    assert manuscript(f"# Tolls\n\n- Barges\n- {LONG}\n- Lamps\n").count("\n\n- ") == 1


def test_a_label_in_brackets_goes_on_with_no_text() -> None:
    label = "[drawing] Printed by order of the clerk, 1799"
    made = manuscript(f"# Barges\n\n{label}\n\nthe rest of a page. {LONG}\n")
    assert "1799\n\nthe rest" in made


def test_a_whole_paragraph_is_no_printed_line_that_a_label_fills() -> None:
    lines = "\n\n".join([f"{OPEN} no", "barge came on the second day"] * 8)
    whole = f"{LONG} {OPEN} each"
    assert f"{whole}\n\nWeather" in manuscript(f"{lines}\n\n{whole}\n\nWeather\n\nWind\n")
