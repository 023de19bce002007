"""Which characters of the master are seen, and where ids stand in its running text."""

from __future__ import annotations

import pytest

from makeready.checks.read.text import read_master, strip_invisible


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<p>Reeds<span id='a'/></p><p>Locks</p>", 4),
        ("<p>Reeds <span id='a'/>grow</p>", 5),
        ("<p><span id='a'/>Reeds</p>", 0),
        ("<p>Reeds</p><p><span id='a'/>Locks</p>", 5),
        ("<p>Reeds</p><p id='a'>Locks</p>", 5),
        ("<p>Reeds<span id='a'>grow</span></p>", 5),
        ("<ul><li>Reeds<ul id='a'><li>Locks</li></ul></li></ul>", 5),
    ],
)
def test_a_mark_at_the_end_of_a_paragraph_stands_at_its_last_character(
    body: str, place: int
) -> None:
    start = '<html xmlns="http://www.w3.org/1999/xhtml"><head/><body><section id="s">'
    read = read_master(f"{start}{body}</section></body></html>".encode())
    assert read.anchors["a"] == place


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("\ufb01ne", "fine"),
        ("co\u00adop \u200bs\n", "coops"),
        ("\u0622", "\u0627\u0653"),
        ("\ufdfb", "جلجلاله"),
    ],
    ids=["a ligature", "what is not seen", "a letter with its mark", "a blessing"],
)
def test_a_text_is_compared_by_the_letters_that_it_shows(written: str, seen: str) -> None:
    assert strip_invisible(written) == seen
