"""Documents in AsciiDoc: their parts, conditions and remarks, and the words that are in them."""

from __future__ import annotations

import re

import pytest

from makeready.core.errors import SourceError
from makeready.intake.account.whole import take_whole
from makeready.intake.model import Imported, Part
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats.asciidoc import include, prepare

FILES = {
    "parts/one.adoc": b"== One\n\ninclude::deep/two.adoc[leveloffset=+1]\n\n----\n== Code\n----\n",
    "parts/deep/two.adoc": b"== Two\n",
    "a.rb": b"1\n# tag::x[]\n2\n# end::x[]\n3\n",
}


def expand(text: str) -> list[str]:
    read = include("a.adoc", text, lambda name: FILES.get(name, b""))
    return [line for line in read.text.splitlines() if line]


def imported(text: str) -> Imported:
    return take_whole(
        read_source("a.adoc", text.encode(), Wants(beside=lambda name: FILES.get(name, b"")))
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("include::parts/one.adoc[]", ["== One", "=== Two", "----", "== Code", "----"]),
        (":dir: parts/deep\ninclude::{dir}/two.adoc[]", [":dir: parts/deep", "== Two"]),
        (":leveloffset: 1\n= A\n:leveloffset: -1\n= B", ["== A", "= B"]),
        ("include::a.rb[]", ["1", "2", "3"]),
        ("include::a.rb[tag=x]", ["2"]),
        ("include::a.rb[lines=1;5..]", ["1", "3"]),
        ("include::a.rb[lines=1..3]", ["1", "2"]),
        ("\\include::a.rb[]", ["include::a.rb[]"]),
        ("include::no.adoc[opts=optional]", []),
        ("include::../a.rb[]\ninclude::no.adoc[]", ["(../a.rb)", "(no.adoc)"]),
    ],
)
def test_files_are_included_as_the_line_asks(text: str, lines: list[str]) -> None:
    assert expand(text) == lines


def test_a_file_that_is_not_there_is_told() -> None:
    made = imported("Words.\n\ninclude::no.adoc[]\n")
    assert "Words.\n\n(no.adoc)\n" in made.texts[0].text
    assert [(each.code, each.message) for each in made.findings] == [("S-157", "no.adoc")]


def test_files_that_include_each_other_are_told() -> None:
    files = {"b.adoc": b"B\ninclude::a.adoc[]\n", "c.adoc": b"C\ninclude::b.adoc[]\n"}
    text = "A\ninclude::b.adoc[]\ninclude::c.adoc[]\n"
    read = include("a.adoc", text, lambda name: files.get(name, b""))
    assert read.text.split() == ["A", "B", "(a.adoc)", "C", "B", "(a.adoc)"]
    assert [each.message for each in read.findings] == ["a.adoc includes itself"]


def test_files_that_are_included_again_and_again_are_refused() -> None:
    def more(name: str) -> bytes:
        return f"include::{len(name)}{name}[]\n".encode() * 9

    with pytest.raises(SourceError, match="too much"):
        include("a.adoc", more("a").decode(), more)


def test_the_address_of_an_author_is_told_apart_from_the_name() -> None:
    made = imported("= Weirs\nAnn Ferry <ann@example.org>\n\nWords.\n")
    assert [each.name for each in made.metadata.people] == ["Ann Ferry"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ifdef::x[]\nout\nendif::[]\nin", ["in"]),
        (":x:\nifdef::x[]\nin\nendif::[]", [":x:", "in"]),
        ("ifndef::x[]\nin\nendif::x[]", ["in"]),
        (":x:\nifdef::x+y[]\nout\nifdef::x[out]\nendif::[]\nin", [":x:", "in"]),
        (":x:\nifdef::x,y[in]\n:!x:\nifdef::x[out]", [":x:", "in"]),
        ('ifeval::["a" == "a"]\nout\nendif::[]', []),
        ("in // in\n// out\n////\nout\n////\nin", ["in // in", "in"]),
        ("----\n// in\n----", ["----", "// in", "----"]),
    ],
)
def test_remarks_and_unmet_conditions_are_told_apart(text: str, kept: list[str]) -> None:
    made = prepare("a.adoc", text.encode(), None)  # type: ignore[arg-type]  # no choice is made
    assert [line for line in str(made.data).splitlines() if line] == kept
    assert made.inventory is not None
    told = [each.text for each in made.inventory.passages if each.part is not Part.TEXT]
    assert [each.strip() for each in told if each.strip()] == ["out"] * text.count("out")


def test_what_is_handed_through_as_html_counts_by_its_words() -> None:
    text = (
        b"Raw pass:q[<u>dry &amp; wet</u>] +++<b>ice</b>+++\n\n++++\n<p>A <em>pond</em></p>\n++++\n"
    )
    made = prepare("a.adoc", text, None)  # type: ignore[arg-type]  # no choice is made
    assert made.inventory is not None
    words = " ".join(each.text for each in made.inventory.passages).split()
    assert words == ["Raw", "dry", "&", "wet", "ice", "A", "pond"]


BOOK = """= Weirs
Ann Ferry

== One

A note.footnote:[By _hand_.] See <<two>> and https://example.org[there].
// later

[[two]]
.Kept
NOTE: Raise it.

.Skiffs
|===
|oar |thole
|===

[source,python]
----
keep_it(1) # <1>
----
<1> Here.

stem:[x^2] and `call it`, `so`. ((Sluices)) lift.(((boats, punts)))
"""


