"""Pictures of a title become assets that are what they seem, shown where the text names them."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.places import find_place_or_file, own_first
from makeready.master.read.harmless import check_svg
from makeready.master.read.raw_html import INVISIBLE, SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml import etree

    from makeready.core.model import Asset, Title
    from makeready.master.chapters import Chapter

CODES = table(
    Code(
        code="T-010",
        severity=Severity.ERROR,
        title="A picture from outside the title's folder",
        why="An edition holds all it shows: nothing is fetched from the network or from elsewhere "
        "on this machine.",
        remedy="Put the picture into the title's images/ folder and name it images/….",
    ),
    Code(
        code="T-011",
        severity=Severity.ERROR,
        title="A picture that is not there",
        why="The editions would show a gap.",
        remedy="Put the picture into the title's images/ folder, or correct its name.",
    ),
    Code(
        code="T-017",
        severity=Severity.ERROR,
        title="A picture that is not what its name says",
        why="Each reading program would make something else of it, or nothing.",
        remedy="Save the picture in the format that its name ends in, or rename it.",
    ),
    Code(
        code="T-019",
        severity=Severity.HINT,
        title="A picture that nothing shows",
        why="It stands in the title's folder and in no edition; it was not looked into.",
        remedy="Nothing, if it is kept for later; otherwise show it, or take the file away.",
    ),
    Code(
        code="A-001",
        severity=Severity.WARNING,
        title="A picture without words",
        why="Readers who cannot see the picture learn nothing of it.",
        remedy='Describe it: ![caption](images/x.svg){alt="what the picture shows"}, or with '
        'alt="" where it only decorates.',
    ),
)
BEGINNINGS = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}


def find_shown(title: Title, chapters: Iterable[Chapter]) -> tuple[Asset, ...]:
    """Return the assets that the book shows, its cover among them, in the order of their names."""
    named = {img.get("src", "") for chapter in chapters for img in chapter.section.iter("img")}
    named.add(title.book.cover)
    return tuple(sorted((a for a in title.assets if a.name in named), key=lambda asset: asset.name))


def check_files(title: Title, used: Sequence[Asset]) -> Iterator[Finding]:
    """Yield what the pictures that a book shows must not hold, and those that it does not show.

    What no edition holds is not looked into.
    """
    for asset in used:
        beginning = BEGINNINGS.get(asset.media_type)
        if asset.media_type == "image/svg+xml":
            yield from check_svg(asset)
        elif beginning is not None and not beginning.match(asset.data):
            yield finding(CODES["T-017"], f"this is no {asset.media_type}", Place(asset.name))
    names = {asset.name for asset in used}
    for asset in title.assets:
        if asset.name not in names:
            yield finding(CODES["T-019"], "no page shows this picture", Place(asset.name))


def place_pictures(chapters: Iterable[Chapter], assets: Mapping[str, Asset]) -> tuple[Finding, ...]:
    """Point every picture to its asset, in place, and report what cannot be shown."""
    return tuple(
        found
        for chapter in chapters
        for img in chapter.section.iter("img")
        for found in _place(img, chapter, assets)
    )


def _place(img: etree._Element, chapter: Chapter, assets: Mapping[str, Asset]) -> Iterator[Finding]:
    src = img.get("src", "")
    texts = own_first(img, chapter.texts)
    where = find_place_or_file(texts, src, unquote(src), "<img")
    bare = INVISIBLE.sub("", src)
    if SCHEME.match(bare) or bare.startswith(("/", "\\")):
        yield finding(CODES["T-010"], f"the picture {src!r} is outside", where)
        return
    names = [normpath(unquote(src)), normpath(join(dirname(texts[0].file), unquote(src)))]
    name = next((name for name in names if name in assets), None)
    if name is not None:
        img.set("src", name)
    elif all(each.startswith("../") for each in names):
        yield finding(CODES["T-010"], f"the picture {src!r} is outside", where)
    else:
        yield finding(CODES["T-011"], f"there is no picture {src!r}", where)
    yield from _alternative(img, where)


def _alternative(img: etree._Element, where: Place) -> Iterator[Finding]:
    # An empty description says that the picture decorates; none says nothing.
    if img.get("alt") != "" and not (img.get("alt") or "").strip():
        img.attrib.pop("alt", None)
        yield finding(CODES["A-001"], f"the picture {img.get('src')} has no description", where)
