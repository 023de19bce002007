"""A table that a converter wrote in HTML stays a table."""

from __future__ import annotations

from intake.cleaned import cleaned, manuscript
from makeready.intake.account import ledger

TABLE = (
    "<table><tr><td rowspan=1 colspan=2>Ropes &amp; sails</td></tr>"
    "<tr><td>3*4</td><td>A_B</td></tr></table>"
)


def test_a_table_in_html_is_kept_and_its_cells_are_no_markup() -> None:
    imported = cleaned(f"# Stores\n\nThe stores were counted.\n\n{TABLE}\n\nNothing was missing.\n")
    text = "".join(each.text for each in imported.texts)
    assert "<table><tr><td rowspan=1 colspan=2>Ropes &amp; sails</td>" in text
    assert "<td>3\\*4</td><td>A_B</td>" in text
    assert "</table>\n\nNothing was missing." in text


def test_its_lines_need_no_indents_and_what_stands_around_it_goes() -> None:
    source = "The stores:\n\n<html><body><table>\n    <tr>\n"
    source += "        <td>Rope</td>\n\n    </tr>\n</table></body></html>\n"
    imported = cleaned(source)
    assert ledger.check(imported.ledger, source) == ()
    assert "<table>\n<tr>\n<td>Rope</td>\n</tr>\n</table>" in imported.texts[0].text
    assert "body>" not in imported.texts[0].text


def test_a_table_that_is_not_whole_is_text_like_other_text() -> None:
    assert "<table>" not in manuscript(
        "# Stores\n\n<table><tr><td>Rope</td></tr>\n\nNothing else.\n"
    ).replace("\\<", "")
    made = manuscript("# Stores\n\n<table><tr><td>a < b</td></tr></table>\n")
    assert "\\<table>" in made
