from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from checks.read.test_alignment import CALL, MASTER, NOTE, page
from checks.read.test_epub import packed_of
from makeready.checks.compare.notes import (
    _check_call_links,
    _check_ebook,
    _check_endnotes,
    _endnotes,
    is_in_order,
)
from makeready.checks.read.alignment import align_pages
from makeready.checks.read.epub import read_packed
from makeready.checks.read.print import Printed
from makeready.checks.read.text import parse_xml, read_master
from makeready.core.findings import Place

if TYPE_CHECKING:
    from makeready.checks.read.evidence import Evidence

TEXT = f"<p>The kite flew{CALL.format(n=1)} high{CALL.format(n=2)} over roofs.</p><p>So it did.</p>"
FIRST = "1 It was brown, and its tail was made of ribbons."
SECOND = "2 Higher than the mast of the harbour office."


def is_ordered(*pages: list[str]) -> bool:
    texts = (FIRST[2:], SECOND[2:])
    notes = "".join(NOTE.format(n=n, text=text) for n, text in enumerate(texts, 1))
    master = read_master(MASTER.format(blocks=TEXT, notes=notes).encode())
    printed = Printed(
        pages=tuple(page(str(n), lines) for n, lines in enumerate(pages, 1)),
        outline=(),
        fonts=(),
        unembedded=(),
    )
    alignment = align_pages(master, printed)
    assert alignment.departures == ()
    assert len(alignment.notes) == len(texts)
    return is_in_order(master, alignment)


def test_notes_at_the_foot_are_in_order() -> None:
    text = "The kite flew1 high2 over roofs."
    assert is_ordered(["Paper", text, FIRST, SECOND], ["So it did."])
    assert not is_ordered(["Paper", text, SECOND, FIRST], ["So it did."])


def test_a_note_at_the_end_of_its_chapter_stands_behind_later_ones() -> None:
    text = "The kite flew1 high2 over roofs."
    assert is_ordered(["Paper", text, SECOND], ["So it did.", FIRST])
    assert is_ordered(["Paper", text, SECOND], ["So it did."], [FIRST])


CHAPTER = """<html xmlns="http://www.w3.org/1999/xhtml"><body><p>The kite flew
<a class="big noteref" id="c1" href="#n1">1</a> high<a class="noteref" id="c2" href="#n2">2</a>.</p>
<aside class="note small" id="n1"><p><a role="doc-backlink" href="#c1">1</a> Brown.</p></aside>
<aside class="note" id="n2"><p><a role="doc-backlink" href="one.xhtml#c2">2</a> Higher.</p></aside>
<aside class="box" id="n9"><p>By the way.</p></aside></body></html>"""
PUBLICATION = {
    "META-INF/container.xml": (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="a.opf"/></rootfiles></container>'
    ),
    "a.opf": """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
        <item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="one"/></spine></package>""",
}
BOOK, FILE = Place("salt.epub"), Place("one.xhtml")
HALVES = CHAPTER.split("<aside")


@pytest.mark.parametrize(
    ("chapter", "told"),
    [
        (CHAPTER, []),
        (
            "<aside".join((HALVES[0], HALVES[2], HALVES[1], HALVES[3])),
            [("N-102", "the notes are out of order", BOOK)],
        ),
        (
            "<aside".join((HALVES[0], HALVES[2], HALVES[3])),
            [("N-102", "note 1 is missing: “1Brown.”", BOOK)],
        ),
        (CHAPTER.replace("Brown", "Black"), [("N-102", "note 1 says “1 Black.”", FILE)]),
        (
            CHAPTER.replace('"box"', '"box note"'),
            [("N-102", "the master has no note n9", FILE)],
        ),
        (
            CHAPTER.replace('href="#n2"', 'href="#n1"'),
            [
                ("N-103", "note 1 is called by 2 numbers: ['1', '2']", None),
                ("N-103", "note 2 is called by 0 numbers: []", None),
            ],
        ),
        (
            CHAPTER.replace('href="#c1"', 'href="#c2"'),
            [("N-103", "the way back from note 1 does not lead to its call", FILE)],
        ),
        (
            CHAPTER.replace('role="doc-backlink" href="#c1"', ""),
            [("N-103", "the way back from note 1 does not lead to its call", FILE)],
        ),
    ],
    ids=["right", "order", "missing", "altered", "strange", "calls", "way back", "no way back"],
)
def test_the_notes_of_the_e_book_are_told_where_they_differ(
    chapter: str, told: list[tuple[str, str, Place | None]]
) -> None:
    notes = NOTE.format(n=1, text="Brown.") + NOTE.format(n=2, text="Higher.")
    evidence = SimpleNamespace(
        master=read_master(MASTER.format(blocks=TEXT, notes=notes).encode()),
        packed=read_packed(packed_of({**PUBLICATION, "one.xhtml": chapter})),
    )
    found = _check_ebook(cast("Evidence", evidence), BOOK)
    assert [(each.code, each.message, each.place) for each in found] == told


ENDNOTES = """<html xmlns="http://www.w3.org/1999/xhtml"><body><p>The kite flew
<a class="noteref" id="c1" href="#n1">1</a>.</p>
<div class="endnote" id="n1"><p><a role="doc-backlink" href="#c1">1</a> Brown.</p></div>
</body></html>"""


@pytest.mark.parametrize(
    ("chapter", "told"),
    [
        (ENDNOTES, []),
        (ENDNOTES.replace('"endnote"', '"end"'), ["note 1 is missing"]),
        (
            ENDNOTES.replace('href="#n1"', 'href="#c1"'),
            ["note 1 is called by 0 numbers: []"],
        ),
        (
            ENDNOTES.replace('href="#c1"', 'href="#n1"'),
            ["the way back from note 1 does not lead to its call"],
        ),
    ],
    ids=["right", "missing", "calls", "way back"],
)
def test_notes_behind_the_text_are_told_where_they_are_not_linked(
    chapter: str, told: list[str]
) -> None:
    wanted = dict(_endnotes(parse_xml(ENDNOTES.encode(), "master.xhtml"), "master.xhtml"))
    packed = read_packed(packed_of({**PUBLICATION, "one.xhtml": chapter}))
    assert [each.message for each in _check_endnotes(packed, wanted, BOOK)] == told


@pytest.mark.parametrize(
    ("leads_to", "told"), [(1, []), (0, ["the call of note 3 on page ii does not lead to it"])]
)
def test_a_call_that_leads_elsewhere_is_told(leads_to: int, told: list[str]) -> None:
    link = SimpleNamespace(box=(10, 10, 20, 20), page=leads_to)
    found = SimpleNamespace(
        alignment=SimpleNamespace(
            notes=[SimpleNamespace(index=0, first=1)], calls={0: (0, (15.0, 15.0))}
        ),
        printed=SimpleNamespace(pages=[SimpleNamespace(label="ii", links=[link])]),
        master=SimpleNamespace(notes=[SimpleNamespace(number=3)]),
    )
    findings = _check_call_links(cast("Evidence", found), BOOK)
    assert [each.message for each in findings] == told
