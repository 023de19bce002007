"""The lines at the head and foot of pages → those that are no text: heads, folios, stamps."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from makeready.core.numerals import roman
from makeready.intake.pdf.page.lines import Line, is_raised
from makeready.intake.pdf.page.marks import opening_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from makeready.intake.pdf.values import PdfPage

_TOP, _FOOT = 4, 5  # lines of a page that may be furniture
_HEIGHT = 4.0  # points: lines of one height on their pages
_NEIGHBOURS = 8  # pages before and after, on which a head may be misread or differ a little
_ALIKE = 88  # of a hundred: two heads are one
_LEAST = 3  # pages show a habit
_FEW = 8  # pages: in a shorter document two show it
_NOTE_LEADING = 1.45  # times their type size: from line to line of notes
_NOTES = 4  # lines above, of several columns
_LONGEST = 140  # characters of a line with a folio
_ARTIFACTS = 0.35  # of a document: with more, the tag says nothing (some programs tag all of it)
_SHARE = 0.25  # of the pages have furniture at a height
_HABIT = 0.4  # of the pages number their lines at a height
_SAID = 0.6  # of the heads at a height say a heading: they change from section to section
_LARGER = 1.09  # times the size of the text: a heading
_APART = 1.5  # times its type size: a head from the text below
_LARGE = 1.25  # times the size of the text: larger type is a heading, and no running head
_RUNNING_TEXT = 0.6  # of the longest line: a line of text
_RUNNING = 25  # letters: a longer head is compared with the others
_LEAST_LETTERS = 6  # of a head that is known at another height
_SAME_SIZE = 0.6  # points
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_ROMAN = re.compile(r"[ivxlc]{1,7}", re.IGNORECASE)
_ROMANS = {roman(number): number for number in range(1, 200)}
_ACCENT = re.compile(r"[´`ˆ˜¨˝˚ˇ˘¯˙¸˛]{1,3}")
_DRAWN = re.compile(r"[ _–—―─-]{9,}")
_FRAME = " -–—|·[]•"


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """Why a line is no part of the text."""

    rule: str
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Seen:
    """A line near an edge: its page, its place from the head (from -1: from the foot), its key."""

    page: int
    place: int
    line: Line
    key: str


def furniture(
    pdf_pages: Sequence[PdfPage], pages: Sequence[Sequence[Line]], size: float
) -> Mapping[int, Furnished]:
    """Return why each furnished line is none of the text, by the identity of its first run.

    Heads repeat at one height, folios count with the pages; small lines that open with a mark are
    notes whatever they repeat. `size` is the type size of the text.
    """
    seen = [each for page in pages for each in _at_edges(page, size)]
    found: dict[int, Furnished] = {}
    plain = [each for each in seen if each.line.size < _LARGE * size]
    found.update(_find_tagged(pages))
    found.update(_without_text(_find_repeated(plain, len(pages)), plain))
    found.update(_find_counting(plain, len(pages)))
    found.update(_find_titles(plain, pages, found, size))
    found.update(_find_shifted(plain, found))
    found.update(_find_dropped(seen, found))
    found.update(_find_accents(pages, found))
    found.update(_find_drawn(pages))
    found.update(_find_outermost(seen, pages, found))
    found.update(_find_labels(seen, pdf_pages, found))
    found.update(_find_lone_numbers(seen, pages, found))
    return found


def line_key(line: Line) -> int:
    """Return what names a line over all stages: where its first run begins in the source."""
    return line.runs[0].start


def _at_edges(page: Sequence[Line], size: float) -> Iterator[_Seen]:
    lines = list(_without_notes(sorted(page, key=lambda line: -line.base), size))
    foot = [(-1 - place, line) for place, line in enumerate(lines[::-1][:_FOOT])]
    for place, line in (*enumerate(lines[:_TOP]), *foot):
        yield _Seen(line.page, place, line, _letters(line.text))


def _without_notes(lines: Sequence[Line], size: float) -> Iterator[Line]:
    """Yield lines, from the head down, that neither open a note nor go on with one close above."""
    noted: list[Line] = []
    for line in lines:
        goes_on = any(
            abs(above.size - line.size) < 0.3
            and 0 < above.base - line.base < _NOTE_LEADING * line.size
            and above.left < line.right
            and line.left < above.right
            for above in noted[-_NOTES:]
        )
        if goes_on or _is_note(line, size):
            noted.append(line)
        else:
            yield line


def _is_note(line: Line, size: float) -> bool:
    mark = opening_mark(line)
    return mark is not None and len(line.text) > 6 and (mark.raised or line.size < size * 0.955)


def _is_folio(text: str) -> bool:
    bare = text.strip(_FRAME)
    return bool(re.fullmatch(r"\d{1,4}", bare) or _ROMAN.fullmatch(bare))


def _verdict(line: Line, evidence: str, sure: float) -> tuple[int, Furnished]:
    rule = "P.folio" if _is_folio(line.text) else "P.head"
    return line_key(line), Furnished(rule=rule, evidence=evidence, confidence=sure)


def _find_tagged(pages: Sequence[Sequence[Line]]) -> Iterator[tuple[int, Furnished]]:
    """Yield the lines that the file itself calls artifacts."""
    runs = [run for page in pages for line in page for run in line.runs]
    marked = sum(len(run.text) for run in runs if run.artifact)
    if marked > _ARTIFACTS * sum(len(run.text) for run in runs):
        return
    for page in pages:
        for line in page:
            if all(run.artifact for run in line.runs):
                yield _verdict(line, "the file marks it as an artifact", 0.98)


def _find_repeated(seen: Sequence[_Seen], pages: int) -> Iterator[tuple[int, Furnished]]:
    """Yield the lines whose words stand at the same height of other pages, figures set aside."""
    there: dict[tuple[str, int], set[int]] = defaultdict(set)
    on_page: dict[int, list[_Seen]] = defaultdict(list)
    for each in seen:
        there[each.key, round(each.line.base / _HEIGHT)].add(each.page)
        on_page[each.page].append(each)
    needed = 2 if pages < _FEW else _LEAST
    for each in seen:
        if len(each.key) < 3:
            continue
        level = round(each.line.base / _HEIGHT)
        others = set[int]().union(*(there[each.key, level + step] for step in (-1, 0, 1)))
        others |= {
            other.page
            for page in range(each.page - _NEIGHBOURS, each.page + _NEIGHBOURS + 1)
            for other in on_page[page]
            if abs(other.line.base - each.line.base) < _HEIGHT and _alike(each.key, other.key)
        }
        others.discard(each.page)
        if len(others) >= needed:
            yield _verdict(each.line, f"stands on {len(others) + 1} pages", 0.97)


def _without_text(
    repeated: Iterable[tuple[int, Furnished]], seen: Sequence[_Seen]
) -> Iterator[tuple[int, Furnished]]:
    """Yield the repeated lines but long ones that follow one another: they are text said again."""
    found = dict(repeated)
    long: dict[tuple[int, bool], list[int]] = defaultdict(list)
    measure = max((each.line.right - each.line.left for each in seen), default=0.0)
    for each in seen:
        key = line_key(each.line)
        if key in found and each.line.right - each.line.left > _RUNNING_TEXT * measure:
            long[each.page, each.place < 0].append(key)
    text = {key for keys in long.values() if len(set(keys)) > 1 for key in keys}
    return ((key, verdict) for key, verdict in found.items() if key not in text)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return abs(len(one) - len(other)) < 4 and fuzz.ratio(one, other) > _ALIKE


def _find_counting(seen: Sequence[_Seen], pages: int) -> Iterator[tuple[int, Furnished]]:
    """Yield the lines at one height whose first or last number counts with the pages."""
    series: dict[tuple[int, int], list[tuple[_Seen, str]]] = defaultdict(list)
    for each in seen:
        numbers = _numbers(each.line) if len(each.line.text) < _LONGEST else []
        for number in {*numbers[:1], *numbers[-1:]}:
            key = round(each.line.base / 6), int(number) - each.page
            series[key].append((each, number))
    for hits in series.values():
        if len({each.page for each, _ in hits}) < _LEAST:
            continue
        habit = len(hits) > _HABIT * pages
        heads = Counter(each.key for each, _ in hits)
        for each, number in hits:
            text = each.line.text.strip()
            alone = len(each.key) > _RUNNING and heads[each.key] == 1
            ends = text.startswith(number) or text.endswith(number) or not each.key
            if (ends or habit) and (habit or not alone):
                yield _verdict(each.line, "its number counts with the pages", 0.95)


def _find_titles(
    seen: Sequence[_Seen],
    pages: Sequence[Sequence[Line]],
    found: Mapping[int, Furnished],
    size: float,
) -> Iterator[tuple[int, Furnished]]:
    """Yield running heads that change from section to section.

    They stand apart from the text at the head of several pages, all at one height, and most of
    them say what a heading does that stands further down on some page.
    """
    tops = [max((line.base for line in page), default=0.0) for page in pages]
    heads = [
        each
        for each in seen
        if abs(tops[each.page] - each.line.base) < _HEIGHT
        and line_key(each.line) not in found
        and len(each.key) >= _LEAST
        and _is_apart(each.line, pages[each.page])
    ]
    titles = _titles(pages, {line_key(each.line) for each in heads}, size)
    for each in heads:
        level = [other for other in heads if abs(other.line.base - each.line.base) < 1.0]
        there = len({other.page for other in level})
        said = sum(any(other.key.endswith(title) for title in titles) for other in level)
        if there >= max(_LEAST, _SHARE * len(pages)) and said >= _SAID * len(level):
            yield _verdict(each.line, "it says the heading of a section", 0.9)


def _titles(
    pages: Sequence[Sequence[Line]], without: AbstractSet[int], size: float
) -> frozenset[str]:
    """Return the keys of the lines that look like headings."""
    return frozenset(
        _letters(line.text)
        for page in pages
        for line in page
        if line_key(line) not in without
        and (line.size > _LARGER * size or all(run.face.bold for run in line.runs))
        and len(_letters(line.text)) >= _LEAST
    )


def _is_apart(line: Line, page: Sequence[Line]) -> bool:
    spaces = (line.base - other.base for other in page)
    return min((space for space in spaces if space > 2), default=99) > _APART * line.size


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).lower()


def _find_shifted(
    seen: Sequence[_Seen], found: Mapping[int, Furnished]
) -> Iterator[tuple[int, Furnished]]:
    """Yield outermost lines that say what the heads of other pages do, at another height."""
    heads: dict[str, list[_Seen]] = defaultdict(list)
    for each in seen:
        if line_key(each.line) in found and len(each.key) >= _LEAST_LETTERS:
            heads[each.key].append(each)
    for each in seen:
        line, alike = each.line, heads[each.key]
        outermost = each.place in (0, -1) and each.page and line_key(line) not in found
        same = len(alike) >= _LEAST and abs(alike[0].line.size - line.size) < _SAME_SIZE
        if outermost and same:
            yield _verdict(line, f"stands on {len(alike) + 1} pages", 0.9)


def _numbers(line: Line) -> list[str]:
    """Return the numbers of a line without raised ones, which call notes."""
    level = (run.text for run in line.runs if not is_raised(run, line.base, line.size))
    return _NUMBER.findall(" ".join(level))


def _find_dropped(
    seen: Iterable[_Seen], found: Mapping[int, Furnished]
) -> Iterator[tuple[int, Furnished]]:
    """Yield folios at another height: the first page of a chapter has its own at the foot."""
    steps = Counter(
        int(number) - each.page
        for each in seen
        if line_key(each.line) in found
        for number in set(_NUMBER.findall(each.line.text))
    )
    for each in seen:
        bare = each.line.text.strip(_FRAME)
        outermost = each.place in (0, -1) and line_key(each.line) not in found
        if outermost and _NUMBER.fullmatch(bare) and steps[int(bare) - each.page] >= _LEAST:
            yield _verdict(each.line, "it counts on with the other pages' numbers", 0.95)


def _find_accents(
    pages: Iterable[Sequence[Line]], found: Mapping[int, Furnished]
) -> Iterator[tuple[int, Furnished]]:
    """Yield accents that stand over a letter of a running head, on a base line of their own."""
    for page in pages:
        heads = [line for line in page if line_key(line) in found]
        for line in page:
            if not _ACCENT.fullmatch(line.text.strip()):
                continue
            if any(
                0 < line.base - head.base < head.size
                and head.left <= line.left < line.right <= head.right
                for head in heads
            ):
                yield _verdict(line, "an accent of a running head", 0.95)


def _find_drawn(pages: Iterable[Sequence[Line]]) -> Iterator[tuple[int, Furnished]]:
    """Yield the rules that are drawn with dashes or low lines in place of a stroke."""
    for page in pages:
        for line in page:
            if _DRAWN.fullmatch(line.text):
                yield (
                    line_key(line),
                    Furnished(rule="P.head", evidence="a rule set in dashes", confidence=0.95),
                )


def _find_outermost(
    seen: Sequence[_Seen], pages: Sequence[Sequence[Line]], found: Mapping[int, Furnished]
) -> Iterator[tuple[int, Furnished]]:
    """Yield the outermost lines that stand where most pages have furniture, apart from the text."""
    heights = Counter(round(each.line.base) for each in seen if line_key(each.line) in found)
    for each in seen:
        line = each.line
        if line_key(line) in found or not (each.place in (0, -1) or _is_folio(line.text)):
            continue
        there = sum(heights[round(line.base) + step] for step in (-2, -1, 0, 1, 2))
        if there < max(_LEAST, _SHARE * len(pages)):
            continue
        rest = (other for other in pages[each.page] if line_key(other) not in found)
        apart = [abs(other.base - line.base) for other in rest if other is not line]
        if min((space for space in apart if space > 2), default=99) > 1.35 * line.size:
            yield _verdict(line, "stands where other pages have theirs", 0.85)


def _find_lone_numbers(
    seen: Sequence[_Seen], pages: Sequence[Sequence[Line]], found: Mapping[int, Furnished]
) -> Iterator[tuple[int, Furnished]]:
    """Yield numbers alone at the edge that count with the pages: Roman ones before the text too."""
    there: dict[tuple[int, bool], list[_Seen]] = defaultdict(list)
    for each in seen:
        bare = each.line.text.strip(_FRAME)
        if each.place in (0, -1) and line_key(each.line) not in found and _is_folio(bare):
            small = not bare.isdecimal()
            value = _ROMANS.get(bare.lower(), 0) if small else int(bare)
            if value:
                there[value - each.page, small].append(each)
    for (step, _), alike in there.items():
        for each in alike:
            others = [other for other in pages[each.page] if other is not each.line]
            space = min((abs(other.base - each.line.base) for other in others), default=0.0)
            if (len(alike) > 1 or step == 1) and space > 1.6 * each.line.size:
                yield _verdict(each.line, "it counts with the pages", 0.9)


def _find_labels(
    seen: Iterable[_Seen], pdf_pages: Sequence[PdfPage], found: Mapping[int, Furnished]
) -> Iterator[tuple[int, Furnished]]:
    """Yield the lines that are the page's label."""
    for each in seen:
        bare = each.line.text.strip(_FRAME)
        if line_key(each.line) in found or not _is_folio(bare) or each.place not in (0, 1, -1, -2):
            continue
        if bare == pdf_pages[each.page].label:
            yield _verdict(each.line, "the page's label", 0.97)
