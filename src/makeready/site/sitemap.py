"""The listings become a map of the site for search engines.

Source: sitemaps.org, protocol 0.9, which wants absolute addresses and at most 50,000 in a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from makeready.editions.xhtml import add_element
from makeready.site.atom import serialize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.site.listing import Listing, Site

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_S = f"{{{_SITEMAP}}}"
_LARGEST = 20_000


def sitemaps(listings: Sequence[Listing], site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each map, the index first; none where no address is known."""
    if not site.base:
        return
    found = [("", "")] + [pair for listing in listings for pair in _pages(listing)]
    parts = [found[start : start + _LARGEST] for start in range(0, len(found), _LARGEST)]
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, start=1)]
    yield "sitemap.xml", _map("sitemapindex", "sitemap", [(name, "") for name in names], site)
    for name, part in zip(names, parts, strict=True):
        yield name, _map("urlset", "url", part, site)


def _pages(listing: Listing) -> Iterator[tuple[str, str]]:
    day = listing.book.modified.isoformat()
    yield listing.folder, day
    for leaf in listing.leaves:
        yield f"{listing.folder}read/{'' if leaf == 'index.html' else leaf}", day


def _map(root: str, item: str, found: Sequence[tuple[str, str]], site: Site) -> bytes:
    made = etree.Element(_S + root, nsmap={None: _SITEMAP})
    for name, day in found:
        entry = etree.SubElement(made, _S + item)
        add_element(entry, f"{_S}loc", text=site.address(name))
        if day:
            add_element(entry, f"{_S}lastmod", text=day)
    return serialize(made)
