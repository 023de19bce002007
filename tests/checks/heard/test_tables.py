"""What is to be said of a table's cells follows HTML's table model."""

from __future__ import annotations

from lxml import etree

from makeready.checks.heard.tables import Cell, read_cells
from makeready.checks.read.text import H


def cells(rows: str) -> list[Cell]:
    xmlns = H.strip("{}")
    return [*read_cells(etree.fromstring(f'<table xmlns="{xmlns}"><tbody>{rows}</tbody></table>'))]


def test_a_cell_stands_under_the_heads_of_its_columns_and_of_its_row() -> None:
    found = cells(
        '<tr><th/><th>a</th><th colspan="2">b</th></tr>'
        '<tr><th scope="row">c</th><td>1</td><td>2</td><td rowspan="2">3</td></tr>'
        "<tr><td>4</td><td>5</td><td>6</td></tr>"
    )
    assert [(each.tag, each.scope) for each in found[:5]] == [
        ("TD", ""),
        ("TH", "Column"),
        ("TH", "Column"),
        ("TH", "Row"),
        ("TD", ""),
    ]
    assert [each.heads for each in found[4:]] == [(1, 3), (2, 3), (2, 3), (), (1,), (2,)]
    assert (found[2].columns, found[6].rows) == (2, 2)


def test_a_picture_heads_a_column_and_nothing_does_not() -> None:
    found = cells("<tr><th><img/></th><th><b/></th></tr><tr><td>1</td><td>2</td></tr>")
    assert [each.scope for each in found] == ["Column", "", "", ""]
