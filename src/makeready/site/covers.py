"""The e-book's cover becomes two pictures for the site: PNG of a drawing, JPEG of a photograph."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

import resvg_py
from lxml import etree
from PIL import Image

from makeready.core.errors import EditionError
from makeready.editions.epub.publication import COVER_DRAWING
from makeready.editions.xhtml import XLINK, elements, parse
from makeready.site.listing import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH, THUMBNAIL = 640, 360
"""How wide the two pictures are, in pixels: twice the width at which the pages show them."""

_SVG = "image/svg+xml"
_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_QUALITY = 82
_LARGEST_RATIO = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverFile:
    """A picture of the cover with its bytes."""

    picture: Picture
    data: bytes


def pictures(ebook: bytes, fonts: Sequence[Path]) -> tuple[CoverFile, CoverFile]:
    """Return the cover of an EPUB, large and small; a drawing's letters are set in the fonts.

    Raises EditionError where the e-book has no cover that can be drawn.
    """
    data, kind = _cover(ebook)
    if kind == _SVG:
        drawing, lettered = _harmless(data)
        # the renderer reads every font that it is given, which takes longer than the drawing
        letters = fonts if lettered else ()
        large, small = (_draw(drawing, width, letters) for width in (WIDTH, THUMBNAIL))
    else:
        large, small = (_scale(data, width) for width in (WIDTH, THUMBNAIL))
    return _name_file("cover", large), _name_file("cover-small", small)


def _cover(ebook: bytes) -> tuple[bytes, str]:
    """Return the bytes and the media type of the cover, of the drawing where there is one."""
    try:
        with zipfile.ZipFile(io.BytesIO(ebook)) as book:
            package = _package_name(book)
            opf = parse(book.read(package))
            items = {item.get("id"): item for item in opf.iter(f"{_OPF}item")}
            image = (i for i in items.values() if "cover-image" in i.get("properties", "").split())
            found = items.get(COVER_DRAWING) if COVER_DRAWING in items else next(image)
            assert found is not None
            name = posixpath.join(posixpath.dirname(package), unquote(found.attrib["href"]))
            return book.read(name), found.attrib["media-type"]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, StopIteration) as error:
        raise EditionError("the e-book has no cover", hint="build the title again") from error


def _package_name(book: zipfile.ZipFile) -> str:
    container = parse(book.read(_CONTAINER))
    return str(next(container.iter("{*}rootfile")).attrib["full-path"])


def _harmless(drawing: bytes) -> tuple[str, bool]:
    """Return the drawing without references to files, and whether it has letters to set."""
    try:
        root = parse(drawing)
    except etree.XMLSyntaxError as error:
        raise EditionError(f"the cover is no drawing: {error}") from error
    for element in elements(root):
        for attribute in ("href", f"{{{XLINK}}}href"):
            if not element.get(attribute, "#").startswith(("#", "data:")):
                del element.attrib[attribute]
    lettered = next(root.iter("{*}text"), None) is not None
    return etree.tostring(root, encoding="unicode"), lettered


def _draw(drawing: str, width: int, fonts: Sequence[Path]) -> bytes:
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=drawing,
                width=width,
                background="#ffffff",
                skip_system_fonts=True,
                font_files=[str(path) for path in fonts],
                font_family="Linux Libertine O",
                serif_family="Linux Libertine O",
                sans_serif_family="Linux Biolinum O",
            )
        )
    except ValueError as error:
        raise EditionError(f"the cover cannot be drawn: {error}") from error


def _scale(data: bytes, width: int) -> bytes:
    """Return the picture at this width, or at its own where that is less."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", (width, width * _LARGEST_RATIO))
            picture = image.convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise EditionError(f"the cover cannot be read: {error}") from error
    picture.thumbnail((width, width * _LARGEST_RATIO), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _name_file(stem: str, data: bytes) -> CoverFile:
    with Image.open(io.BytesIO(data)) as image:
        kind, (width, height) = image.format, image.size
    suffix, media_type = (".png", "image/png") if kind == "PNG" else (".jpg", "image/jpeg")
    picture = Picture(name=stem + suffix, media_type=media_type, width=width, height=height)
    return CoverFile(picture=picture, data=data)
