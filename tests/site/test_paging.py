"""Many titles are shown on several pages, each of which leads to the others."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from lxml import etree

from editions.epub.books import BOOK
from makeready.core.model import Digest, Slug
from makeready.site import atom, citation, opds, pages, sitemap
from makeready.site.listing import Download, Kind, Listing, Picture, Release, Site
from makeready.site.pages import fill_words, format_size, front_name

SITE = Site(name="Quay", base="")


def listing(number: int) -> Listing:
    book = replace(BOOK, slug=Slug(f"t{number}"), identifier=f"urn:x:{number}")
    picture = Picture(name="cover.png", media_type="image/png", width=2, height=3)
    return Listing(
        book=book,
        folder=f"titles/t{number}/",
        downloads=(Download(name="t.pdf", kind=Kind.PDF, size=1, digest=Digest("0")),),
        cover=picture,
        thumbnail=picture,
        contents=(),
        leaves=("index.html",),
        releases=(),
        pages=2,
        notes=0,
    )


MANY = tuple(listing(number) for number in range(120))


@pytest.mark.parametrize("count", [0, 1, 50, 51, 120])
def test_every_title_is_in_one_page_of_a_feed(count: int) -> None:
    made = dict(opds.feeds(MANY[:count], SITE))
    two = [json.loads(data) for name, data in made.items() if name.endswith(".json")]
    one = [etree.fromstring(data) for name, data in made.items() if name.endswith(".xml")]
    expected = [f"urn:x:{number}" for number in range(count)]
    assert [p["metadata"]["identifier"] for f in two for p in f["publications"]] == expected
    entries = [each for feed in one for each in feed.iterfind(f"{atom.A}entry")]
    assert [each.findtext(f"{atom.A}id") for each in entries] == expected
    assert all(len(feed["publications"]) <= opds.PER_PAGE for feed in two)


def test_the_pages_of_a_feed_lead_to_each_other() -> None:
    made = dict(opds.feeds(MANY, SITE))
    links = {
        name: {one["rel"]: one["href"] for one in json.loads(data)["links"]}
        for name, data in made.items()
        if name.endswith(".json")
    }
    assert links["opds-2.json"] == {
        "self": "opds-2.json",
        "first": "opds.json",
        "last": "opds-3.json",
        "previous": "opds.json",
        "next": "opds-3.json",
    }
    assert "next" not in links["opds-3.json"]
    assert "previous" not in links["opds.json"]


def test_the_feed_of_releases_tells_of_the_newest_alone() -> None:
    old = Release(version="1", date=BOOK.modified.replace(year=1999), words="Old.")
    feed = etree.fromstring(atom.releases((replace(MANY[0], releases=(old,)), *MANY[1:]), SITE))
    entries = feed.findall(f"{atom.A}entry")
    assert len(entries) == atom.NEWEST
    assert "Old." not in [each.findtext(f"{atom.A}content") for each in entries]


def test_without_an_address_there_is_no_map() -> None:
    assert list(sitemap.sitemaps(MANY, SITE)) == []


def test_a_page_of_the_list_is_named_by_its_number() -> None:
    assert [front_name(1), front_name(2)] == ["index.html", "page-2.html"]


def test_a_template_that_asks_for_what_is_not_there_stops_the_work() -> None:
    from makeready.core.errors import EditionError

    broken = {"catalogue/index.html.j2": "{{ nobody }}"}
    with pytest.raises(EditionError, match="nobody"):
        list(pages.prepare(SITE, broken).front(()))


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1337, "1 kB"),
        (2_400_000, "2.4 MB"),
        (3 * 10**9, "3.0 GB"),
    ],
)
def test_sizes_are_told_in_powers_of_a_thousand(size: int, told: str) -> None:
    assert format_size(size) == told


def test_lines_of_a_paragraph_are_joined_and_those_of_a_list_are_not() -> None:
    assert fill_words("One\nline.\n\n- a\n  b\n- c") == "One line.\n\n- a b\n- c"


def test_a_record_says_nothing_that_is_not_known() -> None:
    bare = replace(MANY[0], book=replace(BOOK, people=(), publisher=""))
    assert citation.bibtex(bare, SITE).decode().count("=") == 3
    assert b"AU  - " not in citation.ris(bare, SITE)
    assert json.loads(citation.csl(bare, SITE))[0].keys().isdisjoint({"author", "publisher"})


def test_markup_in_a_title_cannot_end_the_record_it_stands_in() -> None:
    sly = replace(MANY[0], book=replace(BOOK, title="</script><b>&"))
    text = citation.json_ld(sly, SITE)
    assert "<" not in text
    assert json.loads(text)["name"] == "</script><b>&"
