"""Pages of Hebrew and Arabic are known, and looked at in a mirror."""

from __future__ import annotations

from intake.pdf.read.letters import glyphs_of
from makeready.intake.pdf.read.leftward import mirror_box, runs_leftward

WIDTH = 400.0


def test_a_page_runs_leftward_where_most_letters_do() -> None:
    assert runs_leftward(glyphs_of("ספר ab"))
    assert not runs_leftward(glyphs_of("ספר abcd"))


def test_a_box_comes_back_from_the_mirror() -> None:
    box = (10.0, 20.0, 50.0, 80.0)
    assert mirror_box(box, WIDTH) == (350.0, 20.0, 390.0, 80.0)
    assert mirror_box(mirror_box(box, WIDTH), WIDTH) == box
