"""Quotations take the marks of their language, typed as straight marks or as elements."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makeready.core.model import Person, Series
from makeready.master.read.quotes import (
    LANGUAGES,
    find_marks,
    set_quotes_of_book,
    set_quotes_of_line,
)
from master.titles import anyway, inside, made, retold, sections, words


def said(manuscript: str, language: str = "en") -> str:
    # a language that may be set in columns or from right to left is told of
    (section,) = sections(anyway(manuscript, book=retold(language=language)))
    return words(section)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en-GB", "She “went ‘up’ there”."),
        ("de", "She „went ‚up‘ there“."),
        ("de-CH", "She «went ‹up› there»."),
        ("fr", "She «\u202fwent “up” there\u202f»."),
        ("es", "She «went “up” there»."),
        ("nl", "She “went ‘up’ there”."),
        ("pl", "She „went «up» there”."),
        ("sv", "She ”went ’up’ there”."),
        ("fi", "She ”went ’up’ there”."),
        ("pt-BR", "She “went ‘up’ there”."),
        ("ja", "She 「went 『up』 there」."),
        ("zh-Hant-TW", "She 「went 『up』 there」."),
        ("eo", "She “went ‘up’ there”."),
    ],
)
def test_typed_marks_become_those_of_the_language(language: str, wanted: str) -> None:
    # The press joins by one blank what stands between blanks of any kind; marks stay inside.
    found = said("She \"went 'up' there\".", language)
    assert found == " ".join(wanted.split())


def test_the_narrow_no_break_space_stands_inside_french_marks() -> None:
    assert "«\u202fgo\u202f»" in inside(made('A "go".', book=retold(language="fr")))


def test_typed_levels_are_kept_where_a_writer_begins_with_single_marks() -> None:
    assert said("He said 'take \"this\" one'.") == "He said ‘take “this” one’."


def test_elements_alternate_level_by_level() -> None:
    markup = "<q>a <q>b <q>c</q></q></q>"
    assert said(markup) == "“a ‘b “c”’”"
    assert said(markup, "de") == "„a ‚b „c“‘“"
    assert said("\"a <q>b</q>\" and 'a <q>b</q>'") == "“a ‘b’” and ‘a “b”’"


def test_the_nearest_language_around_a_quotation_decides() -> None:
    assert said('Well, "so" [und "so" fort]{lang=de} "on".') == "Well, “so” und „so“ fort “on”."
    assert said('"[Ja]{lang=de}"') == "“Ja”"


def test_doubtful_single_marks_stay_as_they_were() -> None:
    assert said("Rock 'n' roll", "de") == "Rock ‘n’ roll"
    assert said("Das 'Rad' dreht", "de") == "Das ‚Rad‘ dreht"


def test_quotations_hold_whatever_they_held() -> None:
    assert '“<em>x</em> y<a href="https://a.example">z</a>”' in inside(
        made('"*x* y[z](https://a.example)"')
    )


def test_an_element_with_a_language_or_class_stays_as_a_span() -> None:
    assert '<span lang="de" xml:lang="de">“x”</span>' in inside(made('<q lang="de">x</q>')).replace(
        'xmlns:xml="http://www.w3.org/XML/1998/namespace" ', ""
    )
    assert '<span class="soft">“x”</span>' in inside(made('<q class="soft">x</q>'))


def test_marks_in_code_are_code() -> None:
    assert '<code>"a"</code>' in inside(made('Say `"a"`.', book=retold(language="de")))


def test_marks_in_headings_and_notes_follow_too() -> None:
    shown = inside(made('# The "Mill"\n\nIt[^1].\n\n[^1]: A "note".\n', book=retold(language="de")))
    assert "The „Mill“" in shown
    assert "A „note“." in shown


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.sampled_from(['"a"', "'b'", "<q>c</q>", "\"d 'e'\"", "f"]), min_size=1, max_size=6)
)
def test_no_quotation_element_is_left(parts: list[str]) -> None:
    shown = inside(made(" ".join(parts), book=retold(language="fr")))
    assert "<q" not in shown
    assert "makeready-" not in shown


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_has_four_marks(language: str) -> None:
    marks = find_marks(language.upper())
    assert marks == LANGUAGES[language]
    assert all(mark.strip() and not mark.isalnum() for mark in marks)


@pytest.mark.parametrize(
    ("straight", "curly"),
    [
        ("The Miller's Tale", "The Miller’s Tale"),
        ('The Millers\' "Tale"', "The Millers’ “Tale”"),
        ("'Tis the Season of '98", "’Tis the Season of ’98"),
        ("Rock 'n' Roll", "Rock ’n’ Roll"),
        ("On 'Wheels' and Stones", "On ‘Wheels’ and Stones"),
        ('A 12" Wheel', 'A 12" Wheel'),
        ("Flann O'Brien", "Flann O’Brien"),
        ("“Already” done", "“Already” done"),
    ],
)
def test_lines_of_metadata_become_typographic(straight: str, curly: str) -> None:
    assert set_quotes_of_line(straight, "en") == curly


def test_lines_follow_their_language() -> None:
    assert set_quotes_of_line('Das "Rad"', "de") == "Das „Rad“"
    assert set_quotes_of_line('La "roue"', "fr") == "La «\u202froue\u202f»"


@given(st.text("ab '\"“’.", max_size=30), st.sampled_from(["en", "de", "fr"]))
def test_a_typographic_line_stays_as_it_is(line: str, language: str) -> None:
    once = set_quotes_of_line(line, language)
    assert "'" not in once
    assert set_quotes_of_line(once, language).count('"') == once.count('"') % 2 or '"' in line


def test_every_fact_that_readers_see_is_dressed() -> None:
    plain = retold(
        title="A's",
        subtitle="B's",
        publisher="C's",
        rights="D's",
        description="E's",
        subjects=("F's",),
        series=Series(name="G's", number=1),
        people=(Person(name="H's", sort_as="I's", role="aut"),),
        published=dt.date(1900, 1, 1),
    )
    dressed = set_quotes_of_book(plain)
    assert "'" not in "".join(
        [
            dressed.title, dressed.subtitle, dressed.publisher, dressed.rights,
            dressed.description, *dressed.subjects, dressed.people[0].name,
            dressed.people[0].sort_as, dressed.series.name if dressed.series else "'",
        ]
    )  # fmt: skip
    assert dressed.identifier == plain.identifier


def test_the_master_carries_the_dressed_book() -> None:
    master = made("# One\n", book=retold(title='The Miller\'s "Tale"', subtitle="Or, 'Flour'"))
    assert master.book.title == "The Miller’s “Tale”"
    shown = master.xhtml.decode()
    assert shown.count("The Miller’s “Tale”") >= 4
    assert "Or, ‘Flour’" in shown
