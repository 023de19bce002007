"""Links that show pages get their labels; a page is shown once for an entry of the index."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from makeready.editions.print.plan.page_links import fill_in_labels, shows_page


def shown(*links: tuple[str, str]) -> list[str]:
    """Return the labels that an entry shows, for the kinds and labels of its places."""
    holder = ET.Element("span", {"class": "locators"})
    for number, (kinds, _) in enumerate(links):
        ET.SubElement(holder, "a", {"class": f"page {kinds}", "href": f"#{number}"})
    root = ET.Element("p")
    root.append(holder)
    fill_in_labels(root, {str(number): label for number, (_, label) in enumerate(links)})
    return [each.get("data-page", "") for each in holder if each.get("data-repeated") is None]


def test_a_page_is_shown_once() -> None:
    assert shown(("", "1"), ("", "1"), ("", "3")) == ["1", "3"]


def test_a_note_is_shown_beside_the_text_of_its_page() -> None:
    assert shown(("", "1"), ("in-note", "1"), ("in-note", "1")) == ["1", "1"]


def test_a_range_within_a_page_is_a_page() -> None:
    assert shown(("", "4"), ("until", "4")) == ["4"]
    assert shown(("", "4"), ("until", "6")) == ["4", "6"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a class="page"/>', True),
        ('<a class="page">words</a>', False),
        ('<a class="page"><i/></a>', False),
        ("<a/>", False),
    ],
)
def test_links_with_words_show_no_page(markup: str, expected: bool) -> None:
    assert shows_page(ET.fromstring(markup)) is expected
