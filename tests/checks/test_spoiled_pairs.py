from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checks import spoil
from makeready.checks.compare.contents import check_contents
from makeready.checks.compare.formulas import check_formulas
from makeready.checks.compare.links import check_links
from makeready.checks.compare.notes import check_notes
from makeready.checks.compare.pagelist import check_pagelist
from makeready.checks.compare.parity import check_pair, check_words
from makeready.checks.compare.typefaces import check_typefaces
from makeready.checks.read.evidence import evidence
from makeready.checks.report import Outcome
from makeready.checks.seen.overflow import check_overflow
from makeready.checks.table import CHECKS, run_check

if TYPE_CHECKING:
    from makeready.checks.report import Check, Files, Report

OWN = [check for check in CHECKS if not check.needs]


def codes(report: Report) -> set[str]:
    return {found.code for found in report.findings}


def body_page(files: Files) -> int:
    """The first page with a long stretch of text."""
    pages = evidence(files).printed.pages
    return max(range(len(pages)), key=lambda number: len(pages[number].text))


def contents_page(files: Files) -> int:
    pages = evidence(files).printed.pages
    return next(n for n, page in enumerate(pages) if page.text.startswith("Contents"))


@pytest.mark.parametrize("check", OWN, ids=lambda check: check.name)
def test_a_good_pair_passes(check: Check, good: Files) -> None:
    report = run_check(check, good, frozenset())
    assert report.findings == ()
    assert report.outcome is Outcome.PASSED
    assert all(count > 0 for name, count in report.figures if "carried" not in name)


def test_a_note_dropped_from_the_e_book_is_caught(good: Files) -> None:
    spoiled = replace(good, epub=spoil.without_first_note(good.epub))
    report = check_notes(spoiled)
    assert codes(report) == {"N-102"}
    assert "note 1 is missing" in report.findings[0].message
    assert "X-103" in codes(check_words(spoiled))
    assert "E-101" in codes(check_links(spoiled))


def test_a_paragraph_altered_in_print_is_caught(good: Files) -> None:
    number = body_page(good)
    spoiled = replace(good, pdf=spoil.change_page(good.pdf, number, spoil.reverse_longest_line))
    report = check_words(spoiled)
    assert codes(report) == {"X-102"}
    label = evidence(good).printed.pages[number].label
    assert report.findings[0].message.startswith(f"page {label} should say")
    # the fault is told where it is, and the pages after it are read on
    assert len(report.findings) == 1


def test_another_formula_in_the_e_book_is_caught(good: Files) -> None:
    spoiled = replace(good, epub=spoil.with_other_formula(good.epub))
    assert codes(check_formulas(spoiled)) == {"X-109"}


def test_a_wrong_page_number_in_the_contents_is_caught(good: Files) -> None:
    number = contents_page(good)
    spoiled = replace(good, pdf=spoil.change_page(good.pdf, number, spoil.swap_numbers))
    assert codes(check_contents(spoiled)) == {"C-102"}


def test_a_page_list_shifted_by_one_is_caught(good: Files) -> None:
    spoiled = replace(good, epub=spoil.with_pages_shifted(good.epub))
    report = check_pagelist(spoiled)
    assert codes(report) == {"C-104"}
    # a page that holds a picture alone begins at the words of the next one, so far as words tell
    alone = [page for page in evidence(good).printed.pages if page.pictures and not page.text]
    # each mark is read out by the number that its page had before
    moved = [each for each in report.findings if "is read out as" not in each.message]
    assert len(moved) == len(evidence(good).packed.pages) - 1 - len(alone)


def test_a_page_with_a_picture_alone_is_in_the_page_list(good: Files) -> None:
    found = evidence(good)
    plate = next(page.label for page in found.printed.pages if page.pictures)
    assert plate in [mark.label for mark in found.packed.pages]
    spoiled = replace(good, epub=spoil.without_page(good.epub, plate))
    lacking, left = check_pagelist(spoiled).findings
    assert (lacking.code, left.code) == ("C-103", "C-104")
    assert f": {plate}" in lacking.message
    assert left.message == f"the mark of no page of the list is read out as page {plate}"


def test_a_broken_link_in_the_e_book_is_caught(good: Files) -> None:
    spoiled = replace(good, epub=spoil.with_broken_link(good.epub))
    report = check_links(spoiled)
    assert codes(report) == {"E-101"}
    assert any("sec-neighbours" in found.message for found in report.findings)


def test_a_broken_link_in_print_is_caught(good: Files) -> None:
    spoiled = replace(good, pdf=spoil.without_destinations(good.pdf))
    assert codes(check_links(spoiled)) == {"P-105"}
    assert "N-103" in codes(check_notes(spoiled))


def test_text_below_the_page_s_edge_is_caught(good: Files) -> None:
    number = body_page(good)
    spoiled = replace(good, pdf=spoil.change_page(good.pdf, number, spoil.sink))
    assert codes(check_overflow(spoiled)) == {"P-101"}


def test_a_word_altered_in_the_e_book_is_caught(good: Files) -> None:
    spoiled = replace(good, epub=spoil.with_word_altered(good.epub))
    report = check_words(spoiled)
    assert codes(report) == {"X-103"}
    assert "lumps" in report.findings[0].message


def test_editions_of_another_master_are_caught(good: Files) -> None:
    report = check_pair(replace(good, digest=type(good.digest)("0" * 64)))
    assert codes(report) == {"X-104"}
    assert len(report.findings) == 2


def test_a_font_of_someone_else_is_caught(good: Files) -> None:
    assert codes(check_typefaces(replace(good, typefaces=frozenset()))) == {"P-102"}


def test_a_file_that_is_no_edition_is_said_to_be_none(good: Files) -> None:
    words = next(check for check in OWN if check.name == "words")
    for kind, spoiled in (
        ("pdf", replace(good, pdf=b"no pdf")),
        ("epub", replace(good, epub=b"no zip")),
    ):
        report = run_check(words, spoiled, frozenset())
        assert str(report.findings[0].place) == f"{good.slug}.{kind}"
        assert report.outcome is Outcome.FAILED
        assert codes(report) == {"X-101"}


def test_a_check_whose_program_is_missing_says_so(good: Files) -> None:
    check = next(check for check in CHECKS if check.name == "epubcheck")
    report = run_check(check, good, frozenset({"Java"}))
    assert report.outcome is Outcome.MISSING
    assert codes(report) == {"X-105"}
    assert "Java" in report.findings[0].message
