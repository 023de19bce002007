"""The e-book's cover is drawn or scaled, and follows no reference to a file."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from makeready.core.errors import EditionError
from makeready.site.covers import THUMBNAIL, WIDTH, pictures

if TYPE_CHECKING:
    from pathlib import Path


def ebook(cover: bytes, media_type: str, name: str = "cover image.svg") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(
            "META-INF/container.xml",
            '<container><rootfile full-path="EPUB/content.opf"/></container>',
        )
        made.writestr(
            "EPUB/content.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item properties="cover-image"'
            f' href="{name.replace(" ", "%20")}" media-type="{media_type}"/></manifest></package>',
        )
        made.writestr(f"EPUB/{name}", cover)
    return out.getvalue()


def photograph(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB")


def test_a_drawing_becomes_png() -> None:
    box = b'<rect width="2" height="3"/>'
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3">' + box + b"</svg>"
    large, small = pictures(ebook(svg, "image/svg+xml"), ())
    assert (large.picture.media_type, large.picture.width, large.picture.height) == (
        "image/png",
        WIDTH,
        WIDTH * 3 // 2,
    )
    assert (small.picture.name, small.picture.width) == ("cover-small.png", THUMBNAIL)


def test_a_photograph_becomes_jpeg_and_is_never_enlarged() -> None:
    large, small = pictures(ebook(photograph(500, 700), "image/jpeg", "c.jpg"), ())
    assert (large.picture.name, large.picture.width, large.picture.height) == (
        "cover.jpg",
        500,
        700,
    )
    assert small.picture.width == THUMBNAIL


def test_a_drawing_reads_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (10, 10), "red").save(secret)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
        f'<image href="{secret}" width="10" height="10"/></svg>'
    )
    large, _ = pictures(ebook(svg.encode(), "image/svg+xml"), ())
    assert opened(large.data).getcolors() == [(WIDTH * WIDTH, (255, 255, 255))]


@pytest.mark.parametrize(
    ("cover", "media_type"),
    [(b"no picture", "image/jpeg"), (b"<svg", "image/svg+xml")],
)
def test_a_cover_that_is_no_picture_is_refused(cover: bytes, media_type: str) -> None:
    with pytest.raises(EditionError):
        pictures(ebook(cover, media_type), ())


def test_a_book_without_a_cover_is_refused() -> None:
    with pytest.raises(EditionError, match="no cover"):
        pictures(b"no book", ())
