"""Lettering in a drawing is set in the book's families, wherever the drawing names its own."""

from __future__ import annotations

import pytest
from lxml import etree

from editions.print.books import look
from makeready.core.findings import Severity
from makeready.core.model import Asset, Digest
from makeready.editions.print.plan.drawings import (
    check_lettering,
    find_foreign_family,
    read_lettering,
    set_lettering,
)
from makeready.editions.print.plan.families import gather_families

FAMILIES = gather_families(look().faces, ())
SERIF, SANS = '"Linux Libertine O"', '"Linux Biolinum O","Linux Libertine O"'


def drawing(inside: str, attributes: str = "", encoding: str = "utf-8") -> Asset:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'
    data = text.encode(encoding)
    return Asset(name="images/x.svg", media_type="image/svg+xml", data=data, digest=Digest("d"))


def root(picture: Asset) -> etree._Element:
    (changed,) = set_lettering([picture], FAMILIES)
    assert changed.digest == picture.digest
    return etree.fromstring(changed.data)


def told(picture: Asset) -> list[str]:
    return [str(found) for found in check_lettering([picture], FAMILIES)]


@pytest.mark.parametrize(
    "named",
    [
        'font-family="Arial, serif"',
        "font-family=\"'Arial'\"",
        'style="fill: red; font-family: Arial"',
        'style="font: italic bold 12px/1.5 Arial, sans-serif"',
        'font="12px Arial"',
    ],
)
def test_a_common_family_is_set_in_ours_and_told(named: str) -> None:
    picture = drawing(f"\n<text {named}>gate</text>")
    written = etree.tostring(root(picture), encoding="unicode").replace("&quot;", '"')
    assert SANS in written
    assert "Arial" not in written
    (found,) = check_lettering([picture], FAMILIES)
    assert str(found) == "images/x.svg:2: P-018 lettering in “Arial” is set in Linux Biolinum O"
    assert found.severity is Severity.HINT


def test_a_style_sheet_within_a_drawing_is_read() -> None:
    sheet = (
        "text { fill: red }\n@media print { .a { font-family: Frobnicate } }\n"
        ".b { font: bold 10px Georgia }"
    )
    picture = drawing(f"<style><![CDATA[{sheet}]]></style>\n<text class='a'>x</text>")
    written = "".join(root(picture).itertext())
    assert "fill: red" in written
    assert "font-weight: bold; font-size: 10px" in written
    assert "Georgia" not in written
    assert told(picture) == [
        "images/x.svg:3: P-018 lettering in “Georgia” is set in Linux Libertine O",
        "images/x.svg:2: P-019 lettering in “Frobnicate” is set in Linux Libertine O",
    ]


def test_lettering_without_a_family_is_set_as_the_text_is() -> None:
    picture = drawing("<text>gate</text>")
    assert root(picture).get("font-family") == SERIF
    assert told(picture) == []


@pytest.mark.parametrize("inherited", ["inherit", "INHERIT"])
def test_what_is_inherited_stays_so(inherited: str) -> None:
    picture = drawing(f'<text font-family="{inherited}">x</text>', 'font-family="Linux Libertine"')
    assert root(picture)[0].get("font-family", "").lower() == "inherit"
    assert told(picture) == []


def test_a_drawing_without_lettering_stays_as_it_is() -> None:
    outlines = drawing('<path d="M0 0h1" style="font-family: Arial"/>')
    (same,) = set_lettering([outlines], FAMILIES)
    assert same is outlines
    assert told(outlines) == []


def test_another_encoding_is_read_too() -> None:
    picture = drawing('<text font-family="Arial">x</text>', encoding="utf-16")
    assert root(picture)[0].get("font-family") == SANS


def test_the_words_of_a_drawing_come_with_their_lines() -> None:
    picture = drawing("<g>\n<text>a<tspan>b</tspan>c</text></g><title>no</title>")
    assert list(read_lettering(picture)) == [("a", 2), ("c", 2), ("b", 2)]


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("p { color: red }\nli { font-family: Arial }", ("Arial", 2)),
        ("@media print {\n p { font: 12pt/1 'Foo', serif } }", ("Foo", 2)),
        ("p { font-family: 'Linux Biolinum O' }\nq { font-family: inherit }", None),
    ],
)
def test_a_family_of_nobodys_is_found_by_its_line(
    style: str, wanted: tuple[str, int] | None
) -> None:
    asked = find_foreign_family(style, FAMILIES)
    assert (asked and (asked[0], asked[1].line)) == wanted
