"""Raw HTML of one file stays in that file, whatever it opens and never closes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from makeready.core.errors import MasterError
from makeready.master.read.fragments import (
    DEEPEST,
    check_tags,
    gather,
    order_tables,
    parse,
    separate,
)
from master.titles import anyway, made, sections, text, told, visible, words

ONE = (text("# One\n\n</em> and <b>\n"),)


@pytest.mark.parametrize("tag", ["section", "table", "b", "aside", "p", "ul", "blockquote", "a"])
def test_an_element_left_open_ends_with_its_file(tag: str) -> None:
    master = anyway(f"# One\n\n<{tag}>\n\nfirst\n", "# Two\n\nsecond[^1]\n\n[^1]: Third.\n")
    one, two = sections(master)
    assert "first" in words(one)
    assert "second" not in words(one)
    assert "second" in words(two)
    assert [note.text for note in master.notes] == ["Third."]


@pytest.mark.parametrize(
    ("manuscript", "finding"),
    [
        ("One.\n\na <b>x\n", "text/01.md:3: T-015 <b> is never closed"),
        ("One.\n\nx</em> y\n", "text/01.md:3: T-015 </em> closes nothing"),
        ("One.\n\n<em>x <b>y</em>\n", "text/01.md:3: T-015 <b> is never closed"),
    ],
)
def test_tags_without_partners_are_told(manuscript: str, finding: str) -> None:
    assert finding in told(manuscript)


def test_balanced_and_optional_tags_are_not_told() -> None:
    html = "<ul><li>a<li>b</ul><br><img src='x'/><p>c<p>d<b>e</b>"
    assert list(check_tags(html, ONE)) == []


@pytest.mark.parametrize(
    "tag", ["textarea", "script", "style", "title", "xmp", "plaintext", "noembed"]
)
def test_elements_that_swallow_markup_are_refused(tag: str) -> None:
    found = told(f"# One\n\nbefore <{tag}> after\n", "# Two\n")
    assert any(f"T-002 <{tag}> is refused" in each for each in found), found


def test_a_comment_that_never_ends_is_text() -> None:
    master = made("a\n\n<!-- b\n\nc\n", "# Two\n")
    assert "b" in words(sections(master)[0])
    assert words(sections(master)[1]) == "Two"


def test_a_comment_that_ends_is_nothing() -> None:
    assert words(sections(made("a <!-- b --> c\n\n<!--\nd\n-->\n"))[0]) == "a c"


def test_words_outside_every_block_are_kept_in_paragraphs() -> None:
    tree, _ = parse("a <b>b</b> c<p>d</p>e<hr>  <i>f</i>")
    before = visible("".join(tree.itertext()))
    gather(tree)
    assert [each.tag for each in tree] == ["p", "p", "p", "hr", "p"]
    assert visible("".join(tree.itertext())) == before
    assert not (tree.text or "").strip()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["x", " ", "<b>y</b>", "<p>z</p>", "<hr>", "<!-- c -->", "<i>"])))
def test_gathering_keeps_every_character_in_order(parts: list[str]) -> None:
    tree, _ = parse("".join(parts))
    before = visible("".join(etree.tostring(tree, method="text", encoding="unicode")))
    gather(tree)
    assert visible(etree.tostring(tree, method="text", encoding="unicode")) == before
    assert all(not (each.tail or "").strip() for each in tree)


@pytest.mark.parametrize("tag", ["</body>", "</html>", "</BODY >"])
def test_a_tag_that_ends_the_document_is_refused(tag: str) -> None:
    found = told("# One\n", f"# Two\n\na {tag} b\n\nc\n")
    assert "text/02.md:3: T-018 raw HTML ends the document or swallows what follows" in found


def test_document_tags_that_begin_change_nothing_around_them() -> None:
    manuscript = "# One\n\na <body onload='x()'> b\n\nc\n"
    master = anyway(manuscript)
    assert visible(words(sections(master)[0])) == "Oneabc"
    assert b"onload" not in master.xhtml
    assert told(manuscript) == ["text/01.md:3: T-015 <body> begins a document"]


def test_a_note_that_ends_the_document_is_refused() -> None:
    found = told("# One\n\na[^1]\n\n[^1]: b </body> c\n")
    assert "text/01.md:5: T-018 raw HTML ends the document or swallows what follows" in found


def test_what_is_too_deep_is_refused_with_its_line() -> None:
    deep = "Fine.\n\n" + "> " * 100 + "far down the well\n"
    assert told(deep) == [f"text/01.md:3: T-016 101 elements in one another; {DEEPEST} are allowed"]
    assert not told("> " * 20 + "not so far\n")


def test_lists_too_deep_are_refused() -> None:
    lists = "".join(f"{'    ' * level}- item {level}\n" for level in range(50))
    assert any(" T-016 " in found for found in told(lists))


def test_an_answer_without_marks_is_refused() -> None:
    with pytest.raises(MasterError, match="pandoc returned 0 files for 2"):
        separate("<p>x</p>", "mark", 2)


def test_the_parts_of_a_table_stand_in_the_order_of_html_5() -> None:
    tree, _ = parse(
        "<table><tfoot><tr><td>sum</td></tr></tfoot><tbody><tr><td>a</td></tr></tbody>"
        "<thead><tr><th>oar</th></tr></thead><tr><td>b</td></tr><caption>Oars</caption></table>"
    )
    order_tables(tree)
    (table,) = tree.iter("table")
    assert [part.tag for part in table] == ["caption", "thead", "tbody", "tr", "tfoot"]
