from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from makeready.editions.xhtml import H, heading, is_writable, make_element, parse, serialize, words

if TYPE_CHECKING:
    from pathlib import Path


def test_no_file_is_read_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("not for the book", encoding="utf-8")
    source = f'<!DOCTYPE p [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>a&x;b</p>'
    assert "not for the book" not in str(parse(source.encode()).xpath("string()"))


def test_an_element_that_may_have_content_gets_an_end_tag() -> None:
    root = make_element(f"{H}p")
    root.append(make_element(f"{H}em"))
    root.append(make_element(f"{H}br"))
    assert b"em></html:em><html:br/>" in serialize(root)


def test_words_are_those_that_are_read() -> None:
    root = parse(b"<p>one\n <!-- no --> <b>two</b> three</p>")
    assert words(root) == "one two three"
    assert words(None) == ""


def test_the_first_heading_counts() -> None:
    source = '<section xmlns="http://www.w3.org/1999/xhtml"><p>x</p><h2>A</h2><h1>B</h1></section>'
    assert heading(parse(source.encode())) == "A"


@given(st.text())
def test_what_is_writable_comes_back(text: str) -> None:
    if is_writable(text):
        found = parse(serialize(make_element(f"{H}p", text=text)))
        assert (found.text or "") == text
    else:
        assert any(ord(each) < 32 or ord(each) in {0xFFFE, 0xFFFF} for each in text) or any(
            0xD800 <= ord(each) < 0xE000 for each in text
        )
