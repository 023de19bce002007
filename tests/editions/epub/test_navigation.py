from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editions.epub.books import (
    BOOK,
    NO_PAGES,
    PLAIN,
    chapter,
    contents,
    entry,
    front_matter,
    master,
    page,
    pages,
    retold,
)
from makeready.editions.epub.publication import publication
from makeready.editions.xhtml import TYPE, H, parse

if TYPE_CHECKING:
    from makeready.core.model import Master, PageMap

ENTRIES = (entry("River", "river"),)


def item(name: str, source: Master, page_map: PageMap = NO_PAGES) -> bytes:
    found = publication(source, page_map, PLAIN)
    return next(each.data for each in found.items if each.name == name)


def listed(source: Master, kind: str, page_map: PageMap = NO_PAGES) -> list[tuple[str, str]]:
    """Return labels and addresses of one of the nav document's lists."""
    root = parse(item("nav.xhtml", source, page_map))
    return [
        (str(link.text), link.attrib["href"])
        for nav in root.iter(f"{H}nav")
        if nav.get(TYPE) == kind
        for link in nav.iter(f"{H}a")
    ]


def test_landmarks_lead_to_cover_title_page_contents_and_body() -> None:
    source = master(
        front_matter(BOOK),
        contents(ENTRIES),
        chapter("before", "Before", "<p>x</p>", matter="front"),
        chapter("river", "River", "<p>x</p>"),
        entries=ENTRIES,
    )
    assert listed(source, "landmarks") == [
        ("Cover", "cover.xhtml"),
        ("Two Rivers", "title-page.xhtml"),
        ("Contents", "nav.xhtml#contents"),
        ("River", "river.xhtml"),
    ]


@pytest.mark.parametrize(
    ("language", "word"), [("de-AT", "Umschlag"), ("zh-Hans", "封面"), ("gd", "Two Rivers")]
)
def test_the_cover_is_named_in_the_books_language(language: str, word: str) -> None:
    source = master(chapter("a", "A", "<p>x</p>"), book=retold(language=language))
    assert listed(source, "landmarks")[0] == (word, "cover.xhtml")


def test_a_book_without_contents_has_one_line_with_its_title() -> None:
    source = master('<section id="a" data-matter="body"><p>x</p></section>')
    assert listed(source, "toc") == [("Two Rivers", "a.xhtml#a")]
    points = list(parse(item("toc.ncx", source)).iter("{*}navPoint"))
    assert [point.findtext(".//{*}text") for point in points] == ["Two Rivers"]


def test_contents_that_the_master_does_not_show_are_still_in_the_nav() -> None:
    below = (entry("River", "river", entry("Weir", "weir")),)
    source = master(
        chapter("river", "River", "<section id='weir'><h2>Weir</h2></section>"), entries=below
    )
    wanted = [("River", "river.xhtml#river"), ("Weir", "river.xhtml#weir")]
    assert listed(source, "toc") == wanted
    assert "nav" not in publication(source, NO_PAGES, PLAIN).spine


def test_there_is_no_page_list_without_pages() -> None:
    source = master(chapter("river", "River", "<p>x</p>"), entries=ENTRIES)
    assert listed(source, "page-list") == []
    assert b"pageList" not in item("toc.ncx", source)
    unnumbered = pages(page("", "river", 0))
    assert listed(source, "page-list", unnumbered) == []


def test_the_ncx_tells_roman_pages_from_arabic_ones() -> None:
    source = master(chapter("river", "River", "<p>some words</p>"), entries=ENTRIES)
    root = parse(item("toc.ncx", source, pages(page("iv", "river", 0), page("1", "river", 5))))
    targets = list(root.iter("{*}pageTarget"))
    assert [(t.get("type"), t.get("value")) for t in targets] == [("front", None), ("normal", "1")]


def test_the_ncx_has_the_books_identifier() -> None:
    root = parse(item("toc.ncx", master(chapter("a", "A", "<p>x</p>"))))
    found = root.find("{*}head/{*}meta")
    assert found is not None
    assert dict(found.attrib) == {"name": "dtb:uid", "content": BOOK.identifier}


def test_pages_of_an_older_edition_have_a_list_of_their_own() -> None:
    mark = '<span class="old-page" id="old-{0}" data-old="{0}"/>'.format
    source = master(
        chapter("river", "River", f"<p>{mark('ix')}x {mark('1')}y</p>"), entries=ENTRIES
    )
    root = parse(item("nav.xhtml", source))
    found = next(nav for nav in root.iter(f"{H}nav") if nav.get("class") == "old-pages")
    assert found.get("hidden")
    assert found.get(TYPE) is None
    assert found[0].text == "Pages of the older edition"
    assert [(link.text, link.get("href")) for link in found.iter(f"{H}a")] == [
        ("ix", "river.xhtml#old-ix"),
        ("1", "river.xhtml#old-1"),
    ]
