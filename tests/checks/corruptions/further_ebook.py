"""Corruptions of the e-book that were thought up after the checks, with their codes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from checks.corrupt_epub import COVER, KITE, NAV, NCX, OPF, PAPER, WIND, pattern, says
from checks.corruptions.strange import repack, repack_with

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[bytes], bytes]

PART = r"<m\w+>[^<]*</m\w+>"
CONTAINER, PICTURE = "META-INF/container.xml", "EPUB/cover-image.png"


def mirror(data: bytes) -> bytes:
    """Return a picture as in a mirror."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        ImageOps.mirror(image).save(out, "PNG")
    return out.getvalue()


def exchange_lines(data: bytes) -> bytes:
    """Let the labels of two lines of the contents change places."""
    one, two = b">Paper and string</a>", b">Wind and weather</a>"
    assert one in data
    assert two in data
    return data.replace(one, b"@").replace(two, one).replace(b"@", two)


EBOOK: dict[str, tuple[dict[str, Change], tuple[str, ...]]] = {
    "a reading above a word": (
        {WIND: says("morning", "<ruby>morning<rt>mourning</rt></ruby>")},
        ("E-104",),
    ),
    "a fraction turned round": (
        {
            PAPER: pattern(
                r"<mfrac>(<m\w+>[^<]*</m\w+>)(<m\w+>[^<]*</m\w+>)</mfrac>", r"<mfrac>\2\1</mfrac>"
            )
        },
        ("E-104", "X-109", "X-108"),
    ),
    "another cover picture": ({PICTURE: mirror}, ("E-108",)),
    "a record elsewhere": (
        {OPF: says("</metadata>", '<link rel="record" href="https://sell.example/"/></metadata>')},
        ("X-110", "E-105", "E-106", "E-109"),
    ),
    "a collection of its own": (
        {OPF: says("</package>", '<collection role="index"/></package>')},
        ("E-109", "E-105", "X-110"),
    ),
    "a page that is to stand on the left": (
        {OPF: says("<itemref ", '<itemref properties="page-spread-left" ')},
        ("E-109",),
    ),
    "a source that nobody named": (
        {OPF: says("</metadata>", "<dc:source>urn:isbn:9780000000002</dc:source></metadata>")},
        ("X-110",),
    ),
    "a package from right to left": (
        {OPF: says("<package ", '<package dir="rtl" ')},
        ("X-110", "E-109"),
    ),
    "a base of all links": (
        {WIND: says("<head>", '<head><base href="https://sell.example/"/>')},
        ("E-105", "E-104"),
    ),
    "a document that loads another": (
        {WIND: says("<head>", '<head><meta http-equiv="refresh" content="1;url=cover.xhtml"/>')},
        ("E-105",),
    ),
    "a paragraph that XML calls German": ({WIND: says("<p>", '<p xml:lang="de">')}, ("E-104",)),
    "a paragraph with a label": ({WIND: says("<p>", '<p aria-label="Buy!">')}, ("E-104",)),
    "a paragraph with a title": ({WIND: says("<p>", '<p title="Buy!">')}, ("E-104",)),
    "a paragraph that can be written in": (
        {WIND: says("<p>", '<p contenteditable="true">')},
        ("E-104",),
    ),
    "a call that opens another window": (
        {PAPER: says('class="noteref"', 'class="noteref" target="_blank"')},
        ("E-104",),
    ),
    "a drawing with a title": ({KITE: says("<path", "<title>Buy!</title><path")}, ("E-108",)),
    "a drawing that is a link": (
        {
            KITE: lambda data: data.replace(
                b"<path", b'<a href="https://sell.example/"><path'
            ).replace(b"/></svg>", b"/></a></svg>")
        },
        ("E-108",),
    ),
    "a drawing that moves": (
        {
            KITE: says(
                'z"/>', 'z"><animate attributeName="opacity" to="0" begin="9s" dur="1s"/></path>'
            )
        },
        ("E-108",),
    ),
    "labels of the contents exchanged": ({NAV: exchange_lines}, ("C-101", "E-105")),
    "labels of the NCX exchanged": (
        {NCX: pattern(r"<text>(Paper and string)</text>", "<text>Wind and weather</text>")},
        ("C-101", "X-110"),
    ),
    "contents that are hidden": (
        {NAV: says('<nav id="contents"', '<nav hidden="" id="contents"')},
        ("E-105", "E-104"),
    ),
    "a second book in the container": (
        {
            CONTAINER: says(
                "</rootfiles>",
                '<rootfile media-type="application/x" full-path="EPUB/x.opf"/></rootfiles>',
            )
        },
        ("E-106", "X-101"),
    ),
    "a chapter that may be replaced": (
        {OPF: says('id="text-sec-wind" ', 'id="text-sec-wind" fallback="cover" ')},
        ("E-106", "E-109"),
    ),
    "cells of a table exchanged": (
        {WIND: pattern(r">none<(.*?)>nothing<", r">nothing<\1>none<")},
        ("E-104",),
    ),
    "a cover with another name": (
        {COVER: pattern(r"<title>[^<]*</title>", "<title>Buy!</title>")},
        ("X-110", "C-105", "E-105"),
    ),
}


def exchange_files(epub: bytes) -> bytes:
    """Return the e-book with the outlines of one face under the name of another."""
    one, two = (f"EPUB/fonts/linux-libertine/LinLibertine_{each}.otf" for each in ("R", "RI"))
    with zipfile.ZipFile(io.BytesIO(epub)) as old:
        known = {one: old.read(two), two: old.read(one)}
    return repack(
        epub, lambda new, entry, data: new.writestr(entry, known.get(entry.filename, data))
    )


def link_file(epub: bytes) -> bytes:
    """Return the e-book with a picture that is said to be a link in the file system."""

    def write(new: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes) -> None:
        if entry.filename == KITE:
            entry.create_system, entry.external_attr = 3, 0o120777 << 16
        new.writestr(entry, data)

    return repack(epub, write)


def remark(epub: bytes) -> bytes:
    """Return the e-book with a remark at one of its files."""

    def write(new: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes) -> None:
        if entry.filename == WIND:
            entry.comment = b"Buy!"
        new.writestr(entry, data)

    return repack(epub, write)


WHOLE: dict[str, tuple[Change, tuple[str, ...]]] = {
    "faces under each other's name": (exchange_files, ("E-110", "P-102", "E-106")),
    "a list of what is encrypted": (
        lambda epub: repack_with(epub, "META-INF/encryption.xml", b"<encryption/>"),
        ("E-106",),
    ),
    "a folder that climbs out": (
        lambda epub: repack_with(epub, "EPUB/../../x.txt", b"Buy!"),
        ("E-106",),
    ),
    "a picture that is a link of the file system": (link_file, ("E-106",)),
    "a remark at a file": (remark, ("E-106",)),
}
