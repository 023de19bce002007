"""What the print edition shows of the master's document, and how it is made ready for it."""

from __future__ import annotations

import pytest

from editions.print.books import Chapter, master
from makeready.editions.print.plan.print_tree import make_print_tree, shorten_running_head


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("The Ferries", "The Ferries"),
        ("The  Ferries\n of Spring ", "The Ferries of Spring"),
        (
            "The Ferries of the North: a Journey along the Shore, with Maps and Tables",
            "The Ferries of the North",
        ),
        (
            "How the harbour was built by seven families and the sons of the founders",
            "How the harbour was built by seven families …",
        ),
        (
            "A long account of all the lanterns, ferries and boats, of the nets and of the sails",
            "A long account of all the lanterns, ferries and boats …",
        ),
        ("Incomprehensibilities" * 4, "Incomprehensibilities" * 2 + "Incomprehensi …"),
    ],
)
def test_a_running_head_is_one_line_and_ends_in_no_small_word(title: str, head: str) -> None:
    assert shorten_running_head(title) == head


def test_a_head_of_small_words_alone_keeps_the_first() -> None:
    assert shorten_running_head("the of and in on at by for from with", longest=20) == "the …"


@pytest.mark.parametrize("longest", [20, 40, 56])
def test_a_title_that_just_fits_is_whole(longest: int) -> None:
    title = "harbour ".join("abcdefgh")[:longest].strip().ljust(longest, "x")
    assert shorten_running_head(title, longest) == title
    assert shorten_running_head(title + "y", longest) != title + "y"


def test_a_table_with_a_caption_longer_than_its_rows_is_slim() -> None:
    rows = "<tr><td>1901</td><td>12 m</td></tr>"
    long = "<caption>The height of the bridge above the water in the year of the survey</caption>"
    body = f"<table>{long}{rows}</table><table><caption>Heights</caption>{rows}</table>"
    tree = make_print_tree(master((Chapter(title="Heights", body=body),)), lambda words: (words,))
    tables = [table for section in tree.sections for table in section.iter("table")]
    assert [table.get("class") for table in tables] == ["slim", None]


def test_a_note_keeps_its_language_beside_a_call_in_another_one() -> None:
    body = "<div lang='ar' dir='rtl'><p>w{note}</p></div><p>w{note}</p>"
    book = master((Chapter(title="T", body=body, notes=("One.", "Two.")),))
    tree = make_print_tree(book, lambda words: (words,))
    notes = [note for section in tree.sections for note in section.iter("aside")]
    assert [(note.get("lang"), note.get("dir")) for note in notes] == [("en", "ltr"), (None, None)]


def test_links_to_a_table_lead_to_its_caption() -> None:
    row = "<tr><td>1901</td></tr>"
    body = f"<table id='a'><caption>Heights</caption>{row}</table><table id='b'>{row}</table>"
    tree = make_print_tree(master((Chapter(title="Heights", body=body),)), lambda words: (words,))
    named = [each for section in tree.sections for each in section.iter("table", "caption")]
    assert [(each.tag, each.get("id")) for each in named] == [
        *(("table", None), ("caption", "a"), ("table", "b"))
    ]


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("The Ferries of Spring", "Spring"),
        ("舟のこない川の話", "川の話"),
        ("舟のこない川の話（続）", "話（続）"),
        ("Ferries" + "x" * 30, "x" * 24),
    ],
)
def test_the_end_of_an_entry_of_the_contents_is_never_as_wide_as_a_line(
    title: str, end: str
) -> None:
    tree = make_print_tree(master((Chapter(title=title, body="<p>w</p>"),)), lambda words: (words,))
    assert [span.text for section in tree.sections for span in section.iter("span")
            if span.get("class") == "end"] == [end]  # fmt: skip
