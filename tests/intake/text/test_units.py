"""Blocks that hold several notes are parted without a character said twice."""

from __future__ import annotations

from intake.cleaned import cleaned
from makeready.intake.account import ledger

SOURCE = """\
The ferry crossed at six,<sup>2</sup> and the tide was low.<sup>3</sup>

<sup>2</sup> So the ferryman said.
<span id="page-3-0"></span><sup>3</sup> The tables stand at the end.
"""


def test_an_anchor_before_a_note_belongs_to_that_note_alone() -> None:
    imported = cleaned(SOURCE)
    assert ledger.check(imported.ledger, SOURCE) == ()
    text = "".join(each.text for each in imported.texts)
    assert "[^1]: So the ferryman said.\n" in text
    assert "[^2]: The tables stand at the end." in text
