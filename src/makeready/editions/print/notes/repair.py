"""The tree of a unit is changed until the layout finds a place for each of its notes and tables.

WeasyPrint 70 can lose a footnote at a page break, and sets one that is higher than a page beyond
the foot. Each repair changes the tree a little, and the unit is laid out again.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import accumulate, takewhile
from math import inf
from typing import TYPE_CHECKING

from makeready.core.errors import EditionError
from makeready.core.findings import Place
from makeready.core.model import Overlong
from makeready.editions.pages import strip_unseen
from makeready.editions.print.notes.split import (
    NOTE,
    cut_note,
    find_notes,
    map_parents,
    read_anchor,
    rejoin_note,
    remove_child,
)
from makeready.editions.print.plan.page_size import NOTES
from makeready.editions.print.values import NoteRepair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from makeready.editions.print.values import LaidNote, LaidPage

SHARE = 0.6
"""The greatest height of a piece of an overlong note, as a share of the text area.

Below NOTES of `plan.page_size`, so that a few lines of text and a short note fit beside the piece.
"""

PATIENCE = 8
"""How often only the first note outside its page is repaired before all of them are.

Often the repair of one moves the others into their pages; each round lays out the whole unit.
"""

BLOCKS = ("p", "li", "dd", "td", "blockquote")
NARROW = ("narrow", "narrowest")
"""Classes of a table that is wider than its page, one step and another."""

KEPT = "keep-next"
"""The class of a block that no page break may follow."""

ENDED = "ended"
LONG, DIVIDED = "data-long", "data-divided"


def find_note(root: Element, anchor: str) -> Element:
    """Return a note, or the first piece of it."""
    return next(note for note in find_notes(root) if read_anchor(note) == anchor)


def keep_block_whole(root: Element, anchor: str) -> None:
    """Forbid a page break in the block that calls a note; most lost notes are set then."""
    up = map_parents(root)
    element: Element | None = find_note(root, anchor)
    while element is not None and element.tag not in BLOCKS:
        element = up.get(element)
    if element is not None:
        element.set("class", f"{element.get('class', '')} keep".strip())


def keep_with_next(blocks: Iterable[Element]) -> bool:
    """Forbid page breaks behind these blocks; tell whether that was new for any."""
    new = [block for block in blocks if KEPT not in block.get("class", "").split()]
    for block in new:
        block.set("class", f"{block.get('class', '')} {KEPT}".strip())
    return bool(new)


def show_head_once(table: Element) -> None:
    """Set the head of a table as its first rows, which are neither left out nor repeated."""
    for head in table.iterfind("thead"):
        head.set("class", "once")


def divide_row(row: Element) -> bool:
    """Let a row of a table begin under its head and go on overleaf; tell whether that was new."""
    is_new = row.get(LONG) is None
    row.set(LONG, "")
    return is_new


def narrow_table(table: Element) -> bool:
    """Set a table smaller, at the second call also with broken words; tell whether that was new."""
    has = table.get("class", "").split()
    more = next((step for step in NARROW if step not in has), None)
    if more is not None:
        table.set("class", " ".join([*has, more]))
    return more is not None


def read_narrowed(root: Element) -> Iterator[str]:
    """Yield the words of the first row of each table that was set smaller to fit its page."""
    for table in root.iter("table"):
        if NARROW[0] in table.get("class", "").split():
            row = next(table.iter("tr"))
            yield " ".join(" ".join(row.itertext()).split())


def allow_page_breaks(table: Element) -> None:
    """Let a table break over pages, whatever the style sheets say of it."""
    table.set(LONG, "")


def allows_page_breaks(table: Element) -> bool:
    """Tell whether `allow_page_breaks` was called for a table."""
    return table.get(LONG) is not None


def divide_table(table: Element) -> None:
    """Let a table break over pages that would fit on one, whatever the style sheets say of it."""
    table.set(DIVIDED, "")


def is_divided(table: Element) -> bool:
    """Tell whether `divide_table` was called for a table."""
    return table.get(DIVIDED) is not None


class NoteRepairer:
    """Changes a unit's tree until the layout finds a place for each of its notes."""

    def __init__(self, root: Element, overlong: Overlong) -> None:
        self._root = root
        self._overlong = overlong
        self._kept: set[str] = set()
        self._rounds = 0
        self.repaired: dict[str, NoteRepair] = {}

    def repair(self, pages: Sequence[LaidPage]) -> bool:
        """Make the repairs that these pages call for; tell whether to lay the unit out again."""
        laid = [note for page in pages for note in page.notes]
        outside: dict[str, LaidNote] = {}
        for note in laid:
            if note.below > 1:
                outside.setdefault(note.anchor, note)
        if outside:
            return self._repair_outside(tuple(outside.values()), pages[0].area)
        lost = [anchor for anchor in self._find_misplaced(laid) if self._recover_lost(anchor)]
        return bool(lost)

    def _find_misplaced(self, laid: Iterable[LaidNote]) -> Iterator[str]:
        """Yield the ids of notes that are on no page, or whose pieces are out of order.

        Raises EditionError where a style sheet makes a note of what is none.
        """
        wanted = Counter(map(read_anchor, find_notes(self._root)))
        found: dict[str, list[int]] = {anchor: [] for anchor in wanted}
        for note in laid:
            if note.anchor not in found:
                raise EditionError(
                    "an element that is no note is set as a note of the page",
                    where=Place("style.css"),
                    hint="take `float: footnote` out of style.css; a note is written [^1] in the "
                    "manuscript",
                )
            found[note.anchor].append(note.piece)
        for anchor, pieces in wanted.items():
            # A note that was moved to the end of its chapter may run over several pages.
            ended = self.repaired.get(anchor) is NoteRepair.ENDED and found[anchor]
            if not ended and found[anchor] != list(range(pieces)):
                yield anchor

    def _recover_lost(self, anchor: str) -> bool:
        """Keep the block that calls a lost note on one page; the second time, move the note."""
        if self.repaired.get(anchor) is NoteRepair.ENDED:
            return False
        if anchor not in self._kept:
            self._kept.add(anchor)
            keep_block_whole(self._root, anchor)
            self.repaired.setdefault(anchor, NoteRepair.KEPT)
        else:
            self._end_note(anchor)
        return True

    def _repair_outside(self, outside: Sequence[LaidNote], area: float) -> bool:
        """Repair every note that is too high for any page; if there is none, the first one outside.

        After PATIENCE rounds all of them are repaired at once, so that the work ends.
        """
        self._rounds += 1
        hurried = self._rounds > PATIENCE
        higher = [note for note in outside if hurried or _measure_height(note) > area * NOTES]
        brought = [self._repair_one(note, area) for note in higher]
        return any(brought) or any(self._repair_one(note, area) for note in outside)

    def _repair_one(self, note: LaidNote, area: float) -> bool:
        """Carry a note over to the next pages, or move it to the end, as book.toml says."""
        before = self.repaired.get(note.anchor)
        if before is NoteRepair.ENDED:
            return False
        carries = self._overlong is Overlong.CARRY and before is not NoteRepair.CARRIED
        if carries and carry_over(self._root, note, area):
            self.repaired[note.anchor] = NoteRepair.CARRIED
        else:
            self._end_note(note.anchor)
        return True

    def _end_note(self, anchor: str) -> None:
        move_to_end(self._root, anchor)
        self.repaired[anchor] = NoteRepair.ENDED


