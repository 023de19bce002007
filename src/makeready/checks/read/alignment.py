"""Printed pages are aligned with a master's words: what of the master stands on which page.

Every visible character of a page is accounted for: it is the next of the running text, or of a
note that is due, a hyphen at a line's end, what a page may add at that place (a list's marker, the
leader and number of a line of the contents), or furniture: the page's own number and head.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from makeready.checks.read.agreement import SURE, Match, agree, find_pieces, index_of
from makeready.checks.read.print import Page
from makeready.checks.read.text import MasterText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.checks.read.print import Printed

_ANCHOR = 16
"""So many equal characters show that page and master agree again after a departure.

Fewer would match by chance: words of four or five letters repeat on every page.
"""

_BRIEF = 4
"""So few equal characters show that a note begins, if they are the last of their page."""

_REACH = 6000
"""How many characters behind a departure are searched for agreement: a bound to the work."""

_AHEAD = 40
"""How many of the notes to come are tried at a place of a page: a bound to the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Where a page leaves the master: what is expected there, and what it shows instead."""

    page: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedNote:
    """A note as it is set: which of the master's, and on which pages it begins and ends."""

    index: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the running text, or of a note, that stands on a page without a break.

    `page` counts from 0; `shown` has its characters, at `indexes`, which are in no order where a
    line runs from right to left; `note` is which of the master's notes it is of, or -1; `start` is
    the place of the first in its text.
    """

    page: int
    shown: Page
    note: int
    start: int
    indexes: Sequence[int]

    @property
    def end(self) -> int:
        """Return the place behind the last character."""
        return self.start + len(self.indexes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """What of the master stands where.

    `starts` gives, for each page, how many characters of running text come before it, or None where
    it has none; `ends` the places of the running text at which each page ends. `numbers` gives, for
    each line of the printed contents, the page number it shows. `calls` gives, for each note whose
    call is on a page, the page and the box that the call stands in. `pages` gives, for each place
    of the running text at which pages are referred to, the page numbers that are printed there;
    `markers`, for each at which a page may add something, what it adds. `pieces` are what was met.
    """

    starts: tuple[int | None, ...]
    notes: tuple[AlignedNote, ...]
    numbers: Mapping[int, str]
    calls: Mapping[int, tuple[int, tuple[float, float]]]
    departures: tuple[Departure, ...]
    consumed: int
    pages: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    markers: Mapping[int, str] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()

    def page_of(self, place: int | None) -> int:
        """Return the page, from 0, on which this character of the running text stands, or -1."""
        found = -1
        for number, start in enumerate(self.starts):
            if start is not None and place is not None and start <= place:
                found = number
        return found


def align_pages(master: MasterText, printed: Printed) -> Alignment:
    """Return the alignment of the pages with the master's words."""
    reader = _Reader(master)
    for number, page in printed.read_in_order():
        reader.read(number, page)
    reader.close(len(printed.pages) - 1)
    return reader.alignment(len(printed.pages))


@dataclass(slots=True)
class _Carried:
    """A note that is set in part: which one, on which page it began, and how far it has come."""

    index: int
    first: int
    at: int


