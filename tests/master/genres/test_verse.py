"""Lines of verse keep the spaces with which they begin, and all else of a manuscript its own."""

from __future__ import annotations

import pytest

from makeready.master.genres.verse import keep_indents
from master.titles import inside, made

_FAR = "\u00a0" * 4


def kept(*lines: str) -> list[str]:
    return keep_indents(lines)[1:-1]


@pytest.mark.parametrize("opening", ["::: verse", "::: {.poem .numbered}", ":::: {#x .song}"])
def test_spaces_before_a_line_of_verse_are_kept(opening: str) -> None:
    written = ("one", "    two", "", "\tthree", "  *four*")
    assert kept(opening, *written, ":::") == [
        *("one", f"{_FAR}two", "", f"{_FAR}three", "\u00a0\u00a0*four*")
    ]


@pytest.mark.parametrize("before", ["    ", "> "])
def test_the_indent_of_a_whole_division_is_no_indent_of_its_lines(before: str) -> None:
    lines = [f"{before}{line}" for line in ("::: verse", "one", "  two", ":::")]
    assert keep_indents(lines) == [*lines[:2], f"{before}\u00a0\u00a0two", lines[3]]


@pytest.mark.parametrize(
    "lines",
    [
        ["::: box", "    code", ":::", "    code"],
        ["```", "::: verse", "    code", "```"],
        ["::: verse", "- an item", "", "    more of it", ":::"],
        ["::: verse", "[^1]: a note", "", "    more of it", ":::"],
        ["::: verse", "| a", "  more of the line", ":::"],
        ["::: drama", "ANNA. Where", "    is it?", ":::"],
        ["::: drama", "Anna", ":   Where?", "", "    Here?", ":::"],
        ["::: verse", "a", ":::", "", "    code"],
    ],
)
def test_other_lines_stay_as_they_are(lines: list[str]) -> None:
    assert keep_indents(lines) == lines


def test_an_attribution_far_in_is_a_paragraph_of_its_own() -> None:
    assert kept("::: verse", "a", "", "      [Anon.]{.attribution}", ":::")[2:] == [
        "[Anon.]{.attribution}"
    ]


def test_the_rest_of_a_shared_line_in_a_play_is_verse() -> None:
    said = kept("::: play", "ANNA. Where", "", "      is it?", "      Here.", "", "More.", ":::")
    assert said == ["ANNA. Where", "", "|       is it?", "|       Here.", "", "More."]


def test_lines_end_within_emphasis_too() -> None:
    inner = inside(made("::: verse\n*one\n  two*\nthree\n:::\n"))
    assert "<em>one</em><br/>\n\u00a0\u00a0<em>two</em><br/>\nthree" in inner.replace(
        "<em>\u00a0\u00a0two", "\u00a0\u00a0<em>two"
    )
