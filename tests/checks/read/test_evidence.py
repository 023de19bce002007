"""The numbers of verse lines are no numbers of pages."""

from __future__ import annotations

from dataclasses import replace

from checks.differ.test_printed import printed
from makeready.checks.read.evidence import read_verse_numbers, take_verse_numbers
from makeready.checks.read.print import Printed

POEM = """<html xmlns="http://www.w3.org/1999/xhtml"><div class="verse numbered">
<div class="line-block">a<br/>b<br/>c<br/>d<br/>e</div></div></html>"""


def test_numbers_of_verse_lines_are_taken_from_the_furniture_and_the_folio_stays() -> None:
    numbers = read_verse_numbers(POEM.encode())
    assert "5" in numbers
    assert "20" not in numbers
    page = replace(printed("2", "words"), furniture=("2TheMills", "5", "20"))
    folio = replace(printed("5", "words"), furniture=("5", "5"))
    pages = Printed(pages=(page, folio), outline=(), fonts=(), unembedded=())
    left = [each.furniture for each in take_verse_numbers(pages, numbers).pages]
    assert left == [("2TheMills", "20"), ("5",)]
    assert take_verse_numbers(pages, frozenset()) == pages
