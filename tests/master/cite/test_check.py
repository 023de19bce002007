"""What citations and bibliographies have wrong with them is told with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import pytest

from makeready.core.errors import MasterError, OverdueError, SourceError
from makeready.core.model import Numbering, Title
from makeready.master.cite import run
from makeready.master.cite.cite import cite, remember_nothing
from makeready.master.cite.works import find_ring, read_works
from makeready.master.make import make
from master.cite.citing import WORKS, citing, source
from master.titles import templates, told

ONE_WORK = "@book{finch, author = {Finch, Ada}, title = {Locks}, year = {2020}}\n"


def found(made: Title) -> list[str]:
    return [str(each) for each in cite(made)[1]]


def test_a_missing_key_names_its_line_and_the_nearest_key() -> None:
    _, findings = cite(citing("# A\n\nWords [see @fynch, p. 3].\n", works=ONE_WORK))
    assert str(findings[0]) == "text/01.md:3: T-035 no work has the key fynch"
    assert findings[0].hint == "did you mean @finch (works.bib:1)?"


def test_a_missing_key_in_a_note_is_found() -> None:
    made = citing("# A\n\nx.[^n] [@finch]\n\n[^n]: y [-@nobody]\n", works=ONE_WORK)
    assert found(made) == ["text/01.md:5: T-035 no work has the key nobody"]


def test_works_that_are_not_cited_are_a_hint() -> None:
    assert found(citing("# A\n\n[@finch2020]\n")) == [
        "works.bib:3: T-036 2 of 3 works: finch2020b, moss1987"
    ]


def test_a_key_that_two_works_have_is_told() -> None:
    made = citing("# A\n\n[@finch]\n", works=ONE_WORK + ONE_WORK.replace("Locks", "Weirs"))
    assert found(made)[0].startswith("works.bib:1: T-037 finch is the key of ")


def test_numbers_of_notes_that_begin_anew_are_told_where_a_style_refers_to_them() -> None:
    made = citing("# A\n\n[@finch]\n", style="note.csl", works=ONE_WORK)
    assert found(made) == []
    by_chapter = replace(made, book=replace(made.book, numbering=Numbering.CHAPTER))
    assert found(by_chapter) == ["T-038 note.csl says in which note a work is first cited"]


def test_a_chapter_without_a_list_of_its_works_is_told() -> None:
    made = citing("# A\n\n[@finch]\n\n# B\n\nx\n", works=ONE_WORK, scope=Numbering.CHAPTER)
    assert found(made) == ["text/01.md:3: T-039 the chapter cites finch"]


@pytest.mark.parametrize(
    ("name", "words", "line"),
    [
        ("a.bib", "@book{x, title = {A}, year = {2020}\n\n@book{y, title = {B}}\n", 3),
        ("a.json", '[\n{"id": "x",\n}]', 3),
        ("a.yaml", 'references:\n- id: x\n  title: "A\n', 4),
    ],
)
def test_a_broken_bibliography_names_its_line(name: str, words: str, line: int) -> None:
    with pytest.raises(SourceError) as raised:
        read_works([source(words, name)], remember_nothing)
    place = raised.value.where
    assert place is not None
    assert place.file == name
    assert place.line is not None
    assert abs(place.line - line) <= 1


@pytest.mark.parametrize(
    "fields",
    ["crossref = {y}", "title = {X}, xdata = {z, y}", 'XREF = "y"', "crossref = y", "crossref={x}"],
)
def test_works_that_take_their_fields_from_one_another_are_refused(fields: str) -> None:
    words = f"@book{{w, crossref = {{x}}}}\n\n@book{{x, {fields}}}\n@book{{y, crossref = {{x}}}}\n"
    with pytest.raises(SourceError, match="refers to itself: ") as raised:
        read_works([source(words, "a.bib")], remember_nothing)
    assert raised.value.where is not None
    assert raised.value.where.line in (3, 4)


def test_works_that_take_their_fields_from_others_are_read() -> None:
    words = "@book{x, crossref = {y}}\n@book{y, title = {Y}, note = {crossref = x}}\n"
    assert find_ring(words) is None
    assert find_ring("@comment{x, crossref = {x}}\n") is None


def test_a_bibliography_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def take_long(*_: object, **__: object) -> NoReturn:
        raise OverdueError("pandoc took longer than 3 seconds and was stopped")

    monkeypatch.setattr(run, "run_pandoc", take_long)
    with pytest.raises(MasterError, match=r"works.bib: pandoc took longer than 3 seconds"):
        read_works([source(WORKS, "works.bib")], remember_nothing)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.bib", WORKS),
        ("a.json", '[{"id": "moss1987", "type": "book", "title": "T"}]'),
        ("a.yaml", "references:\n- id: moss1987\n  type: book\n  title: T\n"),
        ("a.yml", "---\nreferences:\n- id: moss1987\n  title: T\n---\n"),
        ("a.ris", "TY  - BOOK\nID  - moss1987\nTI  - T\nER  - \n"),
    ],
)
def test_every_kind_of_bibliography_can_be_cited(name: str, words: str) -> None:
    master, told_of = make(citing("# A\n\n[@moss1987]", works=words, name=name), templates())
    assert master is not None, [str(each) for each in told_of]


def test_without_a_bibliography_a_citation_is_told_and_kept() -> None:
    assert told("# A\n\n[@finch2020]\n") == ["text/01.md:3: T-020 a citation: [@finch2020]"]


def test_a_reference_and_a_citation_in_the_same_brackets_are_told() -> None:
    text = "# A {#sec-a}\n\n[see @sec-a; @finch] [@finch] [see @sec-a]\n"
    _, findings = make(citing(text, works=ONE_WORK), templates())
    assert [str(each) for each in findings] == ["text/01.md:3: T-035 no work has the key sec-a"]


def test_a_key_with_a_colon_behind_a_name_is_no_label() -> None:
    works = "@book{Box:1976, title = {Boats}, year = {1976}}\n"
    _, findings = make(citing("# A\n\n@Box:1976 and [@Box:1976].\n", works=works), templates())
    assert [str(each) for each in findings] == []
