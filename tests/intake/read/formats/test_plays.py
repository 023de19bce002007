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


def test_paragraphs_that_name_speakers_make_a_play() -> None:
    page = (
        "<h2>Act</h2><p class='stagedir'>The bank of a <b>river</b>.</p>"
        "<p class='speaker'>Anna.</p><p><span class='stagedir'>Aside.</span> Where is it?</p>"
        "<p>Tell me.</p><span class='pagenum'>4</span>"
        "<p><span class='speaker'>Weir.</span> Here.</p><h3>Later</h3><p>End.</p>"
    )
    made = imported(page)
    assert made.texts[0].text == (
        "# Act\n\n::: drama\n*The bank of a **river**.*\n\n"
        "**Anna.** *Aside.* Where is it?\n\nTell me.\n\n"
        '[]{.old-page n="4"}**Weir.** Here.\n:::\n\n'
        "## Later\n\nEnd.\n"
    )
    assert made.compared == (18, 17, 1)  # the number of a page is none of its words


def test_a_paragraph_that_alone_names_a_speaker_stays_one() -> None:
    page = "<p class='speaker'>Anna Weir</p><p>She speaks at noon.</p>"
    assert imported(page).texts[0].text == "Anna Weir\n\nShe speaks at noon.\n"
