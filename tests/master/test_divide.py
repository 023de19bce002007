"""Parts hold chapters, and what stands before and after a book's chapters has its place."""

from __future__ import annotations

import pytest

from makeready.core.model import SECTION_KINDS, Entry, Matter, Text
from master.titles import OPS_TYPE, X, anyway, findings, made, sections, text, tree, words

NESTED = "# Part One: Water\n\nA ford.\n\n## Ferry\n\nx[^a]\n\n### Bow\n\ny\n\n## Bridge\n\nz[^b]\n"
NOTES = "\n[^a]: First.\n\n[^b]: Second.\n"


def labels(entries: tuple[Entry, ...]) -> list[object]:
    return [
        (each.label, labels(each.children)) if each.children else each.label for each in entries
    ]


def classes(*texts: Text | str) -> list[str]:
    return [each.get("class", "") for each in sections(made(*texts))]


def test_a_part_holds_the_chapters_below_it() -> None:
    master = made(
        NESTED + NOTES + "\n# Part Two: Land\n\nSand.\n\n## Cart\n\nc\n\n# Envoi\n\nend\n"
    )
    assert labels(master.contents) == [
        ("Part One: Water", [("Ferry", ["Bow"]), "Bridge"]),
        ("Part Two: Land", ["Cart"]),
        "Envoi",
    ]
    assert [words(each) for each in sections(master)][:2] == [
        "Part One: Water A ford.",
        "Ferry x1 Bow y 1 First.",
    ]
    assert [each.number for each in master.notes] == [1, 1]
    assert {each[0].tag for each in sections(master)} == {f"{X}h1"}


@pytest.mark.parametrize(
    "manuscript",
    [
        "# Water {.part}\n\n# Ferry\n\na\n\n# Bridge\n\nb\n",
        "# Part I\n\n# Ferry\n\na\n\n# Bridge\n\nb\n",
        "# Première partie\n\n## Ferry\n\na\n\n## Bridge\n\nb\n",
    ],
)
def test_a_part_holds_the_chapters_that_follow_it(manuscript: str) -> None:
    master = made(manuscript + "\n# Afterword\n\nc\n")
    (part, after) = master.contents
    assert part.is_part
    assert labels(part.children) == ["Ferry", "Bridge"]
    assert after.label == "Afterword"
    assert sections(master)[0].get(OPS_TYPE) == "part"


def test_a_part_may_hold_files() -> None:
    master = made("# Teil 1: Wasser\n", "## Fähre\n\na\n", "## Brücke\n\nb\n")
    assert labels(master.contents) == [("Teil 1: Wasser", ["Fähre", "Brücke"])]


@pytest.mark.parametrize(
    "title", ["Partings", "Booking a place", "Part of the way", "Book reviews"]
)
def test_a_chapter_with_sections_is_no_part(title: str) -> None:
    master = made(f"# {title}\n\nWords.\n\n## A\n\nA.\n\n## B\n\nB.\n")
    assert len(sections(master)) == 1


def test_a_part_with_words_and_no_chapters_is_a_chapter() -> None:
    assert classes("# Part One\n\nWords.\n\n# Part Two\n\nWords.\n") == ["chapter", "chapter"]


def test_what_stands_before_the_contents_has_its_place_and_no_line_in_them() -> None:
    front = (
        "::: dedication\nTo you.\n:::\n\n::: frontispiece\nA plate.\n:::\n\n"
        "::: epigraph\n> Said.\n:::\n\n# Preface\n\nx\n"
    )
    master = made(text(front, "front.md", Matter.FRONT), "# One\n\ny\n")
    body = tree(master).find(f"{X}body")
    assert body is not None
    shown = [each.get("class") for each in body]
    assert shown == [
        *("half-title", "frontispiece", "title-page", "imprint", "dedication", "epigraph"),
        *("contents", "chapter preface", "chapter"),
    ]
    assert labels(master.contents) == ["Preface", "One"]


def test_an_epigraph_in_a_chapter_stays_there() -> None:
    assert classes("# One\n\n::: epigraph\n> Said.\n:::\n\nx\n") == ["chapter"]


def test_a_colophon_ends_the_book() -> None:
    back = text("::: colophon\nSet by hand.\n:::\n", "back.md", Matter.BACK)
    more = text("# Appendix A: Tolls\n\nx\n", "more.md", Matter.BACK)
    assert classes("# One\n\nx\n", back, more) == [
        "chapter",
        "chapter appendix",
        "opening colophon",
    ]


def test_a_link_to_a_colophon_leads_there() -> None:
    back = text("::: {#made .colophon}\nSet by hand.\n:::\n", "back.md", Matter.BACK)
    master = made("# One\n\nIt was [made](#made) by hand.\n", back)
    assert b'href="#made"' in master.xhtml
    assert b'id="made"' in master.xhtml


def test_a_file_may_be_of_a_kind_without_a_heading() -> None:
    file = Text(file="d.md", matter=Matter.FRONT, text="To you.\n", kind="dedication")
    master = made(file, text("Before.\n", "e.md", Matter.FRONT), "# One\n\nx\n")
    kinds = [each.get(OPS_TYPE) for each in sections(master)]
    assert kinds == ["dedication", "preamble", "chapter"]
    assert sections(master)[0].get("role") == "doc-dedication"


@pytest.mark.parametrize("kind", sorted(SECTION_KINDS))
def test_a_heading_has_the_kind_of_its_class(kind: str) -> None:
    (section,) = sections(anyway(f"# Words {{.{kind}}}\n\nx\n"))
    assert section.get(OPS_TYPE) == kind


def test_empty_headings_are_told_with_their_own_lines() -> None:
    found = findings("# One\n\n## Two\n\n## {#x}\n\nw\n\n##\n\n# Three\n\nw\n")
    told = [str(each.place) for each in found if each.code == "C-003"]
    assert told == ["text/01.md:5", "text/01.md:9"]
