"""A chapter's last page has lines enough where its paragraphs can be longer or shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from editions.print.books import OCTAVO, Chapter, here, look, master, prose
from makeready.editions.print import edition
from makeready.editions.print.prove.page_map import CODES
from makeready.editions.print.weasy.paging import last_pages

if TYPE_CHECKING:
    import pytest

BODY = "".join(f"<p>{prose(88 + 7 * n, 3 * n + 88)}</p>" for n in range(6))


def count_short_ends() -> int:
    """Return how many chapters of a book of one chapter end with a short page."""
    made, found = edition.make(
        master([Chapter(title="Reeds", body=BODY)], trim=OCTAVO), look(), here
    )
    assert made is not None, found
    assert b"data-lines" not in made.data
    return sum(each.code == CODES["P-003"].code for each in found)


def test_a_last_page_of_few_lines_gets_more_or_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    after = count_short_ends()
    monkeypatch.setattr(last_pages, "hold_back", lambda _: None)
    assert count_short_ends() == after == 0
    monkeypatch.setattr(last_pages, "find_ways", lambda *_: ())
    assert count_short_ends() > 0


def test_a_last_page_takes_lines_from_the_page_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_pages, "find_ways", lambda *_: ())
    assert count_short_ends() == 0


def test_a_paragraph_that_is_let_go_is_as_it_was() -> None:
    root = ET.fromstring(
        "<body><p/><p style='color:red'>Oil.<aside><p>A note.</p></aside></p></body>"
    )
    held = last_pages.hold_back(root)
    assert held is root[1]
    assert held.get("style") == "color:red;widows:5"
    last_pages.let_go(held)
    assert held.get("style") == "color:red"
