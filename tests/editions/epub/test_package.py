from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.epub.books import (
    ALICE,
    BERT,
    NO_PAGES,
    PLAIN,
    PNG,
    SVG,
    asset,
    chapter,
    contents,
    entry,
    face,
    front_matter,
    master,
    noteref,
    notes,
    page,
    pages,
    retold,
)
from epub_validator import messages
from makeready.core.errors import EditionError
from makeready.core.model import Anchor, FontRole, Look, PageBreak, PageMap, Person, Series
from makeready.editions.epub.package import make, rezip, verify
from makeready.editions.epub.publication import publication
from makeready.editions.pages import strip_unseen
from makeready.editions.xhtml import H, parse

if TYPE_CHECKING:
    from lxml import etree

ROOT = Path(__file__).parents[3]
RICH_ENTRIES = (
    entry("The <wide> river", "the-river", entry("Below", "below")),
    entry("Of stones", "stones"),
)
RICH_BOOK = retold(
    subtitle="An Account of Water & Mud",
    people=(ALICE, BERT, Person(name="Cora Dyer", sort_as="Dyer, Cora", role="trl")),
    publisher="Weir & Lock",
    rights="Anyone may copy this book.",
    description="What the water did.",
    subjects=("Rivers", "Mills"),
    isbn_print="978-3-16-148410-0",
    isbn_ebook="978-0-306-40615-7",
    series=Series(name="Waters", number=3),
)
RICH_MASTER = master(
    front_matter(RICH_BOOK),
    contents(RICH_ENTRIES),
    '<section id="before" class="opening" epub:type="preamble" data-matter="body">'
    "<p>Before all of it.</p></section>",
    chapter(
        "the-river",
        "The <wide> river",
        f"<p>Water{noteref('a', 1)} runs\xa0— “down”{noteref('b', 2)} it says.</p>"
        "<section id='below'><h2>Below</h2><p>See <a href='#stones'>the stones</a>, and"
        " <a href='https://example.org/'>elsewhere</a>.</p></section>"
        + notes(("a", 1, "Cold.</p><p>Very <em>cold</em>.</p>"), ("b", 2, "Mud.</p>")),
    ),
    chapter(
        "stones",
        "Of stones",
        "<table><caption>Stones</caption><thead><tr><th>Kind</th><th>Count</th></tr></thead>"
        "<tbody><tr><td>Round</td><td>3</td></tr><tr><td>Flat</td><td/></tr></tbody></table>"
        "<figure><img src='images/stone%201.png' alt='A stone'/><figcaption>One</figcaption>"
        "</figure>"
        "<p><img src='images/weir.svg' alt='A weir'/></p>"
        "<p><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' role='img'>"
        "<title>A dot</title><circle cx='4' cy='4' r='2'/></svg></p>"
        "<ul><li>one<ol start='3'><li>two</li></ol></li></ul><dl><dt>a</dt><dd>b</dd></dl>"
        "<pre><code>if a &lt; b:\n    stop()\n</code></pre><blockquote><p>So.</p></blockquote>",
    ),
    entries=RICH_ENTRIES,
    book=RICH_BOOK,
    assets=(
        asset("images/stone 1.png", "image/png", PNG),
        asset("images/weir.svg", "image/svg+xml", SVG),
        asset("images/unused.png", "image/png", PNG),
    ),
    style="blockquote { font-style: italic }",
)
RICH_PAGES = pages(
    page("i", "half-title", 0),
    page("v", "contents", 0),
    page("vi", "contents", 20),
    page("1", "before", 0),
    page("3", "the-river", 0),
    page("4", "the-river", 22),
    page("5", "stones", 9),
)
CHINESE_ENTRIES = (entry("第一章 河", "第一章-河"), entry("第二章 海", "第二章-海"))
CHINESE_BOOK = retold(
    title="两条河", language="zh-Hans", people=(Person(name="水生", sort_as="水生", role="aut"),)
)
CHINESE_MASTER = master(
    front_matter(CHINESE_BOOK),
    contents(CHINESE_ENTRIES, heading="目录"),
    chapter("第一章-河", "第一章 河", "<p>河水<a href='#第二章-海'>流到海</a>里去。</p>"),
    chapter("第二章-海", "第二章 海", "<p>海水是咸的。</p>"),
    entries=CHINESE_ENTRIES,
    book=CHINESE_BOOK,
)
OWN_COVER_BOOK = retold(cover="images/front.png", people=(BERT,))
BARE_MASTER = master(
    '<section id="cover" class="opening" epub:type="preamble" data-matter="body">'
    "<p>Only this.</p></section>",
    book=OWN_COVER_BOOK,
    assets=(asset("images/front.png", "image/png", PNG),),
)
BOOKS = {
    "rich": (RICH_MASTER, RICH_PAGES),
    "chinese": (CHINESE_MASTER, pages(page("1", "第一章-河", 0), page("2", "第一章-河", 7))),
    "bare": (BARE_MASTER, NO_PAGES),
}


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def spine(data: bytes) -> list[tuple[str, etree._Element]]:
    """Return the sections of the spine in order with their files, the cover set aside."""
    found = files(data)
    package = parse(found["EPUB/content.opf"])
    names = {item.get("id"): item.attrib["href"] for item in package.iterfind(".//{*}item")}
    order = [names[each.get("idref")] for each in package.iterfind(".//{*}itemref")]
    return [
        (name, parse(found[f"EPUB/{name}"]).find(f"{H}body")[0])  # type: ignore[index]  # all have one
        for name in order
        if name != "cover.xhtml"
    ]


