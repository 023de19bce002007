"""The page map, and what is told of notes, pages and tables, from pages written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from makeready.core.model import Anchor, Note, Overlong
from makeready.editions.print.paginate.pages import Pagination
from makeready.editions.print.prove.page_map import (
    check_notes,
    check_pages,
    check_tables,
    make_page_map,
    report_repairs,
)
from makeready.editions.print.values import (
    PICTURE,
    LaidNote,
    LaidPage,
    LaidUnit,
    NoteRepair,
    Overflow,
    Unit,
    UnitKind,
)

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen " * 3


def page(number: int, *running: str, lines: int = 20, names: tuple[str, ...] = ()) -> LaidPage:
    return LaidPage(
        number=number,
        blank=False,
        size=(300.0, 400.0),
        area=300.0,
        running=running,
        lines=lines,
        notes=(),
        anchors=tuple((name, 0.0, 0.0) for name in names),
        bookmarks=(),
        overflow=Overflow(),
        notes_at=None,
        heads=(),
    )


def unit(*running: tuple[str, str], notes: tuple[tuple[str, str], ...] = ()) -> Unit:
    return Unit(
        name=running[0][0],
        kind=UnitKind.CHAPTER,
        part_of="",
        markup="",
        running=running,
        notes=notes,
        reads=(),
        shows=(),
    )


def laid(
    name: str = "c1",
    narrowed: tuple[str, ...] = (),
    repaired: tuple[tuple[str, NoteRepair], ...] = (),
) -> LaidUnit:
    return LaidUnit(
        unit=name,
        data=b"",
        pages=(),
        breaks="auto",
        goes_on=False,
        fonts=(),
        links=(),
        repaired=repaired,
        narrowed=narrowed,
        layout_warnings=(),
    )


def book(*pages: LaidPage, units: tuple[LaidUnit, ...] = ()) -> Pagination:
    """Return these pages, whose labels are i, ii, iii, …: other words than their numbers."""
    roman = ("i", "ii", "iii", "iv", "v", "vi")
    return Pagination(
        laid_units=units,
        starts=(0,),
        blanks=frozenset(),
        pages=pages,
        labels=roman[: len(pages)],
    )


def note(name: str, text: str, number: int) -> Note:
    return Note(
        anchor=Anchor(name),
        call=Anchor(f"call-{name}"),
        number=number,
        chapter=Anchor("c1"),
        text=text,
    )


def piece(anchor: str, text: str, below: float = -5.0) -> LaidNote:
    return LaidNote(anchor=anchor, piece=0, text=text, lines=(), below=below)


def test_a_page_that_ends_within_a_word_is_told_with_its_line() -> None:
    broken = replace(page(1, LONG, names=("c1",)), turn="one two thir\u2010")
    (found,) = check_pages([unit(("c1", LONG))], book(broken, page(2, LONG)))
    assert (found.code, found.message) == ("P-021", "page i: “one two thir\u2010”")
    assert found.words == ("one two thir", "one two thir")


def test_a_formula_that_was_set_smaller_is_found_by_its_words() -> None:
    small = replace(page(1, LONG, names=("c1",)), shrunk=("a = b",))
    (found,) = check_pages([unit(("c1", LONG))], book(small))
    assert (found.code, found.words) == ("P-022", ("a = b", "a = b"))


def mapped(units: list[Unit], *pages: LaidPage) -> list[tuple[str, str, int]]:
    found, findings = make_page_map(units, book(*pages))
    assert findings == ()
    return [(each.label, each.section, each.offset) for each in found.breaks]


def test_each_page_begins_where_the_words_before_it_end() -> None:
    units = [unit(("c1", "reedsrushes")), unit(("c2", "water"), ("c3", "banks"))]
    pages = page(1, "reeds ru"), page(2, "shes", "wa"), page(3, "ter"), page(4, "ban", " ks")
    assert mapped(units, *pages) == [
        *[("i", "c1", 0), ("ii", "c1", 7), ("iii", "c2", 2), ("iv", "c3", 0)]
    ]


def test_a_picture_behind_the_last_words_stands_in_the_last_section() -> None:
    pages = (page(1, "Reeds"), page(2, "Locks"), page(3, PICTURE))
    made, _ = make_page_map([unit(("c1", "Reeds"), ("c2", "Locks"))], book(*pages))
    assert [(each.section, each.offset) for each in made.breaks] == [
        *(("c1", 0), ("c2", 0), ("c2", 5))
    ]


def test_a_page_without_text_begins_nowhere_and_keeps_its_label() -> None:
    found, _ = make_page_map([unit(("c1", "reeds"))], book(page(1, "ree"), page(2), page(3, "ds")))
    assert found.labels == ("i", "ii", "iii")
    assert [each.label for each in found.breaks] == ["i", "iii"]


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", " ", "\n", "\u2003"])
def test_what_cannot_be_seen_is_passed_over(mark: str) -> None:
    assert mapped([unit(("c1", "reeds"))], page(1, f"re{mark}eds"))


@pytest.mark.parametrize("hyphen", ["-", "\u2010"])
def test_a_hyphen_that_the_layout_put_at_the_end_of_a_line_is_passed_over(hyphen: str) -> None:
    pages = page(1, f"ree{hyphen}"), page(2, "ds")
    assert mapped([unit(("c1", "reeds"))], *pages) == [("i", "c1", 0), ("ii", "c1", 3)]


def test_a_hyphen_of_the_master_is_a_character_like_others() -> None:
    pages = page(1, "reed-"), page(2, "bed")
    assert mapped([unit(("c1", "reed-bed"))], *pages) == [("i", "c1", 0), ("ii", "c1", 5)]


@pytest.mark.parametrize(
    ("runs", "label", "departs"),
    [
        (("the reeds", "andrushes bythewater"), "ii", "thereedsbytheriver"),
        (("the reeds", "by the"), "ii", "thereedsbytheriver"),
        (("the reeds-", "by the river"), "", ""),
        (("the ree-ds", "by the river"), "i", "thereedsbytheriver"),
        (("the rushes-", "by the river"), "i", "thereedsbytheriver"),
    ],
)
def test_where_pages_and_master_part_ways_is_told_by_page_and_words(
    runs: tuple[str, str], label: str, departs: str
) -> None:
    pages = [page(number, run) for number, run in enumerate(runs, 1)]
    found, findings = make_page_map([unit(("c1", "thereedsbytheriver"))], book(*pages))
    told = [(each.code, each.message) for each in findings]
    message = f"page {label}: the text departs from the master at “{departs}”"
    assert told == ([("P-002", message)] if label else [])
    assert bool(found.breaks) is not bool(label)
    assert found.labels == ("i", "ii")


def test_the_words_around_a_departure_are_thirty_characters_before_and_behind() -> None:
    text = "".join(f"{number:03}" for number in range(100))
    _, (finding,) = make_page_map([unit(("c1", text))], book(page(1, text[:150], "gone")))
    assert finding.message.endswith(f"“{text[120:180]}”")
    assert finding.words == (text[120:180], text[150:180])


NOTES = {Anchor("n1"): note("n1", "A reed by the water.", 1), Anchor("n2"): note("n2", LONG, 2)}
UNIT = unit(("c1", "x"), notes=(("n1", "Areedbythewater."), ("n2", "".join(LONG.split()))))


def noted(*notes: LaidNote, call: int = 1, at: int = 1) -> list[tuple[str, str]]:
    """Return what is told where these notes stand on a page, and all calls on another."""
    names = ("call-n1", "call-n2")
    pages = [
        replace(page(n, "x", names=names if n == call else ("c1",)), notes=notes if n == at else ())
        for n in (1, 2, 3)
    ]
    return [(each.code, each.message) for each in check_notes([UNIT], NOTES, book(*pages))]


WHOLE = piece("n1", "A reed by the water."), piece("n2", LONG)


def test_notes_that_stand_with_their_calls_need_no_word() -> None:
    assert noted(*WHOLE) == []
    assert noted(*WHOLE, call=2, at=2) == []


def test_a_note_that_was_cut_is_whole_again() -> None:
    assert noted(piece("n1", "A reed by the wa-"), piece("n1", "ter."), WHOLE[1]) == []


def test_a_note_on_no_page_is_told_by_the_page_of_its_call() -> None:
    assert noted(WHOLE[1], call=2, at=2) == [
        ("P-001", "page ii: note 1 fits on no page: “A reed by the water.”")
    ]
    assert noted(WHOLE[0], call=9) == [("P-001", f"note 2 fits on no page: “{LONG[:80]}”")]


@pytest.mark.parametrize(("below", "told"), [(1.0, False), (1.5, True), (40.0, True)])
def test_a_note_that_stands_below_its_page_is_lost_too(below: float, *, told: bool) -> None:
    found = noted(piece("n1", "A reed by the"), piece("n1", "water.", below), WHOLE[1])
    assert [code for code, _ in found] == ["P-001"] * told


@pytest.mark.parametrize(
    "text", ["A reed by the wter.", "A reed by the water", "A reed", "Aa reed"]
)
def test_a_note_that_lacks_words_or_has_others_is_altered(text: str) -> None:
    assert noted(piece("n1", text), WHOLE[1]) == [
        ("P-002", "note 1 is altered: “A reed by the water.”")
    ]


@pytest.mark.parametrize("text", ["A re-ed by the wa\u2010ter.", "A\u200b reed by the\nwater."])
def test_hyphens_and_breaks_of_the_layout_alter_no_note(text: str) -> None:
    assert noted(piece("n1", text), WHOLE[1]) == []


def test_a_note_that_begins_behind_the_page_of_its_call_is_told_with_both_pages() -> None:
    assert noted(*WHOLE, call=1, at=3) == [
        ("P-005", "page i: note 1 starts on page iii"),
        ("P-005", "page i: note 2 starts on page iii"),
    ]


def test_a_note_on_a_later_page_is_found_by_its_words() -> None:
    pages = page(1, "x", names=("call-n2",)), replace(page(2, "x"), notes=WHOLE)
    (found,) = check_notes([UNIT], NOTES, book(*pages))
    assert found.words[2] == "one two three four five six"


def test_a_note_is_found_by_fewer_and_fewer_of_its_first_words() -> None:
    (short,) = check_notes([UNIT], NOTES, book(replace(page(1, "x"), notes=WHOLE[1:])))
    assert short.words == ("A reed by the water.",) * 3
    (long,) = check_notes([UNIT], NOTES, book(replace(page(1, "x"), notes=WHOLE[:1])))
    words = LONG.split()
    assert long.words == tuple(" ".join(words[:count]) for count in (24, 12, 6))


@pytest.mark.parametrize(
    ("overlong", "codes"),
    [
        (Overlong.CARRY, ["P-010", "P-011", "P-012"]),
        (Overlong.END, ["P-010", "P-011", "P-014"]),
    ],
)
def test_what_was_done_for_notes_is_told_in_the_words_of_the_note(
    overlong: Overlong, codes: list[str]
) -> None:
    units = (
        laid("c1", repaired=(("n1", NoteRepair.KEPT), ("n2", NoteRepair.CARRIED))),
        laid("c2", repaired=(("n1", NoteRepair.ENDED),)),
    )
    found = report_repairs(NOTES, book(units=units), overlong)
    assert [each.code for each in found] == codes
    assert [each.message for each in found] == [
        "note 1: “A reed by the water.”",
        f"note 2: “{LONG[:60]}”",
        "note 1: “A reed by the water.”",
    ]
    assert found[1].words[2] == "one two three four five six"


def short(*pages: LaidPage) -> list[str]:
    units = [unit(("c1", "x")), unit(("c2", "x"))]
    return [each.message for each in check_pages(units, book(*pages)) if each.code == "P-003"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (1, ["page ii has 1 line, and ends its chapter"]),
        (4, ["page ii has 4 lines, and ends its chapter"]),
        (5, []),
        (20, []),
    ],
)
def test_a_chapter_that_ends_with_a_few_lines_is_told(lines: int, told: list[str]) -> None:
    first, last = page(1, "x", names=("c1",)), page(2, "x y", lines=lines, names=("c1",))
    assert short(first, last) == told
    assert short(first, last, page(3, "x", names=("c2",))) == told
    assert short(first, last, page(3), page(4, "x", names=("c2",))) == told


def test_a_page_that_others_of_its_chapter_follow_is_not_short() -> None:
    first, last = page(1, "x", names=("c1",)), page(3, "x", lines=20, names=("c1",))
    assert short(first, page(2, "x", lines=2, names=("c1",)), last) == []


def test_the_first_page_of_a_chapter_and_one_without_text_are_not_short() -> None:
    first = page(1, "x", lines=2, names=("c1",))
    assert short(first) == []
    assert short(first, page(2, lines=0)) == []
    assert short(first, page(2, "x", lines=2, names=("c2",))) == []


def test_a_short_page_is_found_by_its_words() -> None:
    pages = page(1, "x", names=("c1",)), page(2, "By the", "water and the reeds", lines=2)
    (found,) = check_pages([unit(("c1", "x"))], book(*pages))
    assert found.words == ("By the water and the reeds", "water and the reeds")


def test_what_stands_beyond_an_edge_is_told_by_page_and_words() -> None:
    overflow = Overflow(
        outside=("reeds", "and rushes"), cut=("w" * 90,), pictures=("A tower.", "A boat.")
    )
    pages = page(1, "x", names=("c1",)), replace(page(2, "x", names=("c1",)), overflow=overflow)
    found = check_pages([unit(("c1", "x"))], book(*pages))
    assert [(each.code, each.message) for each in found] == [
        ("P-004", "page ii: “reeds and rushes”"),
        ("P-015", f"page ii: “{'w' * 60}”"),
        ("P-016", "page ii: “A tower. A boat.”"),
    ]
    assert found[0].words == ("reeds and rushes", "and rushes")


def test_a_table_that_was_set_smaller_is_told_by_its_first_words() -> None:
    row = "stone by stone along the old quay wall and the new one behind the harbour office"
    found = check_tables(book(units=(laid(), laid(narrowed=("short", row)))))
    assert [(each.code, each.message) for each in found] == [
        ("P-017", "the table that begins “short”"),
        ("P-017", f"the table that begins “{row[:60]}”"),
    ]
    assert found[1].words == (row, row[:30])
