"""The boxes of letters → the type sizes of lines, in points.

Programs that read letters give each line a size of its own, which wavers by a tenth with the
letters that happen to stand in it. The letters without ascenders or descenders waver little, and
type has few sizes: lines of nearly one size have one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.intake.pdf.scan.values import Reading, TextLine

_LOW = frozenset("acemnorsuvwxzαεικνοπστυω\u0430вг\u0435иклмн\u043e\u043f\u0441тчшя")
_X_HEIGHT = 0.46  # of the type size, in most faces for books
_HEIGHT = 1.03  # of the height that a program gives a line, which wavers
_ENOUGH = 8  # low letters that tell a size
_USED = (0.1, 0.55)  # of the low letters, from the lowest up: boxes of letters that touch are tall
_NEAR = 0.06  # sizes that differ by less are one
_ROUGH = 0.13  # the same, where too few letters tell
_PEAK = 0.03
_SMALLER = 0.93  # of the text's size: type of notes

Sizes = dict[tuple[int, int], float]
"""Type sizes in points by page and place of the line."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """A size in points, by so many letters; `rough` where they are too few to tell."""

    size: float
    letters: int
    rough: bool


def measure_lines(readings: Sequence[Reading]) -> Sizes:
    """Return the type size of every line, in points, nearly equal ones made equal."""
    raw = {
        (reading.number, place): _measure(line, 72 / reading.dots)
        for reading in readings
        for place, line in enumerate(reading.lines)
    }
    return _settle(raw)


def _measure(line: TextLine, scale: float) -> _Measured:
    """Return the type size of a line in points."""
    low = sorted(
        box[3] - box[1] for word in line.words for letter, box in word.letters if letter in _LOW
    )
    if len(low) < _ENOUGH:
        return _Measured(line.height * _HEIGHT * scale, len(low), rough=True)
    first, end = (round(share * len(low)) for share in _USED)
    return _Measured(fmean(low[first:end]) * scale / _X_HEIGHT, len(low), rough=False)


def _settle(raw: Mapping[tuple[int, int], _Measured]) -> Sizes:
    """Return the sizes, those around the size of most letters made that size, and so on."""
    left = dict(raw)
    settled: Sizes = {}
    while left:
        exact = [each for each in left.values() if not each.rough] or list(left.values())
        peak = _find_peak(exact)
        near = {
            key: each
            for key, each in left.items()
            if abs(each.size - peak) <= (_ROUGH if each.rough else _NEAR) * peak
        }
        whole = [each for each in near.values() if each in exact]
        weight = sum(each.letters for each in whole)
        mean = sum(each.size * each.letters for each in whole) / weight if weight else peak
        settled |= dict.fromkeys(near, round(mean * 4) / 4)
        left = {key: each for key, each in left.items() if key not in near}
    return settled


def _find_peak(values: Sequence[_Measured]) -> float:
    """Return the size around which most letters have theirs."""
    counts: dict[int, int] = defaultdict(int)
    for each in values:
        counts[round(each.size * 10)] += each.letters + 1

    def around(step: int) -> int:
        reach = max(1, round(step * _PEAK))
        return sum(counts.get(step + near, 0) for near in range(-reach, reach + 1))

    return max(counts, key=lambda step: (around(step), counts[step], -step)) / 10


def find_feet(reading: Reading, sizes: Sizes) -> frozenset[int]:
    """Return the places of the lines at the foot of a page that are set in the type of notes."""
    text = _text_size(sizes)
    found: set[int] = set()
    for place, size in _upward(reading, sizes):
        if size < _SMALLER * text:
            found.add(place)
        elif found or len(reading.lines[place].words) > 3:
            break
    return frozenset(found)


def _upward(reading: Reading, sizes: Sizes) -> Iterator[tuple[int, float]]:
    order = sorted(range(len(reading.lines)), key=lambda place: -reading.lines[place].base)
    yield from ((place, sizes[reading.number, place]) for place in order)


def _text_size(sizes: Sizes) -> float:
    """Return the size of most lines; the larger one where two are as common."""
    counts = Counter(sizes.values())
    return max(counts, key=lambda size: (counts[size], size)) if counts else 0.0
