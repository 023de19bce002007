from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from editions.epub.books import NAMESPACES
from makeready.core.errors import EditionError
from makeready.editions.epub.page_breaks import BreakMarker, insert_markers, read_running_text
from makeready.editions.pages import strip_unseen, visible_places, word_start
from makeready.editions.xhtml import H, parse

NAMED = (f"{H}a", f"{H}h2")
"""Elements whose words are their names for those who listen."""


def section(content: str) -> etree._Element:
    return parse(f"<section {NAMESPACES} id='s'>{content}</section>".encode())


def shown(root: etree._Element) -> str:
    """Return the section's content with every mark as its label in brackets."""
    for mark in list(root.iter(f"{H}span")):
        if mark.get("role") == "doc-pagebreak":
            mark.text = f"[{mark.get('aria-label')}]"
            for name in mark.attrib:
                del mark.attrib[name]
    text = etree.tostring(root, encoding="unicode")
    text = text.replace("<span>[", "[").replace("]</span>", "]")
    return text[text.index(">") + 1 : text.rindex("<")]


def marked(content: str, *offsets: int, in_links: bool = False) -> str:
    root = section(content)
    marks = [
        BreakMarker(id=f"page-{n}", label=str(n), offset=at) for n, at in enumerate(offsets, 1)
    ]
    insert_markers(root, marks, in_links=in_links)
    return shown(root)


@pytest.mark.parametrize(
    ("content", "offset", "wanted"),
    [
        ("<p>one two</p>", 0, "<p>[1]one two</p>"),
        ("<p>one two</p>", 3, "<p>one [1]two</p>"),
        ("<p>one two</p>", 4, "<p>one [1]two</p>"),
        ("<p>one</p><p>two</p>", 3, "<p>one</p><p>[1]two</p>"),
        ("<p>one</p>\n <ul><li>two</li></ul>", 3, "<p>one</p>\n <ul><li>[1]two</li></ul>"),
        ("<p>a <em>bc</em>d ef</p>", 2, "<p>a [1]<em>bc</em>d ef</p>"),
        ("<p>a <em>b c</em> d</p>", 2, "<p>a <em>b [1]c</em> d</p>"),
        ("<p>a <em>b</em> c</p>", 2, "<p>a <em>b</em> [1]c</p>"),
        ("<p>un<em>us</em>ual day</p>", 5, "<p>[1]un<em>us</em>ual day</p>"),
        ("<p>go <a href='#x'>over there</a></p>", 6, '<p>go [1]<a href="#x">over there</a></p>'),
        (
            "<p>at <em><a href='#x'>b c</a></em></p>",
            3,
            '<p>at [1]<em><a href="#x">b c</a></em></p>',
        ),
        ("<p>a</p><h2>B c</h2>", 1, "<p>a</p>[1]<h2>B c</h2>"),
        ("<p>a</p><h2>B c</h2>", 2, "<p>a</p>[1]<h2>B c</h2>"),
        ("<h2>A <a href='#x'>b</a></h2>", 1, '[1]<h2>A <a href="#x">b</a></h2>'),
        ("<section><h3>A</h3></section>", 0, "<section>[1]<h3>A</h3></section>"),
        ("<pre><code>a\n  b</code></pre>", 1, "<pre><code>a\n  [1]b</code></pre>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", 1, "<dl><dt>a</dt><dd>[1]b</dd></dl>"),
        ("<p>ab<br/>cd</p>", 2, "<p>ab<br/>[1]cd</p>"),
        ("<p>ab<!-- x -->cd e</p>", 4, "<p>ab<!-- x -->cd [1]e</p>"),
        ("<p>ab</p>", 2, "<p>ab[1]</p>"),
        ("<p>a <a href='#x'>b</a>\n</p>", 2, '<p>a <a href="#x">b</a>[1]\n</p>'),
        ("<figure><img src='x'/></figure>", 0, '[1]<figure><img src="x"/></figure>'),
        ("<figure><img src='x'/></figure>", 1, '<figure><img src="x"/>[1]</figure>'),
        ("<p>a</p><p><img src='x'/></p>", 1, '<p>a</p><p>[1]<img src="x"/></p>'),
        (
            "<p>a</p><figure><img src='x'/></figure><p>b</p>",
            2,
            '<p>a</p><figure><img src="x"/></figure><p>[1]b</p>',
        ),
        (
            "<p>a <a href='#x'><img src='x'/></a></p>",
            1,
            '<p>a [1]<a href="#x"><img src="x"/></a></p>',
        ),
    ],
)
def test_a_mark_stands_where_the_page_begins(content: str, offset: int, wanted: str) -> None:
    assert marked(content, offset) == wanted


