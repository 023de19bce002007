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

_STRONG = frozenset({"L", "R", "AL"})
_STAND_INS = {
    "L": "一丁丂",
    "R": "\u07ca\u07cb\u07cc",
    "AL": "\u0750\u0751\u0752",
    "EN": "\u06f1\u06f2\u06f3",
    "AN": "\u0661\u0662\u0663",
    "ON": "\u2602\u2603\u2604",
}
"""Letters and signs that are ordered like others of their kind, and seldom stand beside them."""


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
        part = shown[left : left + count]
        laid = _lay_out(words, places[:count], part, leftward=page.leftward)
        if laid is not None:
            numbers = laid.locate(part)
            yield ReadLine(
                at=places[count],
                index=end,
                before=shown[:left],
                after=shown[left + count :],
                spots=tuple(zip(places, (indexes[left + each] for each in numbers), strict=False)),
            )
    for pages in _list_pages(words, places, shown):
        count = len(shown) - sum(map(len, pages.values()))
        laid = _lay_out(words, places[:count], shown, pages, leftward=page.leftward)
        if laid is not None:
            numbers = laid.locate(shown)
            spots = tuple(zip(places, (indexes[each] for each in numbers), strict=False))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """A line as Unicode's algorithm is given it: the text of each letter, and what is around all.

    Each text ends with its letter, before which spaces, marks and page numbers may stand.
    """

    texts: tuple[str, ...]
    base: str
    before: str
    after: str

    def show(self, number: int = -1, sign: str = "") -> str:
        """Return the letters from left to right, a sign in the place of one of them."""
        texts = list(self.texts)
        if sign:
            texts[number] = texts[number][:-1] + sign
        written = f"{self.before}{''.join(texts)}{self.after}"
        return _letters(bidi.get_display(written, base_dir=self.base))

    def locate(self, shown: str) -> list[int]:
        """Return at which place from the left each letter stands in what the line shows.

        The ends of a run of letters of one direction are looked up, all between them follows. Signs
        that order each other, as brackets do, stand where one like them is left, near their letter.
        """
        found: dict[int, int] = {}
        for run in self._list_runs():
            first, last = self._find(run[0]), self._find(run[-1])
            step = 1 if first <= last else -1
            whole = abs(last - first) == len(run) - 1
            places = range(first, last + step, step) if whole else map(self._find, run)
            found |= zip(run, places, strict=True)
        free = sorted({*range(len(shown))} - {*found.values()})
        for number, text in enumerate(self.texts):
            if number not in found:
                like = [each for each in free if _fold(shown[each]) == _fold(text[-1])]
                near = found.get(number - 1, found.get(number + 1, 0))
                # by itself a bracket mostly stands where it does as one of two
                alone = self._find(number) if _kind(text) in _STAND_INS else -1
                found[number] = min(like, key=lambda each: (each != alone, abs(each - near)))
                free.remove(found[number])
        return [found[number] for number in range(len(self.texts))]

    def _find(self, number: int) -> int:
        """Return the place from the left of a letter for which another of its kind can stand."""
        own = "".join(self.texts)
        signs = _STAND_INS[_kind(self.texts[number])]
        sign = next(each for each in signs if each not in own)
        return self.show(number, sign).index(sign)

    def _list_runs(self) -> Iterator[list[int]]:
        """Yield the letters that stand side by side, as they run or turned round."""
        run: list[int] = []
        for number, text in enumerate(self.texts):
            kind = _kind(text)
            is_own = kind in _STAND_INS and not unicodedata.mirrored(text[-1])
            before = _kind(self.texts[run[-1]]) if run else ""
            joins = text[:-1] == "" or (kind in _STRONG and text[:-1] == " ")
            if run and not (is_own and joins and before == kind):
                yield run
                run = []
            run += [number] if is_own else []
        if run:
            yield run


def _kind(text: str) -> str:
    return unicodedata.bidirectional(text[-1])


def _lay_out(
    words: Words,
    places: list[int],
    shown: str,
    pages: Mapping[int, str] | None = None,
    *,
    leftward: bool,
) -> _Laid | None:
    """Return how the letters, set in one line, stand in this order from left to right, or None.

    Of the directions that a line may have that of the pages comes first: words that are alike at
    both ends of a line show neither. `pages` are the page numbers that it shows before its words.
    """
    pages = pages or {}
    wanted = "".join(pages.get(place, "") + words.visible[place] for place in places)
    if Counter(_fold(wanted)) != Counter(_fold(shown)):
        return None
    bases = ("R", "L") if leftward else ("L", "R")
    texts = {base: tuple(_write(words, places, base, pages)) for base in bases}
    ways = (
        _Laid(texts=texts[base], base=base, before=before, after=after)
        for base, before, after in product(bases, _BEFORE, _AFTER)
    )
    return next((each for each in ways if each.show() == _fold(shown)), None)


def _write(words: Words, places: list[int], base: str, pages: Mapping[int, str]) -> Iterator[str]:
    """Yield the text of each letter: spaces and what orders the line, a page number, the letter.

    Blocks that stand side by side, as cells of a table, are isolated from each other.
    """
    divided = any(place in words.edges for place in places[1:])
    for number, place in enumerate(places):
        controls = words.controls.get(place, "")
        opening = controls.lstrip(CLOSING)
        before = [] if number else [_find_open(words, place)]
        if number:
            before = [
                controls[: len(controls) - len(opening)],
                " " if place in words.gaps else "",
                CLOSING + _BASES[base] if divided and place in words.edges else "",
            ]
        page = f"{pages[place]} " if place in pages else ""
        yield f"{''.join(before)}{page}{opening}{words.visible[place]}"


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
