"""The titles' releases become a feed of news in Atom.

Source: RFC 4287.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from lxml import etree

from makeready.editions.xhtml import add_element
from makeready.site.listing import Release

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.site.listing import Listing, Site

ATOM = "http://www.w3.org/2005/Atom"
A = f"{{{ATOM}}}"
FEED_TYPE = "application/atom+xml"
NAME = "feed.xml"
NEWEST = 50
"""How many releases the feed tells of, the newest first."""


def releases(listings: Sequence[Listing], site: Site) -> bytes:
    """Return the feed of releases; a title without a history is there with its edition."""
    told = [(release, each) for each in listings for release in _history(each)]
    told.sort(key=lambda pair: (pair[0].date, pair[1].book.slug, pair[0].version), reverse=True)
    feed = etree.Element(f"{A}feed", nsmap={None: ATOM})
    child(feed, "id", feed_id(site, "releases"))
    child(feed, "title", f"{site.name}: releases")
    latest = told[0][0].date.isoformat() if told else "1970-01-01"
    child(feed, "updated", f"{latest}T00:00:00Z")
    child(child(feed, "author"), "name", site.name)
    link(feed, "self", site.address(NAME), FEED_TYPE)
    link(feed, "alternate", site.address("index.html"), "text/html")
    for release, listing in told[:NEWEST]:
        feed.append(_entry(release, listing, site))
    return serialize(feed)


def _history(listing: Listing) -> Sequence[Release]:
    edition = Release(version="", date=listing.book.modified, words=listing.book.description)
    return listing.releases or (edition,)


def _entry(release: Release, listing: Listing, site: Site) -> etree._Element:
    book = listing.book
    entry = etree.Element(f"{A}entry")
    child(entry, "id", _make_author(f"{book.identifier}#{release.version}"))
    child(entry, "title", f"{book.title} {release.version}".rstrip())
    child(entry, "updated", f"{release.date.isoformat()}T00:00:00Z")
    for person in book.people:
        child(child(entry, "author"), "name", person.name)
    link(entry, "alternate", site.address(f"{listing.folder}index.html"), "text/html")
    child(entry, "content", release.words or book.title).set("type", "text")
    return entry


def feed_id(site: Site, kind: str) -> str:
    """Return a lasting name for a feed of the site."""
    return _make_author(f"{site.base or site.name}#{kind}")


def _make_author(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def child(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    """Return a new element of Atom that is now the parent's last child."""
    return add_element(parent, A + name, text=text)


def link(parent: etree._Element, rel: str, href: str, kind: str, *, length: str = "") -> None:
    """Add a link to the parent; `length` counts bytes."""
    attributes = {"rel": rel, "href": href, "type": kind}
    etree.SubElement(parent, f"{A}link", attributes | ({"length": length} if length else {}))


def serialize(root: etree._Element) -> bytes:
    """Return the document's bytes."""
    etree.indent(root, " ")
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
