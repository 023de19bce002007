"""Links of a PDF lead on in the manuscript, and what leads nowhere is told."""

from __future__ import annotations

import pytest

from intake.pdf.typed import (
    BOLD,
    ITALIC,
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


def test_words_with_an_address_are_a_link() -> None:
    page = pdf_page(0, page_of_text(), links={"lamp was lit": "https://example.org/a_(b)"})
    assert "[lamp was lit](https://example.org/a_%28b%29)" in text_of(import_of([page]))


def test_a_link_of_two_lines_is_one() -> None:
    lines = filled(3)
    end, begin = (" ".join(words) for words in (lines[0].split()[-2:], lines[1].split()[:2]))
    to = "https://example.org/x"
    page = pdf_page(0, page_of_text(), links={end: to, begin: to})
    assert f"[{end} {begin}]({to})" in text_of(import_of([page]))


@pytest.mark.parametrize("words", ["https://example.org/oars", "https://example.org/oars."])
def test_an_address_in_full_needs_no_link(words: str) -> None:
    puts = [*page_of_text(), Put(words, LEFT, TOP - 14 * LEADING)]
    page = pdf_page(0, puts, links={words: "https://example.org/oars"})
    assert text_of(import_of([page])).rstrip().endswith(f"\n{words}")


def test_emphasis_is_closed_at_the_edges_of_a_link() -> None:
    base = TOP - 14 * LEADING
    slanted = Put("of boats at sea", LEFT + 45, base, face=ITALIC)
    puts = [*page_of_text(), Put("It spoke", LEFT, base), slanted]
    made = text_of(import_of([pdf_page(0, puts, links={"boats at": "https://example.org"})]))
    assert "*of* [*boats at*](https://example.org) *sea*" in made


def test_a_bracket_inside_a_link_does_not_end_it() -> None:
    puts = [*page_of_text(), Put("There [2] it is.", LEFT, TOP - 14 * LEADING)]
    made = text_of(import_of([pdf_page(0, puts, links={"[2]": "https://example.org"})]))
    assert r"There [\[2\]](https://example.org) it is." in made


def test_a_link_to_a_heading_names_it() -> None:
    head, height = Put("Of Oars", LEFT, TOP - 15 * LEADING, 14, BOLD), TOP - 14 * LEADING
    puts = [*page_of_text(), head, *set_lines(filled(3, 5), TOP - 17 * LEADING)]
    second = pdf_page(1, [Put("Of Elm", LEFT, TOP + 40, 14, BOLD), *page_of_text()])
    made = import_of([pdf_page(0, puts, links={"lamp was lit": (0, height)}), second])
    assert "[lamp was lit](#pdf-of-oars)" in text_of(made)
    assert "# Of Oars {#pdf-of-oars}\n" in text_of(made)


def test_a_link_to_a_paragraph_names_its_page() -> None:
    height = TOP - 4 * LEADING + 9
    made = text_of(import_of([pdf_page(0, page_of_text(), links={"lamp": (0, height)})]))
    assert "[lamp](#pdf-1)" in made
    assert "\n\n[]{#pdf-1}" in made


@pytest.mark.parametrize("to", ["javascript:alert(1)", "file:///etc/hosts", (0, 20.0), ""])
def test_a_link_that_no_book_may_have_is_told(to: str | tuple[int, float]) -> None:
    made = import_of([pdf_page(0, page_of_text(), links={"lamp was lit": to})])
    assert "[" not in text_of(made)
    told = [each.message for each in made.findings if each.code == "S-171"]
    assert told == ["1 link, on page 1"]


def test_the_lines_of_an_address_are_joined_as_its_link_has_it() -> None:
    uri = "https://example.org/oars. and-more/sails"
    parts = ("https://example.org/oars.and-", "more/sails")
    lines = [f"The harbour has a page of its own at {parts[0]}", f"{parts[1]} for them."]
    puts = [*page_of_text(), *set_lines(lines, TOP - 14 * LEADING)]
    made = import_of([pdf_page(0, puts, links=dict.fromkeys(parts, uri.replace(" ", "")))])
    assert f"at {''.join(parts)} for them." in text_of(made)


def test_a_doi_at_a_lines_end_is_one() -> None:
    lines = ["What the keeper of the harbour said of it is doi:", "10.1234/56.78 and no more."]
    puts = [*page_of_text(), *set_lines(lines, TOP - 14 * LEADING)]
    assert "is doi:10.1234/56.78 and" in text_of(import_of([pdf_page(0, puts)]))


def test_a_small_word_between_two_hyphens_goes_with_both() -> None:
    lines = ["What the keeper of the harbour said was of boat-", "to-boat talk and no more."]
    puts = [*page_of_text(), *set_lines(lines, TOP - 14 * LEADING)]
    assert "boat-to-boat talk" in text_of(import_of([pdf_page(0, puts)]))
