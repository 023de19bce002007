"""Running heads, landmarks and titles of files that say more than their headings are told."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from lxml import etree

from checks import spoil
from makeready.checks.compare.derived import _leave_out, _titles, check_derived, read_own_heads
from makeready.checks.read.evidence import evidence
from makeready.core.findings import Place
from makeready.editions.xhtml import H

if TYPE_CHECKING:
    from makeready.checks.read.evidence import Evidence
    from makeready.checks.report import Files


def told(files: Files) -> list[str]:
    return [str(found) for found in check_derived(files).findings]


def test_what_is_derived_from_a_heading_with_a_note_is_the_heading(good: Files) -> None:
    assert told(good) == []
    found = evidence(good)
    assert "Wind and weather" in [line.label for line in found.master.contents]
    assert any("Windandweather" in line for page in found.printed.pages for line in page.furniture)
    titles = [each.root.findtext(f"{H}head/{H}title") for each in found.packed.spine()]
    assert "Wind and weather" in titles


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("title", "is called “Wind1”, its heading is"),
        ("landmarks", "the landmark “Wind1” leads to"),
    ],
)
def test_a_title_with_a_notes_number_is_told(good: Files, place: str, said: str) -> None:
    def change(name: str, root: etree._Element) -> None:
        found = root.iter(f"{H}title") if place == "title" else root.iter(f"{H}a")
        for each in found:
            is_start = each.get("{http://www.idpf.org/2007/ops}type") == "bodymatter"
            if (place == "title" and "wind" in name) or is_start:
                each.text = "Wind1"

    spoiled = replace(good, epub=spoil.change_trees(good.epub, change))
    assert any(f"C-105 {said}" in each or said in each for each in told(spoiled))


def test_a_running_head_with_a_notes_words_is_told(good: Files) -> None:
    lost = good.master.replace(b"and weather", b"and storm")
    found = told(replace(good, master=lost))
    assert any("C-105 page" in each and "Windandweather" in each for each in found)
    assert any("the contents say" in each for each in found) is False


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("", []),
        ("<h1>Sedge</h1>", ["the file a.xhtml is called “Reed”, its heading is “Sedge”"]),
    ],
)
def test_a_file_without_a_heading_may_have_any_title(heading: str, told: list[str]) -> None:
    html = f"<html xmlns='{H[1:-1]}'><head><title>Reed</title></head><body>{heading}</body></html>"
    document = SimpleNamespace(name="a.xhtml", root=etree.fromstring(html))
    found = SimpleNamespace(
        packed=SimpleNamespace(spine=lambda: [document]), master=SimpleNamespace(heads=("Kites",))
    )
    findings = _titles(cast("Evidence", found), Place("a.epub"))
    assert [each.message for each in findings] == told


def test_what_a_style_sheet_says_in_the_margins_is_its_own_and_no_more() -> None:
    css = '@page :left { margin: 1in; @top-center { content: "Draft " counter(page) " of May" } }'
    own = read_own_heads(css + " p::before { content: 'x' }")
    assert own == ("Draft", "ofMay")
    assert _leave_out("8DraftviiiofMay", "8", own) == ""
    assert _leave_out("8KitesDraft", "8", own) == "8Kites"
    assert _leave_out("8Kites", "8", own) == "8Kites"
    assert read_own_heads("@page { @top-left { content: string(chapter) } }") is None
    assert read_own_heads("p { color: red }") == ()