def _measure_height(note: LaidNote) -> float:
    return max((line.bottom for line in note.lines), default=0)


def move_to_end(root: Element, anchor: str) -> None:
    """Move a note, rejoined and with its number, to the end of the last section."""
    rejoin_note(root, anchor)
    note = find_note(root, anchor)
    up = map_parents(root)
    remove_child(up[note], note)
    note.set("class", f"{NOTE} {ENDED}")
    for table in note.iter("table"):
        # a head repeated on the next page would be counted as words of the note
        show_head_once(table)
    section = [child for child in root.iter("section") if up[child].tag == "body"][-1]
    section.append(note)


def carry_over(root: Element, laid: LaidNote, area: float) -> bool:
    """Cut an overlong note into pieces, each a note of its own that follows the one before.

    The layout then sets them at the feet of successive pages. `area` is the height of the text area
    in points. Returns False where the note cannot be cut.
    """
    return cut_note(root, find_note(root, laid.anchor), partial(_count_room, laid, area * SHARE))


def _count_room(note: LaidNote, height: float, begins: int) -> float:
    """Return how many characters of a note after the first `begins` fit into this height.

    Characters that the layout did not set are taken to fit: their height is not known.
    """
    ends = list(
        accumulate(len(strip_unseen(line.text.removesuffix("\u2010"))) for line in note.lines)
    )
    lines = [pair for pair in zip(note.lines, ends, strict=True) if pair[1] > begins]
    within = list(takewhile(lambda pair: pair[0].bottom <= lines[0][0].top + height, lines))
    if len(within) == len(lines):
        return inf
    return within[-1][1] - begins if within else 0