def test_pages_that_begin_at_one_place_keep_their_order() -> None:
    assert marked("<p>a extraordinary b</p>", 1, 4, 9) == "<p>a [1][2][3]extraordinary b</p>"
    link = "<p>a <em><a href='#x'>b c d</a></em></p>"
    assert marked(link, 1, 2, 3) == '<p>a [1][2][3]<em><a href="#x">b c d</a></em></p>'


def test_notes_and_pictures_do_not_count() -> None:
    content = (
        "<p>a</p><svg xmlns='http://www.w3.org/2000/svg'><text>no</text></svg>"
        "<section class='x notes'><p>note</p></section><p>b</p>"
    )
    assert read_running_text(section(content)).split() == ["a", "b"]
    assert marked(content, 1).endswith("<p>[1]b</p>")


def test_in_the_contents_a_mark_may_stand_in_a_link() -> None:
    content = "<h1>Ab</h1><ol><li><a href='#x'>one two</a></li></ol>"
    wanted = '<h1>Ab</h1><ol><li><a href="#x">[1]one [2]two</a></li></ol>'
    assert marked(content, 2, 5, in_links=True) == wanted


def test_marks_of_the_contents_are_hidden_from_their_links_names() -> None:
    root = section("<h1>Ab</h1><ol><li><a href='#x'>one two</a></li></ol>")
    insert_markers(root, [BreakMarker(id="page-1", label="1", offset=2)], in_links=True)
    (mark,) = root.iter(f"{H}span")
    assert mark.get("aria-hidden") == "true"


def test_a_page_beyond_the_section_is_an_error() -> None:
    with pytest.raises(EditionError, match="page 1 begins after 3 characters"):
        marked("<p>ab</p>", 3)


PIECES = st.recursive(
    st.text(alphabet="abc’- \n河", max_size=8),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["em", "a href='#x'", "code", "span"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
SECTIONS = st.lists(
    st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["p", "h2", "pre", "li", "section"]),
        st.lists(PIECES, max_size=4),
    ),
    max_size=5,
)


@given(SECTIONS, st.data())
def test_marks_change_no_text_and_stand_at_the_start_of_their_page(
    blocks: list[str], data: st.DataObject
) -> None:
    root = section("".join(blocks))
    text = read_running_text(root)
    places = list(visible_places(text))
    offsets = sorted(data.draw(st.lists(st.integers(0, len(places)), max_size=5)))
    insert_markers(
        root, [BreakMarker(id=f"p{n}", label=str(n), offset=o) for n, o in enumerate(offsets)]
    )
    assert read_running_text(root) == text
    found = [e for e in root.iter(f"{H}span") if e.get("role") == "doc-pagebreak"]
    assert [mark.get("aria-label") for mark in found] == [str(n) for n in range(len(offsets))]
    linked = _in_links(root)
    for mark, offset in zip(found, offsets, strict=True):
        assert not any(parent.tag in NAMED for parent in mark.iterancestors())
        before = len(strip_unseen("".join(_texts(mark, "preceding::text()"))))
        if offset == len(places) or (not linked[offset] and _begins_word(text, places[offset])):
            assert before == offset
        else:
            assert before <= offset
            gap = range(places[before], places[offset]) if before < offset else ()
            assert all(not text[n].isspace() or _is_within_link(n, places, linked) for n in gap)


def _begins_word(text: str, index: int) -> bool:
    return word_start(text, index) == index


def _in_links(root: etree._Element) -> list[bool]:
    """Return for every visible character whether it stands in a link."""
    return [
        any(each.tag in NAMED for each in _around(piece))
        for piece in _texts(root, "descendant::text()")
        for character in piece
        if not character.isspace()
    ]


def _around(piece: str) -> list[etree._Element]:
    parent = piece.getparent()  # type: ignore[attr-defined]  # lxml's strings know their element
    holder = parent.getparent() if piece.is_tail else parent  # type: ignore[attr-defined]  # as above
    return [holder, *holder.iterancestors()]


def _is_within_link(index: int, places: list[int], linked: list[bool]) -> bool:
    """Tell whether the visible characters on both sides of white space stand in a link."""
    after = next(n for n, place in enumerate(places) if place > index)
    return linked[after - 1] and linked[after]


def _texts(node: etree._Element, path: str) -> list[str]:
    found = node.xpath(path)
    assert isinstance(found, list)
    return [piece for piece in found if isinstance(piece, str)]
