"""The site of a small press: links land, and what it says of a book is what book.toml says."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import extruct
import feedparser
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from lxml import etree, html
from PIL import Image
from pyopds2 import Publication

from makeready.core.errors import EditionError, UsageError
from makeready.files.workspace import Workspace, find_workspace, read_title
from makeready.press.build.pipeline import build_titles
from makeready.press.catalogue import make_catalogue
from press.quay import BASE, LAST_NOTE, build_quay, nothing

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a press with two titles, built."""
    folder = tmp_path_factory.mktemp("built")
    build_quay(folder)
    return folder


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Workspace:
    """A copy of that press, for a test to change."""
    return find_workspace(shutil.copytree(built, tmp_path / "own"))


@pytest.fixture(scope="module")
def quay(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """That press with its site, which has an address."""
    workspace = find_workspace(shutil.copytree(built, tmp_path_factory.mktemp("quay") / "press"))
    make_catalogue(workspace, nothing, base=BASE)
    return workspace


@pytest.fixture(scope="module")
def site(quay: Workspace) -> Path:
    return quay.output / "site"


def pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def parsed(site: Path, name: str) -> html.HtmlElement:
    return html.document_fromstring((site / name).read_bytes())


def landing(site: Path, name: str) -> str | None:
    """Return the file that an address leads to, if the site has one."""
    path = site / unquote(name)
    file = path / "index.html" if path.is_dir() else path
    return file.relative_to(site).as_posix() if file.is_file() else None


def test_every_link_lands(site: Path) -> None:
    lost = []
    for page in pages(site):
        root = parsed(site, page)
        for element, attribute, address, _ in root.iterlinks():
            if attribute == "action" or address.startswith("data:"):
                continue
            place = urlsplit(urljoin(BASE + page, address))
            name = landing(site, place.geturl().removeprefix(BASE).partition("#")[0])
            ids = parsed(site, name).xpath("//@id") if name and name.endswith(".html") else ()
            if name is None or (place.fragment and unquote(place.fragment) not in ids):
                lost.append((page, element.tag, address))
    assert not lost


def test_nothing_comes_from_elsewhere(site: Path) -> None:
    for page in pages(site):
        loads = parsed(site, page).xpath("//@src | //link[@rel='stylesheet' or @rel='icon']/@href")
        assert not [address for address in loads if "//" in address.removeprefix(BASE)]
    style = (site / "assets/site.css").read_text("utf-8")
    assert "//" not in style.replace("/*", "").replace("*/", "")


def test_the_reading_pages_have_the_masters_words(quay: Workspace, site: Path) -> None:
    master = etree.parse(quay.output / "ferry" / "master.xhtml").getroot()
    body = master.find("{*}body")
    assert body is not None
    sections = [s for s in body if s.get("id") != "half-title"]
    read = site / "titles/ferry/read"
    shown = {
        section.get("id", ""): "".join(section.text_content().split())
        for page in sorted(read.glob("*.html"))
        for section in parsed(site, page.relative_to(site).as_posix()).xpath("//main/*[@id]")
    }
    assert shown == {s.get("id"): "".join("".join(s.itertext()).split()) for s in sections}


def test_a_note_is_called_and_leads_back_on_its_page(site: Path) -> None:
    root = parsed(site, "titles/ferry/read/sec-quay.html")
    calls = root.xpath("//a[@role='doc-noteref']")
    assert [call.text for call in calls] == ["1", "2"]
    for call in calls:
        note = root.get_element_by_id(call.get("href")[1:])
        assert note.xpath(".//a[@role='doc-backlink']/@href") == [f"#{call.get('id')}"]


def test_downloads_are_the_editions(quay: Workspace, site: Path) -> None:
    told = (site / "titles/ferry/ferry.sha256").read_text("utf-8").splitlines()
    assert [line.split("  ")[1] for line in told] == ["ferry.epub", "ferry.pdf"]
    for line in told:
        digest, name = line.split("  ")
        data = (site / "titles/ferry" / name).read_bytes()
        assert data == (quay.output / "ferry" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
        assert digest in (site / "titles/ferry/index.html").read_text("utf-8")


@pytest.mark.parametrize(("name", "width"), [("cover.png", 640), ("cover-small.png", 360)])
def test_the_cover_is_drawn(site: Path, name: str, width: int) -> None:
    with Image.open(io.BytesIO((site / "titles/ferry" / name).read_bytes())) as image:
        assert (image.format, image.width) == ("PNG", width)
        colours = image.convert("RGB").getcolors(image.width * image.height)
    assert colours is not None
    assert len(colours) > 10


def test_bibtex_says_what_book_toml_says(quay: Workspace, site: Path) -> None:
    book = read_title(quay, "ferry").book
    text = (site / "titles/ferry/ferry.bib").read_text("utf-8")
    (entry,) = parse_string(text).entries
    fields = {field.key: field.value for field in entry.fields}
    assert (entry.entry_type, entry.key) == ("book", "ferry")
    assert fields["author"] == "Brook, Ada and {The Ferrymen}"
    assert fields["title"] == r"Ferry \& Tide: A Crossing"
    assert fields["translator"] == "Lund, Per"
    assert (fields["year"], fields["publisher"]) == ("2025", book.publisher)
    assert fields["isbn"] == book.isbn_print
    assert fields["url"] == f"{BASE}titles/ferry/"


def test_ris_says_what_book_toml_says(quay: Workspace, site: Path) -> None:
    book = read_title(quay, "ferry").book
    (entry,) = rispy.loads((site / "titles/ferry/ferry.ris").read_text("utf-8"))
    assert (entry["type_of_reference"], entry["title"]) == ("BOOK", "Ferry & Tide: A Crossing")
    assert entry["authors"] == ["Brook, Ada", "The Ferrymen"]
    assert (entry["year"], entry["publisher"]) == ("2025", book.publisher)
    assert entry["keywords"] == list(book.subjects)
    # the lines of a description are no fields, nor records, of their own
    assert entry["abstract"] == " ".join(book.description.split())


def test_csl_says_what_book_toml_says(site: Path) -> None:
    (item,) = json.loads((site / "titles/ferry/ferry.csl.json").read_bytes())
    assert (item["type"], item["title"]) == ("book", "Ferry & Tide: A Crossing")
    assert item["author"] == [{"family": "Brook", "given": "Ada"}, {"literal": "The Ferrymen"}]
    assert item["issued"] == {"date-parts": [[2025, 5, 2]]}


def test_json_ld_says_what_book_toml_says(quay: Workspace, site: Path) -> None:
    book = read_title(quay, "ferry").book
    text = (site / "titles/ferry/index.html").read_text("utf-8")
    (made,) = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
    assert (made["@type"], made["name"]) == ("Book", book.title)
    assert made["author"] == [
        {"@type": "Person", "name": "Ada Brook"},
        {"@type": "Organization", "name": "The Ferrymen"},
    ]
    assert made["description"] == book.description
    assert made["identifier"] == book.identifier
    assert made["isbn"] == [book.isbn_print]
    formats = {each["encodingFormat"]: each["contentUrl"] for each in made["encoding"]}
    assert formats["application/pdf"] == f"{BASE}titles/ferry/ferry.pdf"


def test_highwire_tags_say_what_book_toml_says(quay: Workspace, site: Path) -> None:
    book = read_title(quay, "ferry").book
    root = parsed(site, "titles/ferry/index.html")
    tags = [(m.get("name"), m.get("content")) for m in root.xpath("//meta[@name]")]
    found = [(n, c) for n, c in tags if n.startswith("citation_")]
    assert ("citation_title", "Ferry & Tide: A Crossing") in found
    assert [c for n, c in found if n == "citation_author"] == ["Brook, Ada", "The Ferrymen"]
    assert ("citation_publication_date", "2025/05/02") in found
    assert ("citation_isbn", book.isbn_print) in found
    assert ("citation_pdf_url", f"{BASE}titles/ferry/ferry.pdf") in found


def test_opds_2_is_of_the_standards_model(quay: Workspace, site: Path) -> None:
    feed = json.loads((site / "opds.json").read_bytes())
    assert feed["metadata"]["numberOfItems"] == 2
    assert feed["links"] == [
        {"rel": "self", "href": f"{BASE}opds.json", "type": "application/opds+json"}
    ]
    made = [Publication.model_validate(each) for each in feed["publications"]]
    assert [each.metadata.title for each in made] == ["Ferry & Tide", "Salt’s Use"]
    assert (
        feed["publications"][0]["metadata"]["identifier"]
        == read_title(quay, "ferry").book.identifier
    )
    kinds = [one.type for one in made[0].links if one.rel and "acquisition" in one.rel]
    assert kinds == ["application/epub+zip", "application/pdf"]


def test_opds_1_is_read_by_a_feed_reader(site: Path) -> None:
    feed = feedparser.parse((site / "opds.xml").read_bytes())
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Ferry & Tide", "Salt’s Use"]
    rels = {(one.rel, one.type) for one in feed.entries[0].links}
    assert ("http://opds-spec.org/acquisition/open-access", "application/epub+zip") in rels
    assert ("http://opds-spec.org/image", "image/png") in rels


def test_the_feed_of_releases_tells_the_histories(site: Path) -> None:
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [
        "Ferry & Tide 1.1.0",
        "Ferry & Tide 1.0.0",
        "Salt’s Use",
    ]
    assert feed.entries[0].content[0].value == "A new crossing."
    assert len({entry.id for entry in feed.entries}) == 3


def test_the_sitemap_names_every_page_that_is_read(site: Path) -> None:
    index = etree.parse(site / "sitemap.xml").getroot()
    assert index.xpath("//*[local-name()='loc']/text()") == [f"{BASE}sitemap-1.xml"]
    root = etree.parse(site / "sitemap-1.xml").getroot()
    found = [str(each).removeprefix(BASE) for each in root.xpath("//*[local-name()='loc']/text()")]
    landed = {landing(site, name) for name in found}
    apart = {"404.html", "search.html"}
    assert landed == set(pages(site)) - apart


def test_the_same_titles_make_the_same_site(quay: Workspace, site: Path) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    make_catalogue(quay, nothing, base=BASE)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_without_an_address_everything_is_relative(own: Workspace) -> None:
    made = make_catalogue(own, nothing, name="Books & more")
    assert made.name == "Books & more"
    site = made.folder
    assert not (site / "sitemap.xml").exists()
    feed = json.loads((site / "opds.json").read_bytes())
    hrefs = [one["href"] for each in feed["publications"] for one in each["links"]]
    assert all(landing(site, href) for href in hrefs)
    assert b"citation_pdf_url" not in (site / "titles/ferry/index.html").read_bytes()


def test_a_title_that_changed_since_it_was_built_is_refused(own: Workspace) -> None:
    made = make_catalogue(own, nothing)
    before = (made.folder / "index.html").read_bytes()
    toml = own.content / "ferry/book.toml"
    toml.write_text(toml.read_text("utf-8").replace("2026-03-01", "2026-03-02"), "utf-8")
    with pytest.raises(EditionError, match="ferry has changed since"):
        make_catalogue(own, nothing)
    assert (made.folder / "index.html").read_bytes() == before
    assert not list(own.output.glob(".site*"))


def test_editions_of_different_masters_are_refused(own: Workspace) -> None:
    text = own.content / "ferry/text/01.md"
    pdf = (own.output / "ferry/ferry.pdf").read_bytes()
    text.write_text(text.read_text("utf-8").replace(LAST_NOTE, "Other words."), "utf-8")
    build_titles(own, ("ferry",), nothing)
    (own.output / "ferry/ferry.pdf").write_bytes(pdf)
    with pytest.raises(EditionError, match="of different masters"):
        make_catalogue(own, nothing)


def test_a_title_that_is_not_built_is_refused(own: Workspace) -> None:
    (own.output / "salt/salt.epub").unlink()
    with pytest.raises(EditionError, match="salt has no editions"):
        make_catalogue(own, nothing)


def test_a_title_that_was_never_built_is_left_out(own: Workspace) -> None:
    shutil.rmtree(own.output / "salt")
    made = make_catalogue(own, nothing)
    assert made.unbuilt == ("salt",)
    assert not (made.folder / "titles/salt").exists()


def test_an_address_without_a_scheme_is_refused(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(UsageError, match="not an address"):
        make_catalogue(find_workspace(tmp_path), nothing, base="books.example")
