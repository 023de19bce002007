"""Level-1 headings make chapters; ids and the contents follow the words, not the count."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makeready.core.model import Entry, Matter
from master.titles import (
    OPS_TYPE,
    X,
    anyway,
    ids,
    inside,
    made,
    retold,
    sections,
    text,
    told,
    tree,
    words,
)

TITLES = ("Stones", "Wheels", "The Race", "Of Flour", "Sacks and Mice", "Notes")


def labels(entries: tuple[Entry, ...]) -> list[object]:
    return [
        (each.label, labels(each.children)) if each.children else each.label for each in entries
    ]


def test_each_level_1_heading_starts_a_chapter() -> None:
    master = made("Before.\n\n# One\n\na\n\n# Two\n\nb\n", "c\n\n# Three\n")
    assert [words(each) for each in sections(master)] == ["Before.", "One a", "Two b c", "Three"]
    assert labels(master.contents) == ["One", "Two", "Three"]


def test_an_opening_has_no_entry_and_no_heading() -> None:
    opening = sections(made("Before.\n\n# One\n"))[0]
    assert opening.get("id") == "opening"
    assert opening.get("class") == "opening"
    assert opening.get(OPS_TYPE) == "preamble"


def test_matter_divides_files_without_headings() -> None:
    front = text("Front words.\n", "a.md", Matter.FRONT)
    body = text("Body words.\n", "b.md")
    first, second = sections(made(front, body))
    assert (first.get("data-matter"), second.get("data-matter")) == ("front", "body")
    assert first.get("id") != second.get("id")


@pytest.mark.parametrize(
    ("heading", "matter", "kind", "role"),
    [
        ("# Preface", Matter.FRONT, "preface", "doc-preface"),
        ("# Vorwort {.foreword}", Matter.FRONT, "foreword", "doc-foreword"),
        ("# Anything", Matter.FRONT, "preamble", None),
        ("# Anything", Matter.BODY, "chapter", "doc-chapter"),
        ("# Anything", Matter.BACK, "backmatter", None),
        ("# Part One {.part}", Matter.BODY, "part", "doc-part"),
        ("# GLOSSARY", Matter.BACK, "glossary", "doc-glossary"),
    ],
)
def test_a_chapter_has_the_kind_of_its_heading(
    heading: str, matter: Matter, kind: str, role: str | None
) -> None:
    (section,) = sections(made(text(heading, matter=matter)))
    assert section.get(OPS_TYPE) == kind
    assert section.get("role") == role


def test_lower_headings_nest_and_the_contents_follow_to_their_depth() -> None:
    manuscript = "# A\n\n## B\n\n### C\n\n## D\n\n# E\n"
    assert labels(made(manuscript).contents) == [("A", ["B", "D"]), "E"]
    deep = made(manuscript, book=retold(contents_depth=3))
    assert labels(deep.contents) == [("A", [("B", ["C"]), "D"]), "E"]
    assert labels(made(manuscript, book=retold(contents_depth=1)).contents) == ["A", "E"]
    (inner,) = [each for each in tree(deep).iter(f"{X}section") if each.get("id") == "c"]
    assert [up.get("id") for up in inner.iterancestors(f"{X}section")] == ["b", "a"]


def test_every_section_is_named_by_its_heading() -> None:
    for section in tree(made("# A\n\n## B\n\n# C\n")).iter(f"{X}section"):
        named = section.get("aria-labelledby")
        if named is not None:
            assert section[0].get("id") == named == f"{section.get('id')}-title"


def test_a_level_passed_over_is_told() -> None:
    assert told("# A\n\n### Far *down*\n") == [
        "text/01.md:3: C-001 level 3 follows level 1: “Far down”"
    ]


def test_a_level_1_heading_inside_a_block_is_told_and_shown() -> None:
    manuscript = "# A\n\n> # Inside\n>\n> x\n"
    assert told(manuscript) == ["text/01.md:3: C-002 the heading “Inside” starts no chapter"]
    assert labels(anyway(manuscript).contents) == ["A"]


@pytest.mark.parametrize("heading", ["#", "## ![](x.png)", "# ^[Note.]"])
def test_a_heading_without_words_is_refused(heading: str) -> None:
    found = told(f"# A\n\n{heading}\n")
    assert any(each.startswith("text/01.md") and " C-003 " in each for each in found), found


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("1. Stones", "1."),
        ("2.1 Stones", "2.1"),
        ("IV. Stones", "IV."),
        ("Chapter X Stones", "Chapter X"),
        ("Kapitel 3: Steine", "Kapitel 3:"),
        ("I went to the mill", None),
        ("Stones 1", None),
        ("Mill", None),
    ],
)
def test_numbers_of_headings_are_marked(heading: str, number: str | None) -> None:
    (section,) = sections(made(f"# {heading}\n"))
    found = section[0].find(f"{X}span[@class='number']")
    assert (None if found is None else found.text) == number
    assert words(section[0]) == heading


@pytest.mark.parametrize(
    "given_id", ["page-1", "note-x", "call-x", "contents", "makeready-part", "river-title"]
)
def test_ids_of_the_press_are_not_given_to_a_manuscript(given_id: str) -> None:
    manuscript = f"# A\n\n[x]{{#{given_id}}} and [there](#{given_id}).\n"
    assert told(manuscript) == [f"text/01.md:3: T-007 the id {given_id!r} is the press's own"]
    shown = inside(anyway(manuscript))
    assert f'id="{given_id}"' not in shown
    assert shown.count(given_id) == 2 or given_id not in shown


def test_headings_like_the_press_s_ids_have_ids_of_their_own() -> None:
    for heading in ("Page one", "Note on the text", "Call 9", "River title", "Contents", "Imprint"):
        master = made(f"# {heading}\n\n# River\n")
        assert len(ids(master)) == len(set(ids(master)))


def test_an_id_given_twice_is_told_and_changed() -> None:
    manuscript = "# A\n\n[x]{#here}\n\n# B\n\n[y]{#here}\n"
    assert told(manuscript) == ["text/01.md:7: T-007 the id 'here' is given twice"]
    assert len(set(ids(anyway(manuscript)))) == len(ids(anyway(manuscript)))


def test_ids_inside_notes_are_ids_too() -> None:
    found = told("# A\n\n[x]{#here}[^1]\n\n[^1]: Not [there]{#here}.\n")
    assert [each.partition(": ")[2] for each in found] == ["T-007 the id 'here' is given twice"]
    master = made("# A\n\nx[^1] and [so](#there)\n\n[^1]: Not [there]{#there}.\n")
    assert "there" in ids(master)


def test_a_short_title_runs_above_the_pages() -> None:
    (section,) = sections(made('# A Very Long Title {data-short="Short"}\n'))
    assert section.get("data-running") == "Short"


def anchors(master_ids: list[str], manuscript: list[str]) -> list[str]:
    wanted = {each.lower().replace(" ", "-") for each in manuscript}
    return [each for each in master_ids if any(each.startswith(name) for name in wanted)]


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.sampled_from(TITLES), min_size=1, max_size=4, unique=True),
    st.integers(0, 4),
    st.sampled_from(
        ["# Windmills\n\nx\n", "A paragraph of its own.\n", "> Quoted[^n].\n\n[^n]: New.\n"]
    ),
)
def test_ids_stay_when_something_is_added_elsewhere(chosen: list[str], at: int, added: str) -> None:
    parts = [
        f"# {each}\n\nText of {each}[^{n}].\n\n[^{n}]: On {each}.\n"
        for n, each in enumerate(chosen)
    ]
    before = ids(made("\n".join(parts)))
    after = ids(made("\n".join([*parts[:at], added, *parts[at:]])))
    assert [each for each in after if each in before] == before


def test_headings_of_the_same_words_keep_their_ids_when_another_comes_first() -> None:
    def parts(*names: str) -> str:
        return "\n".join(f"# {name}\n\n## Summary\n\nOf {name}.\n" for name in names)

    before = ids(made(parts("Stones", "Wheels")))
    after = ids(made(parts("Sacks", "Stones", "Wheels")))
    assert set(before) <= set(after)


@pytest.mark.parametrize("call", ["[^a]", "^[A note of *words*.]", "[^1914]"])
def test_the_id_of_a_heading_is_made_without_its_note(call: str) -> None:
    notes = "" if call.startswith("^") else f"{call}: A note of *words*.\n"
    master = made(f"# The harbour{call} lies\n\nWords.\n\n{notes}")
    (entry,) = master.contents
    assert (entry.anchor, entry.label) == ("the-harbour-lies", "The harbour lies")
