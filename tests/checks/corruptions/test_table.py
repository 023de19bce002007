"""The page of corruptions has every one that the table tries, and says what was found of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checks import corrupt_epub, corrupt_pdf
from checks.corruptions import paper, screen, table
from makeready.checks.seen.folios import check_folios
from makeready.checks.seen.order import check_order
from makeready.checks.seen.pictures import check_pictures
from makeready.checks.seen.tags import check_tags

if TYPE_CHECKING:
    from collections.abc import Callable

    from makeready.checks.report import Files, Report

    Run = Callable[[Files], Report]


def test_the_page_has_every_corruption() -> None:
    rows = [line for line in table.PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    names = [row.split(" | ")[1] for row in rows[3:] if " | change | " not in row]
    kites = (corrupt_pdf.FACTS, corrupt_epub.STRUCTURE, corrupt_epub.PACKAGE, corrupt_epub.FACTS)
    every = (paper.PAGE, paper.DOCUMENT, screen.TEXT, screen.OTHER, screen.WHOLE, *kites)
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
}


@pytest.mark.parametrize("check", dict.fromkeys(SEEN.values()), ids=lambda check: check.__name__)
def test_a_good_pair_passes(check: Run, good: Files) -> None:
    assert check(good).findings == ()


@pytest.mark.parametrize("name", SEEN)
def test_it_is_found_by_looking_at_the_pages(name: str, good: Files) -> None:
    if name in paper.PAGE:
        change, codes = paper.PAGE[name]
        pdf = paper.change_page(good, change)
    else:
        spoil, codes = paper.DOCUMENT[name]
        pdf = paper.change_document(good, spoil)
    found = SEEN[name](replace(good, pdf=pdf)).findings
    assert {each.code for each in found} & set(codes)
