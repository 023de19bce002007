"""Lines of verse are blocks that keep together as stanzas do."""

from __future__ import annotations

import pytest
from lxml import etree

from makeready.editions.print.plan.verse import set_verse


def verse(inner: str) -> list[tuple[str, str]]:
    """Return the lines that verse becomes: their words and the names that say what they keep to."""
    body = etree.fromstring(f'<body><div class="line-block">{inner}</div></body>')
    set_verse(body)
    return [
        ("".join(line.itertext()), line.get("class", "").removeprefix("verse-line").strip())
        for line in body[0]
    ]


def test_a_line_is_a_block_with_all_that_is_in_it() -> None:
    lines = verse("One <em>red</em> boat,<br/>\ntwo <b>blue</b><br/>and none.")
    assert [words for words, _ in lines] == ["One red boat,", "two blue", "and none."]


def test_a_short_stanza_stays_whole_and_the_next_stands_apart() -> None:
    assert verse("a<br/>\nb<br/>\n<br/>\nc<br/>\nd") == [
        ("a", "keep-next"),
        ("b", "keep-before"),
        ("c", "stanza keep-next"),
        ("d", "keep-before"),
    ]


def test_a_long_stanza_divides_with_two_lines_on_either_page() -> None:
    kept = [names for _, names in verse("<br/>".join("abcdefg"))]
    assert kept == ["keep-next", "", "", "", "", "", "keep-before"]


@pytest.mark.parametrize("inner", ["<em>a<br/>\nb</em>", "<a href='#x'>a<br/>\nb</a> c"])
def test_verse_that_ends_its_lines_within_others_loses_line_feeds_only(inner: str) -> None:
    body = etree.fromstring(f'<body><div class="line-block">{inner}</div></body>')
    set_verse(body)
    assert etree.tostring(body).decode().count("<br/>b") == 1


def test_every_fifth_line_of_a_numbered_poem_has_its_number() -> None:
    stanza = '<div class="line-block">a<br/>b<br/>c</div>'
    body = etree.fromstring(f'<body><div class="verse numbered">{stanza}{stanza}</div></body>')
    set_verse(body)
    numbers = [(line.text, line.get("data-number")) for line in body.iter("span")]
    assert [each for each in numbers if each[1]] == [("b", "5")]
