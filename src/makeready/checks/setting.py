"""Printed pages and a master's words become the setting: what of the master stands on which page.

Every visible character of a page is accounted for: it is the next of the running text, or of a
note that is due, a hyphen at a line's end, what a page may add at that place (a list's marker, the
leader and number of a line of the contents), or furniture: the page's own number and head.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from makeready.checks.text import Added, MasterText, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.checks.print import Page, Printed

_HYPHENS = "\u2010-\u00ad"
_PATTERNS = {
    Added.MARKER: re.compile(r"[^\w\s]{1,3}|\(?(?:[0-9]{1,4}|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)[.)]"),
    Added.LEADER: re.compile(r"[.\u2024\u2026\u00b7_]*([0-9]+|[ivxlcdm]+)"),
    Added.NUMBER: re.compile(r"[.)]"),
    Added.ORNAMENT: re.compile(r"[^\w\s]{1,12}"),
    Added.QUOTE: re.compile(r"[\"'\u2018-\u201f\u00ab\u00bb\u2039\u203a]"),
}
_MARKER = _PATTERNS[Added.MARKER]
_SURE = 4
"""So many characters that agree after an addition show that it is one."""

_ANCHOR = 16
"""So many characters that agree show that a text goes on here after a departure."""

_REACH = 6000
"""How far a departure is searched for where both texts agree again."""

_AHEAD = 40
"""How many of the notes to come a page may show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Where a page leaves the master: what is expected there, and what it shows instead."""

    page: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetNote:
    """A note as it is set: which of the master's, and on which pages it begins and ends."""

    index: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What of the master stands where.

    `starts` gives, for each page, how many characters of running text come before it, or None where
    it has none; `ends` the places of the running text at which each page ends. `numbers` gives, for
    each line of the printed contents, the page number it shows. `calls` gives, for each note whose
    call is on a page, the page and the box that the call stands in.
    """

    starts: tuple[int | None, ...]
    notes: tuple[SetNote, ...]
    numbers: Mapping[int, str]
    calls: Mapping[int, tuple[int, tuple[float, float]]]
    departures: tuple[Departure, ...]
    consumed: int

    def page_of(self, place: int) -> int:
        """Return the page, from 0, on which this character of the running text stands, or -1."""
        found = -1
        for number, start in enumerate(self.starts):
            if start is not None and start <= place:
                found = number
        return found


def set_pages(master: MasterText, printed: Printed) -> Setting:
    """Return how the pages hold the master's words."""
    reader = _Reader(master)
    for number, page in enumerate(printed.pages):
        reader.read(number, page)
    reader.close(len(printed.pages) - 1)
    return reader.setting()


