"""A list keeps the marks around its numbers."""

from __future__ import annotations

import pytest

from master.titles import inside, made, told


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1. one\n2. two", '<ol type="1">'),
        ("1) one\n2) two", '<ol type="1" class="paren">'),
        ("(1) one\n(2) two", '<ol type="1" class="parens">'),
        ("b) one\nc) two", '<ol start="2" type="a" class="paren">'),
        ("(iv) one\n(v) two", '<ol start="4" type="i" class="parens">'),
        ("A)  one\nB)  two", '<ol type="A" class="paren">'),
        ("#. one\n#. two", "<ol>"),
        ("(@good) one\n(@) two", '<ol class="example parens" type="1">'),
    ],
)
def test_a_list_keeps_the_marks_around_its_numbers(written: str, kept: str) -> None:
    shown = inside(made(f"Words.\n\n{written}\n"))
    assert kept in shown
    assert "<li>one</li>" in shown
    assert "<div" not in shown


def test_lists_in_lists_and_in_notes_keep_their_own_marks() -> None:
    shown = inside(made("Words.[^a]\n\n1. one\n\n    a) two\n\n[^a]: Note.\n\n    (i) three\n"))
    assert shown.count('class="paren"') == 1
    assert shown.count('class="parens"') == 1


def test_an_authors_division_around_a_list_stays() -> None:
    assert '<div class="box">' in inside(made("::: {.box}\n1) one\n2) two\n:::\n"))


def test_a_definition_without_its_term_is_told() -> None:
    assert told("term one\nterm two\n\n:   what it means\n\n:   or that\n")[0] == (
        "text/01.md:4: T-021 a definition of nothing: : what it means"
    )
