from __future__ import annotations

from makeready.intake.pdf.page.tiles import list_rules, list_tiled

HEAD = ((0.0, 20.0, 50.0, 40.0), (51.0, 20.0, 99.0, 40.0))
BODY = ((0.0, 0.0, 50.0, 19.0), (51.0, 0.0, 99.0, 19.0))


def test_cells_drawn_one_by_one_are_a_table_with_rules_between_its_rows() -> None:
    assert list_tiled(HEAD + BODY) == (tuple(sorted(HEAD + BODY)),)
    heights = [40.0, 20.0, 0.0]
    assert list(list_rules(HEAD + BODY)) == [(0.0, y, 99.0, y) for y in heights]


def test_a_cell_over_two_rows_has_no_rule_through_it() -> None:
    tall = (0.0, 0.0, 50.0, 40.0)
    foot = ((0.0, -20.0, 50.0, -1.0), (51.0, -20.0, 99.0, -1.0))
    cells = (tall, HEAD[1], BODY[1], *foot)
    assert [rule[1] for rule in list_rules(cells)] == [40.0, 0.0, -20.0]


def test_bars_of_a_chart_and_boxes_on_each_other_are_none() -> None:
    bars = tuple((20.0 * n, 0.0, 20.0 * n + 18, 10.0 + 20 * n) for n in range(5))
    assert not list_tiled(bars)
    assert not list_tiled((*HEAD, *BODY, (10.0, 10.0, 60.0, 30.0)))
