from __future__ import annotations

import pytest

from editions.epub.books import PNG, asset, chapter, contents, entry, master, page
from makeready.core.errors import EditionError
from makeready.editions.epub.chapters import (
    Chapter,
    FilePlan,
    mark_page_breaks,
    plan_files,
    sections_of,
)
from makeready.editions.epub.chapters import chapter as chapter_of
from makeready.editions.xhtml import H, parse

RIVER = (
    "<p id='p'>See <a href='#p'>here</a> and <a href='#sea'>there</a>"
    " and <a href='https://example.org/#sea'>away</a>.</p>"
)
MASTER = master(
    contents((entry("River", "river"), entry("Sea", "sea"))),
    chapter("river", "River", RIVER),
    chapter("sea", "Sea", "<p><img src='images/a%20b.png' alt='x'/><a href='#river'>back</a></p>"),
    assets=(asset("images/a b.png", "image/png", PNG),),
)
ROOT = parse(MASTER.xhtml)


def placed() -> FilePlan:
    return plan_files(sections_of(ROOT), MASTER.assets)


def made(number: int) -> Chapter:
    return chapter_of(sections_of(ROOT)[number], ROOT, placed())


def links(found: Chapter) -> list[str]:
    return [link.attrib["href"] for link in parse(found.xhtml).iter(f"{H}a")]


def test_links_lead_to_the_file_of_their_target() -> None:
    assert links(made(1)) == ["#p", "sea.xhtml#sea", "https://example.org/#sea"]
    assert links(made(2)) == ["river.xhtml#river"]


def test_a_picture_is_found_under_its_safe_name() -> None:
    picture = next(parse(made(2).xhtml).iter(f"{H}img"))
    assert picture.get("src") == placed().assets["images/a b.png"]
    assert " " not in picture.attrib["src"]
    assert "%" not in picture.attrib["src"]


def test_a_link_to_nowhere_is_an_error() -> None:
    root = parse(master(chapter("a", "A", "<p><a href='#gone'>x</a></p>")).xhtml)
    section = sections_of(root)[0]
    with pytest.raises(EditionError, match="“#gone”"):
        chapter_of(section, root, plan_files([section], ()))


def test_a_chapter_takes_language_title_and_matter_along() -> None:
    root = parse(made(1).xhtml)
    assert root.get("lang") == "en-GB"
    assert root.findtext(f"{H}head/{H}title") == "River"
    body = root.find(f"{H}body")
    assert body is not None
    assert dict(body.attrib) == {"{http://www.idpf.org/2007/ops}type": "bodymatter"}


def test_an_untitled_section_is_titled_like_the_book() -> None:
    root = parse(master('<section id="a" data-matter="body"><p>x</p></section>').xhtml)
    section = sections_of(root)[0]
    found = chapter_of(section, root, plan_files([section], ()))
    assert found.title == ""
    assert parse(found.xhtml).findtext(f"{H}head/{H}title") == "Two Rivers"


def test_inline_pictures_and_formulas_are_declared() -> None:
    content = (
        "<p><svg xmlns='http://www.w3.org/2000/svg'/>"
        "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math></p>"
    )
    root = parse(master(chapter("a", "A", content)).xhtml)
    section = sections_of(root)[0]
    assert chapter_of(section, root, plan_files([section], ())).properties == ("mathml", "svg")


def test_white_space_in_code_is_kept_and_empty_elements_are_closed() -> None:
    content = "<pre><code>a\n  <span>b</span>\n</code></pre><p><em/>x<br/></p>"
    root = parse(master(chapter("a", "A", content)).xhtml)
    section = sections_of(root)[0]
    found = chapter_of(section, root, plan_files([section], ())).xhtml
    assert b"<pre><code>a\n  <span>b</span>\n</code></pre><p><em></em>x<br/></p>" in found


def test_a_mark_never_takes_an_id_of_the_book() -> None:
    root = parse(master(chapter("page-1", "A", "<p>x</p>")).xhtml)
    sections = sections_of(root)
    marked, targets = mark_page_breaks(sections, [page("1", "page-1", 0)], plan_files(sections, ()))
    assert [target.href for target in targets] == ["page-1.xhtml#page-1-2"]
    assert [e.get("id") for e in marked[0].iter(f"{H}span")] == ["page-1-2"]


def test_a_page_in_no_section_is_an_error() -> None:
    sections = sections_of(ROOT)
    with pytest.raises(EditionError, match="“elsewhere”"):
        mark_page_breaks(sections, [page("1", "elsewhere", 0)], placed())


def test_marking_leaves_the_master_as_it_was() -> None:
    sections = sections_of(ROOT)
    mark_page_breaks(sections, [page("1", "river", 0)], placed())
    assert not any(True for section in sections for _ in section.iter(f"{H}span"))


def verse(inner: str) -> str:
    root = parse(master(chapter("a", "A", f"<div class='line-block'>{inner}</div>")).xhtml)
    (section,) = sections_of(root)
    found = chapter_of(section, root, plan_files([section], ()))
    (block,) = parse(found.xhtml).iterfind(f".//{H}div")
    (written,) = section.iterfind(f"{H}div")
    assert "".join(block.itertext()) == "".join(written.itertext())
    lines = [*block]
    return "|".join("".join(line.itertext()) or line.tag.removeprefix(H) for line in lines)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("one <em>a</em>,<br/>\ntwo", "one a,|\ntwo"),
        ("<em>one</em><br/>\n<br/>\ntwo<br/>", "one|br|\ntwo"),
        ("<br/>\n  one", "br|\n  one"),
        ("<em>one<br/>\ntwo</em> three", "one\ntwo"),
    ],
)
def test_each_line_of_verse_can_hang(inner: str, expected: str) -> None:
    assert verse(inner) == expected
