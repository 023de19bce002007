"""A document becomes a manuscript that an edition can be made of; what was corrected is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ConfigError
from makeready.core.findings import Place
from makeready.intake.account.ledger import check
from makeready.intake.account.recipe import read_recipe
from makeready.intake.account.whole import _findings, take_whole
from makeready.intake.read.files import Wants, read_source

if TYPE_CHECKING:
    from makeready.intake.model import Imported


def imported(page: str, recipe: str = "") -> Imported:
    source = read_source("a.html", page.encode())
    said = f'[source]\nsha256 = "{source.digest}"\n{recipe}'.encode()
    return take_whole(source, read_recipe(said, source.digest) if recipe else None)


def rules(made: Imported) -> set[str]:
    return {operation.rule for operation in made.ledger.operations}


@pytest.mark.parametrize(
    ("page", "text", "rule"),
    [
        ("<h1>A</h1><p>x</p><h2> </h2><p>y</p>", "# A\n\nx\n\ny\n", "D.empty-heading"),
        ("<p>x <a href='two.html#b'>there</a></p>", "x there\n", "D.link"),
        ("<p>x <a href='#nowhere'>there</a></p>", "x there\n", "D.link"),
        ("<p>x <a href='www.mill.example'>there</a></p>", "x [there](https://www.mill.example)\n",
         "D.address"),
        ("<p>x <a href='ada@mill.example'>her</a></p>", "x [her](mailto:ada@mill.example)\n",
         "D.address"),
        ("<p>x&#133;y &#x7f;z</p>", "x…y z\n", "D.control"),
        ("<p><span id='q'>x</span> <i id='q'>y</i> <a href='#q'>z</a></p>", None, ""),
    ],
)  # fmt: skip
def test_what_no_edition_can_hold_is_corrected_under_a_rule(
    page: str, text: str | None, rule: str
) -> None:
    made = imported(page)
    if text is not None:
        assert made.texts[0].text == text
        assert rule in rules(made)
    assert check(made.ledger, "".join(each.text for each in made.texts)) == ()


def test_ids_that_clash_are_given_once() -> None:
    made = imported("<div id='q'>x</div><div id='q'>y</div><a href='#q'>z</a>")
    assert made.texts[0].text.count("{#q}") == 1
    assert "D.id" in rules(made)


def test_ids_of_the_press_are_given_other_names() -> None:
    made = imported("<h1 id='note-1'>A</h1><p><a href='#note-1'>there</a></p>")
    assert made.texts[0].text == "# A {#s-note-1}\n\n[there](#s-note-1)\n"


def test_an_unknown_author_is_a_question() -> None:
    page = "<head><meta name='author' content='Author Unknown'></head><p>x</p>"
    made = imported(page)
    assert made.metadata.people == ()
    assert any('author = "' in question.proposal for question in made.questions)


@pytest.mark.parametrize(("lang", "found"), [("jp", "ja"), ("und", ""), ("en_US", "en-US")])
def test_a_language_that_is_none_is_corrected_or_asked_about(lang: str, found: str) -> None:
    made = imported(f"<html lang='{lang}'><p>xyzzy</p></html>")
    assert made.metadata.language == found
    assert any('language = "' in each.proposal for each in made.questions) == (not found)


def test_the_recipe_says_what_the_document_does_not() -> None:
    made = imported("<p>x</p>", '[meta]\ntitle = "Gates"\nauthor = "Ada Brook"\n')
    assert made.metadata.title == "Gates"
    assert made.metadata.people[0].name == "Ada Brook"


def test_an_answer_about_words_is_refused() -> None:
    with pytest.raises(ConfigError, match="change the manuscript"):
        imported("<p>x</p>", '[[text]]\nline = 1\nraw = "x"\nto = "y"\n')


def test_a_section_that_a_link_means_gives_its_id_to_its_heading() -> None:
    page = "<h1>A</h1><p><a href='#s'>there</a></p><section id='s'><h1>B</h1><p>x</p></section>"
    assert [each.text for each in imported(page).texts] == [
        "# A\n\n[there](#s)\n\n",
        "# B {#s}\n\nx\n",
    ]


def test_a_heading_in_a_box_opens_no_chapter() -> None:
    page = "<h1>A</h1><aside class='sidebar'><h1>B</h1><p>x</p></aside>"
    assert imported(page).texts[0].text == "# A\n\n::: box\n**B**\n\nx\n:::\n"


def test_a_link_to_a_place_in_verse_finds_its_line() -> None:
    page = "<div class='poem'><div id='l2'>one</div></div><p><a href='#l2'>there</a></p>"
    assert imported(page).texts[0].text == "| []{#l2}one\n\n[there](#l2)\n"


def test_dashes_that_few_typefaces_have_are_written_with_others() -> None:
    made = imported("<p>Mr.&#x2e3b;went</p>")
    assert made.texts[0].text == "Mr.———went\n"
    assert "D.dash" in rules(made)


def test_a_picture_too_wide_for_a_line_stands_apart() -> None:
    wide = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (400).to_bytes(4, "big") + b"\0\0\1\0"
    page = (
        b"<p><img src='a.png' alt='Mill'> It runs.</p><p>It <img src='a.png' alt='Mill'> runs.</p>"
    )
    made = take_whole(read_source("a.html", page, Wants(beside=lambda _: wide)))
    picture = "![Mill](images/a.png)"
    assert made.texts[0].text == f"{picture}\n\nIt runs.\n\nIt runs.\n\n{picture}\n"
    assert "D.picture" in rules(made)


def test_line_breaks_around_words_go() -> None:
    made = imported("<div><br><br><br></div><p>x<br></p><div><br>y<br>z<br></div>")
    assert made.texts[0].text == "x\n\ny\\\nz\n"


def test_a_document_that_was_not_compared_is_told_by_its_name() -> None:
    (found,) = _findings(read_source("a.html", b"<p>Oil.</p>"), None)
    assert (found.code, found.place) == ("S-146", Place("a.html"))
