"""The page of corruptions has every one that the table tries, and says what was found of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checks import corrupt_epub, corrupt_pdf
from checks.corruptions import (
    further,
    further_ebook,
    hidden,
    later,
    paper,
    restyled,
    screen,
    slight,
    strange,
    table,
)
from makeready.checks.compare.contents import check_contents
from makeready.checks.compare.facts import check_facts
from makeready.checks.compare.links import check_links
from makeready.checks.compare.package import check_package
from makeready.checks.compare.packing import check_packing
from makeready.checks.compare.pagelist import check_pagelist
from makeready.checks.compare.typefaces import check_typefaces
from makeready.checks.heard.spoken import check_spoken
from makeready.checks.heard.tags import check_tags
from makeready.checks.seen.drawn import check_drawn
from makeready.checks.seen.folios import check_folios
from makeready.checks.seen.furniture import check_furniture
from makeready.checks.seen.order import check_order
from makeready.checks.seen.pictures import check_pictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from makeready.checks.report import Files, Report

    Run = Callable[[Files], Report]


def test_the_page_has_every_corruption() -> None:
    rows = [line for line in table.PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    names = [row.split(" | ")[1] for row in rows[3:] if " | change | " not in row]
    kites = (corrupt_pdf.FACTS, corrupt_epub.STRUCTURE, corrupt_epub.PACKAGE, corrupt_epub.FACTS)
    more = (restyled.STYLES, strange.DOCUMENT, strange.EBOOK, strange.WHOLE)
    after = (further.DOCUMENT, further.PDF, further_ebook.EBOOK, further_ebook.WHOLE)
    own = (paper.PAGE, paper.DOCUMENT, screen.TEXT, screen.OTHER, screen.WHOLE)
    last = (later.DOCUMENT, later.EBOOK, later.WHOLE, slight.DOCUMENT, slight.PHOTOGRAPHS)
    unseen = (hidden.DOCUMENT, hidden.EBOOK, hidden.WHOLE)
    every = (*own, *kites, *more, *after, *last, *unseen)
    assert {name for each in every for name in each} <= set(names) | {names[0]}
    assert len(names) >= 150


SEEN: dict[str, Run] = {
    "two lines exchanged on paper": check_order,
    "a line upside down": check_order,
    "a line in a mirror": check_order,
    "labels that count on from seven": check_folios,
    "an empty page at the end": check_folios,
    "a picture painted black": check_pictures,
    "a picture painted white": check_pictures,
    "a picture described otherwise": check_pictures,
    "a heading that is a paragraph to listeners": check_tags,
    "other words for listeners": check_tags,
    "heads of tables that are cells to listeners": check_tags,
    "furniture taken away": check_furniture,
    "a link taken away": check_links,
    "a link as large as its page": check_links,
    "words struck out": check_drawn,
    "a photograph in the margin": check_drawn,
    "a mark in the margin": check_drawn,
    "a page cut in half": check_drawn,
    "a page moved by half an inch": check_drawn,
}


@pytest.mark.parametrize("name", SEEN)
def test_it_is_found_by_looking_at_the_pages(name: str, good: Files) -> None:
    if name in paper.PAGE:
        change, codes = paper.PAGE[name]
        pdf = paper.change_page(good, change)
    else:
        spoil, codes = (paper.DOCUMENT | strange.DOCUMENT)[name]
        pdf = paper.change_document(good, spoil)
    found = SEEN[name](replace(good, pdf=pdf)).findings
    assert {each.code for each in found} & set(codes)


PACKED = (
    "a chapter without its style",
    "a style for paper alone",
    "an instruction that brings a style",
    "a hint that pages are fixed",
    "pages read from right to left",
    "a claim of access withdrawn",
    "a hazard invented",
    "a guide to a page that sells",
    "a cover that is no cover",
    "words in the NCX",
)


@pytest.mark.parametrize("name", PACKED)
def test_it_is_found_in_how_the_e_book_is_packed(name: str, good: Files) -> None:
    changes, codes = strange.EBOOK[name]
    epub = corrupt_epub.rewrite(good.epub, changes)
    found = check_packing(replace(good, epub=epub)).findings
    assert {each.code for each in found} & set(codes)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [name for name in strange.WHOLE if "rights" not in name])
def test_it_is_found_in_the_container(name: str, good: Files) -> None:
    change, codes = strange.WHOLE[name]
    found = check_packing(replace(good, epub=change(good.epub))).findings
    assert {each.code for each in found} & set(codes)


LATER: dict[str, Run] = {
    "words in red": check_drawn,
    "a page that the printer is to cut": check_drawn,
    "words without spaces between them": check_order,
    "pictures with each other's description": check_pictures,
    "a paragraph with a description": check_tags,
    "a paragraph in another language to listeners": check_tags,
    "headings said to be paragraphs": check_tags,
    "a structure that is not to be trusted": check_tags,
    "rows of a table exchanged to listeners": check_spoken,
    "a page that turns by itself": check_facts,
    "a file that no list names": check_facts,
    "a book that fills the screen": check_facts,
    "a small picture of another page": check_facts,
    "a bookmark that leads to an address": check_facts,
    "one more person in XMP": check_facts,
    "a firm in the document information": check_facts,
    "a price below the page": check_typefaces,
}


@pytest.mark.parametrize("name", LATER)
def test_it_is_found_in_the_pdf(name: str, good: Files) -> None:
    spoil, codes = further.DOCUMENT[name]
    found = LATER[name](replace(good, pdf=paper.change_document(good, spoil))).findings
    assert {each.code for each in found} & set(codes)


@pytest.mark.parametrize("name", further.PDF)
def test_it_is_found_in_the_file_of_the_pdf(name: str, good: Files) -> None:
    change, codes = further.PDF[name]
    found = check_facts(replace(good, pdf=change(good.pdf))).findings
    assert {each.code for each in found} & set(codes)


PARTS: dict[str, Run] = {
    "another cover picture": check_facts,
    "a source that nobody named": check_facts,
    "a page that is to stand on the left": check_packing,
    "a package from right to left": check_packing,
    "a second book in the container": check_packing,
    "a chapter that may be replaced": check_packing,
}


@pytest.mark.parametrize("name", PARTS)
def test_it_is_found_in_a_part_of_the_e_book(name: str, good: Files) -> None:
    changes, codes = further_ebook.EBOOK[name]
    epub = corrupt_epub.rewrite(good.epub, changes)
    assert {each.code for each in PARTS[name](replace(good, epub=epub)).findings} & set(codes)


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("faces under each other's name", check_typefaces),
        ("a picture that is a link of the file system", check_packing),
        ("a remark at a file", check_packing),
    ],
)
def test_it_is_found_in_the_files_of_the_e_book(name: str, check: Run, good: Files) -> None:
    change, codes = further_ebook.WHOLE[name]
    found = check(replace(good, epub=change(good.epub))).findings
    assert {each.code for each in found} & set(codes)


BY_CODE: dict[str, Run] = {
    "P-106": check_facts,
    "P-122": check_links,
    "P-123": check_order,
    "P-132": check_drawn,
    "P-134": check_spoken,
    "P-135": check_spoken,
    "C-104": check_pagelist,
    "E-107": check_package,
    "E-111": check_typefaces,
}


@pytest.mark.parametrize("name", later.DOCUMENT)
def test_a_stranger_s_change_of_the_pdf_is_found(name: str, good: Files) -> None:
    spoil, codes = later.DOCUMENT[name]
    found = BY_CODE.get(codes[-1], check_facts)(
        replace(good, pdf=paper.change_document(good, spoil))
    ).findings
    assert {each.code for each in found} & set(codes)


SLIGHT: dict[str, Run] = {
    "P-106": check_facts,
    "P-123": check_order,
    "P-120": check_pictures,
    "P-125": check_tags,
    "P-126": check_tags,
    "P-136": check_drawn,
    "P-137": check_order,
    "C-101": check_contents,
}


@pytest.mark.parametrize("name", slight.DOCUMENT)
def test_a_slight_change_of_the_pdf_is_found(name: str, good: Files) -> None:
    spoil, (code,) = slight.DOCUMENT[name]
    found = SLIGHT[code](replace(good, pdf=paper.change_document(good, spoil))).findings
    assert {each.code for each in found} == {code}


@pytest.mark.parametrize("name", later.EBOOK)
def test_a_stranger_s_change_of_the_e_book_is_found(name: str, good: Files) -> None:
    changes, codes = later.EBOOK[name]
    changed = replace(good, epub=corrupt_epub.rewrite(good.epub, changes))
    runs = (BY_CODE.get(codes[0], check_facts), check_packing)
    assert {each.code for run in runs for each in run(changed).findings} & set(codes)


@pytest.mark.parametrize("name", later.WHOLE)
def test_a_stranger_s_change_of_a_face_is_found(name: str, good: Files) -> None:
    change, codes = later.WHOLE[name]
    found = check_typefaces(replace(good, epub=change(good.epub))).findings
    assert {each.code for each in found} == set(codes)


HIDDEN: dict[str, Run] = {
    "P-106": check_facts,
    "P-125": check_tags,
    "P-137": check_order,
    "X-110": check_facts,
}


@pytest.mark.parametrize("name", hidden.DOCUMENT)
def test_a_change_of_the_pdf_that_no_page_shows_is_found(name: str, good: Files) -> None:
    spoil, (code,) = hidden.DOCUMENT[name]
    found = HIDDEN[code](replace(good, pdf=paper.change_document(good, spoil))).findings
    assert code in {each.code for each in found}


@pytest.mark.parametrize("name", [*hidden.EBOOK, *hidden.WHOLE])
def test_a_change_of_the_e_book_that_no_page_shows_is_found(name: str, good: Files) -> None:
    if name in hidden.EBOOK:
        changes, codes = hidden.EBOOK[name]
        epub = corrupt_epub.rewrite(good.epub, changes)
    else:
        change, codes = hidden.WHOLE[name]
        epub = change(good.epub)
    found = check_packing(replace(good, epub=epub)).findings
    assert {each.code for each in found} == set(codes)
