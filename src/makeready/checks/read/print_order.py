"""A line of print with words that run from right to left becomes the words that it shows.

pdfium hands out such lines in an order of its own. What is sure is where each character stands, so
the master's next words are put in the order in which Unicode's algorithm sets them (UAX #9), and
compared with the characters as they stand from left to right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING

import bidi

from makeready.checks.read.text import CLOSING, ISOLATES, Added

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.checks.read.print import Page
    from makeready.checks.read.text import Words

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_FOLDED = str.maketrans(")]}>»›”’", "([{<«‹“‘")
_LONGEST_MARKER = 6
_TOUCHING = 0.01
"""So many points may lie between the shares of a width that is divided."""
_FOLIO = re.compile(r"[0-9]+|[ivxlcdm]+")
_TRIALS = 64
"""So many ways of setting page numbers among the words of a line are tried: a bound to the work."""
_HYPHENS = "\u2010-"
_HEAD_LINES = 40
"""So many lines the head of a table has at the most: a bound to the work."""

CUT = "…"
"""How a running head ends that has no room for all of its heading."""

# What stands before and after a line decides the place of the signs at its ends; these invisible
# marks stand for it: a word of either direction, and one of Arabic, which takes its figures along.
_BEFORE = ("", "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}", "\N{ARABIC LETTER MARK}")
_AFTER = ("", "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}")
_BASES = {"L": ISOLATES["ltr"], "R": ISOLATES["rtl"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """A line that shows the words from a place on: where both go on, and what it adds at its ends.

    `spots` gives for each place of these words the index of the character on the page, `pages` for
    each place within them at which a page is referred to the number that is shown.
    """

    at: int
    index: int
    before: str
    after: str
    spots: tuple[tuple[int, int], ...]
    pages: Mapping[int, str] = field(default_factory=dict)


def runs_right_to_left(text: str) -> bool:
    """Tell whether any of these characters runs from right to left."""
    return any(map(_is_right_to_left, text))


@lru_cache(maxsize=4096)
def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


def read_line(words: Words, at: int, page: Page, start: int, end: int) -> Iterator[ReadLine]:
    """Yield the ways in which a line, from one index of the page to another, shows the words.

    A line may show at either end what is not among the words, such as the marker of a list. Marks
    over and under letters stand in no order from left to right, and a font may draw a letter and
    its marks as one; they go where their letters go and are not compared.
    """
    own = (index for index in range(start, end) if not _is_mark(page.text[index]))
    indexes = sorted(own, key=lambda index: _place_in_line(page, index))
    shown = "".join(page.text[index] for index in indexes)
    places = _places_of_letters(words, at, len(shown))
    for count, left in _divisions(words, places, len(shown)):
        if _matches(words, places[:count], shown[left : left + count]):
            yield ReadLine(
                at=places[count],
                index=end,
                before=shown[:left],
                after=shown[left + count :],
                spots=tuple(_find_spots(words, places, page, indexes[left : left + count])),
            )
    for pages in _list_pages(words, places, shown):
        count = len(shown) - sum(map(len, pages.values()))
        if _matches(words, places[:count], shown, pages):
            spots = tuple(_find_spots(words, places[:count], page, indexes))
            end_at = places[count]
            yield ReadLine(at=end_at, index=end, before="", after="", spots=spots, pages=pages)


def _list_pages(words: Words, places: list[int], shown: str) -> Iterator[Mapping[int, str]]:
    """Yield the ways in which numbers of a line may be the pages to which its words refer."""
    numbers = _FOLIO.findall(shown)
    own = [each for each in places[1:] if Added.PAGE in words.added.get(each, ())]
    for count in range(len(own), 0, -1):
        for chosen in islice(product(numbers, repeat=count), _TRIALS):
            yield dict(zip(own[:count], chosen, strict=True))


def _places_of_letters(words: Words, at: int, length: int) -> list[int]:
    """Return the places of the next letters, as many as a line has, and where the words go on."""
    places: list[int] = []
    while at < len(words.visible) and len(places) <= length:
        if not _is_mark(words.visible[at]):
            places.append(at)
        at += 1
    return places if len(places) > length else [*places, at]


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def _place_in_line(page: Page, index: int) -> tuple[float, float, int]:
    """Return where a character stands; letters that are drawn as one stand as they run.

    Those that share the width of one glyph, or of a replacement text, are handed out by pdfium from
    the last to the first where they run from right to left; others, the width shows their order.
    """
    place = page.origins[index] if page.origins else sum(page.boxes[index][::2]) / 2
    is_shared = _shares_width(page, index)
    if _is_right_to_left(page.text[index]):
        return place, 0.0, index if is_shared else -index
    return place, page.boxes[index][0] if is_shared else 0.0, index


def _shares_width(page: Page, index: int) -> bool:
    """Tell whether a character has a replacement text's place, and a share of its glyphs' width."""
    left, _, right, _ = page.boxes[index]
    return any(
        page.origins[near] == page.origins[index]
        and min(abs(left - page.boxes[near][2]), abs(right - page.boxes[near][0])) < _TOUCHING
        for near in (index - 1, index + 1)
        if 0 <= near < len(page.origins)
    )


def shows_one_of(line: str, texts: Iterable[str], *, leftward: bool, is_cut: bool = False) -> bool:
    """Tell whether a line of furniture shows one of these texts, or where cut off its beginning.

    A line that is read from right to left holds the letters of its text; in which order they stand
    on paper depends on the directions of its words.
    """
    if not leftward:
        return any(each.startswith(line) if is_cut else each == line for each in texts)
    shown = _sort_letters(line)
    end = len(shown) if is_cut else None
    return any(_sort_letters(each, end) == shown for each in texts)


def leave_out_columns(
    lines: Sequence[str], columns: Sequence[str], *, leftward: bool
) -> Iterator[str]:
    """Yield the lines of furniture that are no heads of tables, which may have several lines."""
    at = 0
    while at < len(lines):
        for end in range(min(len(lines), at + _HEAD_LINES), at, -1):
            ways = "".join(lines[at:end]), "".join(line.rstrip(_HYPHENS) for line in lines[at:end])
            turned = leftward or runs_right_to_left(ways[0])
            if any(shows_one_of(said, columns, leftward=turned) for said in ways):
                at = end
                break
        else:
            yield lines[at]
            at += 1


def _sort_letters(text: str, end: int | None = None) -> list[str]:
    """Return the letters of a text, those before the place `end` among them, without marks."""
    letters = (each for each in _letters(text) if not _is_mark(each) and each != CUT)
    return sorted(list(letters)[:end])


def _divisions(words: Words, places: list[int], length: int) -> Iterator[tuple[int, int]]:
    """Yield how many of the line's letters may be words, and how many stand left of them.

    All of them come first; then those lines that add something before or after the words.
    """
    rest = len(places) - 1
    if length <= rest:
        yield length, 0
    for extra in range(1, min(_LONGEST_MARKER, length - 1) + 1):
        if length - extra <= rest:
            yield length - extra, extra
            yield length - extra, 0
    for count in range(1, min(length - _LONGEST_MARKER, rest + 1)):
        if places[count] in words.added:
            yield count, 0
            yield count, length - count
    if places[0] in words.added:
        yield 0, 0


def _matches(
    words: Words, places: list[int], shown: str, pages: Mapping[int, str] | None = None
) -> bool:
    """Tell whether the letters, set in one line, stand in this order from left to right.

    `pages` are the page numbers that the line shows before some of its words.
    """
    pages = pages or {}
    wanted = "".join(pages.get(place, "") + words.visible[place] for place in places)
    if Counter(_fold(wanted)) != Counter(_fold(shown)):
        return False
    written = {base: "".join(_write(words, places, base, pages)) for base in _BASES}
    return any(
        _letters(bidi.get_display(f"{before}{written[base]}{after}", base_dir=base)) == _fold(shown)
        for base, before, after in product(_BASES, _BEFORE, _AFTER)
    )


def _write(words: Words, places: list[int], base: str, pages: Mapping[int, str]) -> Iterator[str]:
    """Yield the text of a line: its letters and page numbers with spaces, and what orders them.

    Blocks that stand side by side, as cells of a table, are isolated from each other.
    """
    if not places:
        return
    divided = any(place in words.edges for place in places[1:])
    yield _find_open(words, places[0])
    for number, place in enumerate(places):
        controls = words.controls.get(place, "")
        opening = controls.lstrip(CLOSING)
        if number:
            yield controls[: len(controls) - len(opening)]
            yield " " if place in words.gaps else ""
            yield CLOSING + _BASES[base] if divided and place in words.edges else ""
        yield f"{pages[place]} " if place in pages else ""
        yield opening + words.visible[place]


def _find_open(words: Words, before: int) -> str:
    """Return the marks that were opened before a place, and not closed."""
    stack: list[str] = []
    for place in sorted(each for each in words.controls if each < before):
        for control in words.controls[place]:
            if control in ISOLATES.values():
                stack.append(control)
            elif control == CLOSING and stack:
                stack.pop()
    controls = words.controls.get(before, "")
    closed = len(controls) - len(controls.lstrip(CLOSING))
    return "".join(stack[: max(0, len(stack) - closed)])


def _fold(text: str) -> str:
    """Return a text with each bracket and quotation mark as the left one: some are mirrored."""
    return text.translate(_FOLDED)


def _letters(text: str) -> str:
    kept = (each for each in text if unicodedata.category(each) not in ("Cf", "Zs"))
    return _fold("".join(kept))


def _find_spots(
    words: Words, places: list[int], page: Page, indexes: list[int]
) -> Iterator[tuple[int, int]]:
    """Yield for each place its index; of equal characters the first is that where most begin."""
    shown = [(_fold(page.text[index]), index) for index in indexes]
    if page.leftward or sum(_is_right_to_left(each) for each, _ in shown) * 2 > len(shown):
        shown.reverse()
    free: dict[str, list[int]] = {}
    for character, index in shown:
        free.setdefault(character, []).append(index)
    for place in places[: len(indexes)]:
        yield place, free[_fold(words.visible[place])].pop(0)
