from __future__ import annotations

import pytest

from editions.epub.books import NAMESPACES, PNG, SVG
from makeready.editions.epub.accessibility import Accessibility, claims, facts
from makeready.editions.xhtml import parse


def claimed(
    content: str,
    *pictures: tuple[str, bytes],
    pages: bool = False,
    restyled: bool = False,
) -> Accessibility:
    root = parse(f"<section {NAMESPACES}>{content}</section>".encode())
    return claims(facts([root], pictures, pages=pages, restyled=restyled))


def test_plain_text_is_text_alone() -> None:
    found = claimed("<h1>A</h1><p>x</p>")
    assert found.modes == found.sufficient == ("textual",)
    assert "alternativeText" not in found.features
    assert "structuralNavigation" in found.features
    assert found.hazard == "none"


def test_alternative_text_is_claimed_when_every_picture_has_it() -> None:
    found = claimed("<p><img src='a' alt='A'/><img src='b' alt=''/></p>")
    assert "alternativeText" in found.features
    assert found.modes == ("textual", "visual")
    assert "textual" in found.sufficient


@pytest.mark.parametrize(
    "picture",
    ["<img src='b'/>", "<img src='b' alt=' '/>", "<svg xmlns='http://www.w3.org/2000/svg'/>"],
)
def test_one_picture_without_words_ends_the_claim(picture: str) -> None:
    found = claimed(f"<p><img src='a' alt='A'/>{picture}</p>")
    assert "alternativeText" not in found.features
    assert found.sufficient == ("textual,visual",)
    assert "Some pictures have no alternative text." in found.summary


def test_ornaments_alone_are_no_pictures() -> None:
    found = claimed("<p><img src='a' alt=''/><img src='b' role='presentation' alt='x'/></p>")
    assert found.modes == ("textual",)
    assert "alternativeText" not in found.features


def test_skipped_heading_levels_end_the_claim_of_structure() -> None:
    assert "structuralNavigation" in claimed("<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>").features
    assert "structuralNavigation" not in claimed("<h1>a</h1><h3>b</h3>").features
    assert "structuralNavigation" not in claimed("<p>a</p>").features


def test_pages_are_claimed_when_there_are_some() -> None:
    assert "pageNavigation" not in claimed("<p>x</p>").features
    found = claimed("<p>x</p>", pages=True)
    assert {"pageNavigation", "pageBreakMarkers"} <= set(found.features)


def test_a_title_with_its_own_style_is_not_vouched_for() -> None:
    assert "displayTransformability" in claimed("<p>x</p>").features
    assert "displayTransformability" not in claimed("<p>x</p>", restyled=True).features


@pytest.mark.parametrize(
    ("kind", "data", "hazard"),
    [
        ("image/png", PNG, "none"),
        ("image/svg+xml", SVG, "none"),
        ("image/svg+xml", SVG.replace(b"<circle", b"<animate/><circle"), "unknown"),
        ("image/png", PNG[:33] + b"\0\0\0\x08acTL", "unknown"),
        ("image/gif", b"GIF89a", "unknown"),
        ("image/webp", b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0ANIM", "unknown"),
    ],
)
def test_what_may_move_is_no_longer_free_of_hazards(kind: str, data: bytes, hazard: str) -> None:
    assert claimed("<p>x</p>", (kind, data)).hazard == hazard


def test_formulas_are_named() -> None:
    content = "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math>"
    assert "MathML" in claimed(content).features
