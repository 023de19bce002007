"""Bare lines that are headings, and those that only look so."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript

BODY = "The weaver sold his loom in the spring, and nobody in the lane heard it again."


def test_a_folio_before_a_running_head_makes_no_heading() -> None:
    assert "#" not in manuscript(f"214 Aurel Fink\n\n{BODY} {BODY}\n\n{BODY}\n")


def test_bare_numbers_that_count_on_make_headings() -> None:
    source = "\n\n".join(f"{n} Great Looms\n\n{BODY} {BODY}" for n in range(41, 44))
    assert manuscript(source).count("# 4") == 3


def test_where_the_title_alone_is_marked_as_a_heading_short_lines_are_text() -> None:
    source = f"LOOMS\n\n## A Weaver's Lane\n\nShuttles\n\n{BODY} {BODY}\n\n{BODY}\n"
    assert "# Shuttles" not in manuscript(source)


def test_acts_and_scenes_are_headings_and_no_authors() -> None:
    scenes = "".join(f"SCENE {n}. A lane.\n\nROSA. {BODY}\n\nVEIT. {BODY}\n\n" for n in ("I", "II"))
    made = manuscript(f"THE LOOM\n\nACT I.\n\n{scenes}ACT II.\n\n{scenes}")
    assert made.count("# ACT I") == 2
    assert made.count("## SCENE") == 4


def test_a_heading_above_steps_that_are_counted_is_no_title() -> None:
    steps = "\n\n".join(f"# 0{n} - Wind the shuttle\n\n{BODY}" for n in (1, 2))
    assert "# THE LOOM" in manuscript(f"# THE LOOM\n\n{steps}\n")


def test_one_head_after_the_folios_of_several_pages_is_no_heading() -> None:
    pages = "\n\n".join(f"{n} LOOMS AND LANES\n\n{BODY} {BODY}" for n in (24, 26, 28))
    assert "#" not in manuscript(f"{pages}\n")


@pytest.mark.parametrize("article", ["第 {} 条", "제{}조", "סעיף {}.", "دفعہ {}۔", "Article {}"])
def test_the_articles_of_a_law_are_headings(article: str) -> None:
    source = "".join(f"{article.format(n)}\n\n{BODY}\n\n" for n in (1, 2, 13))
    made = manuscript(f"THE LOOM ACT\n\n{BODY} {BODY}\n\n{source}")
    assert [f"# {article.format(n)}\n" in made for n in (1, 2, 13)] == [True] * 3


def test_headings_that_nothing_ranks_stand_on_one_level_below_the_numbered_one() -> None:
    long = f"{BODY} {BODY} {BODY}"
    names = ["The Ladle", "The Spout", "The Handle", "The Rim"]
    under = "\n\n".join(f"{name}\n\n{long}" for name in names)
    chapters = "\n\n".join(f"CHAPTER {n}\n\n{long}" for n in ("II", "III"))
    made = manuscript(f"CHAPTER I\n\n{long}\n\n{under}\n\n{chapters}\n")
    assert [line for line in made.splitlines() if line.startswith("## ")] == [
        f"## {name}" for name in names
    ]


@pytest.mark.parametrize("pattern", ["{0}\n\n{1}", "{0}\n{1}", "## {0}\n\n## {1}", "{0}.\n\n{1}."])
def test_a_chapters_number_and_its_name_are_two_headings_however_they_stand(pattern: str) -> None:
    names = zip(("CHAPTER I", "CHAPTER II", "CHAPTER III"), ("MUD", "ICE", "REEDS"), strict=True)
    long = f"{BODY} {BODY}"
    made = manuscript("\n\n\n".join(f"{pattern.format(*each)}\n\n{long}" for each in names))
    heads = [line.rstrip(".") for line in made.splitlines() if line.startswith("#")]
    assert heads == [
        *("# CHAPTER I", "## MUD", "# CHAPTER II", "## ICE", "# CHAPTER III", "## REEDS"),
    ]


def test_the_first_of_the_chapters_that_bare_numbers_head_is_one() -> None:
    long = "\n\n".join([f"{BODY} {BODY} {BODY}"] * 6)
    made = cleaned("\n\n\n".join(f"{n}\n\nThe {n}\n\n{long}" for n in ("I", "II", "III")))
    assert [text.file for text in made.texts] == [f"text/0{i}-{'i' * i}.md" for i in (1, 2, 3)]
    assert not made.metadata.title + made.metadata.name


@pytest.mark.parametrize("sign", ["Joram Weir", " " * 50 + "A. F."])
def test_a_signature_below_verse_is_no_heading(sign: str) -> None:
    verse = "The water rose, the water fell,\nAnd none was there to see;\n" * 2
    prose = "\n\n".join(["\n".join([BODY] * 3)] * 3)
    assert "#" not in manuscript(f"{prose}\n\n{verse}\n{sign}\n\n{prose}\n")


def test_a_line_of_several_clauses_in_chinese_is_no_heading() -> None:
    text = "水閘的守門人寫下河流所做的一切，整個冬天河流隨心所欲，他便如此寫下。" * 3
    made = manuscript(f"第一回 水閘\n\n{text}\n\n世人都說河流好，只有閘門忘不了！\n\n{text}\n")
    assert made.count("#") == 1


def test_an_introduction_in_italian_names_no_book() -> None:
    known = cleaned(f"INTRODUZIONE\n\n{BODY} {BODY}\n\nCAPITOLO I\n\n{BODY} {BODY}\n").metadata
    assert not known.title + known.name


@pytest.mark.parametrize("signs", ["*{}*", "_{}_", "<em>{}</em>"])
@pytest.mark.parametrize(
    "line",
    [
        "First spun in the year of the moth by the Spindle Press",
        "Dyed in Lower Weft by Fink and Daughters",
        "Enter the Weaver",
        "Lower Weft, 4 May 1871",
        "4 May 1871",
    ],
)
def test_a_line_in_italics_heads_no_text(line: str, signs: str) -> None:
    long = f"{BODY} {BODY}"
    made = manuscript(
        f"CHAPTER I\n\n{long}\n\n{signs.format(line)}\n\n{long}\n\nCHAPTER II\n\n{long}"
    )
    assert [row for row in made.splitlines() if row.startswith("#")] == [
        *("# CHAPTER I", "# CHAPTER II"),
    ]
    assert line in made


@pytest.mark.parametrize("signs", ["*{}*", "_{}_"])
def test_headings_in_italics_are_headings_where_all_such_lines_are(signs: str) -> None:
    parts = (f"{signs.format(f'The {name}')}\n\n{BODY} {BODY}" for name in ("Warp", "Weft", "Hem"))
    made = manuscript("\n\n".join(("THE LOOM", f"{BODY} {BODY}", *parts)))
    assert sum(line.startswith("#") and "The " in line for line in made.splitlines()) == 3


@pytest.mark.parametrize("head", ["_Preface_", "_Chapter II_", "**The Hem**"])
def test_a_line_in_italics_that_says_it_is_a_heading_is_one(head: str) -> None:
    made = manuscript(f"THE LOOM\n\n{BODY} {BODY}\n\n{head}\n\n{BODY} {BODY}\n")
    assert f"# {head.strip('_*')}" in made
