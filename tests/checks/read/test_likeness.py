"""A copy of a picture is like it in any size and packing; a picture with another spot is not."""

from __future__ import annotations

import io

from PIL import Image

from checks.corruptions.screen import paint_corner
from makeready.checks.read.likeness import MOST_APART, measure


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