def tree(items: list[etree._Element], names: tuple[str, str, str]) -> list[object]:
    """Return labels and addresses of a nested list: item, label and child list by their paths."""
    label, address, below = names
    return [
        (
            " ".join(str(item.xpath(f"string({label})")).split()),
            str(item.xpath(f"string({address})")),
            tree(_found(item, below), names),
        )
        for item in items
    ]


def _found(item: etree._Element, path: str) -> list[etree._Element]:
    found = item.xpath(path)
    assert isinstance(found, list)
    return [each for each in found if not isinstance(each, str | tuple)]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.soak) for name in ("bare", "chinese", "rich")]
)
def test_epubcheck_has_nothing_to_say(name: str, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(make(*BOOKS[name], PLAIN).data)
    assert messages(path) == ()


# the built book of tests/press/build/test_pipeline.py has style and fonts of the press, too
@pytest.mark.soak
def test_epubcheck_finds_nothing_wrong_with_our_style_and_fonts(tmp_path: Path) -> None:
    css = (ROOT / "templates" / "css" / "ebook.css").read_text(encoding="utf-8")
    font = (ROOT / "fonts" / "linux-libertine" / "LinLibertine_R.otf").read_bytes()
    look = Look(css=css, faces=(face("Linux Libertine O", FontRole.TEXT, font),))
    path = tmp_path / "book.epub"
    path.write_bytes(make(RICH_MASTER, RICH_PAGES, look).data)
    # The one remark is that there is an @font-face rule.
    assert {(found.severity, found.code) for found in messages(path)} == {("USAGE", "CSS-028")}


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_the_ebook_carries_the_text_of_the_master_to_the_character(name: str) -> None:
    source, page_map = BOOKS[name]
    body = parse(source.xhtml).find(f"{H}body")
    assert body is not None
    wanted = [str(section.xpath("string()")) for section in body]
    assert [
        str(s.xpath("string()")) for _, s in spine(make(source, page_map, PLAIN).data)
    ] == wanted


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_the_same_book_gives_the_same_bytes(name: str) -> None:
    source, page_map = BOOKS[name]
    assert make(source, page_map, PLAIN) == make(source, page_map, PLAIN)


def test_ebooklib_does_not_touch_what_it_is_handed() -> None:
    found = files(make(RICH_MASTER, RICH_PAGES, PLAIN).data)
    for item in publication(RICH_MASTER, RICH_PAGES, PLAIN).items:
        assert found[f"EPUB/{item.name}"] == item.data


def test_nav_ncx_and_contents_are_one_tree() -> None:
    found = files(make(RICH_MASTER, RICH_PAGES, PLAIN).data)
    nav = parse(found["EPUB/nav.xhtml"])
    nav_items = _found(nav, "//*[local-name()='nav'][1]/*[local-name()='ol']/*")
    here = ("*[1]", "*[1]/@href", "*[local-name()='ol']/*")
    ncx = parse(found["EPUB/toc.ncx"])
    points = _found(ncx, "//*[local-name()='navMap']/*")
    there = (
        "*[local-name()='navLabel']",
        "*[local-name()='content']/@src",
        "*[local-name()='navPoint']",
    )
    wanted: list[object] = [
        ("The <wide> river", "the-river.xhtml#the-river", [("Below", "the-river.xhtml#below", [])]),
        ("Of stones", "stones.xhtml#stones", []),
    ]
    assert tree(nav_items, here) == wanted
    assert tree(points, there) == wanted


def test_page_lists_and_marks_agree() -> None:
    data = make(RICH_MASTER, RICH_PAGES, PLAIN).data
    found = files(data)
    nav = parse(found["EPUB/nav.xhtml"])
    links = [
        (link.text, link.get("href"))
        for link in nav.iterfind(f"{H}body/{H}nav[3]/{H}ol/{H}li/{H}a")
    ]
    targets = [
        (target.findtext(".//{*}text"), target.find("{*}content").get("src"))  # type: ignore[union-attr]  # required
        for target in parse(found["EPUB/toc.ncx"]).iter("{*}pageTarget")
    ]
    marks = [
        (mark.get("aria-label"), f"{name}#{mark.get('id')}")
        for name, section in spine(data)
        for mark in section.iter(f"{H}span")
        if mark.get("role") == "doc-pagebreak"
    ]
    assert links == targets == marks
    assert [label for label, _ in marks] == ["i", "v", "vi", "1", "3", "4", "5"]


WORDS = st.lists(st.sampled_from(["reed", "so", "it’s", "weir", "河水"]), min_size=1, max_size=9)


@settings(max_examples=25)  # each example writes a whole publication
@given(st.lists(WORDS, min_size=1, max_size=3), st.data())
def test_pages_are_marked_before_their_first_word(
    chapters: list[list[str]], data: st.DataObject
) -> None:
    sections = [
        chapter(f"c{number}", f"Chapter {number}", f"<p>{' '.join(words)}</p>")
        for number, words in enumerate(chapters)
    ]
    breaks: list[PageBreak] = []
    for number, words in enumerate(chapters):
        ends = [0, *(sum(map(len, words[:count])) for count in range(1, len(words)))]
        for offset in sorted(data.draw(st.sets(st.sampled_from(ends), max_size=3))):
            at = len(f"Chapter{number}") + offset
            breaks.append(
                PageBreak(label=str(len(breaks)), section=Anchor(f"c{number}"), offset=at)
            )
    ebook = make(master(*sections), PageMap(labels=(), breaks=tuple(breaks)), PLAIN)
    found = [
        (mark.get("aria-label"), section.get("id"), _visible_before(mark))
        for _, section in spine(ebook.data)
        for mark in section.iter(f"{H}span")
    ]
    assert found == [(each.label, each.section, each.offset) for each in breaks]


def _visible_before(mark: etree._Element) -> int:
    found = mark.xpath(
        "ancestor::*[@data-matter]//text()[following::*[@id=$id]]", id=mark.attrib["id"]
    )
    assert isinstance(found, list)
    return len(strip_unseen("".join(str(piece) for piece in found)))


def test_the_zip_is_an_epub_container_without_a_date() -> None:
    with zipfile.ZipFile(io.BytesIO(make(BARE_MASTER, NO_PAGES, PLAIN).data)) as packed:
        entries = packed.infolist()
    assert entries[0].filename == "mimetype"
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert [entry.filename for entry in entries[1:]] == sorted(e.filename for e in entries[1:])
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}


