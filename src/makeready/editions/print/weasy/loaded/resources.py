"""The resources of a title become what WeasyPrint is given: fonts, style sheets, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from makeready.editions.embedded import read_data_address
from makeready.editions.print.weasy.loaded.style_sheets import read_style_sheets
from makeready.editions.typefaces import BASE, metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from makeready.core.model import Asset
    from makeready.editions.print.values import Resources

_SHOWN = 100

VERSO = "html { break-before: verso }"
"""Lets a unit begin on a verso: a left-hand page, or a right-hand one from right to left."""


class Fetcher(URLFetcher):  # type: ignore[misc]  # the library is untyped
    """Gives the layout the book's own files, and the pictures that are written into its drawings.

    Nothing else is given: nothing of a network, nothing from a disk.
    """

    def __init__(self, files: Mapping[str, Asset]) -> None:
        super().__init__(allowed_protocols=())
        self._files = dict(files)

    def add(self, files: Iterable[Asset]) -> None:
        """Give files that one unit alone shows: its formulas."""
        self._files |= {asset.name: asset for asset in files}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  (the library's signature)
        """Return a file of the book, or raise FatalURLFetchingError."""
        name = url.removeprefix(BASE)
        # the layout writes spaces and letters beyond ASCII as addresses do
        asset = self._files.get(name) or self._files.get(unquote(name))
        embedded = None if asset else read_data_address(url)
        if embedded is not None:
            return URLFetcherResponse(url, embedded[1], {"Content-Type": embedded[0]})
        if asset is None:
            raise FatalURLFetchingError(f"the layout asked for {url[:_SHOWN]}")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedResources:
    """What a worker loads once for all units of a title: fonts, style sheets, pictures."""

    fetcher: Fetcher
    fonts: FontConfiguration
    counter_styles: CounterStyle
    style_sheets: tuple[CSS, ...]
    images: dict[str, object]
    known: frozenset[str]
    characters: frozenset[int]
    layout_warnings: tuple[str, ...]


_LOADED: dict[str, LoadedResources] = {}
"""What is loaded of the title at work; only one title is kept, for a catalogue has many."""


def get_loaded(resources: Resources) -> LoadedResources:
    """Return what is loaded of a title, which is loaded now where another was at work before."""
    if resources.digest not in _LOADED:
        _LOADED.clear()
        _LOADED[resources.digest] = _load(resources)
    return _LOADED[resources.digest]


@lru_cache(maxsize=1)
def read_verso() -> CSS:
    """Return the style sheet with which a unit begins on a verso."""
    return CSS(string=VERSO)


def _load(resources: Resources) -> LoadedResources:
    fetcher = Fetcher({asset.name: asset for asset in (*resources.fonts, *resources.pictures)})
    fonts = FontConfiguration()
    read = read_style_sheets(resources, fetcher, fonts)
    known = [metrics(font) for font in resources.fonts]
    return LoadedResources(
        fetcher=fetcher,
        fonts=fonts,
        counter_styles=read.counter_styles,
        style_sheets=read.sheets,
        images={},
        known=frozenset(each.postscript for each in known),
        characters=frozenset().union(*(each.characters for each in known)),
        layout_warnings=read.layout_warnings,
    )
