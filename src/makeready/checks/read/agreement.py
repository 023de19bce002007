"""A text and a page become an agreement: how far the page shows the text, and what it adds."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from makeready.checks.read.print_order import ReadLine, read_line, runs_right_to_left
from makeready.checks.read.text import Added, Addition, Numeral, Words
from makeready.core.numerals import letters, roman

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.checks.read.print import Page

_HYPHENS = "\u2010-\u00ad"
_PATTERNS = {
    Added.MARKER: re.compile(r"[^\w\s]{1,3}|\(?(?:[0-9]{1,4}|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)[.)]"),
    Added.LEADER: re.compile(r"[.\u2024\u2026\u00b7_]*([0-9]+|[ivxlcdm]+)"),
    Added.NUMBER: re.compile(r"[.)]"),
    Added.ORNAMENT: re.compile(r"[^\w\s]{1,12}"),
    Added.PAGE: re.compile(r"([0-9]+|[ivxlcdm]+)"),
    Added.LOCATOR: re.compile(r"[,\u2013]([0-9]+|[ivxlcdm]+)n?"),
    Added.QUOTE: re.compile(r"[\"'\u2018-\u201f\u00ab\u00bb\u2039\u203a]"),
}
_FOLIO_PARTS = re.compile(r"(?:[0-9]+|[ivxlcdm]+)n?|.")
_FOLIOS = {
    Added.PAGE: _PATTERNS[Added.PAGE],
    Added.LOCATOR: re.compile(f"(?:{_PATTERNS[Added.LOCATOR].pattern})+"),
}
"""What a line from right to left may add at the end of its words: a page, or those of an entry."""

_ROMAN_END = 4000
"""From here on roman numerals would be rows of thousands; lists are counted in figures."""

_GUTTER = 1.5
"""So many heights of their highest letter columns stand apart that are handed out as one line."""

SURE = 4
"""So many characters that agree after an addition show that it is one."""


@dataclass(frozen=True, slots=True)
class Match:
    """How far a text agrees with a page: places reached in both, and page numbers met.

    `passed` holds, after every hyphen or addition, from which place on the page lags by how much;
    `spots` the index of each place in lines that run from right to left; `markers` what the page
    shows before places at which it may add something.
    """

    at: int
    index: int
    numbers: tuple[tuple[int, str], ...] = ()
    passed: tuple[tuple[int, int], ...] = ()
    spots: tuple[tuple[int, int], ...] = ()
    markers: tuple[tuple[int, str], ...] = ()


def agree(text: Words, at: int, page: Page, index: int) -> Match:
    """Return how far a text, from a place on, agrees with a page, from a character on."""
    visible, shown = text.visible, page.text
    numbers: list[tuple[int, str]] = []
    passed = [(at, index - at)]
    spots: list[tuple[int, int]] = []
    markers: list[tuple[int, str]] = []
    done = -1
    while index < len(shown):
        line = _read_right_to_left(text, at, page, index)
        if line is not None:
            found, folios = line
            numbers += folios
            spots += _place_marks(found.spots, at, found.at)
            passed.append((at, index - at))
            at, index, done = found.at, found.index, -1
            passed.append((at, index - at))
            continue
        if at in text.added and done != at:
            done = at
            added = _additions(text, at, page, index, text.added[at])
            if added is not None:
                numbers += [(at, folio) for folio in added[1]]
                markers.append((at, shown[index : added[0]]))
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
    return Match(at, index, tuple(numbers), tuple(passed), tuple(spots), tuple(markers))


def _place_marks(
    spots: tuple[tuple[int, int], ...], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield the index of each place of a line; that of a mark is its letter's."""
    known = dict(spots)
    last = spots[0][1] if spots else 0
    for place in range(start, end if spots else start):
        last = known.get(place, last)
        yield place, last


