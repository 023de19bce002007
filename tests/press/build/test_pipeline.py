"""One title becomes two editions of the same words, notes and contents."""

from __future__ import annotations

import io
import itertools
import re
import tomllib
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from epub_validator import messages
from makeready.editions.typefaces import postscript_name
from press.titles import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.core.model import Entry
    from press.conftest import Book

X = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
DC = "{http://purl.org/dc/elements/1.1/}"
Tree = list[tuple[str, "Tree"]]


def visible(said: str) -> str:
    return "".join(said.split())


def entries(contents: tuple[Entry, ...]) -> Tree:
    return [(each.label, entries(each.children)) for each in contents]


def listed(items: list[etree._Element]) -> Tree:
    """Return the tree of a nav's list items."""
    return [("".join(item[0].itertext()), listed(item.findall(f"{X}ol/{X}li"))) for item in items]


def points(parent: etree._Element) -> Tree:
    return [
        (point.findtext(f"{NCX}navLabel/{NCX}text") or "", points(point))
        for point in parent.findall(f"{NCX}navPoint")
    ]


def bookmarks(items: list[pikepdf.OutlineItem]) -> Tree:
    return [(item.title, bookmarks(list(item.children))) for item in items]


def page_texts(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()


def labels(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(page.label) for page in pdf.pages]


def test_what_is_written_is_told(book: Book) -> None:
    others = {"findings.json", "inventory.json", "master.xhtml"}
    assert set(book.files) == {"mills.epub", "mills.pdf"} | others
    assert set(book.outcome.files) == {f"mills/{name}" for name in book.files}
    assert book.outcome.notes == 5
    assert book.outcome.pages == len(page_texts(book.files["mills.pdf"]))


def test_making_a_title_twice_gives_the_same_bytes(book: Book) -> None:
    again = book.editions
    assert again.master.xhtml == book.files["master.xhtml"]
    assert again.printed.data == book.files["mills.pdf"]
    assert again.ebook.data == book.files["mills.epub"]


def test_both_editions_name_the_master_they_were_made_of(book: Book) -> None:
    digest = book.editions.master.digest
    assert book.editions.printed.master == book.editions.ebook.master == digest
    assert digest.encode() in book.epub["EPUB/content.opf"]
    with pikepdf.open(io.BytesIO(book.files["mills.pdf"])) as pdf:
        assert str(pdf.docinfo["/MakereadyMaster"]) == digest


def test_the_contents_are_one_tree_four_times(book: Book) -> None:
    contents = entries(book.editions.master.contents)
    assert [label for label, _ in contents] == ["Preface", "The River", "The Wheel", "Words"]
    nav = book.page("nav.xhtml").xpath("//*[local-name()='nav'][contains(@role, 'doc-toc')]")[0]
    assert listed(nav.findall(f"{X}ol/{X}li")) == contents
    ncx = book.page("toc.ncx").find(f"{NCX}navMap")
    assert ncx is not None
    assert points(ncx) == contents
    with pikepdf.open(io.BytesIO(book.files["mills.pdf"])) as pdf, pdf.open_outline() as outline:
        assert bookmarks(list(outline.root)) == contents


def test_every_link_of_the_contents_leads_to_its_heading(book: Book) -> None:
    for link in book.page("nav.xhtml").iterfind(f".//{X}nav[1]//{X}a"):
        file, _, anchor = str(link.get("href")).partition("#")
        (target,) = book.page(file).xpath("//*[@id=$id]", id=anchor)
        # the mark of the page that begins with a heading stands before it
        headings = (f"{X}h{level}" for level in range(1, 7))
        heading = next(target.iter(*headings), target[0])
        assert visible("".join(heading.itertext())) == visible("".join(link.itertext()))


def test_page_labels_are_roman_then_arabic(book: Book) -> None:
    found = labels(book.files["mills.pdf"])
    roman = list(itertools.takewhile(lambda label: not label.isdigit(), found))
    assert roman[:6] == ["i", "ii", "iii", "iv", "v", "vi"]
    assert found[len(roman) :] == [str(n) for n in range(1, len(found) - len(roman) + 1)]
    assert tuple(found) == book.editions.printed.pages.labels


def test_the_page_list_has_every_numbered_page_that_carries_text(book: Book) -> None:
    nav = book.page("nav.xhtml").xpath("//*[local-name()='nav'][@role='doc-pagelist']")[0]
    listed_labels = ["".join(link.itertext()) for link in nav.iter(f"{X}a")]
    texts = zip(labels(book.files["mills.pdf"]), page_texts(book.files["mills.pdf"]), strict=True)
    assert listed_labels == [label for label, text in texts if text.strip()]
    ncx = book.page("toc.ncx").findall(f".//{NCX}pageTarget/{NCX}navLabel/{NCX}text")
    assert [each.text for each in ncx] == listed_labels
    assert len(listed_labels) > 12


def words_after(mark: etree._Element, count: int) -> str:
    """Return the visible characters that follow a mark in its document, notes set aside."""
    root = mark.getroottree().getroot()
    body = root.find(f"{X}body")
    assert body is not None
    said: list[str] = []
    seen = False
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node is mark:
            seen = True
        if any(up.get("class") in ("notes", "noteref") for up in (node, *node.iterancestors())):
            inside = event == "end" and node.get("class") in ("notes", "noteref")
            said.append((node.tail or "") if seen and inside else "")
        elif seen:
            said.append((node.text if event == "start" else node.tail) or "")
    return visible("".join(said))[:count]


def test_the_words_after_each_mark_are_where_the_page_begins(book: Book) -> None:
    texts = dict(
        zip(labels(book.files["mills.pdf"]), page_texts(book.files["mills.pdf"]), strict=True)
    )
    checked = 0
    for name in sorted(book.epub):
        # On the pages of the contents stand page numbers that the e-book has not.
        if not name.endswith(".xhtml") or name.endswith("nav.xhtml"):
            continue
        for mark in etree.fromstring(book.epub[name]).iter(f"{X}span"):
            if mark.get("role") != "doc-pagebreak":
                continue
            after = words_after(mark, 24)
            shown = re.sub(
                r"[-\u2010\ufffe\u0002]", "", visible(texts[str(mark.get("aria-label"))])
            )
            # The running head and the folio come before; a torn word begins on the page before.
            first = re.sub(r"[-\u2010]", "", after)
            assert any(first[start:] in shown for start in range(12)), (name, mark.get("id"), after)
            at = min(shown.find(first[start:]) for start in range(12) if first[start:] in shown)
            assert at < 90
            checked += 1
    assert checked > 8


def test_each_note_is_on_the_page_of_its_call_or_the_next(book: Book) -> None:
    texts = [visible(text) for text in page_texts(book.files["mills.pdf"])]
    said = {"Of1818.": 0, "Anoldword.": 0, "Secondparagraphofonenote.": 0, "Ofelm.": 0}
    for words in said:
        assert sum(words in text for text in texts) == 1
    late = [each for each in book.outcome.findings if each.code == "P-005"]
    for each in late:
        told = re.fullmatch(r"page (\d+): note \d+ starts on page (\d+)", each.message)
        assert told is not None
        assert int(told[2]) == int(told[1]) + 1
    assert not [each for each in book.outcome.findings if each.code == "P-001"]


def test_every_note_is_defined_once_in_each_edition(book: Book) -> None:
    notes = book.editions.master.notes
    for parent in (etree.fromstring(book.files["master.xhtml"]), *chapters(book)):
        for call in parent.iterfind(f".//{X}a[@class='noteref']"):
            (note,) = parent.xpath("//*[@id=$id]", id=str(call.get("href")).rpartition("#")[2])
            assert note.tag == f"{X}aside"
            assert note.find(f".//{X}a[@class='backlink']").text == "".join(call.itertext())
    told = [
        (int("".join(call.itertext())), str(call.get("id")))
        for parent in chapters(book)
        for call in parent.iterfind(f".//{X}a[@class='noteref']")
    ]
    assert told == [(note.number, note.call) for note in notes]
    assert [note.number for note in notes] == [1, 1, 2, 3, 1]


def spine(book: Book) -> list[str]:
    package = book.page("content.opf")
    files = {item.get("id"): str(item.get("href")) for item in package.iter("{*}item")}
    return [files[str(ref.get("idref"))] for ref in package.iter("{*}itemref")]


def chapters(book: Book) -> list[etree._Element]:
    return [book.page(name) for name in spine(book) if name != "cover.xhtml"]


def body_text(root: etree._Element) -> str:
    body = root.find(f"{X}body")
    assert body is not None
    for nav in body.findall(f"{X}nav"):
        if nav.get("role") != "doc-toc":
            body.remove(nav)
    return visible("".join(body.itertext()))


def test_the_e_book_has_the_text_of_the_master(book: Book) -> None:
    master = body_text(etree.fromstring(book.files["master.xhtml"]))
    assert "".join(body_text(each) for each in chapters(book)) == master


def test_the_pages_have_the_characters_of_the_master(book: Book) -> None:
    """The layout's own proof is exact; this one asks the finished PDF, as a reader would."""
    shown = visible(" ".join(page_texts(book.files["mills.pdf"])))
    for sentence in (
        "Theriver",
        "Nobodyground",
        "miller’sscales",
        "“why”",
        "‘how’",
        "ærøis",
        "1816",
    ):
        assert sentence in shown


def test_epubcheck_is_silent(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "mills.epub"
    path.write_bytes(book.files["mills.epub"])
    # EPUBCheck's mildest remarks only count what is used, such as embedded fonts.
    assert [each for each in messages(path) if each.severity != "USAGE"] == []


def test_only_our_fonts_are_embedded(book: Book) -> None:
    listed_fonts = tomllib.loads((REPOSITORY / "fonts/fonts.toml").read_text("utf-8"))["face"]
    files = (REPOSITORY / "fonts" / each["file"] for each in listed_fonts)
    ours = {postscript_name(file.read_bytes()) for file in files}
    with pikepdf.open(io.BytesIO(book.files["mills.pdf"])) as pdf:
        found = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert found
        for font in found:
            assert "/FontFile2" in font or "/FontFile3" in font
            assert str(font["/FontName"]).partition("+")[2] in ours


def test_the_print_edition_says_what_it_is(book: Book) -> None:
    with pikepdf.open(io.BytesIO(book.files["mills.pdf"])) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]).startswith("The Miller’s Mills")
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == "The Miller’s Mills"
            assert list(meta["dc:creator"]) == ["Mary Miller"]


def test_the_e_book_says_what_it_is(book: Book) -> None:
    package = book.page("content.opf")
    facts = {
        name: [each.text for each in package.iter(f"{DC}{name}")]
        for name in (
            "title",
            "language",
            "creator",
            "publisher",
            "rights",
            "description",
            "subject",
        )
    }
    assert facts == {
        "title": ["The Miller’s Mills"],
        "language": ["en-GB"],
        "creator": ["Mary Miller"],
        "publisher": ["Mill Press"],
        "rights": ["Free to all."],
        "description": ["How flour was made."],
        "subject": ["Mills"],
    }


@pytest.mark.parametrize("name", ["master.xhtml", "mills.pdf", "mills.epub"])
def test_nothing_of_the_machine_is_in_a_file(book: Book, name: str) -> None:
    shown = b"".join([book.files[name], *book.epub.values()])
    for piece in (
        b"title.invalid",
        b"/home/",
        b"/tmp/",
        b"makeready-file",
        str(REPOSITORY).encode(),
    ):
        assert piece not in shown
