"""The listings become catalogues for reading systems: OPDS 2.0 in JSON, OPDS 1.2 in Atom.

Sources: the OPDS 2.0 draft with the Readium web publication manifest; OPDS Catalog 1.2; RFC 4287;
RFC 5005 for the pages of a feed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from makeready.editions.xhtml import add_element
from makeready.site.atom import ATOM, A, child, feed_id, link, serialize
from makeready.site.citation import AUTHORS, publication_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.core.model import Book, Person
    from makeready.site.listing import Download, Listing, Picture, Site

PER_PAGE = 50
"""How many titles a page of a feed holds."""

JSON_TYPE = "application/opds+json"
ATOM_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
_OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
_IMAGE = "http://opds-spec.org/image"
_THUMBNAIL = "http://opds-spec.org/image/thumbnail"
_DC = "http://purl.org/dc/terms/"
_D = f"{{{_DC}}}"
# The roles that the manifest has a name for; others are contributors with their MARC code.
_ROLES = {
    "aut": "author",
    "cre": "author",
    "edt": "editor",
    "trl": "translator",
    "ill": "illustrator",
    "art": "artist",
    "nrt": "narrator",
}


def feeds(listings: Sequence[Listing], site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every page of both catalogues."""
    pages = [listings[start : start + PER_PAGE] for start in range(0, len(listings), PER_PAGE)]
    for number, page in enumerate(pages or [()], start=1):
        turn = _Turn(number, max(1, len(pages)))
        yield _name("json", number), _opds2(page, turn, len(listings), site)
        yield _name("xml", number), _opds1(page, turn, site)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Where in the run of pages a page stands."""

    number: int
    count: int

    def links(self, suffix: str) -> Iterator[tuple[str, str]]:
        """Yield the relation and the name of each page that this one points at."""
        yield "self", _name(suffix, self.number)
        if self.count > 1:
            yield "first", _name(suffix, 1)
            yield "last", _name(suffix, self.count)
        if self.number > 1:
            yield "previous", _name(suffix, self.number - 1)
        if self.number < self.count:
            yield "next", _name(suffix, self.number + 1)


def _name(suffix: str, number: int) -> str:
    return f"opds.{suffix}" if number == 1 else f"opds-{number}.{suffix}"


def _opds2(page: Sequence[Listing], turn: _Turn, total: int, site: Site) -> bytes:
    feed = {
        "metadata": {
            "title": site.name,
            "numberOfItems": total,
            "itemsPerPage": PER_PAGE,
            "currentPage": turn.number,
        },
        "links": [
            {"rel": rel, "href": site.address(name), "type": JSON_TYPE}
            for rel, name in turn.links("json")
        ],
        "publications": [_publication(listing, site) for listing in page],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _publication(listing: Listing, site: Site) -> Mapping[str, object]:
    return {
        "metadata": _metadata(listing),
        "links": [_acquisition(download, listing, site) for download in listing.downloads]
        + [
            {
                "rel": "alternate",
                "href": site.address(f"{listing.folder}index.html"),
                "type": "text/html",
            }
        ],
        "images": [_image(each, listing, site) for each in (listing.cover, listing.thumbnail)],
    }


def _metadata(listing: Listing) -> Mapping[str, object]:
    book = listing.book
    facts: dict[str, object] = {
        "@type": "http://schema.org/Book",
        "title": book.title,
        "subtitle": book.subtitle,
        "identifier": book.identifier,
        "language": [book.language],
        "modified": f"{book.modified.isoformat()}T00:00:00Z",
        "published": publication_date(book).isoformat(),
        "publisher": [{"name": book.publisher}] if book.publisher else [],
        "description": book.description,
        "subject": list(book.subjects),
        "numberOfPages": listing.pages,
        **_contributors(book.people),
    }
    if book.series is not None:
        facts["belongsTo"] = {"series": _series(book)}
    return {name: value for name, value in facts.items() if value not in ("", [])}


def _series(book: Book) -> Mapping[str, object]:
    assert book.series is not None
    place = {} if book.series.number is None else {"position": book.series.number}
    return {"name": book.series.name, **place}


def _contributors(people: Sequence[Person]) -> Mapping[str, object]:
    roles: dict[str, list[Mapping[str, str]]] = {}
    for person in people:
        name = {"name": person.name, "sortAs": person.sort_as}
        known = _ROLES.get(person.role)
        roles.setdefault(known or "contributor", []).append(
            name if known else {**name, "role": person.role}
        )
    return roles


def _acquisition(download: Download, listing: Listing, site: Site) -> Mapping[str, object]:
    return {
        "rel": _OPEN_ACCESS,
        "href": site.address(listing.folder + download.name),
        "type": download.kind.value,
        "title": download.label,
        "size": download.size,
    }


def _image(picture: Picture, listing: Listing, site: Site) -> Mapping[str, object]:
    return {
        "href": site.address(listing.folder + picture.name),
        "type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
    }


def _opds1(page: Sequence[Listing], turn: _Turn, site: Site) -> bytes:
    feed = etree.Element(f"{A}feed", nsmap={None: ATOM, "dc": _DC})
    child(feed, "id", feed_id(site, "opds"))
    child(feed, "title", site.name)
    latest = max((each.book.modified for each in page), default=None)
    child(feed, "updated", f"{latest.isoformat() if latest else '1970-01-01'}T00:00:00Z")
    child(child(feed, "author"), "name", site.name)
    for rel, name in (*turn.links("xml"), ("start", _name("xml", 1))):
        link(feed, rel, site.address(name), ATOM_TYPE)
    for listing in page:
        feed.append(_entry(listing, site))
    return serialize(feed)


def _entry(listing: Listing, site: Site) -> etree._Element:
    book = listing.book
    entry = etree.Element(f"{A}entry")
    child(entry, "title", book.title)
    child(entry, "id", book.identifier)
    child(entry, "updated", f"{book.modified.isoformat()}T00:00:00Z")
    for person in book.people:
        role = "author" if person.role in AUTHORS else "contributor"
        child(child(entry, role), "name", person.name)
    for name, value in (
        ("language", book.language),
        ("publisher", book.publisher),
        ("issued", publication_date(book).isoformat()),
        ("rights", book.rights),
    ):
        if value:
            add_element(entry, _D + name, text=value)
    for subject in book.subjects:
        etree.SubElement(entry, f"{A}category", term=subject, label=subject)
    if book.description:
        child(entry, "summary", book.description).set("type", "text")
    _links(entry, listing, site)
    return entry


def _links(entry: etree._Element, listing: Listing, site: Site) -> None:
    for rel, picture in ((_IMAGE, listing.cover), (_THUMBNAIL, listing.thumbnail)):
        link(entry, rel, site.address(listing.folder + picture.name), picture.media_type)
    link(entry, "alternate", site.address(f"{listing.folder}index.html"), "text/html")
    for download in listing.downloads:
        where = site.address(listing.folder + download.name)
        link(entry, _OPEN_ACCESS, where, download.kind.value, length=str(download.size))