def test_a_book_comes_through_whole() -> None:
    made = imported(BOOK)
    text = made.texts[0].text
    for words in (
        "A note.[^1] See",
        "[there](https://example.org)",
        "[^1]: By *hand*.",
        "Raise it.",
        "oar",
        "keep_it(1)",
        '$x^2$ and `call it`, `so`. [Sluices]{.index entry="Sluices"}',
        'lift.[]{.index entry="boats!punts"}',
    ):
        assert words in text
    assert made.metadata.title == "Weirs"
    assert [(each.code, each.message) for each in made.findings] == [
        ("S-142", "comments: 1 words left out: “later”")
    ]


def test_verse_keeps_its_lines_and_says_whose_it_is() -> None:
    poem = "[verse, Ada Finch, Weirs]\n____\nOne\n  two\n\nthree *b*\n____\n"
    made = imported(f"{poem}\n[verse]\nx\ny\n")
    assert made.texts[0].text == (
        "| One\n| \u00a0\u00a0two\n| \n| three **b**\n\n— Ada Finch, Weirs\n\n| x\n| y\n"
    )


def test_a_table_has_the_head_and_the_foot_that_it_asks_for_and_no_others() -> None:
    plain = imported("|===\n|a|b\n|c |d\n|===\n").texts[0].text
    assert plain == "  --- ---\n  a   b\n  c   d\n  --- ---\n"
    spans = "[%header%footer,cols=2*]\n|===\n|A |B\n.2+|tall |1\n|2\n2+|wide\n|===\n"
    made = imported(spans)
    rows = [line for line in made.texts[0].text.splitlines() if "=" in line or "|" in line]
    assert [re.findall(r"\w+", row) or row[:2] for row in rows] == [
        ["A", "B"], "+=", ["tall", "1"], "| ", ["2"], "+=", ["wide"], "+=",
    ]  # fmt: skip
    assert made.findings == ()


def test_other_signs_that_part_lines_stand_within_them() -> None:
    assert imported("One\u2028two.\n").texts[0].text.split() == ["One", "two."]


@pytest.mark.parametrize("kind", ["book", "article"])
def test_sections_are_one_level_below_their_chapters(kind: str) -> None:
    text = f"= Reeds\n:doctype: {kind}\n\n== One\n\nA.\n\n=== Two\n\nB.\n\n== Three\n\nC.\n"
    made = "\n".join(each.text for each in imported(text).texts)
    assert [line for line in made.splitlines() if line[:1] == "#"] == ["# One", "## Two", "# Three"]


def test_parts_stand_above_the_chapters_of_a_book() -> None:
    made = imported("= Reeds\n:doctype: book\n\n= Part\n\n== One\n\nA.\n\n=== Two\n\nB.\n")
    lines = "\n".join(each.text for each in made.texts).splitlines()
    assert [line for line in lines if line[:1] == "#"] == ["# Part", "## One", "### Two"]


def test_conditions_in_the_head_of_a_document_do_not_end_it() -> None:
    head = "= Reeds\nifndef::site[]\n:toc: left\nendif::[]\n:table-caption!:\n:mill: Weir\n"
    made = imported(f"{head}\nThe {{mill}} stands.\n")
    assert made.texts[0].text == "The Weir stands.\n"


def read_lines(*lines: str) -> tuple[str, list[str]]:
    """Return the manuscript of a document, and the words that its source is said to hold."""
    source = read_source("a.adoc", "\n".join(lines).encode())
    assert source.inventory is not None
    return source.raw.text, [each.text for each in source.inventory.passages]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{url-x}[site]", "[site](https://books.example/a)"),
        ("link:{deep}/c[site]", "[site](https://books.example/a/b/c)"),
        ("https://{host}/d[site]", "[site](https://books.example/d)"),
        (r"\{host} and {word}", "{host} and weir"),
        ("{nothing}", "{nothing}"),
    ],
)
def test_values_of_attributes_stand_in_addresses_and_in_each_other(written: str, read: str) -> None:
    head = (":host: books.example", ":url-x: https://{host}/a", ":deep: {url-x}/b", ":word: weir")
    text, _ = read_lines("= Book", *head, "", "== One", "", f"See {written}.")
    assert f"See {read}." in text


def test_values_stand_in_no_code() -> None:
    text, _ = read_lines(":x: https://books.example", "", "----", "{x}[site] [[[a]]]", "----")
    assert "{x}[site] [[[a]]]" in text


def test_marks_within_words_part_nothing() -> None:
    _, words = read_lines("The un**constr**ained H~2~O, x^2^ and a__b__c.")
    assert [each.split() for each in words] == [
        ["The", "unconstrained", "H2O,", "x2", "and", "abc."]
    ]


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("appendix", "appendix"),
        ("appendix#a", "appendix"),
        ("preface", "preface"),
        ("glossary.small", "glossary"),
    ],
)
def test_the_style_of_a_section_is_the_class_of_its_heading(style: str, kind: str) -> None:
    text, _ = read_lines("= Book", "", f"[{style}]", "== Flow", "", "Words.")
    assert re.search(rf"^# Flow \{{[^}}]*\.{kind}", text, re.MULTILINE)


def test_works_of_a_bibliography_are_named_where_they_stand_and_where_they_are_cited() -> None:
    works = ("[bibliography]", "== Works", "", "- [[[f]]] Finch.", "- [[[c,2]]] Coot.")
    text, _ = read_lines("= Book", "", "== One", "", "See <<f>>, <<c>> and <<c,him>>.", "", *works)
    assert r"See [\[f\]](#f), [\[2\]](#c) and [him](#c)." in text
    assert r"[]{#f}\[f\] Finch." in text
    assert r"[]{#c}\[2\] Coot." in text
