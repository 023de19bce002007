"""A book in FictionBook keeps its notes, verse and tables, and says what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import read_source

if TYPE_CHECKING:
    from makeready.intake.model import Imported

BOOK = """<?xml version="1.0" encoding="{encoding}"?>
<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"
xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><author><first-name>Ada</first-name>
<last-name>Brook</last-name></author><book-title>Weirs</book-title><date value="1901-02-03"/>
<lang>ru</lang></title-info><publish-info><publisher>Reed</publisher></publish-info></description>
<body><title><p>Weirs</p></title>{body}</body><body name="notes"><section id="n1"><title><p>1</p>
</title><p>By hand.</p></section></body></FictionBook>"""


def imported(body: str, encoding: str = "utf-8") -> Imported:
    data = BOOK.format(body=body, encoding=encoding).encode(encoding)
    return take_whole(read_source("a.fb2", data))


def test_notes_verse_and_small_headings_are_what_they_are() -> None:
    made = imported(
        "<section><title><p>Gates</p></title><p>Open<a l:href='#n1' type='note'>1</a> <style "
        "name='x'>it</style>.</p><subtitle>Later</subtitle><subtitle>* * *</subtitle><poem><title>"
        "<p>Song</p></title><stanza><v>one</v><v>two</v></stanza></poem></section>"
    )
    assert made.texts[0].text == (
        "# Gates\n\nOpen[^1] it.\n\n**Later**\n\n"
        f"{'-' * 72}\n\n**Song**\n\n| one\n| two\n\n[^1]: By hand.\n"
    )
    assert {found.code for found in made.findings} <= {"S-143"}


def test_rows_of_a_table_become_paragraphs_and_are_told() -> None:
    made = imported(
        "<section><p>Tolls.</p><table><tr><th>skiff</th><td><strong>two</strong></td></tr></table>"
        "</section>"
    )
    assert "skiff \\| **two**" in made.texts[0].text
    assert [found.message for found in made.findings if found.code == "S-144"] == [
        "tables: the document has 1, the manuscript 0"
    ]


def test_what_the_book_says_of_itself_is_read() -> None:
    told = imported("<section><p>x</p></section>").metadata
    assert (told.title, told.language, told.publisher, told.published) == (
        *("Weirs", "ru", "Reed", "1901-02-03"),
    )
    assert [(each.name, each.sort_as) for each in told.people] == [("Ada Brook", "Brook, Ada")]


def test_a_declared_encoding_is_believed() -> None:
    made = imported("<section><p>Река идёт под мостом.</p></section>", "windows-1251")
    assert made.texts[0].text == "Река идёт под мостом.\n"