def find_pieces(match: Match) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield from which place on a text was met on a page, and the index of each character there."""
    turned = dict(match.spots)
    ends = (*(start for start, _ in match.passed[1:]), match.at)
    for (start, lag), end in zip(match.passed, ends, strict=True):
        places = range(start, min(end, match.at))
        for is_turned, group in groupby(places, turned.__contains__) if turned else ():
            own = tuple(group)
            yield own[0], [turned[each] if is_turned else each + lag for each in own]
        if places and not turned:
            yield start, range(start + lag, places.stop + lag)


def index_of(match: Match, place: int) -> int:
    """Return which character of the page a place of the text is."""
    spot = dict(match.spots).get(place)
    if spot is not None:
        return spot
    return place + next(lag for start, lag in reversed(match.passed) if start <= place)


def _read_right_to_left(
    text: Words, at: int, page: Page, index: int
) -> tuple[ReadLine, list[tuple[int, str]]] | None:
    """Return the line that begins here, read in print order, and the page numbers that it shows.

    None where it is read from left to right, or shows something else. Lines of two columns that
    stand at one height are handed out as one line: each is tried alone, too.
    """
    if not page.leftward and not _may_run_right_to_left(page.text):
        return None
    is_within = index > 0 and page.lines[index] == page.lines[index - 1]
    if is_within and not _begins_column(page, index):
        return None
    end = _find_line_end(page, index)
    if not page.leftward and not runs_right_to_left(page.text[index:end]):
        return None
    for stop in (end, *(each for each in range(index + 1, end) if _begins_column(page, each))):
        found = _read_stretch(text, at, page, (index, stop))
        if found is not None:
            return found
    return None


_may_run_right_to_left = lru_cache(maxsize=16)(runs_right_to_left)
"""Tells of all the text of a page, which is asked for every character of it."""


def _begins_column(page: Page, index: int) -> bool:
    """Tell whether a character stands far left of all before it on its line."""
    start = bisect_left(page.lines, page.lines[index])
    edge = min((box[0] for box in page.boxes[start:index]), default=0.0)
    tall = max(box[3] - box[1] for box in page.boxes[start : index + 1])
    return start < index and edge - page.boxes[index][2] > _GUTTER * tall


def _read_stretch(
    text: Words, at: int, page: Page, stretch: tuple[int, int]
) -> tuple[ReadLine, list[tuple[int, str]]] | None:
    """Return what a stretch of a page, from one index to that before another, shows as a line."""
    for found in read_line(text, at, page, *stretch):
        if any(_ends_in_page(text, place) for place in range(at + 1, found.at)):
            # a page number that the contents set ends its line, and is no number of a chapter
            continue
        folios = _judge_ends(text, at, found)
        if folios is not None:
            return found, [*found.pages.items(), *folios]
    return None


def _ends_in_page(text: Words, place: int) -> bool:
    """Tell whether a block ends before a place with a number of a page, or more of them."""
    kinds = text.added.get(place, ())
    is_listed = Added.PAGE in kinds or Added.LOCATOR in kinds
    return Added.LEADER in kinds or (is_listed and place in text.edges)


def _judge_ends(text: Words, at: int, line: ReadLine) -> list[tuple[int, str]] | None:
    """Return the page numbers at the ends of a line, or None where its ends may not be there."""
    extra = line.before + line.after
    if not extra or (extra in _HYPHENS and line.after):
        return []
    leader = _PATTERNS[Added.LEADER].fullmatch(line.after or line.before[::-1])
    if leader is not None and Added.LEADER in text.added.get(line.at, ()):
        folio = leader[1] if line.after else leader[1][::-1]
        return [(line.at, folio)]
    for place in (line.at, at):
        folios = _read_folios(text.added.get(place, ()), extra)
        if folios:
            return [(place, folio) for folio in folios]
    patterns = [_pattern(kind) for kind in (*text.added.get(at, ()), *text.added.get(line.at, ()))]
    fits = any(each.fullmatch(extra) or each.fullmatch(extra[::-1]) for each in patterns)
    return [] if fits else None


def _read_folios(kinds: tuple[Addition, ...], extra: str) -> list[str]:
    """Return the page numbers that a line from right to left adds to its words, in reading order.

    Empty where it adds something else. Words in Latin letters may have turned their order.
    """
    turned = "".join(reversed(_FOLIO_PARTS.findall(extra)))
    for kind, said in (
        (kind, said) for kind in (Added.LOCATOR, Added.PAGE) for said in (turned, extra)
    ):
        if kind in kinds and _FOLIOS[kind].fullmatch(said):
            folios = [found[1] for found in _PATTERNS[kind].finditer(said)]
            return folios if len(folios) <= kinds.count(kind) else []
    return []


def _ends_line(page: Page, index: int) -> bool:
    """Say whether this is a hyphen at the end of a line."""
    is_last = index + 1 == len(page.text) or page.lines[index + 1] != page.lines[index]
    return page.text[index] in _HYPHENS and is_last


def _additions(
    text: Words, at: int, page: Page, index: int, kinds: tuple[Addition, ...]
) -> tuple[int, tuple[str, ...]] | None:
    """Return where the page goes on after what it adds here, and the page numbers in that.

    Each addition may be there or not; those are chosen after which both texts agree.
    """
    if not kinds:
        return (index, ()) if _follows(text, at, page, index) else None
    if kinds[0] is Added.LEADER and not index:
        # it stands behind its line of the contents: a page begins with a chapter's own number
        return _additions(text, at, page, index, kinds[1:])
    end = _find_line_end(page, index)
    pattern = _pattern(kinds[0])
    match = pattern.match(page.text, index, end)
    if match is not None and kinds[0] in (Added.LEADER, Added.LOCATOR):
        onward = _additions(text, at, page, match.end(), kinds[1:])
        rest = onward or (match.end(), ())
        return rest[0], (match.group(1), *rest[1])
    stops = [] if match is None else range(match.end(), index, -1)
    ends = [stop for stop in stops if pattern.fullmatch(page.text, index, stop)]
    # an item may read like its own marker, which is there more often than not
    order = (*ends, index) if isinstance(kinds[0], Numeral) else (index, *ends)
    for stop in (*ends, index) if kinds[0] is Added.PAGE else order:
        onward = _additions(text, at, page, stop, kinds[1:])
        if onward is not None:
            own = (page.text[index:stop],) if kinds[0] is Added.PAGE and stop > index else ()
            return onward[0], (*own, *onward[1])
    return None


@cache
def _pattern(kind: Addition) -> re.Pattern[str]:
    if isinstance(kind, Added):
        return _PATTERNS[kind]
    names = "|".join(map(re.escape, numerals(kind.number)))
    return re.compile(rf"[^\w\s]{{1,3}}|\(?(?:{names})[.)]")


def numerals(number: int) -> tuple[str, ...]:
    """Return the ways in which lists write a number: in figures, in letters, in roman numerals."""
    small = [letters(number)] if number > 0 else []
    small += [roman(number)] if 0 < number < _ROMAN_END else []
    return (str(number), *small, *(name.upper() for name in small))


def _find_line_end(page: Page, index: int) -> int:
    end = index
    while end < len(page.text) and page.lines[end] == page.lines[index]:
        end += 1
    return end


def _follows(text: Words, at: int, page: Page, index: int) -> bool:
    """Tell whether the page goes on as the text does, as far as nothing further may be added."""
    count = min(SURE, len(text.visible) - at, len(page.text) - index)
    count = next((n for n in range(1, count) if at + n in text.added), count)
    return page.text.startswith(text.visible[at : at + count], index)