@dataclass(slots=True)
class _Reader:
    """The state of reading: places in the running text and among the notes."""

    master: MasterText
    at: int = 0
    starts: dict[int, int] = field(default_factory=dict)
    notes: list[AlignedNote] = field(default_factory=list)
    placed: set[int] = field(default_factory=set)
    carried: _Carried | None = None
    numbers: dict[int, str] = field(default_factory=dict)
    calls: dict[int, tuple[int, tuple[float, float]]] = field(default_factory=dict)
    departures: list[Departure] = field(default_factory=list)
    pages: dict[int, tuple[str, ...]] = field(default_factory=dict)
    markers: dict[int, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)

    def read(self, number: int, page: Page) -> None:
        start, index = self.at, self._skip_repeated_columns(page)
        while index < len(page.text):
            onward = self._surely(number, page, index)
            if onward == index:
                onward = self._note(number, page, index)
            if onward == index and _is_furniture(page, index, self.master.heads):
                break
            if onward == index:
                onward = self._read_running(number, page, index)
            index = onward if onward > index else self._depart(number, page, index)
        if self.at > start:
            self.starts.setdefault(number, start)

    def close(self, last: int) -> None:
        """Record what of the running text is on no page at all."""
        rest = self.master.running.visible[self.at :]
        if rest:
            self.departures.append(Departure(page=last, expected=rest[:60], found=""))

    def alignment(self, pages: int) -> Alignment:
        return Alignment(
            starts=tuple(map(self.starts.get, range(pages))),
            notes=tuple(self.notes),
            numbers=self.numbers,
            calls=self.calls,
            departures=tuple(self.departures),
            consumed=self.at,
            pages=self.pages,
            markers=self.markers,
            pieces=tuple(self.pieces),
        )

    def _skip_repeated_columns(self, page: Page) -> int:
        """Return how many characters at the top of the page are a table's head, shown again."""
        expected = self.master.running.visible[self.at : self.at + SURE]
        for head in self.master.columns:
            onward = page.text[len(head) : len(head) + SURE]
            if head and page.text.startswith(head) and expected.startswith(onward):
                return len(head)
        return 0

    def _surely(self, number: int, page: Page, index: int) -> int:
        """Return where the page goes on after running text, if that is what it shows here.

        A few characters may agree by chance: they count where something else begins behind them.
        """
        match = self._match_running(page, index)
        if not self._is_sure(page, match):
            return index
        self._keep(number, page, match)
        return match.index

    def _read_running(self, number: int, page: Page, index: int) -> int:
        match = self._match_running(page, index)
        self._keep(number, page, match)
        return match.index

    def _match_running(self, page: Page, index: int) -> Match:
        """Return how far the page shows running text, less what belongs to something else."""
        match = agree(self.master.running, self.at, page, index)
        if match.index == len(page.text):
            return match
        for back in range(min(_ANCHOR, match.index - index) + 1):
            if self._turns(page, match.index - back):
                return replace(match, at=match.at - back, index=match.index - back)
        return match

    def _is_sure(self, page: Page, match: Match) -> bool:
        rest = len(self.master.running.visible) - self.at
        count = match.at - self.at
        return count >= min(_ANCHOR, max(1, rest)) or (count > 0 and self._turns(page, match.index))

    def _turns(self, page: Page, index: int) -> bool:
        """Say whether a note begins or goes on here, or whether all that is left is furniture."""
        if index == len(page.text) or self._opens(page, index) is not None:
            return True
        return self._goes_on(page, index) or _is_furniture(page, index, self.master.heads)

    def _goes_on(self, page: Page, index: int) -> bool:
        """Say whether the note that was set in part goes on here."""
        if self.carried is None:
            return False
        text, at = self.master.notes[self.carried.index].words, self.carried.at
        match = agree(text, at, page, index)
        return match.at - at >= min(_ANCHOR, len(text.visible) - at)

    def _opens(self, page: Page, index: int) -> int | None:
        """Return the note that begins here, if one does."""
        for number in self._due():
            note = self.master.notes[number].words
            match = agree(note, 0, page, index)
            if match.at >= min(_ANCHOR, len(note.visible)) or self._opens_briefly(page, match):
                return number + 1
        return None

    def _opens_briefly(self, page: Page, match: Match) -> bool:
        """Say whether a page ends with a few words of a note that goes on on the next one."""
        return match.at >= _BRIEF and _is_furniture(page, match.index, self.master.heads)

    def _due(self) -> Iterator[int]:
        waiting = (n for n in range(len(self.master.notes)) if n not in self.placed)
        for count, number in enumerate(waiting):
            if count >= _AHEAD:
                return
            yield number

    def _keep(self, number: int, page: Page, match: Match) -> None:
        """Take over how far the running text has come, and which calls were met on the way."""
        for note, text in enumerate(self.master.notes):
            if self.at <= text.call < match.at:
                self.calls[note] = (number, _centre(page, index_of(match, text.call)))
        for place, folio in match.numbers:
            line = self.master.lines.get(place)
            if line is not None:
                self.numbers[line] = folio
            if place in self.master.pages:
                self.pages[place] = (*self.pages.get(place, ()), folio)
        for place, marker in match.markers:
            if place <= match.at:
                self.markers[place] = self.markers.get(place, "") + marker
        self._take(number, page, match)
        self.at = match.at

    def _take(self, number: int, page: Page, match: Match, note: int = -1) -> None:
        """Remember where on the page a text was met."""
        self.pieces += (
            Piece(page=number, shown=page, note=note, start=start, indexes=indexes)
            for start, indexes in find_pieces(match)
        )

    def _note(self, number: int, page: Page, index: int) -> int:
        """Return where the page goes on after a note, or the same place where none is here."""
        going = self.carried
        if going is None:
            found = self._opens(page, index)
            if found is None:
                return index
            going = _Carried(found - 1, number, 0)
        text = self.master.notes[going.index].words
        match = agree(text, going.at, page, index)
        if match.at < min(going.at + _ANCHOR, len(text.visible)) and not self._ends(page, match):
            return index
        self._take(number, page, match, going.index)
        if match.at < len(text.visible):
            if self._ends(page, match):
                self.carried = replace(going, at=match.at)
                self.placed.add(going.index)
                return match.index
            return self._depart_note(number, page, match, going)
        self._place(going, number)
        return match.index

    def _ends(self, page: Page, match: Match) -> bool:
        """Say whether a note that is not at its end may end here, to go on on the next page."""
        if match.index == len(page.text) or self._opens(page, match.index) is not None:
            return True
        running = agree(self.master.running, self.at, page, match.index)
        onward = self._is_sure(page, running)
        return onward or _is_furniture(page, match.index, self.master.heads)

    def _place(self, going: _Carried, number: int) -> None:
        self.placed.add(going.index)
        self.carried = None
        self.notes.append(AlignedNote(index=going.index, first=going.first, last=number))

    def _depart(self, number: int, page: Page, index: int) -> int:
        """Note a departure of the running text, and return where both texts agree again."""
        expected = self.master.running.visible
        for onward in range(index, min(len(page.text), index + _REACH)):
            if onward > index and self._opens(page, onward) is not None:
                break
            key = page.text[onward : onward + _ANCHOR]
            place = expected.find(key, self.at, self.at + _REACH) if len(key) == _ANCHOR else -1
            if place >= 0:
                self._note_departure(number, expected[self.at : place], page.text[index:onward])
                self.at = place
                return self._read_running(number, page, onward)
        else:
            onward = len(page.text)
        self._note_departure(number, expected[self.at : self.at + 60], page.text[index:onward])
        return onward

    def _depart_note(self, number: int, page: Page, match: Match, going: _Carried) -> int:
        expected = self.master.notes[going.index].words.visible[match.at :]
        self._place(going, number)
        for onward in range(match.index, len(page.text)):
            key = page.text[onward : onward + _ANCHOR]
            place = expected.find(key) if len(key) == _ANCHOR else -1
            if place >= 0:
                found = page.text[match.index : onward]
                self._note_departure(number, expected[:place], found)
                text = self.master.notes[going.index].words
                return agree(text, match.at + place, page, onward).index
            running = agree(self.master.running, self.at, page, onward)
            if self._opens(page, onward) is not None or self._is_sure(page, running):
                break
        else:
            onward = len(page.text)
        self._note_departure(number, expected, page.text[match.index : onward])
        return onward

    def _note_departure(self, page: int, expected: str, found: str) -> None:
        departure = Departure(page=page, expected=expected[:60], found=found[:60])
        self.departures.append(departure)


def _centre(page: Page, index: int) -> tuple[float, float]:
    left, bottom, right, top = page.boxes[index]
    return ((left + right) / 2, (bottom + top) / 2)


def _is_furniture(page: Page, index: int, heads: tuple[str, ...]) -> bool:
    """Say whether all that is left of a page is its number and its head."""
    return is_furniture(page.text[index:], page.label, heads)


def is_furniture(text: str, label: str, heads: tuple[str, ...]) -> bool:
    """Say whether these characters are a page's number, its head, both or neither."""
    rests = {text, text.removeprefix(label), text.removesuffix(label)}
    return any(_is_head(rest, heads) for rest in rests)


def _is_head(text: str, heads: tuple[str, ...]) -> bool:
    short = text.removesuffix("…")
    return not text or any(head.startswith(short) for head in heads if head)
