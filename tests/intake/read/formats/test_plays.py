"""Plays that pages set as tables become speeches behind the names of their speakers."""

from __future__ import annotations

from intake.read.formats.test_web import imported


def row(speaker: str, said: str) -> str:
    return f"<tr><td epub:type='z3998:persona'>{speaker}</td><td>{said}</td></tr>"


def test_a_table_of_speeches_is_a_play() -> None:
    stage = "<tr><td/><td><i>The bank of a <b>river</b>.</i></td></tr>"
    rows = stage + row("Anna", "Where is it?") + row("Weir", "<p>one<br/>two</p><p>three</p>")
    made = imported(f"<h2>Act</h2><table id='a'><tbody>{rows}{stage}</tbody></table><p>End.</p>")
    direction = "*The bank of a **river**.*"
    assert made.texts[0].text == (
        f"# Act\n\n::: drama\n{direction}\n\nAnna\n:   Where is it?\n\n"
        f"Weir\n\n:   one\\\n    two\n\n    three\n\n{direction}\n:::\n\nEnd.\n"
    )
    assert made.compared == (20, 20, 0)


def test_a_table_that_only_names_a_person_stays_a_table() -> None:
    rows = "<tr><td epub:type='z3998:persona'>Anna</td><td>12</td><td>ferry</td></tr>"
    made = imported(f"<table><tbody>{rows}<tr><td>a</td><td>b</td><td>c</td></tr></tbody></table>")
    assert "drama" not in made.texts[0].text
    assert imported("<div class='drama'><p>x</p></div>").texts[0].text == "::: drama\nx\n:::\n"
