"""Rules that a theme asks for are looked for where the text calls for them."""

from __future__ import annotations

from makeready.checks.read.lines import Owner, PrintedLine
from makeready.checks.seen.rules import (
    find_lost_note_rules,
    find_lost_table_rules,
    read_borders,
    sort_tables,
)

RULE = (10.0, 70.0, 50.0, 70.4)
BORDERS = {"table": frozenset({"top", "bottom"}), "th": frozenset({"bottom"}), ".box": frozenset()}


def line(page: int, base: float, *kinds: str, left: float = 10.0) -> PrintedLine:
    owner = Owner(paragraph=(page, 0), kinds=kinds, chapter=None, table=(9, 0))
    return PrintedLine(
        page=page,
        owner=owner,
        text="salt",
        left=left,
        right=left + 20,
        base=base,
        size=10.0,
        scale=1.0,
        spaces=(),
    )


def test_the_last_border_counts_that_a_style_sheet_draws() -> None:
    css = "table, .box { border: 1pt solid } .box { border-top: none } th { border-bottom: 1pt }"
    found = read_borders(css)
    assert found["table"] == {"top", "right", "bottom", "left"}
    assert found[".box"] == {"right", "bottom", "left"}
    assert found["th"] == {"bottom"}


def test_a_page_lacks_the_rule_above_notes_that_others_have() -> None:
    lines = [line(page, 60.0, "P", "Note") for page in range(3)]
    assert [*find_lost_note_rules(lines, {0: [RULE], 1: [RULE], 2: [RULE]})] == []
    (found,) = find_lost_note_rules(lines, {0: [RULE], 2: [RULE]})
    assert found[0] == 1


def test_a_note_at_the_end_of_its_chapter_has_no_rule() -> None:
    lines = [line(page, 60.0, "P", "Note") for page in range(3)]
    assert [*find_lost_note_rules(lines, {0: [RULE]})] == []


def test_a_rule_of_a_table_reaches_from_its_first_column_to_its_last() -> None:
    cells = [line(0, 50.0, "TD", left=10.0), line(0, 50.0, "TD", left=40.0)]
    above, below = (8.0, 62.0, 62.0, 62.5), (8.0, 44.0, 62.0, 44.5)
    halves = [(8.0, 62.0, 35.0, 62.5), (35.0, 62.0, 62.0, 62.5)]
    assert [*find_lost_table_rules(cells, {0: [above, below]}, BORDERS)] == []
    assert [*find_lost_table_rules(cells, {0: [*halves, below]}, BORDERS)] == []
    ((page, said),) = find_lost_table_rules(cells, {0: [halves[1], below]}, BORDERS)
    assert (page, "above" in said) == (0, True)


def test_a_note_that_a_cell_calls_stands_outside_of_the_table() -> None:
    cell, note = line(0, 50.0, "TD", "TR", "Table"), line(0, 20.0, "P", "Note", "TD", "TR", "Table")
    assert sort_tables([cell, note]) == [[cell]]


def test_the_rule_below_a_row_with_a_picture_stands_far_from_its_words() -> None:
    drawn = {0: [(8.0, 62.0, 32.0, 62.5), (8.0, 10.0, 32.0, 10.5)]}
    assert [*find_lost_table_rules([line(0, 50.0, "TD")], drawn, BORDERS)] == []