@dataclass(frozen=True, slots=True)
class _Match:
    """How far a text agrees with a page: places reached in both, and page numbers met.

    `passed` holds, after every hyphen or addition, from which place on the page lags by how much.
    """

    at: int
    index: int
    numbers: tuple[tuple[int, str], ...] = ()
    passed: tuple[tuple[int, int], ...] = ()


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
    starts: list[int | None] = field(default_factory=list)
    notes: list[SetNote] = field(default_factory=list)
    placed: set[int] = field(default_factory=set)
    carried: _Carried | None = None
    numbers: dict[int, str] = field(default_factory=dict)
    calls: dict[int, tuple[int, tuple[float, float]]] = field(default_factory=dict)
    departures: list[Departure] = field(default_factory=list)
    markers: int = 0

    def read(self, number: int, page: Page) -> None:
        start, index = self.at, self._repeated_columns(page)
        index = self._running(number, page, index)
        while index < len(page.text):
            onward = self._note(number, page, index)
            if onward == index:
                onward = self._again(number, page, index)
            if onward == index and _is_furniture(page, index, self.master.heads):
                break
            if onward == index:
                onward = self._marker(page, index)
            index = onward if onward > index else self._depart(number, page, index)
        self.starts.append(start if self.at > start else None)

    def close(self, last: int) -> None:
        """Note what of the running text is on no page at all."""
        rest = self.master.running.visible[self.at :]
        if rest:
            self.departures.append(Departure(page=last, expected=rest[:60], found=""))

    def setting(self) -> Setting:
        return Setting(
            starts=tuple(self.starts),
            notes=tuple(self.notes),
            numbers=self.numbers,
            calls=self.calls,
            departures=tuple(self.departures),
            consumed=self.at,
        )

    def _repeated_columns(self, page: Page) -> int:
        """Return how many characters at the top of the page are a table's head, shown again."""
        expected = self.master.running.visible[self.at : self.at + _SURE]
        for head in self.master.columns:
            onward = page.text[len(head) : len(head) + _SURE]
            if head and page.text.startswith(head) and expected.startswith(onward):
                return len(head)
        return 0

    def _running(self, number: int, page: Page, index: int) -> int:
        match = agree(self.master.running, self.at, page, index)
        match = self._give_back(page, index, match)
        self._keep(number, page, match)
        return match.index

    def _give_back(self, page: Page, index: int, match: _Match) -> _Match:
        """Give back characters that the running text took from a note or from the page's head."""
        if match.index == len(page.text):
            return match
        for back in range(min(_ANCHOR, match.index - index) + 1):
            onward = match.index - back
            if self._opens(page, onward) or _is_furniture(page, onward, self.master.heads):
                return replace(match, at=match.at - back, index=onward)
        return match

    def _opens(self, page: Page, index: int) -> int | None:
        """Return the note that begins here, if one does."""
        for number in self._due():
            note = self.master.notes[number].words
            match = agree(note, 0, page, index)
            if match.at >= min(_ANCHOR, len(note.visible)):
                return number + 1
        return None

    def _due(self) -> Iterator[int]:
        waiting = (n for n in range(len(self.master.notes)) if n not in self.placed)
        for count, number in enumerate(waiting):
            if count >= _AHEAD:
                return
            yield number

    def _keep(self, number: int, page: Page, match: _Match) -> None:
        """Take over how far the running text has come, and which calls were met on the way."""
        for note, text in enumerate(self.master.notes):
            if self.at <= text.call < match.at:
                self.calls[note] = (number, _centre(page, _index_of(match, text.call)))
        for place, folio in match.numbers:
            line = self.master.lines.get(place)
            if line is not None:
                self.numbers[line] = folio
        self.at = match.at

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
        if match.at == going.at:
            return index
        if match.at < len(text.visible):
            is_cut = match.index == len(page.text)
            is_cut = is_cut or _is_furniture(page, match.index, self.master.heads)
            if is_cut or self._opens(page, match.index) is not None:
                self.carried = replace(going, at=match.at)
                self.placed.add(going.index)
                return match.index
            return self._depart_note(number, page, match, going)
        self._place(going, number)
        return match.index

    def _place(self, going: _Carried, number: int) -> None:
        self.placed.add(going.index)
        self.carried = None
        self.notes.append(SetNote(index=going.index, first=going.first, last=number))

    def _marker(self, page: Page, index: int) -> int:
        """Return where the page goes on after the marker of a list's item that stands apart."""
        end = index
        while end < len(page.text) and page.runs[end] == page.runs[index]:
            end += 1
        if self.markers >= self.master.items or not _MARKER.fullmatch(page.text, index, end):
            return index
        self.markers += 1
        return end

    def _again(self, number: int, page: Page, index: int) -> int:
        """Return where the page goes on when running text follows a note or something added."""
        match = agree(self.master.running, self.at, page, index)
        rest = len(self.master.running.visible) - self.at
        if match.at - self.at < min(_ANCHOR, max(1, rest)):
            return index
        self._keep(number, page, match)
        return match.index

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
                return self._running(number, page, onward)
        else:
            onward = len(page.text)
        self._note_departure(number, expected[self.at : self.at + 60], page.text[index:onward])
        return onward

    def _depart_note(self, number: int, page: Page, match: _Match, going: _Carried) -> int:
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
            if self._opens(page, onward) is not None:
                break
        else:
            onward = len(page.text)
        self._note_departure(number, expected, page.text[match.index : onward])
        return onward

    def _note_departure(self, page: int, expected: str, found: str) -> None:
        departure = Departure(page=page, expected=expected[:60], found=found[:60])
        self.departures.append(departure)


