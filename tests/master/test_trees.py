"""Moves on trees keep every character in its place."""

from __future__ import annotations

import pytest
from lxml import etree

from makeready.master.trees import elements, remove, short_digest, unwrap, words


def first(tree: etree._Element) -> etree._Element:
    found = tree.find("x")
    assert found is not None
    return found


def parse(markup: str) -> etree._Element:
    return etree.fromstring(f"<r>{markup}</r>")


@pytest.mark.parametrize(
    "markup", ["a<x>b<y>c</y>d</x>e", "<x/>e", "<y/><x>b</x>e", "<x><y/>b</x>"]
)
def test_unwrapping_keeps_all_words_in_order(markup: str) -> None:
    tree = parse(markup)
    before = "".join(tree.itertext())
    unwrap(first(tree))
    assert "".join(tree.itertext()) == before
    assert tree.find("x") is None


@pytest.mark.parametrize(
    ("markup", "left"), [("a<x>b</x>c", "ac"), ("<y>a</y>b<x/>c", "abc"), ("<x>b</x>c", "c")]
)
def test_removing_keeps_the_words_after(markup: str, left: str) -> None:
    tree = parse(markup)
    remove(first(tree))
    assert "".join(tree.itertext()) == left


def test_words_leave_out_comments_and_what_is_skipped() -> None:
    tree = parse('a <!-- no --> b<?no no?><s class="x noteref">1<i>2</i></s>c<i>  d\n</i>')
    assert words(tree) == "a bc d"
    assert words(tree, skip="none") == "a b12c d"


def test_words_of_one_element_leave_out_what_follows_it() -> None:
    assert words(parse("<i>a</i>b")[0]) == "a"


def test_words_are_read_at_any_depth() -> None:
    deep = 5000
    tree = etree.Element("r")
    inner = tree
    for _ in range(deep):
        inner = etree.SubElement(inner, "i")
    inner.text = "down here"
    assert words(tree) == "down here"


def test_elements_are_nothing_else() -> None:
    assert [each.tag for each in elements(parse("<!-- --><a/><?b?>"))] == ["r", "a"]


def test_digests_do_not_run_parts_together() -> None:
    assert short_digest("ab", "c") != short_digest("a", "bc")
