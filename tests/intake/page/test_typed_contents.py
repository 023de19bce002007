"""Contents lists in many languages, of excerpts, and with the numbers of chapters set apart."""

from __future__ import annotations

import textwrap

import pytest

from intake.cleaned import cleaned

SAYS = "The keeper of the lock wrote down what the river did, and the river did as it liked. " * 3
NAMES = ("The Ice", "The Geese", "The Boats", "The Weir")


def _heads(source: str) -> list[str]:
    made = cleaned(source)
    return [line for text in made.texts for line in text.text.splitlines() if line[:1] == "#"]


def _book(title: str, entries: str, names: tuple[str, ...]) -> str:
    chapters = "\n\n".join(f"{name}\n\n{SAYS}" for name in names)
    return f"The Lock\n\n{title}\n\n{entries}\n\n{chapters}\n"


@pytest.mark.parametrize(
    "title", ["Spis treści", "Obsah", "Περιεχόμενα", "Содержание", "Innehåll", "目次", "목차"]
)
def test_the_title_of_a_list_is_known_in_many_languages(title: str) -> None:
    entries = "\n".join(f"{name} {page}" for page, name in enumerate(NAMES, start=3))
    assert _heads(_book(title, entries, NAMES)) == [f"# {name}" for name in NAMES]


def test_an_excerpt_has_the_first_headings_of_its_list() -> None:
    more = [*NAMES, *(f"The {name} Year" for name in ("First", "Second", "Third", "Last", "Other"))]
    entries = "\n".join(f"{name} ..... {page}" for page, name in enumerate(more, start=3))
    assert _heads(_book("Contents", entries, NAMES)) == [f"# {name}" for name in NAMES]


def test_a_list_of_other_things_stays() -> None:
    entries = "\n".join(f"A boat {page} ..... {page}" for page in range(3, 12))
    made = cleaned(_book("Contents", entries, NAMES[:2]))
    assert "A boat 5" in "".join(text.text for text in made.texts)


def test_the_number_of_a_chapter_above_its_name_heads_it() -> None:
    entries = "\n".join(f"{page} {name} ..... {page}" for page, name in enumerate(NAMES, start=1))
    names = tuple(f"Chapter {at}\n{name}" for at, name in enumerate(NAMES, start=1))
    wanted = [f"# Chapter {at}" for at in range(1, 5)]
    assert [head for head in _heads(_book("Contents", entries, names)) if head[1] == " "] == wanted


def test_the_number_that_only_the_list_gives_tells_a_heading_level() -> None:
    entries = "1 The Ice .... 3\n1.1 The Cold .... 3\n2 The Geese .... 5\n2.1 The Grey .... 5"
    heads = _heads(
        _book("Contents", entries, ("The Ice", "1.1 The Cold", "The Geese", "2.1 The Grey"))
    )
    assert heads == ["# The Ice", "## 1.1 The Cold", "# The Geese", "## 2.1 The Grey"]


def test_a_heading_of_the_list_that_runs_over_two_lines_inside_a_block_is_one() -> None:
    long = "The Geese that came down from the Sea in the Year of the Cold"
    names = (NAMES[0], long, *NAMES[2:])
    entries = "\n".join(f"{name} ..... {page}" for page, name in enumerate(names, start=3))
    torn = long.replace("Sea in", "Sea\nin")
    said = textwrap.fill(SAYS, 60)
    chapters = "\n".join(f"{name}\n{said}" for name in (NAMES[0], torn, *NAMES[2:]))
    heads = _heads(f"The Lock\n\nContents\n\n{entries}\n\n{chapters}\n")
    assert heads == [f"# {name}" for name in names]


def test_pages_in_chinese_figures_end_the_entries_of_a_list() -> None:
    entries = "第一章　番人　三\n第二章　帳面　一二\n第三章　雁　二五"
    text = "番人は毎日、海から上がってくる舟の名を書きとめた。" * 4
    chapters = "\n\n".join(
        f"{name}\n\n{text}" for name in ("第一章　番人", "第二章　帳面", "第三章　雁")
    )
    heads = _heads(f"水門\n\n目次\n\n{entries}\n\n{chapters}\n")
    assert heads == ["# 第一章　番人", "# 第二章　帳面", "# 第三章　雁"]
