"""A structure reads well a page at a time: late notes cut no paragraph, words are no strays."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from makeready.editions.print.tags.reading_order import order_for_reading
from makeready.editions.print.tags.structure import Kid, MarkedContent, Node

NOWHERE = Element("p")


def words(page: int, text: str) -> MarkedContent:
    return MarkedContent(page=page, place=0, order=0, element=NOWHERE, text=text)


def block(*kids: Kid, role: str = "P") -> Node:
    return Node(role=role, kids=kids)


def note(*pages: int) -> Node:
    return Node(role="Note", kids=(block(*(words(page, "note") for page in pages)),), name="n")


def told(node: Node) -> str:
    """Return a node in brackets: words with their page, notes as they are."""
    kids = (k for k in node.kids if isinstance(k, MarkedContent | Node))
    inner = " ".join(f"{k.text}{k.page}" if isinstance(k, MarkedContent) else told(k) for k in kids)
    return f"{node.role}({inner})"


def shown(*nodes: Node) -> list[str]:
    return [told(node) for node in order_for_reading(nodes)]


CUT = block(words(1, "b"), words(2, "c"))
LATER = block(words(2, "d"))


@pytest.mark.parametrize("pages", [(2,), (1, 2), (2, 3)], ids=["late", "carried over", "long"])
def test_a_late_note_waits_for_the_end_of_a_paragraph_that_is_cut(pages: tuple[int, ...]) -> None:
    said = " ".join(f"note{page}" for page in pages)
    before, cut, later = shown(block(words(1, "a"), note(*pages)), CUT, LATER)
    assert before == "P(a1)"
    assert cut == f"P(Span(b1 c2) Note(P({said})))"
    assert later == "P(d2)"


def test_a_late_note_stands_before_the_notes_of_the_paragraph_that_it_waits_for() -> None:
    own = Node(role="Note", kids=(block(words(2, "own")),), name="o")
    _, cut = shown(block(words(1, "a"), note(2)), block(words(1, "b"), words(2, "c"), own))
    assert cut == "P(Span(b1 c2) Note(P(note2)) Note(P(own2)))"


def test_a_note_on_the_page_of_its_call_stays() -> None:
    before, _, _ = shown(block(words(1, "a"), note(1)), CUT, LATER)
    assert before == "P(Span(a1) Note(P(note1)))"


def test_a_late_note_stays_where_no_paragraph_is_cut() -> None:
    before, _ = shown(block(words(1, "a"), note(2)), LATER)
    assert before == "P(Span(a1) Note(P(note2)))"


def test_a_note_whose_own_paragraph_is_cut_stays_in_it() -> None:
    (only,) = shown(block(words(1, "a"), words(2, "b"), note(1, 2)))
    assert only == "P(Span(a1 b2) Note(P(note1 note2)))"


def test_a_table_that_is_cut_takes_no_note() -> None:
    cell = block(words(1, "b"), words(2, "c"), role="TD")
    table = block(block(cell, role="TR"), role="Table")
    before, after = shown(block(words(1, "a"), note(2)), table)
    assert before == "P(Span(a1) Note(P(note2)))"
    assert after == "Table(TR(TD(b1 c2)))"


def test_an_item_of_a_list_may_take_one() -> None:
    item = block(words(1, "b"), words(2, "c"), block(words(2, "d")), role="LBody")
    _, after = shown(block(words(1, "a"), note(2)), block(block(item, role="LI"), role="L"))
    assert after == "L(LI(LBody(Span(b1 c2) P(d2) Note(P(note2)))))"


def test_words_beside_a_node_become_a_node() -> None:
    mixed = block(words(1, "a"), block(words(1, "b"), role="Code"), words(1, "c"), words(1, "d"))
    assert shown(mixed) == ["P(Span(a1) Code(b1) Span(c1 d1))"]
    assert shown(block(words(1, "a"), words(1, "b"))) == ["P(a1 b1)"]
