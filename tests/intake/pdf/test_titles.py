"""Titles are told from headings, and headings from text, though the type sizes are alike."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from intake.pdf.typed import (
    BOLD,
    ITALIC,
    LEADING,
    LEFT,
    RIGHT,
    ROMAN,
    TOP,
    Put,
    filled,
    import_of,
    pdf_page,
    set_lines,
    text_of,
)
from makeready.intake.pdf.values import Face

TITLE = "Lamps of the Northern Quays"
SMALL_CAPITALS = Face(name="Serif-Sc", small_caps=True)


def centred(put: Put) -> Put:
    """Return words in the middle of the page."""
    return replace(put, left=(LEFT + RIGHT) / 2 - len(put.text) * put.size / 4)


def texts(*heads: Put, air: float = 1.0) -> list[Put]:
    """Return headings, each with a paragraph below, whose places are found here."""
    puts, base = [], TOP - 6 * LEADING
    for at, head in enumerate(heads):
        puts.append(replace(head, base=base))
        base -= (1 + 0.5 * air) * LEADING
        puts += set_lines(filled(4, at * 3, indent=10), base, indent=10)
        base -= (4 + air) * LEADING
    return puts


def heads_of(text: str) -> list[str]:
    return re.findall(r"^#+ .*", text, re.MULTILINE)


OAK, ELM = Put("Oak", face=BOLD), Put("Elm", face=BOLD)


@pytest.mark.parametrize(
    "title",
    [
        Put(TITLE, face=BOLD),
        Put(TITLE.upper()),
        Put(TITLE, face=SMALL_CAPITALS),
        centred(Put(TITLE, face=BOLD)),
    ],
)
def test_a_title_like_the_headings_has_its_author_below(title: Put) -> None:
    author = Put("Anna Berg", base=TOP - 2 * LEADING, face=ROMAN)
    author = author if title.left == LEFT else centred(author)
    words = ("OAK TREES", "ELM TREES") if title.text.isupper() else ("Oak", "Elm")
    sections = texts(*(replace(title, text=each, left=LEFT) for each in words))
    made = import_of([pdf_page(0, [title, author, *sections])])
    assert made.metadata.title == title.text
    assert [person.name for person in made.metadata.people] == ["Anna Berg"]
    assert heads_of(text_of(made)) == [f"# {each}" for each in words]


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        (centred(Put(TITLE, face=BOLD)), (OAK, ELM)),
        (Put(TITLE, face=BOLD), (Put("1. Oak", face=BOLD), Put("2. Elm", face=BOLD))),
        (Put(TITLE.upper(), face=BOLD), (OAK, ELM)),
    ],
)
def test_a_title_that_no_author_follows_is_unlike_the_headings(
    title: Put, heads: tuple[Put, ...]
) -> None:
    made = import_of([pdf_page(0, [title, *texts(*heads)])])
    assert made.metadata.title == title.text
    assert heads_of(text_of(made)) == [f"# {head.text}" for head in heads]


@pytest.mark.parametrize("first", ["Introduction", "1. Oak", "The lamp of old"])
def test_a_first_section_is_no_title(first: str) -> None:
    made = import_of([pdf_page(0, [Put(first, face=BOLD), *texts(OAK, ELM)])])
    assert made.metadata.title == ""
    assert len(heads_of(text_of(made))) == 3


def test_a_title_of_two_lines_in_the_middle_is_whole() -> None:
    lines = [
        centred(Put(TITLE, face=BOLD)),
        centred(Put("and What They Cost", base=TOP - LEADING, face=BOLD)),
        centred(Put("by Anna Berg", base=TOP - 3 * LEADING)),
    ]
    made = import_of([pdf_page(0, [*lines, *texts(OAK, ELM)])])
    assert made.metadata.title == f"{TITLE} and What They Cost"
    assert [person.name for person in made.metadata.people] == ["Anna Berg"]


def test_headings_without_white_are_told_by_their_look() -> None:
    heads = (OAK, Put("Of bark", face=ITALIC), ELM, Put("Of leaves", face=ITALIC))
    first = set_lines(filled(4, 7, indent=10), TOP - 2 * LEADING, indent=10)
    made = text_of(import_of([pdf_page(0, [*first, *texts(*heads, air=0.0)])]))
    assert heads_of(made) == ["# Oak", "## Of bark", "# Elm", "## Of leaves"]


def test_one_bold_line_alone_is_no_heading() -> None:
    first = set_lines(filled(4, 7, indent=10), TOP - 2 * LEADING, indent=10)
    made = text_of(import_of([pdf_page(0, [*first, *texts(OAK, air=0.0)])]))
    assert heads_of(made) == []


def test_authors_on_lines_of_their_own_are_all_named_though_the_text_is_ragged() -> None:
    """The column is as wide as its longest line; the title stands in the middle of a wider one."""
    middle = (LEFT + RIGHT) / 2
    names = ["Nora Falk", "Jon Ahlgren"]
    head = [Put(TITLE[:18], middle - 81, TOP, 18.0)]
    head += [
        Put(name, middle - 2.5 * len(name), TOP - 28 - 16 * at) for at, name in enumerate(names)
    ]
    text = [replace(put, text=put.text[:52]) for put in set_lines(filled(6), TOP - 90)]
    made = import_of([pdf_page(0, [*head, *text])])
    assert [person.name for person in made.metadata.people] == names
    assert "Falk" not in text_of(made)
