"""A note that is cut into pieces loses nothing, and becomes what it was when they are joined."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from makeready.editions.pages import strip_unseen
from makeready.editions.print.notes.split import (
    HALF,
    UNCUT,
    count_visible,
    cut_note,
    find_notes,
    rejoin_note,
)
from makeready.editions.print.plan.list_numbers import write_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

words = st.lists(st.sampled_from("reed rush sedge a bulrush".split()), min_size=1, max_size=9)
said = words.map(" ".join)


def inside(tag: str) -> Callable[[str], str]:
    return lambda inner: f"<{tag}>{inner}</{tag}>"


def several(one: st.SearchStrategy[str], least: int = 1, most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(one, min_size=least, max_size=most).map("".join)


inline = (
    said
    | said.map(inside("em"))
    | said.map(inside("q"))
    | said.map(lambda s: f' <i id="i">{s}</i> ')
)
paragraph = several(inline).map(inside("p"))
code = st.lists(said, min_size=1, max_size=4).map("\n".join).map(inside("pre"))
picture = said.map(lambda s: f'<figure><img src="x"/><figcaption>{s}</figcaption></figure>')
heading = said.map(inside("h3"))
rows = several(
    st.tuples(said, said).map(lambda row: f"<tr><td>{row[0]}</td><td>{row[1]}</td></tr>")
)
table = rows.map(
    lambda body: (
        "<table><colgroup><col/><col/></colgroup><thead><tr><th>A</th><th>B</th></tr>"
        f"</thead><tbody>{body}</tbody></table>"
    )
)
spanning = said.map(
    lambda s: f'<table><tr><td rowspan="2">{s}</td><td>x</td></tr><tr><td>{s}</td></tr></table>'
)
attributes = st.sampled_from(
    ("", 'start="7"', 'reversed=""', 'type="a"', 'reversed="" start="3"', 'start="-1" id="list"')
)


def blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = several(several(said | inner).map(inside("li")), 1, 6)
    numbered = st.tuples(attributes, items).map(lambda pair: f"<ol {pair[0]}>{pair[1]}</ol>")
    terms = several(
        st.tuples(said.map(inside("dt")), several(inner).map(inside("dd"))).map("".join)
    )
    return (
        numbered
        | items.map(inside("ul"))
        | several(inner).map(inside("blockquote"))
        | terms.map(inside("dl"))
    )


block = st.recursive(
    paragraph
    | code
    | picture
    | table
    | spanning
    | heading.flatmap(lambda h: paragraph.map(lambda p: h + p)),
    blocks,
    max_leaves=5,
)
note = several(block, 1, 3)


def made(inner: str) -> ET.Element:
    """Return a document with a note of these blocks, its lists numbered as they are for print."""
    back = '<p><a class="backlink">1</a> reed</p>'
    body = f'<body><p>Call<aside class="note" id="n">{back}{inner}</aside> behind</p></body>'
    tree = etree.fromstring(body)
    write_numbers(tree)
    return ET.fromstring(etree.tostring(tree))


def numbers(element: ET.Element) -> Iterator[int]:
    """Yield the numbers that items show, as the style of their lists says."""
    for numbered in element.iter("ol"):
        begins = re.findall(r"counter-reset: list-item (-?\d+)", numbered.get("style", ""))
        number = int(begins[-1]) if begins else 0
        for item in numbered.findall("li"):
            number += 1 if numbered.get("reversed") is None else -1
            item.set("number", str(number))
    for item in element.iter("li"):
        if "number" in item.attrib:
            own = int(item.attrib.pop("number"))
            if item.get(HALF) is None:
                yield own


def text_of(element: ET.Element) -> str:
    return "".join(element.itertext())


@settings(deadline=None)  # a note of many blocks may take longer on a busy machine
@given(note, st.integers(min_value=4, max_value=60))
def test_pieces_have_the_words_and_numbers_of_the_note(inner: str, room: int) -> None:
    root = made(inner)
    (whole,) = find_notes(root)
    words_before, numbers_before = text_of(root), list(numbers(whole))
    cut_note(root, whole, lambda _: room)
    pieces = list(find_notes(root))
    assert text_of(root) == words_before
    assert [number for piece in pieces for number in numbers(piece)] == numbers_before
    assert all(count_visible(piece) for piece in pieces)


@settings(deadline=None)  # a note of many blocks may take longer on a busy machine
@given(note, st.integers(min_value=4, max_value=60))
def test_joined_pieces_are_the_note(inner: str, room: int) -> None:
    root = made(inner)
    before = ET.tostring(root)
    cut_note(root, next(find_notes(root)), lambda _: room)
    elements = set(root.iter())
    wholes = rejoin_note(root)
    assert ET.tostring(root) == before
    assert set(wholes.values()) <= set(root.iter())
    lost = elements - set(root.iter()) - wholes.keys()
    assert {element.tag for element in lost} <= {"colgroup", "col"}


@settings(deadline=None)  # a note of many blocks may take longer on a busy machine
@given(note, st.integers(min_value=4, max_value=60))
def test_rows_terms_pictures_and_lines_stay_in_one_piece(inner: str, room: int) -> None:
    root = made(inner)
    cut_note(root, next(find_notes(root)), lambda _: room)
    assert not [half for half in root.iter() if half.get(HALF) is not None and half.tag in UNCUT]
    for piece, after in pairwise(find_notes(root)):
        last = list(piece.iter())[-1]
        assert last.tag not in ("h3", "dt", "th")
        if any(half.tag == "pre" and half.get(HALF) is not None for half in after.iter()):
            assert text_of(piece).endswith("\n")


@pytest.mark.parametrize("room", [5, 20, 33])
def test_a_note_is_cut_as_late_as_there_is_room(room: int) -> None:
    root = made(f"<p>{'reed ' * 40}</p>")
    cut_note(root, next(find_notes(root)), lambda _: room)
    assert room - len("reed") < count_visible(next(find_notes(root))) <= room


def test_a_table_that_has_room_is_not_cut() -> None:
    row = "<tr><td>reed</td><td>rush</td></tr>"
    root = made(f"<p>{'reed ' * 4}</p><table>{row * 5}</table><p>end of it</p>")
    cut_note(root, next(find_notes(root)), lambda _: 40)
    held = [[child.tag for child in piece] for piece in find_notes(root)]
    assert held == [["p", "p"], ["table"], ["p"]]


def test_a_table_that_has_no_room_is_cut_between_rows_and_keeps_its_columns() -> None:
    row = "<tr><td>reed</td><td>rush</td></tr>"
    columns = '<colgroup><col style="width: 30%"/><col/></colgroup>'
    root = made(f"<table>{columns}<tbody>{row * 9}</tbody></table>")
    cut_note(root, next(find_notes(root)), lambda _: 30)
    rows = [len(list(piece.iter("tr"))) for piece in find_notes(root)]
    assert rows == [3, 3, 3]
    assert len(list(root.iter("colgroup"))) == 3


@pytest.mark.parametrize("room", [1, 3])
def test_a_note_of_one_word_is_not_cut(room: int) -> None:
    root = made("")
    assert not cut_note(root, next(find_notes(root)), lambda _: room)


def test_what_cannot_be_seen_does_not_count() -> None:
    assert strip_unseen(" a\u00adb\u200b c\n") == "abc"
