"""The pages that an e-book names are those of the print edition, each at its words."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from checks.compare.test_notes import PUBLICATION
from checks.read.test_alignment import MASTER, page
from checks.read.test_epub import packed_of
from makeready.checks.compare.pagelist import _check_margins, _check_old_list, _labels, _marks
from makeready.checks.read.alignment import align_pages
from makeready.checks.read.epub import PageEntry, read_packed
from makeready.checks.read.evidence import OldPage
from makeready.checks.read.print import Printed
from makeready.checks.read.text import read_master
from makeready.core.findings import Place

if TYPE_CHECKING:
    from makeready.checks.read.evidence import Evidence

BOOK = Place("salt.epub")
LINES: tuple[list[str], ...] = (["Paper", "The kite flew over"], [], ["the roofs of the town."])
CHAPTER = """<html xmlns="http://www.w3.org/1999/xhtml"><body>
<section id="one"><span id="p1"/><h1 id="one-title">Paper</h1>
<p>The kite flew over <span id="p2"/><span id="p3"/>the roofs of the town.</p></section>
</body></html>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<body><nav epub:type="page-list"><ol>{items}</ol></nav></body></html>"""
NCX = '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><pageList>{items}</pageList></ncx>'
TARGET = (
    '<pageTarget><navLabel><text>{0}</text></navLabel><content src="one.xhtml#p{0}"/></pageTarget>'
)
OPF = (
    PUBLICATION["a.opf"]
    .replace(
        "</manifest>",
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="ncx" href="a.ncx" media-type="application/x-dtbncx+xml"/></manifest>',
    )
    .replace("<spine>", '<spine toc="ncx">')
)


def told(chapter: str, new: str, old: str) -> list[tuple[str, str, Place | None]]:
    """Return what is told of a book whose second page has a picture alone, with these lists."""
    pages = tuple(page(str(number), lines) for number, lines in enumerate(LINES, 1))
    pages = (pages[0], replace(pages[1], pictures=1), pages[2])
    printed = Printed(pages=pages, outline=(), fonts=(), unembedded=())
    paragraph = "<p>The kite flew over the roofs of the town.</p>"
    master = read_master(MASTER.format(blocks=paragraph, notes="").encode())
    items = "".join(f'<li><a href="one.xhtml#p{label}">{label}</a></li>' for label in new)
    parts = {
        **PUBLICATION,
        "a.opf": OPF,
        "one.xhtml": chapter,
        "nav.xhtml": NAV.format(items=items),
        "a.ncx": NCX.format(items="".join(map(TARGET.format, old))),
    }
    evidence = cast(
        "Evidence",
        SimpleNamespace(
            master=master,
            printed=printed,
            packed=read_packed(packed_of(parts)),
            alignment=align_pages(master, printed),
        ),
    )
    found = (*_labels(evidence, BOOK), *_marks(evidence, BOOK))
    return [(each.code, each.message, each.place) for each in found]


SHIFTED = CHAPTER.replace('<span id="p3"/>the roofs', 'the <span id="p3"/>roofs')
LATE = CHAPTER.replace('<span id="p2"/>', "").replace("town.</p>", 'town.<span id="p2"/></p>')
EARLY = CHAPTER.replace('<span id="p3"/>', "").replace("flew over", 'flew <span id="p3"/>over')


@pytest.mark.parametrize(
    ("chapter", "lists", "expected"),
    [
        (CHAPTER, ("123", "123"), []),
        (
            CHAPTER,
            ("13", "13"),
            [("C-103", "the page-list names 2 pages, print fills 3: 2", BOOK)],
        ),
        (
            CHAPTER,
            ("1234", "1234"),
            [("C-103", "the page-list names 4 pages, print fills 3: 4", BOOK)],
        ),
        (
            CHAPTER,
            ("123", "12"),
            [("C-103", "the NCX's page-list is not that of the contents", BOOK)],
        ),
        (
            CHAPTER.replace('<span id="p3"/>', ""),
            ("123", "123"),
            [("C-104", "the mark of page 3 is not in the text", BOOK)],
        ),
        (
            SHIFTED,
            ("123", "123"),
            [
                (
                    "C-104",
                    "page 3 begins at “theroofsofthetown.”; its mark stands at “roofsofthetown.”",
                    BOOK,
                )
            ],
        ),
        (
            LATE,
            ("123", "123"),
            [("C-104", "page 2 begins at “theroofsofthetown.”; its mark stands at “”", BOOK)],
        ),
        (
            EARLY,
            ("123", "123"),
            [
                (
                    "C-104",
                    (
                        "page 3 begins at “theroofsofthetown.”; its mark stands at "
                        "“overtheroofsofthetown.”"
                    ),
                    BOOK,
                )
            ],
        ),
    ],
    ids=["right", "one lacks", "one too many", "other list", "no mark", "behind", "late", "early"],
)
def test_pages_are_told_that_begin_elsewhere_in_the_e_book(
    chapter: str, lists: tuple[str, str], expected: list[tuple[str, str, Place | None]]
) -> None:
    assert told(chapter, *lists) == expected


@pytest.mark.parametrize(
    ("listed", "beside", "expected"),
    [
        (["41"], (("41",), (), ()), []),
        (["42"], (("41",), (), ()), ["the list of old pages names 1, the text has 1: 41, 42"]),
        ([], (("41",), (), ()), ["the list of old pages names 0, the text has 1: 41"]),
        (["41"], ((), (), ("41",)), ["old page 41 is not beside page 1"]),
    ],
)
def test_an_old_page_that_is_not_told_where_it_begins_is_an_error(
    listed: list[str], beside: tuple[tuple[str, ...], ...], expected: list[str]
) -> None:
    paragraph = '<p>The <span id="old"/>kite flew over the roofs of the town.</p>'
    master = read_master(MASTER.format(blocks=paragraph, notes="").encode())
    pages = tuple(page(str(number), lines) for number, lines in enumerate(LINES, 1))
    printed = Printed(pages=pages, outline=(), fonts=(), unembedded=())
    entries = tuple(PageEntry(label=each, file="one.xhtml", anchor="old") for each in listed)
    evidence = cast(
        "Evidence",
        SimpleNamespace(
            master=master,
            printed=printed,
            alignment=align_pages(master, printed),
            packed=SimpleNamespace(earlier=entries),
            old_pages=(OldPage(label="41", anchor="old", is_shown=True),),
            beside=beside,
        ),
    )
    found = (*_check_old_list(evidence, BOOK), *_check_margins(evidence, BOOK))
    assert [each.message for each in found] == expected
