"""An e-book that is damaged anywhere is told to be unreadable, and never ends a check."""

from __future__ import annotations

import contextlib
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.checks.read.epub import PageEntry, read_packed
from makeready.checks.read.recorded import master_of_epub
from makeready.checks.report import Unreadable

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a.opf"/></rootfiles></container>'
)
PACKAGE = '<package xmlns="http://www.idpf.org/2007/opf"><manifest/><spine/></package>'


def packed() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("a.opf", PACKAGE)
    return buffer.getvalue()


WHOLE = packed()


PARTS = {
    "META-INF/container.xml": CONTAINER.replace("a.opf", "inner/a.opf"),
    "inner/a.opf": """<package xmlns="http://www.idpf.org/2007/opf"><manifest>
        <item id="zwei" href="text/two.xhtml" media-type="application/xhtml+xml"/>
        <item id="eins" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
        <item id="old" href="old.ncx" media-type="application/x-dtbncx+xml"/>
        <item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>
        <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml"
         properties="scripted nav"/>
        <item id="bild" href="bild.svg" media-type="image/svg+xml"/>
        </manifest><spine toc="old"><itemref idref="eins"/><itemref idref="zwei"/></spine>
        </package>""",
    "inner/text/one a.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'/>",
    "inner/text/two.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'/>",
    "inner/bild.svg": "<svg/>",
    "inner/nav.xhtml": """<html xmlns="http://www.w3.org/1999/xhtml"
        xmlns:epub="http://www.idpf.org/2007/ops"><body>
        <nav epub:type="page-list"><ol><li><a href="text/two.xhtml#p-9">ix</a></li></ol></nav>
        <nav epub:type="toc"><ol><li><a href="text/one%20a.xhtml#reeds">Reeds</a>
        <ol><li><a href="text/two.xhtml#rushes">Rushes</a></li></ol></li></ol></nav>
        <nav epub:type="landmarks"><ol><li><a href="text/two.xhtml#start">Text</a></li></ol></nav>
        </body></html>""",
    "inner/old.ncx": """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>
        <navPoint><navLabel><text> Reeds </text></navLabel><content src="text/one.xhtml#reeds"/>
        <navPoint><navLabel><text>Rushes</text></navLabel><content src="text/two.xhtml#rushes"/>
        </navPoint></navPoint></navMap>
        <pageList><pageTarget><navLabel><text>ix</text></navLabel>
        <content src="text/two.xhtml#p-9"/></pageTarget></pageList></ncx>""",
}


def packed_of(parts: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return buffer.getvalue()


def test_documents_come_in_the_order_of_the_spine_and_the_others_behind() -> None:
    found = read_packed(packed_of(PARTS))
    assert [(each.name, each.place) for each in found.documents] == [
        ("inner/text/one a.xhtml", 0),
        ("inner/text/two.xhtml", 1),
        ("inner/nav.xhtml", -1),
    ]
    assert [each.place for each in found.spine()] == [0, 1]
    assert found.package == "inner/a.opf"
    assert found.files.keys() == PARTS.keys()


def test_both_contents_and_both_lists_of_pages_are_read() -> None:
    found = read_packed(packed_of(PARTS))
    lines = [(1, "Reeds", "reeds"), (2, "Rushes", "rushes")]
    assert [(each.depth, each.label, each.anchor) for each in found.contents] == lines
    assert [(each.depth, each.label, each.anchor) for each in found.old_contents] == lines
    assert [(each.label, each.anchor) for each in found.landmarks] == [("Text", "start")]
    page = PageEntry(label="ix", file="inner/text/two.xhtml", anchor="p-9")
    assert found.pages == found.old_pages == (page,)


@pytest.mark.parametrize("without", ["inner/nav.xhtml", "inner/old.ncx"])
def test_what_an_e_book_lacks_is_empty(without: str) -> None:
    found = read_packed(packed_of({name: text for name, text in PARTS.items() if name != without}))
    new, old = (found.contents, found.pages, found.landmarks), (found.old_contents, found.old_pages)
    assert [bool(each) for each in new] == [without != "inner/nav.xhtml"] * 3
    assert [bool(each) for each in old] == [without != "inner/old.ncx"] * 2


def test_a_spine_that_names_no_old_contents_has_none() -> None:
    package = PARTS["inner/a.opf"].replace(' toc="old"', "")
    found = read_packed(packed_of({**PARTS, "inner/a.opf": package}))
    assert (found.old_contents, found.old_pages) == ((), ())


def test_a_container_without_its_package_is_told() -> None:
    parts = {name: text for name, text in PARTS.items() if name != "inner/a.opf"}
    with pytest.raises(Unreadable, match="names no package document"):
        read_packed(packed_of(parts))


def test_the_whole_one_is_read() -> None:
    assert read_packed(WHOLE).package == "a.opf"


@given(place=st.integers(0, len(WHOLE) - 1), value=st.integers(0, 255))
def test_a_changed_byte_is_read_over_or_told(place: int, value: int) -> None:
    damaged = WHOLE[:place] + bytes([value]) + WHOLE[place + 1 :]
    master_of_epub(damaged)
    with contextlib.suppress(Unreadable):
        assert read_packed(damaged).package


def test_a_damaged_stream_is_told() -> None:
    place = WHOLE.index(b"a.opf") + len(b"a.opf")
    damaged = WHOLE[:place] + b"\xff" + WHOLE[place + 1 :]
    with pytest.raises(Unreadable, match="cannot be read"):
        read_packed(damaged)


def test_a_link_that_shows_a_page_says_where_it_leads() -> None:
    links = """<html xmlns="http://www.w3.org/1999/xhtml"><body><p>See
        <a class="page" href="two.xhtml#p-9">9</a>, <a class="page">10</a>.</p></body></html>"""
    one = "inner/text/one a.xhtml"
    found = read_packed(packed_of({**PARTS, one: links})).documents[0]
    assert found.pages == (
        PageEntry(label="9", file="inner/text/two.xhtml", anchor="p-9"),
        PageEntry(label="10", file=one, anchor=""),
    )