def test_only_pictures_that_the_book_uses_are_packed() -> None:
    found = files(make(RICH_MASTER, RICH_PAGES, PLAIN).data)
    assert "EPUB/images/weir.svg" in found
    assert "EPUB/images/unused.png" not in found


def test_a_picture_that_only_the_style_sheet_uses_is_packed() -> None:
    source = replace(RICH_MASTER, style="hr { content: url(images/unused.png) }")
    assert "EPUB/images/unused.png" in files(make(source, RICH_PAGES, PLAIN).data)


def test_a_changed_file_is_noticed() -> None:
    found = publication(BARE_MASTER, NO_PAGES, PLAIN)
    data = make(BARE_MASTER, NO_PAGES, PLAIN).data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files(data).items():
            packed.writestr(name, content.replace(b"Only this.", b"Only that."))
    with pytest.raises(EditionError, match=r"cover-\w+\.xhtml did not reach the e-book"):
        verify(rezip(out.getvalue()), found)


def test_metadata_that_xml_cannot_hold_is_an_error_and_not_left_out() -> None:
    book = retold(publisher="Weir \x07 Lock")
    found = master('<section id="a" data-matter="body"><p>x</p></section>', book=book)
    with pytest.raises(EditionError, match="cannot be written"):
        make(found, NO_PAGES, PLAIN)


def test_a_book_read_from_right_to_left_turns_its_pages_so() -> None:
    found = master('<section id="a" data-matter="body"><p>x</p></section>')
    turned = found.xhtml.replace(b"<html ", b'<html dir="rtl" ', 1)
    source = replace(found, xhtml=turned)
    package = parse(files(make(source, NO_PAGES, PLAIN).data)["EPUB/content.opf"])
    found_spine = package.find("{*}spine")
    assert found_spine is not None
    assert found_spine.get("page-progression-direction") == "rtl"


def test_the_contents_stand_where_the_master_has_them() -> None:
    names = [name for name, _ in spine(make(RICH_MASTER, RICH_PAGES, PLAIN).data)]
    assert names.index("nav.xhtml") == names.index("imprint.xhtml") + 1


def test_the_style_sheet_is_ours_and_then_the_titles_own() -> None:
    css = files(make(RICH_MASTER, RICH_PAGES, Look(css="p { margin: 0 }", faces=())).data)
    assert css["EPUB/book.css"] == b"p { margin: 0 }\nblockquote { font-style: italic }\n"


def test_a_book_of_vertical_lines_turns_its_pages_from_right_to_left() -> None:
    found = master('<section id="a" data-matter="body"><p>x</p></section>')
    vertical = replace(found, book=replace(found.book, vertical_ebook=True))
    package = parse(files(make(vertical, NO_PAGES, PLAIN).data)["EPUB/content.opf"])
    spine_of_it, mode = package.find("{*}spine"), package.find(".//*[@name='primary-writing-mode']")
    assert spine_of_it is not None
    assert spine_of_it.get("page-progression-direction") == "rtl"
    assert mode is not None
    assert mode.get("content") == "vertical-rl"
