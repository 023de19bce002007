"""A web page or an e-book keeps its verse, notes and small capitals, and loses its furniture."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from makeready.intake.account.whole import take_whole
from makeready.intake.model import Choices, Imported
from makeready.intake.read.files import Wants, read_source


def imported(body: str, **choices: str) -> Imported:
    wants = Wants(choices=Choices(**choices))
    return take_whole(read_source("a.html", body.encode(), wants))


def test_verse_of_many_kinds_is_lines() -> None:
    stanza = "<div class='poem'><div class='stanza'><span>one<br></span><span>two<br></span></div>"
    stanza += "<div class='stanza'><span>three<br></span></div></div>"
    assert imported(stanza).texts[0].text == "| one\n| two\n| \n| three\n"
    typed = "<blockquote epub:type='z3998:verse'><p>one<br>two</p></blockquote><p>After.</p>"
    assert imported(typed).texts[0].text == "| one\n| two\n\nAfter.\n"
    lines = "<p class='verse'>one</p><p class='verse'>two</p><p>After.</p>"
    assert imported(lines).texts[0].text == "| one\n| two\n\nAfter.\n"


@pytest.mark.parametrize("name", ["article", "section", "div"])
def test_a_poem_keeps_its_head_and_its_date(name: str) -> None:
    head = "<header><h3>The weir</h3><p>(1854)</p></header>"
    poem = f"<{name} epub:type='z3998:poem'>{head}<p>one<br/>two</p><p>three</p></{name}>"
    made = imported(f"<h2>Poems</h2>{poem}")
    expected = "# Poems\n\n## The weir\n\n\\(1854\\)\n\n| one\n| two\n| \n| three\n"
    assert made.texts[0].text == expected
    nested = imported("<div class='poem'><div class='head'><h3>The weir</h3></div><p>one</p></div>")
    assert "The weir" in nested.texts[0].text


def test_page_numbers_become_marks_of_old_pages() -> None:
    made = imported(
        "<p>One <span class='pagenum' id='p7'>[Pg 7]</span>two. <a href='#p7'>There</a></p>"
    )
    assert made.texts[0].text == 'One []{#p7 .old-page n="7"}two. [There](#p7)\n'
    assert made.compared == (5, 3, 2)


def test_a_page_that_begins_between_blocks_is_marked_in_the_next_one() -> None:
    made = imported(
        "<h1>A</h1><span epub:type='pagebreak' title='ix'></span><div id='Page_x' class='pageno'>"
        "</div><p>Word</p><ul><li>b<span role='doc-pagebreak' aria-label='Page 11'></span></li>"
        "</ul><p><span class='pagenum'>Anton</span>End.</p>"
    )
    assert made.texts[0].text == (
        '# A\n\n[]{.old-page n="ix"}[]{.old-page n="x"}Word\n\n- b[]{.old-page n="11"}\n\nEnd.\n'
    )


@pytest.mark.parametrize("name", ["lnum", "line-no", "LineNumber", "ln", "poem5", "x"])
def test_numbers_that_count_lines_of_verse_are_no_words_of_it(name: str) -> None:
    lines = f"<div>one wet<span class='{name}'>10</span></div><div>two dry</div>"
    made = imported(f"<div class='linegroup'>{lines}</div>")
    assert made.texts[0].text == "| one wet\n| two dry\n"
    assert [found.code for found in made.findings] == ["S-145"]
    assert made.compared == (5, 4, 1)


@pytest.mark.parametrize("name", ["pg-num", "page_number", "pageNo", "pagebreak", "folio"])
def test_a_page_number_that_touches_a_word_is_not_compared_with_it(name: str) -> None:
    made = imported(f"<p><span class='{name}'>3</span>Prose follows.</p>")
    assert made.texts[0].text == '[]{.old-page n="3"}Prose follows.\n'
    assert made.compared == (3, 2, 1)


@pytest.mark.parametrize("body", ["<i class='x'>10</i> reeds", "<b>7</b> reeds", "10 reeds"])
def test_numbers_that_are_words_stay(body: str) -> None:
    assert "reeds" in imported(f"<p>{body}</p>").texts[0].text
    assert imported(f"<p>{body}</p>").compared == (2, 2, 0)


def test_what_begins_on_a_new_page_is_no_number_of_a_page() -> None:
    body = (
        "<h2 class='page-break'><a class='pagenum' id='p5'>5</a>IV.</h2>"
        "<p class='page-break'>The lock keepers of the north</p><p>Words.</p>"
    )
    text = imported(body).texts[0].text
    assert text.splitlines()[0].endswith("IV.")
    assert text.endswith("\n\nThe lock keepers of the north\n\nWords.\n")


def test_small_capitals_by_a_style_sheet() -> None:
    made = imported("<style>.sc1 {font-variant: small-caps}</style><p>A <i class='sc1'>Duke</i>")
    assert made.texts[0].text == "A [*Duke*]{.smallcaps}\n" or made.texts[0].text == (
        "A *[Duke]{.smallcaps}*\n"
    )


def test_hidden_words_are_named_or_kept() -> None:
    page = "<p>Seen.</p><p style='display:none'>Unseen words.</p>"
    made = imported(page)
    assert made.texts[0].text == "Seen.\n"
    assert any("Unseen words" in found.message for found in made.findings)
    assert "Unseen" in imported(page, hidden="keep").texts[0].text


@pytest.mark.parametrize(
    ("ruby", "expected"),
    [
        ("<ruby>水<rp>(</rp><rt>mizu</rt><rp>)</rp></ruby>は", '[水]{ruby="mizu"}は\n'),
        (
            "<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>",
            '[東]{ruby="とう"}[京]{ruby="きょう"}\n',
        ),
        (
            "<ruby><rb>旧</rb><rb>金</rb><rt>きゅう</rt><rt>きん</rt></ruby>",
            '[旧]{ruby="きゅう"}[金]{ruby="きん"}\n',
        ),
        ("<ruby><em>食</em><rt>た</rt>べる</ruby>", '[食]{ruby="た"}べる\n'),
    ],
)
def test_readings_of_characters_stay_with_them(ruby: str, expected: str) -> None:
    made = imported(f"<p>{ruby}</p>")
    assert made.texts[0].text == expected
    assert not [found for found in made.findings if found.code == "S-141"]


def test_a_term_of_several_lines_stays_a_term() -> None:
    made = imported("<dl><dt>Skiff<br>Punt</dt><dd>A boat.</dd></dl>")
    assert made.texts[0].text == "Skiff, Punt\n:   A boat.\n"


def test_code_of_one_kind_that_is_left_out_is_one_finding() -> None:
    source = read_source("a.org", b"Reeds.\n\n#+cindex: a\n#+cindex: b\n#+cindex: c\n#+cindex: d\n")
    (found,) = (each for each in source.findings if each.code == "S-113")
    assert found.message == (
        "left out, being org: #+cindex: a; #+cindex: b; #+cindex: c, and 1 more"
    )


def test_a_contents_list_is_left_out_and_named() -> None:
    made = imported("<nav id='toc'><a href='#a'>Gates</a></nav><h1 id='a'>Gates</h1><p>x</p>")
    assert made.texts[0].text == "# Gates\n\nx\n"
    assert "S-143" in [found.code for found in made.findings]


def test_an_e_book_keeps_notes_of_another_page() -> None:
    out = io.BytesIO()
    space = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
            '<rootfiles><rootfile full-path="b/p.opf" '
            'media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        items = "".join(
            f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in "ab"
        )
        archive.writestr(
            "b/p.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Gates</dc:title></metadata>'
            f'<manifest>{items}</manifest><spine><itemref idref="a"/><itemref idref="b" '
            'linear="no"/></spine></package>',
        )
        archive.writestr(
            "b/a.xhtml",
            f"<html {space}><head><title>A</title></head><body><h1>One</h1><p>It runs.<a "
            'href="b.xhtml#n1" id="r1" epub:type="noteref">1</a></p></body></html>',
        )
        archive.writestr(
            "b/b.xhtml",
            f"<html {space}><head><title>B</title></head><body><section><h1>Endnotes</h1><ol>"
            '<li id="n1" epub:type="endnote"><p>By hand. <a href="a.xhtml#r1" '
            'epub:type="backlink">↩</a></p></li></ol></section></body></html>',
        )
    made = take_whole(read_source("a.epub", out.getvalue()))
    text = "\n".join(each.text for each in made.texts)
    assert "It runs.[^1]" in text
    assert "[^1]: By hand.\n" in text
    assert "Endnotes" not in text
    assert not [found for found in made.findings if found.code == "S-141"]


def test_a_page_that_an_e_book_names_and_lacks_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
            '<rootfiles><rootfile full-path="p.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>",
        )
        items = "".join(
            f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
            for name in ("a", "gone")
        )
        archive.writestr(
            "p.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
            f'{items}</manifest><spine><itemref idref="a"/><itemref idref="gone"/></spine>'
            "</package>",
        )
        page = "<html xmlns='http://www.w3.org/1999/xhtml'><head/><body><p>Reeds.</p></body></html>"
        archive.writestr("a.xhtml", page)
    source = read_source("a.epub", out.getvalue())
    assert source.raw.text.endswith("Reeds.\n")
    assert [str(found) for found in source.findings if found.code == "S-148"] == [
        "a.epub: S-148 gone.xhtml is not in the archive"
    ]


@pytest.mark.parametrize(
    "element",
    [
        "<abbr title='by far the longest form'>BFLF</abbr>",
        "<iframe src='by far the longest form'></iframe>",
        "<input value='by far the longest form'>",
    ],
)
def test_words_that_only_an_attribute_holds_are_named(element: str) -> None:
    made = imported(f"<p>One {element} two.</p>")
    assert any("by far the longest form" in found.message for found in made.findings)


def test_what_only_programs_read_is_not_named() -> None:
    made = imported(
        "<p>One <input type='hidden' value='token'> <object data='data:x'></object>.</p>"
    )
    assert not made.findings


def test_a_head_that_heads_nothing_is_the_row_of_a_table() -> None:
    head = "<thead><tr><th>oar</th><th>thole</th></tr></thead>"
    made = imported(f"<p>A.</p><table><caption>Skiffs</caption>{head}</table>")
    assert re.search(r"\n +-+ -+\n +oar +thole\n +-+ -+\n\n +: Skiffs", made.texts[0].text)
    assert not made.findings


def test_what_only_looks_like_a_reference_is_escaped() -> None:
    made = imported("<p>Ask @sec-desk, (@tbl-3) or a@b.org; [@eq-no].</p>")
    assert made.texts[0].text == "Ask \\@sec-desk, (\\@tbl-3) or a@b.org; \\[\\@eq-no\\].\n"


def test_marks_whose_ids_stand_on_words_around_them_are_notes() -> None:
    page = (
        '<html lang="en"><body><h1>Oil</h1><p>It burns<sup id="r1"><a href="#n1">1</a></sup>, '
        'melts<b id="r2"><a href="#n2">[2]</a></b>.</p><figure><img alt="A dot" src="'
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDw"
        'ADhgGAWjR9awAAAABJRU5ErkJggg=="><figcaption>A weir<sup id="r3"><a href="#n3">3</a></sup>'
        '</figcaption></figure><p id="n1"><sup>1</sup> Of pine. <a href="#r1">\u21a9\ufe0e</a></p>'
        '<p id="n2">2. Of wax.\u00a0<a href="#r2">\u21a9\ufe0e</a></p>'
        '<p id="n3">Of stone. <a href="#r3">\u21a9\ufe0e</a></p></body></html>'
    )
    text = take_whole(read_source("a.html", page.encode(), Wants())).texts[0].text
    assert "It burns[^1], melts**[^2]**." in text
    assert "![A weir[^3]](images/picture.png)" in text
    assert "[^1]: Of pine.\n\n[^2]: Of wax." in text
    assert text.endswith("Of wax.\n\n[^3]: Of stone.\n")
