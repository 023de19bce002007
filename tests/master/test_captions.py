"""Figures and tables are numbered where book.toml asks, and references say their numbers."""

from __future__ import annotations

import pytest

from makeready.core.model import Matter, Numbering
from master.titles import findings, made, retold, svg, text, told, words_of

SHAPE = '<path d="M0 0h1"/>'
BOAT = '![A boat.](images/x.svg){#fig-boat alt="b"}\n\n'
QUAY = '![A quay.](images/x.svg){#fig:quay alt="q"}\n\n'
FARES = "| a |\n|---|\n| 1 |\n\n: Fares {#tbl-fares}\n\n"


def said(*texts: str, numbering: Numbering = Numbering.CHAPTER, language: str = "en") -> str:
    book = retold(captions=numbering, language=language)
    return words_of(made(*texts, book=book, assets=(svg(SHAPE),)))


@pytest.mark.parametrize(
    ("numbering", "second"), [(Numbering.CHAPTER, "2.1"), (Numbering.BOOK, "3")]
)
def test_captions_are_numbered(numbering: Numbering, second: str) -> None:
    one, two = f"# A\n\n{BOAT}{QUAY}{FARES}", f"# B\n\n{BOAT.replace('boat', 'ship')}"
    found = said(one, two, numbering=numbering)
    prefix = "1." if numbering is Numbering.CHAPTER else ""
    assert f"Figure {prefix}1. A boat." in found
    assert f"Figure {prefix}2. A quay." in found
    assert f"Table {prefix}1. Fares" in found
    assert f"Figure {second}. A ship." in found


def test_appendices_have_letters_and_the_front_matter_roman_numerals() -> None:
    texts = (
        text(f"# F\n\n{FARES.replace('fares', 'one')}", "1.md", Matter.FRONT),
        text(f"# B\n\n{FARES}", "2.md", Matter.BACK),
    )
    found = words_of(made(*texts, book=retold(captions=Numbering.CHAPTER)))
    assert "Table i.1. Fares" in found
    assert "Table A.1. Fares" in found


@pytest.mark.parametrize(
    "reference", ["@fig-boat", "[@fig-boat]", "(@fig-boat)", "*@fig-boat*", "x @fig-boat"]
)
def test_a_reference_says_the_number(reference: str) -> None:
    shown = reference.replace("[@fig-boat]", "Figure 1.1").replace("@fig-boat", "Figure 1.1")
    assert said(f"# A\n\nSee {reference}.\n\n{BOAT}").startswith(f"A See {shown.strip('*')}.")


def test_a_name_with_a_colon_and_other_languages_are_known() -> None:
    manuscript = f"# A\n\n[@fig:quay] und @fig:quay, @tbl-fares\n\n{QUAY}{FARES}"
    found = said(manuscript, language="de")
    assert found.startswith("A Abbildung 1.1 und Abbildung 1.1, Tabelle 1.1")


def test_what_only_looks_like_a_reference_is_left_alone() -> None:
    found = words_of(made("`@fig-boat`, \\@fig-boat, a@fig-boat.example\n"))
    assert found == "@fig-boat, @fig-boat, a@fig-boat.example"


def test_a_reference_to_nothing_names_the_nearest() -> None:
    (found,) = findings(
        f"# A\n\nSee @fig-baot.\n\n{BOAT}",
        book=retold(captions=Numbering.BOOK),
        assets=(svg(SHAPE),),
    )
    assert str(found) == "text/01.md:3: T-008 [@fig-baot] leads nowhere"
    assert found.hint == "did you mean #fig-boat (text/01.md:5)?"


def test_a_reference_beside_a_citation_is_told() -> None:
    (found,) = told("See [@smith; @fig-boat, p. 2].\n")
    assert found == "text/01.md:1: T-020 a citation: [@smith; @fig-boat, p. 2]"
