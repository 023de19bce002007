"""Pictures are those of the title's folder, and are what their names say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from makeready.core.findings import Severity
from master.titles import BOOK, anyway, asset, findings, inside, made, showing, svg, told

if TYPE_CHECKING:
    from makeready.core.model import Asset

WHEEL = asset("images/old wheel.png")


@pytest.mark.parametrize(
    "src",
    [
        "images/old%20wheel.png",
        "<images/old wheel.png>",
        "../images/old%20wheel.png",
        "./images/old%20wheel.png",
    ],
)
def test_a_picture_is_named_from_the_folder_or_from_its_file(src: str) -> None:
    unused = asset("images/unused.png")
    master = anyway(f"![A]({src}){{alt='a wheel'}}\n", assets=(WHEEL, unused))
    assert 'src="images/old wheel.png"' in inside(master)
    assert [each.name for each in master.assets] == ["images/old wheel.png"]


@pytest.mark.parametrize(
    "src",
    [
        "http://elsewhere.example/x.png",
        "https://elsewhere.example/x.png",
        "//elsewhere.example/x.png",
        "file:///etc/passwd",
        "/etc/passwd",
        "data:image/png;base64,AAAA",
        "../../x.png",
        "..%2f..%2fx.png",
        "images/../../../x.png",
        "FILE:/etc/passwd",
    ],
)
@pytest.mark.parametrize("form", ["![A]({}){{alt='x'}}", '<img src="{}" alt="x">'])
def test_a_picture_from_outside_is_refused_with_its_line(src: str, form: str) -> None:
    found = told(f"Words.\n\n{form.format(src)}\n")
    assert len(found) == 1
    assert found[0].startswith("text/01.md:3: T-010 ")


@pytest.mark.parametrize("src", ["images/none.png", "", "images", "x\\y.png", "book.toml"])
def test_a_picture_that_is_not_there_is_refused(src: str) -> None:
    found = told(f'Words.\n\n<img src="{src}" alt="x">\n')
    assert [each.partition(" ")[0] for each in found] == ["text/01.md:3:"]
    assert " T-011 " in found[0]


@pytest.mark.parametrize(
    "markup",
    [
        "![](images/old%20wheel.png)",
        '<img src="images/old wheel.png">',
        '<img alt=" " src="images/old%20wheel.png">',
    ],
)
def test_a_picture_without_words_is_told_with_its_line(markup: str) -> None:
    (found,) = told(f"Words.\n\n{markup}\n", assets=(WHEEL,))
    assert found == "text/01.md:3: A-001 the picture images/old wheel.png has no description"
    assert "alt=" not in inside(anyway(f"Words.\n\n{markup}\n", assets=(WHEEL,)))


@pytest.mark.parametrize(
    "markup", ['![](images/old%20wheel.png){alt=""}', '<img src="images/old wheel.png" alt="">']
)
def test_a_picture_that_is_said_to_decorate_needs_no_words(markup: str) -> None:
    assert 'alt=""' in inside(made(f"Words.\n\n{markup}\n", assets=(WHEEL,)))


@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg", "image/gif", "image/webp"])
def test_a_picture_that_is_something_else_is_refused(media_type: str) -> None:
    hidden = asset("images/x.pic", b"<svg xmlns='http://www.w3.org/2000/svg'/>", media_type)
    assert told(showing(hidden), assets=(hidden,)) == [
        f"images/x.pic: T-017 this is no {media_type}"
    ]


@pytest.mark.parametrize(
    "picture",
    [
        asset("a.png"),
        asset("a.jpg", b"\xff\xd8\xff\xe0..", "image/jpeg"),
        asset("a.gif", b"GIF89a..", "image/gif"),
        asset("a.webp", b"RIFF\x0a\x00\x00\x00WEBPVP8 ", "image/webp"),
        svg("<g/>"),
    ],
    ids=lambda each: each.media_type,
)
def test_pictures_that_are_what_they_say_are_fine(picture: Asset) -> None:
    assert not told(showing(picture), assets=(picture,))


def test_a_picture_that_nothing_shows_is_told_and_not_looked_into() -> None:
    unused = svg('<script/><g onclick="x()"/>')
    (found,) = findings("x", assets=(unused,))
    assert str(found) == "images/x.svg: T-019 no page shows this picture"
    assert found.severity is Severity.HINT


def test_the_cover_is_looked_into() -> None:
    book = replace(BOOK, cover="images/x.svg")
    cover = svg("<script/>")
    assert told("x", assets=(cover,), book=book) == ["images/x.svg:1: T-012 it holds <script>"]