def agree(text: Words, at: int, page: Page, index: int) -> _Match:
    """Return how far a text, from a place on, agrees with a page, from a character on."""
    visible, shown = text.visible, page.text
    numbers: list[tuple[int, str]] = []
    passed = [(at, index - at)]
    done = -1
    while index < len(shown):
        if at in text.added and done != at:
            done = at
            added = _additions(text, at, page, index, text.added[at])
            if added is not None:
                numbers += [(at, folio) for folio in added[1]]
                index = added[0]
                passed.append((at, index - at))
                continue
        if at < len(visible) and shown[index] == visible[at]:
            at, index = at + 1, index + 1
        elif _ends_line(page, index) and at < len(visible):
            index += 1
            passed.append((at, index - at))
        else:
            break
    return _Match(at, index, tuple(numbers), tuple(passed))


def _index_of(match: _Match, place: int) -> int:
    """Return which character of the page a place of the text is."""
    return place + next(lag for start, lag in reversed(match.passed) if start <= place)


def _ends_line(page: Page, index: int) -> bool:
    """Say whether this is a hyphen at the end of a line."""
    is_last = index + 1 == len(page.text) or page.lines[index + 1] != page.lines[index]
    return page.text[index] in _HYPHENS and is_last


def _additions(
    text: Words, at: int, page: Page, index: int, kinds: tuple[Added, ...]
) -> tuple[int, tuple[str, ...]] | None:
    """Return where the page goes on after what it adds here, and the page numbers in that.

    Each addition may be there or not; those are chosen after which both texts agree.
    """
    if not kinds:
        return (index, ()) if _follows(text, at, page, index) else None
    end = _same_line(page, index)
    match = _PATTERNS[kinds[0]].match(page.text, index, end)
    if match is not None and kinds[0] is Added.LEADER:
        onward = _additions(text, at, page, match.end(), kinds[1:])
        rest = onward or (match.end(), ())
        return rest[0], (match.group(1), *rest[1])
    bare = _additions(text, at, page, index, kinds[1:])
    if bare is not None or match is None:
        return bare
    for stop in range(match.end(), index, -1):
        onward = _additions(text, at, page, stop, kinds[1:])
        if onward is not None and _PATTERNS[kinds[0]].fullmatch(page.text, index, stop):
            return onward
    return None


def _same_line(page: Page, index: int) -> int:
    end = index
    while end < len(page.text) and page.lines[end] == page.lines[index]:
        end += 1
    return end


def _follows(text: Words, at: int, page: Page, index: int) -> bool:
    count = min(_SURE, len(text.visible) - at, len(page.text) - index)
    return page.text.startswith(text.visible[at : at + count], index)


def _centre(page: Page, index: int) -> tuple[float, float]:
    left, bottom, right, top = page.boxes[index]
    return ((left + right) / 2, (bottom + top) / 2)


def _is_furniture(page: Page, index: int, heads: tuple[str, ...]) -> bool:
    """Say whether all that is left of a page is its number and its head.

    WeasyPrint draws the markers of lists after all else; they are passed over.
    """
    runs = (
        list(run) for _, run in groupby(range(index, len(page.text)), key=page.runs.__getitem__)
    )
    texts = ["".join(page.text[n] for n in run) for run in runs]
    others = [text for text in texts if text == page.label or not _MARKER.fullmatch(text)]
    return is_furniture("".join(others), page.label, heads)


def is_furniture(text: str, label: str, heads: tuple[str, ...]) -> bool:
    """Say whether these characters are a page's number, its head, both or neither."""
    rests = {text, text.removeprefix(label), text.removesuffix(label)}
    return any(_is_head(rest, heads) for rest in rests)


def _is_head(text: str, heads: tuple[str, ...]) -> bool:
    short = text.removesuffix("…")
    return not text or any(head.startswith(short) for head in heads if head)
