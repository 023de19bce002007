"""Pictures that lie beside a document are found, in a form that books can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.intake.read.pictures import name_pictures, read_neighbours, read_width

if TYPE_CHECKING:
    from collections.abc import Callable

PDF, PNG, SVG = b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n...", b'<?xml version="1.0"?><svg/>'


def drawn(_: bytes) -> bytes:
    return PNG


def broken(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize(
    ("named", "held", "draw", "name"),
    [
        ("a", {"a.svg": SVG, "a.pdf": PDF}, drawn, "images/a.svg"),
        ("a", {"a.pdf": PDF}, drawn, "images/a.png"),
        ("a.pdf", {"a.pdf": PDF}, drawn, "images/a.png"),
        ("a.pdf", {"a.pdf": PDF, "a.png": PNG}, broken, "images/a.png"),
        ("a.eps", {"a.eps": b"%!PS-Adobe-3.0", "a.pdf": PDF}, drawn, "images/a.png"),
        ("a.v2", {"a.v2.png": PNG}, drawn, "images/a.png"),
        ("a.pdf", {"a.pdf": PDF}, broken, "images/a.pdf"),
        ("a.png", {"a.pdf": PDF}, drawn, "images/a.png"),
    ],
)
def test_a_picture_is_taken_in_a_form_that_books_carry(
    named: str, held: dict[str, bytes], draw: Callable[[bytes], bytes], name: str
) -> None:
    found = read_neighbours([named], lambda each: held.get(each, b""), draw)
    assert name_pictures([named], found) == {named: name}
    assert bool(found) is (named != "a.png")


@pytest.mark.parametrize(
    ("said", "width"),
    [
        ("50%", "50%"),
        (r".8\textwidth", "80%"),
        (r"\linewidth", ""),
        ("3.25in", "50%"),
        ("165.1mm", ""),
        ("0.1cm", ""),
        ("300px", ""),
        ("300", ""),
        ("1.2.3in", ""),
    ],
)
def test_a_width_is_a_share_of_the_measure(said: str, width: str) -> None:
    assert read_width(said) == width
