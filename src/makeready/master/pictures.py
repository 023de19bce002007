"""Pictures of a title become assets that are what they seem, shown where the text names them."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.places import own_first, place_of
from makeready.master.read.harmless import check_style, check_svg
from makeready.master.read.raw_html import INVISIBLE, SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
        remedy="Put the picture into the title's images/ folder, or mend its name.",
    ),
    Code(
        code="T-017",
        severity=Severity.ERROR,
        title="A picture that is not what its name says",
        why="Each reading program would make something else of it, or nothing.",
        remedy="Save the picture in the format that its name ends in, or rename it.",
    ),
    Code(
        code="A-001",
        severity=Severity.WARNING,
        title="A picture without words",
        why="Readers who cannot see the picture learn nothing of it.",
        remedy='Describe it: ![caption](images/x.svg){alt="what the picture shows"}.',
    ),
)
BEGINNINGS = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}


def check_files(title: Title) -> Iterator[Finding]:
    """Yield what the files that a title brings beside its text must not hold."""
    yield from check_style(title.style)
    for asset in title.assets:
        beginning = BEGINNINGS.get(asset.media_type)
        if asset.media_type == "image/svg+xml":
            yield from check_svg(asset)
        elif beginning is not None and not beginning.match(asset.data):
            yield finding(CODES["T-017"], f"this is no {asset.media_type}", Place(asset.name))


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
    where = place_of(texts, src, unquote(src), "<img")
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
    if not (img.get("alt") or "").strip():
        img.set("alt", "")
        yield finding(CODES["A-001"], f"the picture {img.get('src')} has no description", where)
