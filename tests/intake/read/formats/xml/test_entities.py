"""Entities and parts of a document in XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import SourceError
from makeready.intake.account.whole import take_whole
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats.xml.entities import write_out

if TYPE_CHECKING:
    from makeready.intake.read.formats.prepared import Written

TYPE = """<!DOCTYPE book [
<!ENTITY lock "lock <emphasis>keeper</emphasis>&dash;">
<!ENTITY dash '&#8211;'>
<!ENTITY one SYSTEM "parts/one.xml">
<!ENTITY gone SYSTEM "parts/gone.xml">
<!ENTITY % more SYSTEM "more.ent"> %more;
]>
"""
FILES = {
    "more.ent": b'<!ENTITY kind "weir"><!-- <!ENTITY kind "ford"> -->',
    "parts/one.xml": b"<?xml version='1.0'?><!DOCTYPE p [<!ENTITY x 'y'>]><p>A &lock;</p>",
    "parts/two.xml": b"<p>Two <x:include href='deep/three.xml'/></p>",
    "parts/deep/three.xml": b"<i>three</i>",
    "code.txt": b"a < b & c",
}


def write(text: str) -> Written:
    return write_out("a.docbook", text, lambda name: FILES.get(name, b""))


def test_entities_are_written_out_where_they_stand() -> None:
    written = write(f"{TYPE}<p>&lock; &kind; &eacute; &amp; <![CDATA[&lock;]]><!-- &odd; --></p>")
    assert written.text.strip() == (
        "<p>lock <emphasis>keeper</emphasis>&#8211; weir é &amp; "
        "<![CDATA[&lock;]]><!-- &odd; --></p>"
    )
    assert not written.findings


def test_parts_are_read_from_where_their_file_says() -> None:
    text = "<b>&one;<x:include href='parts/two.xml'/><x:include href='code.txt' parse='text'/></b>"
    assert write(TYPE + text).text.strip() == (
        "<b><p>A lock <emphasis>keeper</emphasis>&#8211;</p>"
        "<p>Two <i>three</i></p>a &lt; b &amp; c</b>"
    )


@pytest.mark.parametrize(
    ("text", "stands", "told"),
    [
        ("&gone;", "&amp;gone; (parts/gone.xml)", "&gone; (parts/gone.xml)"),
        ("&odd;", "&amp;odd;", "&odd;"),
        ("<include href='no.xml'/>", "<!-- no.xml -->", "no.xml"),
        (
            "<include href='no.xml'><fallback><p>&dash;</p></fallback></include>",
            "<p>&#8211;</p>",
            "no.xml",
        ),
        ("<include href='http://example.org/a.xml'/>", "<!-- http:/example.org/a.xml -->", ""),
    ],
)
def test_a_part_that_is_not_there_is_told(text: str, stands: str, told: str) -> None:
    written = write(f"{TYPE}<b>{text}</b>")
    assert written.text.strip() == f"<b>{stands}</b>"
    assert [each.code for each in written.findings] == ["S-157"]
    assert told in written.findings[0].message


def test_entities_that_multiply_are_refused() -> None:
    names = [f"<!ENTITY a{n} '{f'&a{n + 1};' * 40}'>" for n in range(3)]
    names.append(f"<!ENTITY a3 '{'reed ' * 100}'>")
    with pytest.raises(SourceError, match="write out to more than"):
        write(f"<!DOCTYPE b [{''.join(names)}]><b>&a0;</b>")


def test_entities_that_name_themselves_come_to_an_end() -> None:
    assert write("<!DOCTYPE b [<!ENTITY a 'x&a;'>]><b>&a;</b>").findings


def test_a_document_type_that_is_only_quoted_declares_nothing() -> None:
    assert "<!DOCTYPE" in write("<b><![CDATA[<!DOCTYPE b>]]></b>").text


def test_a_book_in_parts_is_imported_whole() -> None:
    book = (
        '<!DOCTYPE book [<!ENTITY one SYSTEM "one.xml"><!ENTITY by "by hand">]>'
        "<book><title>Gates</title>&one;</book>"
    )
    part = b"<chapter><title>Weirs</title><para>Raised &by; &mdash; twice.</para></chapter>"
    wants = Wants(beside=lambda name: part if name == "one.xml" else b"")
    made = take_whole(read_source("a.docbook", book.encode(), wants))
    assert "# Weirs\n\nRaised by hand — twice.\n" in made.texts[0].text
    assert not made.findings


def test_what_is_not_there_is_told_with_what_helps() -> None:
    include = '<xi:include href="{}"/>'.format
    parts = ("http://example.org/a.xml", "../b.xml", "/etc/c.xml", "d.xml")
    found = write(f"<b>{''.join(map(include, parts))}&nothing;</b>").findings
    assert [str(each.hint)[:7] for each in found] == [
        "nothing",
        "no file",
        "no file",
        "Put the",
        "declare",
    ]
