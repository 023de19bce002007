"""What looks like a note call and is none becomes a link; a note called twice is told."""

from __future__ import annotations

import pytest

from master.titles import made, told


def test_a_note_called_twice_is_told_at_its_second_call() -> None:
    assert told("One[^a].\n\nTwo[^a] `[^a]`.\n\n[^a]: The *same* words.\n") == [
        "text/01.md:3: N-004 the note [^a] is called 2 times; each call has its copy"
    ]


def test_a_colon_behind_a_call_is_no_definition() -> None:
    assert told("One[^a]: it said.\n\nTwo[^a].\n\n[^a]: The words.\n") == [
        "text/01.md:3: N-004 the note [^a] is called 2 times; each call has its copy"
    ]


def test_two_notes_of_the_same_words_are_two_notes() -> None:
    assert not told("One[^a] two[^b].\n\n[^a]: Ibid.\n\n[^b]: Ibid.\n")


def test_calls_in_code_are_no_calls() -> None:
    assert not told("One[^a] two[^b].\n\n```\n[^a]\n```\n\n[^a]: Ibid.\n\n[^b]: Ibid.\n")


@pytest.mark.parametrize(
    "imitation",
    [
        "[x](#fn1){.footnote-ref}",
        '<a class="footnote-ref" href="#fn1">x</a>',
        '<a class="footnote-ref" href="#fn7" role="doc-noteref">x</a>',
        "[x](#fn9){.footnote-ref role=doc-noteref}",
    ],
)
def test_imitations_of_a_call_are_references_that_lead_nowhere(imitation: str) -> None:
    (found,) = told(f"One[^a].\n\nTwo {imitation}.\n\n[^a]: A note.\n")
    assert " T-008 #fn" in found


def test_a_note_that_closes_more_than_itself_is_refused() -> None:
    found = told("One[^a].\n\nTwo[^b].\n\n[^a]: n </li></ol></section> torn out\n\n[^b]: Two.\n")
    assert any("N-005 “torn out" in each and each.startswith("text/01.md:5") for each in found)


def test_note_calls_in_headings_and_tables_are_calls() -> None:
    master = made("# A[^1]\n\n| x[^2] |\n|---|\n| y^[Inline.] |\n\n[^1]: Head.\n\n[^2]: Cell.\n")
    assert [note.text for note in master.notes] == ["Head.", "Cell.", "Inline."]
    assert [entry.label for entry in master.contents] == ["A"]


@pytest.mark.parametrize(
    ("note", "tag"),
    [
        ("^[a <div>b</div> c]", "<div>"),
        ("^[a [b [c] d](x) <SCRIPT>e</SCRIPT>]", "<SCRIPT>"),
        ("^[a </p> b]", "</p>"),
        ("^[over\nlines <table> b]", "<table>"),
    ],
)
def test_block_html_in_an_inline_note_is_refused(note: str, tag: str) -> None:
    found = told(f"One.\n\nTwo{note}\n")
    assert any(f": N-006 {tag} in a note" in each for each in found), found
    assert all(each.startswith("text/01.md:") for each in found)


def test_inline_html_in_an_inline_note_is_fine() -> None:
    master = made("x^[a <b>b</b> <em>c</em> `<div>` d]\n\n`^[<div>]`\n")
    assert master.notes[0].text == "a b c <div> d"
