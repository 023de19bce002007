from __future__ import annotations

from checks.read.test_alignment import CALL, MASTER, NOTE, page
from makeready.checks.compare.notes import is_in_order
from makeready.checks.read.alignment import align_pages
from makeready.checks.read.print import Printed
from makeready.checks.read.text import read_master

TEXT = f"<p>The kite flew{CALL.format(n=1)} high{CALL.format(n=2)} over roofs.</p><p>So it did.</p>"
FIRST = "1 It was brown, and its tail was made of ribbons."
SECOND = "2 Higher than the mast of the harbour office."


def is_ordered(*pages: list[str]) -> bool:
    texts = (FIRST[2:], SECOND[2:])
    notes = "".join(NOTE.format(n=n, text=text) for n, text in enumerate(texts, 1))
    master = read_master(MASTER.format(blocks=TEXT, notes=notes).encode())
    printed = Printed(
        pages=tuple(page(str(n), lines) for n, lines in enumerate(pages, 1)),
        outline=(),
        fonts=(),
        unembedded=(),
    )
    alignment = align_pages(master, printed)
    assert alignment.departures == ()
    assert len(alignment.notes) == len(texts)
    return is_in_order(master, alignment)


def test_notes_at_the_foot_are_in_order() -> None:
    text = "The kite flew1 high2 over roofs."
    assert is_ordered(["Paper", text, FIRST, SECOND], ["So it did."])
    assert not is_ordered(["Paper", text, SECOND, FIRST], ["So it did."])


def test_a_note_at_the_end_of_its_chapter_stands_behind_later_ones() -> None:
    text = "The kite flew1 high2 over roofs."
    assert is_ordered(["Paper", text, SECOND], ["So it did.", FIRST])
    assert is_ordered(["Paper", text, SECOND], ["So it did."], [FIRST])
