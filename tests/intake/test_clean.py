"""The laws of an import: whatever comes in, every character is accounted for."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.cleaned import cleaned, manuscript, raw
from makeready.files.programs.pandoc import run_pandoc
from makeready.intake.account import ledger
from makeready.intake.clean import clean
from makeready.intake.model import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

READING = (
    "markdown-raw_tex-citations-tex_math_dollars-yaml_metadata_block-pandoc_title_block"
    "-raw_attribute+smart"
)
# What converters write, broken at every joint.
PIECES = (
    "<sup>1</sup>", "<sup>&</sup>lt;sup>2</sup> ", "① ", "^①", "[1] ", "[2](#page-1-0)", "1. ",
    "2. ", "# ", "## ", "**", "*", "_", "\n", "\n\n", "\n\n\n\n\n\n", "- ", "> ", "\\", "\\*",
    "| a | b |\n|---|---|\n| c | d |\n", "$", "$^{1}$", "&amp;", "&lt;", "<i>", "</i>", "<b>",
    "</b>", '<span id="page-0-0"></span>', "<http://a.b/c_d>", "http://a.b/c-\n", "word ",
    "Wort- und ", "foo-\nbar ", "Ends here. ", "lower ", "Contents\n", "Intro .... 3\n",
    "A head\n", "12\n", "†", "* * *\n", "---\n", "\f", "中文", "。", "\ufffc", "\u2028", "\x00",
    "\x85", "\xad", "{", "}", "[^1]", "[^1]: ", "@x", "~", "^", "!", "[", "]", "(a) ", "i. ",
    ": ", "Table: ", "\t", "    ", "Copyright © X\n", "By Jane Doe\n", "1999 ", "Figure 1 x\n",
    "<!-- p -->", "<table>", "</sup>", "<sub>", "<br>",
)  # fmt: skip
UNREAD = ("![](x.png)", "[text](http://a.b)", "```\n", "`")
characters = st.characters(exclude_categories=["Cs"])
quiet = st.characters(exclude_categories=["Cs"], exclude_characters="`")
sources = st.one_of(
    st.text(characters, max_size=300),
    st.lists(
        st.one_of(st.sampled_from((*PIECES, *UNREAD)), st.text(characters, max_size=8)), max_size=60
    ).map("".join),
)
readable = st.one_of(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(quiet, max_size=8)), max_size=40).map(
        "".join
    ),
    st.text(alphabet="abA1 -+*_~^#<>[](){}|\\:;.,!@$%&=\"'\n\t/", max_size=80),
)
slow = settings(deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(sources)
def test_every_character_is_accounted_for(text: str) -> None:
    made = clean(raw(text))
    assert ledger.check(made.ledger, text) == ()
    told = ledger.replay(made.ledger)
    assert {each.file: each.text for each in made.texts} == {
        name: words for name, words in told.items() if name.startswith("text/")
    }


@slow
@given(sources)
def test_the_same_source_gives_the_same_import(text: str) -> None:
    assert clean(raw(text)) == clean(raw(text))


@slow
@given(sources)
def test_a_ledger_survives_its_file(text: str) -> None:
    account = clean(raw(text)).ledger
    assert ledger.loads(ledger.dumps(account)) == account


@slow
@given(readable)
def test_pandoc_reads_the_letters_that_were_kept(text: str) -> None:
    made = clean(raw(text))
    read: Counter[str] = Counter()
    for each in made.texts:
        ran = run_pandoc(("--from", READING, "--to", "json", "--sandbox"), each.text.encode())
        read += letters("".join(words(json.loads(ran.output)["blocks"])))
    kept: Counter[str] = Counter()
    for done in made.ledger.operations:
        marks = done.rule in ("N.call", "M.emphasis") or (
            done.rule.startswith("E.") and done.rule != "E.keep"
        )
        if done.target.startswith("text/") and not marks:
            kept += letters(done.text)
    assert read == kept


def words(node: object) -> Iterator[str]:
    """Yield the words of a document as pandoc read it."""
    if isinstance(node, dict):
        if node.get("t") == "Str":
            yield node["c"]
        elif node.get("t") in ("Code", "CodeBlock", "RawInline", "RawBlock"):
            yield node["c"][1]
        else:
            for value in node.values():
                yield from words(value)
    elif isinstance(node, list):
        for value in node:
            yield from words(value)


def letters(text: str) -> Counter[str]:
    """Count the letters; digits apart, since lists and notes are numbered anew."""
    return Counter(char for char in text if char.isalnum() and not char.isdigit())


UNNAMED = ("S-136", "S-137")  # no title and no author: not what these tests are about
BODY = "The kiln was lit on the Monday and burned until the Friday, and nobody slept much."


def test_plain_paragraphs_stay_as_they_are() -> None:
    assert manuscript(f"{BODY}\n\n{BODY}\n") == f"{BODY}\n\n{BODY}\n"


def test_a_quotation_in_markdown_stays_one() -> None:
    source = f"# Kilns\n\n{BODY}\n\n> The fire was fed.\n> It burned.\n\n## Pots\n\n{BODY}\n"
    assert manuscript(source) == source.replace("\n> It", " It")


def test_an_empty_source_gives_no_text() -> None:
    made = cleaned("\n \n\f\n")
    assert made.texts == ()
    assert ledger.check(made.ledger, "\n \n\f\n") == ()


def test_a_paragraph_goes_on_over_a_page_with_notes() -> None:
    source = (
        "The potter had three wheels and used the smallest for everything that was<sup>1</sup> to\n"
        "\n<sup>1</sup> Bowls, mostly.\n\nbe sold at the market.\n"
    )
    assert "was[^1] to be sold at the market." in manuscript(source)
    assert "[^1]: Bowls, mostly." in manuscript(source)


def test_two_notes_out_of_order_find_their_calls() -> None:
    source = (
        f"{BODY}<sup>1</sup> {BODY}<sup>2</sup>\n\n"
        "<sup>2</sup> The second note.\n\n<sup>1</sup> The first note.\n"
    )
    text = manuscript(source)
    assert "[^1]: The first note." in text
    assert "[^2]: The second note." in text


def test_a_superscript_defect_is_read_as_a_note() -> None:
    source = f"{BODY}<sup>1</sup>\n\n<sup>&</sup>lt;sup>1</sup> Clay from the lower pit.\n"
    assert "[^1]: Clay from the lower pit." in manuscript(source)


def test_a_note_without_a_call_stays_visible_and_is_asked_about() -> None:
    made = cleaned(f"{BODY}\n\n<sup>4</sup> See the account book.\n")
    assert "See the account book." in made.texts[0].text
    assert [found.code for found in made.findings if found.code not in UNNAMED] == ["S-132"]
    assert [asked.section for asked in made.questions if asked.section == "note"] == ["note"]


def test_a_call_without_a_note_stays_visible_and_is_reported() -> None:
    source = (
        f"{BODY}<sup>1</sup> {BODY}<sup>2</sup> {BODY}\n\n<sup>1</sup> The only note there is.\n"
    )
    made = cleaned(source)
    assert "^2^" in made.texts[0].text
    assert [found.code for found in made.findings if found.code not in UNNAMED] == ["S-131"]


def test_an_exponent_is_no_call() -> None:
    source = f"The yard measured 40 km² and {BODY}<sup>1</sup>\n\n<sup>1</sup> In a wet year.\n"
    assert "40 km² and" in manuscript(source)


def test_a_running_head_goes_and_the_title_stays() -> None:
    page = "The glaze was thin where the ash had fallen and thick where it had not, and the"
    source = (
        "# A Book of Kilns\n\nBy Ann Potter\n\n## Clay\n\n"
        + f"{page}\n\nA Book of Kilns\n\nshelf it stood on was glazed too. " * 4
        + "It ended there.\n"
    )
    made = cleaned(source)
    assert made.metadata.title == "A Book of Kilns"
    assert [person.name for person in made.metadata.people] == ["Ann Potter"]
    assert "A Book of Kilns" not in made.texts[0].text
    assert "and the shelf it stood on" in made.texts[0].text


def test_a_suspended_hyphen_stays() -> None:
    assert "Ton- und Glasuren" in manuscript(
        "Er kaufte Ton- und Glasuren für das ganze Jahr ein.\n"
    )


def test_a_word_broken_at_a_line_end_is_closed_when_the_text_has_it_whole() -> None:
    source = "The earthen-\nware stood in rows, and earthenware was all that anybody in it sold.\n"
    assert "The earthenware stood" in manuscript(source)


def test_chinese_lines_join_without_a_space() -> None:
    assert "他把窑烧了三天三夜谁也没有睡觉。" in manuscript("他把窑烧了三天三夜\n谁也没有睡觉。\n")


def test_a_broken_address_is_corrected_and_nothing_else_in_it_changes() -> None:
    source = f"{BODY}<sup>1</sup>\n\n<sup>1</sup> https://kiln.example/ash-\nglaze/a\\_b.html\n"
    assert "https://kiln.example/ash-glaze/a_b.html" in manuscript(source).replace("\\", "")


def test_an_answer_in_the_recipe_goes_before_the_rules() -> None:
    said = Answer(section="text", at=4, line=1, raw="kilm", to="kiln")
    made = cleaned("The kilm was lit, and it burned all week.\n", said)
    assert made.texts[0].text.startswith("The kiln was lit")
    changed = [done for done in made.ledger.operations if done.by == "recipe:4"]
    assert [done.text for done in changed] == ["kiln"]


def test_metadata_of_the_recipe_is_taken() -> None:
    made = cleaned(f"{BODY}\n", title="Ash", author="Ann Potter", language="en")
    assert made.metadata.title == "Ash"
    assert made.metadata.people[0].sort_as == "Potter, Ann"
    assert made.questions == ()


@pytest.mark.parametrize("page", ["①", "②②", "³", "१२"])
def test_numbers_that_are_no_decimals_stand_anywhere(page: str) -> None:
    text = (
        f"The Tanner\n\f{page}\n\nA word[^{page}] of it.\n\n[^{page}]: And one below.\n\f{page}\n"
    )
    made = clean(raw(text))
    assert ledger.check(made.ledger, text) == ()
