"""Pictures are bounded for screens, whole for print, and without what cameras note in either."""

from __future__ import annotations

import base64
import io
from dataclasses import replace

import pytest
from PIL import Image

from makeready.core.model import Asset, Digest
from makeready.editions import pictures
from makeready.editions.embedded import DRAWING, list_embedded, read_data_address
from makeready.editions.pictures import (
    BYTES,
    EDGE,
    check_pictures,
    prepare_all_for_screens,
    prepare_for_print,
    prepare_for_screens,
)

KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
UPRIGHT, TURNED = 1, 6
SVG = "http://www.w3.org/2000/svg"


def asset(name: str, image: Image.Image, kind: str, **options: object) -> Asset:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return Asset(name=name, media_type=KINDS[kind], data=out.getvalue(), digest=Digest(name))


def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 80).convert("RGB")


def notes(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ada"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    return exif


def opened(picture: Asset) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    return image


def told(picture: Asset) -> list[str]:
    return [found.code for found in check_pictures([picture])]


def test_a_small_picture_stays_as_it_is() -> None:
    small = asset("a.png", Image.new("RGB", (20, 10), "red"), "PNG")
    assert prepare_for_screens(small) == prepare_for_print(small) == small
    assert told(small) == []


def test_a_long_picture_is_bounded_for_screens_and_whole_in_print() -> None:
    long = asset("a.jpg", Image.new("RGB", (EDGE * 2, 100), "red"), "JPEG")
    assert opened(prepare_for_screens(long)).size == (EDGE, 50)
    assert prepare_for_print(long) == long
    assert told(long) == ["E-001"]


def test_a_heavy_photograph_in_a_png_becomes_a_jpeg_within_the_bounds() -> None:
    heavy = asset("images/a.png", noise(1000, 900), "PNG")
    assert len(heavy.data) > BYTES
    light = prepare_for_screens(heavy)
    assert (light.name, light.media_type) == ("images/a.jpeg", "image/jpeg")
    assert len(light.data) <= BYTES
    assert prepare_for_screens(heavy) == light


def test_a_picture_with_transparency_stays_a_png() -> None:
    clear = noise(800, 700)
    clear.putalpha(noise(800, 700).convert("L"))
    heavy = asset("a.png", clear, "PNG")
    assert len(heavy.data) > BYTES
    light = prepare_for_screens(heavy)
    assert (opened(light).mode, light.media_type) == ("RGBA", "image/png")
    assert len(light.data) <= BYTES


def test_two_pictures_never_get_one_name() -> None:
    heavy = asset("a.png", noise(1000, 900), "PNG")
    other = asset("a.jpeg", Image.new("RGB", (2, 2)), "JPEG")
    shown = prepare_all_for_screens((heavy, other))
    assert {old: new.name for old, new in shown.items()} == {
        "a.png": "a-screen.jpeg",
        "a.jpeg": "a.jpeg",
    }


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [UPRIGHT, TURNED])
def test_the_place_and_all_other_notes_are_in_neither_edition(kind: str, orientation: int) -> None:
    noted = asset("a.x", noise(30, 20), kind, exif=notes(orientation), xmp=b"<x>Ada</x>")
    assert told(noted) == ["E-002"]
    for prepared in (prepare_for_screens(noted), prepare_for_print(noted)):
        image = opened(prepared)
        assert not image.getexif().get_ifd(0x8825)
        assert b"Ada" not in prepared.data
        stands = image.size == (20, 30) or image.getexif().get(0x0112) == TURNED
        assert stands is (orientation == TURNED)


def test_what_is_not_touched_keeps_every_dot() -> None:
    noted = asset("a.jpg", noise(30, 20), "JPEG", exif=notes(UPRIGHT))
    for prepared in (prepare_for_screens(noted), prepare_for_print(noted)):
        assert opened(prepared).tobytes() == opened(noted).tobytes()


def test_inks_are_converted_for_screens_and_kept_in_print() -> None:
    inks = asset("a.jpg", Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG")
    red, green, blue, *_ = opened(prepare_for_screens(inks)).convert("RGB").tobytes()
    assert red > 200
    assert max(green, blue) < 90
    assert opened(prepare_for_print(inks)).mode == "CMYK"
    assert told(inks) == ["E-003"]


@pytest.mark.parametrize("level", [0, 40_000, 65_535])
def test_greys_of_sixteen_bits_are_not_black(level: int) -> None:
    deep = asset("a.png", Image.new("I;16", (9, 9), level), "PNG")
    assert told(deep) == ["E-003"]
    for prepared in (prepare_for_screens(deep), prepare_for_print(deep)):
        image = opened(prepared)
        assert image.mode == "L"
        assert abs(image.tobytes()[0] - level / 257) <= 1


def test_a_picture_with_too_many_dots_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_DOTS", 100)
    (found,) = check_pictures([asset("images/a.png", Image.new("L", (11, 10)), "PNG")])
    assert str(found) == "images/a.png: E-004 11 × 10 dots"


def test_a_moving_picture_stays_as_it_is() -> None:
    frames = [Image.new("L", (EDGE + 1, 2), shade) for shade in (0, 255)]
    moving = asset("a.gif", frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert prepare_for_screens(moving) == moving


def test_a_picture_that_breaks_off_stays_as_it_is() -> None:
    whole = asset("a.png", noise(EDGE + 1, 20), "PNG")
    broken = replace(whole, data=whole.data[: len(whole.data) // 2])
    assert prepare_for_screens(broken) == prepare_for_print(broken) == broken


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n and", b"\xff\xd8\xff\xe1\xff"])
@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg", "image/svg+xml"])
def test_what_cannot_be_read_stays_as_it_is(data: bytes, media_type: str) -> None:
    broken = Asset(name="a", media_type=media_type, data=data, digest=Digest("d"))
    assert prepare_for_screens(broken) == prepare_for_print(broken) == broken
    assert told(broken) == []


def drawing_with(picture: Asset) -> Asset:
    address = f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"
    data = f'<svg xmlns="{SVG}"><image href="{address}" width="9" height="9"/></svg>'.encode()
    return replace(picture, name="images/a.svg", media_type=DRAWING, data=data)


def test_pictures_written_into_a_drawing_are_prepared_like_others() -> None:
    photograph = asset("a.jpg", noise(EDGE + 10, 20), "JPEG", exif=notes(UPRIGHT))
    drawing = drawing_with(photograph)
    assert told(drawing) == told(photograph) == ["E-001", "E-002"]
    for prepare in (prepare_for_print, prepare_for_screens):
        made = prepare(drawing)
        assert made.media_type == DRAWING
        assert [each.data for each in list_embedded(made)] == [prepare(photograph).data]


def test_a_drawing_whose_pictures_need_nothing_stays_byte_for_byte() -> None:
    drawing = drawing_with(asset("a.png", Image.new("RGB", (20, 10)), "PNG"))
    assert prepare_for_print(drawing) is prepare_for_screens(drawing) is drawing


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ("data:image/png,%89PNG", ("image/png", b"\x89PNG")),
        (" data:image/gif;charset=x;base64,R0l\n GOA== ", ("image/gif", b"GIF8")),
        ("data:image/png;base64,x", None),
        ("data:image/svg+xml;base64,PHN2Zy8+", None),
        ("data:text/html,<p>", None),
        ("https://a.invalid/x.png", None),
    ],
)
def test_only_pictures_are_read_from_addresses(
    address: str, held: tuple[str, bytes] | None
) -> None:
    assert read_data_address(address) == held
