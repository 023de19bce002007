"""A picture's file that breaks off or is damaged is told, and a whole one is not."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from makeready.core.model import Asset, Digest
from makeready.editions.breaks import find_break
from makeready.editions.pictures import check_pictures

KINDS = ("PNG", "JPEG", "GIF", "WEBP")


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_file_is_not_told(kind: str) -> None:
    assert find_break(picture(kind), f"image/{kind.lower()}") == ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_short_is_told(kind: str) -> None:
    data = picture(kind)
    assert find_break(data[: len(data) * 2 // 3], f"image/{kind.lower()}") == "the file breaks off"


def test_a_byte_altered_in_a_png_is_told_with_its_part() -> None:
    data = bytearray(picture("PNG"))
    data[data.index(b"IDAT") + 9] ^= 0x40
    assert find_break(bytes(data), "image/png") == "its part IDAT is damaged"


def test_a_picture_in_a_book_that_breaks_off_is_an_error() -> None:
    data = picture("JPEG")[:-40]
    shown = Asset(name="images/a.jpg", media_type="image/jpeg", data=data, digest=Digest("0"))
    (found,) = check_pictures((shown,))
    assert (found.code, str(found.place)) == ("E-008", "images/a.jpg")


def test_a_picture_that_says_it_is_endless_is_an_error() -> None:
    data = bytearray(picture("PNG"))
    data[16:24] = b"\0\1\x86\xa0" * 2
    # the head's checksum is made good, as who would harm a reader does
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    shown = Asset(name="a.png", media_type="image/png", data=bytes(data), digest=Digest("0"))
    assert [found.code for found in check_pictures((shown,))] == ["E-004"]


def test_a_png_that_breaks_off_in_its_only_part_is_told() -> None:
    out = io.BytesIO()
    Image.new("RGB", (50, 50)).save(out, "PNG")
    data = out.getvalue()[:60]
    shown = Asset(name="images/a.png", media_type="image/png", data=data, digest=Digest("0"))
    (found,) = check_pictures((shown,))
    assert (found.code, found.message) == ("E-008", "the file breaks off")
