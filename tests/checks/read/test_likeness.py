"""A copy of a picture is like it in any size and packing; a picture with another spot is not."""

from __future__ import annotations

import io

import resvg_py
from PIL import Image

from checks.corruptions.screen import paint_corner
from makeready.checks.read.likeness import (
    MOST_APART,
    SPOT_APART,
    compare_inks,
    count_dots,
    is_plain_drawing,
    measure,
    measure_spots,
)


def saved(image: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def test_a_smaller_copy_in_another_packing_is_the_same_picture() -> None:
    picture = Image.radial_gradient("L")
    copy = saved(picture.resize((150, 150), Image.Resampling.LANCZOS), "JPEG")
    assert measure(saved(picture), copy) <= MOST_APART


def test_one_spot_makes_another_picture() -> None:
    picture = saved(Image.linear_gradient("L"))
    assert measure(picture, paint_corner(picture)) > MOST_APART


def drawing(path: str, more: str = "") -> bytes:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20" viewBox="0 0 30 20">'
    return f'{head}{more}<path d="{path}" fill="none" stroke="#000"/></svg>'.encode()


def shown(data: bytes) -> Image.Image:
    dots = bytes(resvg_py.svg_to_bytes(svg_string=data.decode(), background="#fff", width=960))
    return Image.open(io.BytesIO(dots))


def test_a_curve_that_was_bent_a_little_makes_another_drawing() -> None:
    curve = drawing("M2 18 C 10 2 20 2 28 18")
    assert measure_spots(shown(curve), curve, ()) == 0
    assert measure_spots(shown(drawing("M2 18 C 10 3 20 2 28 18")), curve, ()) > SPOT_APART


def test_words_of_a_drawing_are_left_out_where_they_stand() -> None:
    curve = drawing("M2 18 L28 18", '<text x="2" y="9" font-size="6">weir</text>')
    bare = drawing("M2 18 L28 18")
    assert measure_spots(shown(bare), curve, ()) == 0
    blot = shown(drawing("M2 18 L28 18", '<rect x="2" y="3" width="9" height="8"/>'))
    assert measure_spots(blot, curve, [(60, 90, 360, 360)]) == 0
    assert measure_spots(blot, curve, ()) > SPOT_APART


def test_drawings_with_more_than_lines_areas_and_words_are_not_plain() -> None:
    assert is_plain_drawing(drawing("M2 18 L28 18"))
    assert not is_plain_drawing(drawing("M2 18 L28 18", '<image href="x.png"/>'))
    assert not is_plain_drawing(drawing("M2 18 L28 18", '<g fill="url(#a)"/>'))
    assert not is_plain_drawing(drawing("M2 18 L28 18", '<g stroke-dasharray="2"/>'))
    assert not is_plain_drawing(b"<svg")


def test_dots_are_counted_along_both_edges() -> None:
    assert count_dots(saved(Image.new("L", (7, 3)))) == (3, 7)
    assert count_dots(b"no picture") == (0, 0)


def test_other_colours_of_the_same_inks_are_one_picture() -> None:
    picture = Image.linear_gradient("L").resize((24, 24))
    paler = picture.point(lambda level: 60 + level * 0.7).convert("RGB")
    assert compare_inks(picture.convert("RGB"), paler) == 0
    assert compare_inks(picture.rotate(180), paler) > MOST_APART
