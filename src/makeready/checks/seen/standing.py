"""Lines of type become what stands some tenths of a point aside from where layout sets it.

All letters of a line stand on it, all lines of a paragraph begin below each other, and follow each
other at one distance. Someone who moves type on a finished page leaves traces that small.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from makeready.checks.read.print_order import runs_right_to_left
from makeready.checks.seen.typesetting import is_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.checks.read.lines import PrintedLine

_EXACT = 0.04
"""Layouts set lines that stand below each other so exactly, in points, after rounding."""

_SEEN = 0.1
"""From so many points on a place is another one."""

_FAR = 2.0
"""A line that begins by more points aside is meant to: it stands beside an initial or a picture."""

_FEW = 3
"""So many lines show where those of a paragraph begin."""

_TAPERING = frozenset("ATVWYvwy")
_OPEN = frozenset("frkyAFTVY")
"""Letters that a layout may set a little into the right margin, or that lean over their edge."""

_ENDED = 0.4
"""Justified lines end as exactly as the widths of letters are rounded, in points.

PDF has thousandths of an em: half of one for each of seventy letters of 11 pt makes 0.39 pt.
"""

_SHRUNK = 0.9
"""Spaces of this share of their own width, or wider, are not those of a line that is too full."""

_OWN = 0.005
"""Nearer to the face's own space than by this share, the spaces of justified lines hardly come."""

_SCALED = 0.05
"""Sizes of type nearer to each other than by this share do not stand for different things."""

_MANY = 5
"""So many lines show what sizes a page has."""

_HUNG = -1.0
"""So far layouts set letters into the margin, in points, that taper or lean away from it."""


def find_displaced(lines: Sequence[PrintedLine]) -> Iterator[tuple[PrintedLine, str]]:
    """Yield the lines with type that stands aside, and what does."""
    for line in lines:
        if line.uneven > _SEEN:
            yield line, f"has letters that stand {line.uneven:.1f} pt off their line"
    text = [line for line in lines if is_text(line) and not line.is_code]
    yield from _find_aside(text)
    yield from _find_uneven_ends(text)
    usual = _find_pitches(text)
    yield from _find_raised(text, usual)
    yield from _find_near(text, usual)
    yield from _find_scaled(text)


def _find_aside(lines: Iterable[PrintedLine]) -> Iterator[tuple[PrintedLine, str]]:
    """Yield the lines that begin aside from most others of their paragraph on a page.

    Those with words from right to left are left out: where they begin on the left, a line ends.
    """
    paragraphs: defaultdict[tuple[object, int], list[PrintedLine]] = defaultdict(list)
    seen = set[object]()
    for line in lines:
        is_rightward = line.text[:1].isalpha() and not runs_right_to_left(line.text)
        if line.owner.paragraph in seen and is_rightward:
            paragraphs[line.owner.paragraph, line.page].append(line)
        seen.add(line.owner.paragraph)
    for own in paragraphs.values():
        straight = [line for line in own if line.text[0] not in _TAPERING]
        edges = Counter(round(line.left, 1) for line in straight)
        edge, count = edges.most_common(1)[0] if edges else (0.0, 0)
        if len(straight) < _FEW or 2 * count <= len(straight):
            continue
        for line in own:
            by = line.left - edge
            is_hung = line.text[0] in _TAPERING and _HUNG < by < 0
            if _SEEN < abs(by) < _FAR and not is_hung:
                yield line, f"begins {abs(by):.1f} pt aside from its paragraph"


def _find_uneven_ends(lines: Iterable[PrintedLine]) -> Iterator[tuple[PrintedLine, str]]:
    """Yield the lines of justified paragraphs that end aside from the others.

    Lines that are broken on purpose end far before them, and those of words that could not be
    broken, whose spaces are as narrow as can be, far behind them.
    """
    for _, group in groupby(lines, key=lambda line: (line.owner.paragraph, line.page)):
        *own, _last = group
        whole = [line for line in own if line.text[-1:].isalpha() and line.text[-1] not in _OPEN]
        ends = Counter(round(line.right, 1) for line in whole)
        edge, count = ends.most_common(1)[0] if ends else (0.0, 0)
        if count < _FEW or 2 * count < len(whole) or _is_ragged(whole):
            continue
        for line in whole:
            by = line.right - edge
            is_loose = by > 0 and line.looseness > _SHRUNK
            if abs(by) > _ENDED and (abs(by) < _FAR or is_loose):
                yield line, f"ends {abs(by):.1f} pt aside from its paragraph"


def _is_ragged(lines: Iterable[PrintedLine]) -> bool:
    """Tell whether all lines have the face's own spaces: they end alike where words come again."""
    return all(line.spaces and abs(line.looseness - 1) < _OWN for line in lines)


def _find_pitches(lines: Iterable[PrintedLine]) -> Mapping[float, float]:
    """Return the usual distance of lines of each size."""
    pitches = Counter(
        (round(one.size, 2), round(one.base - two.base, 2))
        for one, two in pairwise(lines)
        if _are_together((one, two))
    )
    return dict(reversed([key for key, _ in pitches.most_common()]))


def _find_raised(
    lines: Sequence[PrintedLine], usual: Mapping[float, float]
) -> Iterator[tuple[PrintedLine, str]]:
    """Yield the lines that stand above or below the middle between both of their neighbours.

    Those are two of the usual distances apart: a formula that is higher than its line would have
    moved the next line, too.
    """
    for each in zip(lines, lines[1:], lines[2:], strict=False):
        before, line, after = each
        if not _are_together(each):
            continue
        height, by = before.base - after.base, (before.base + after.base) / 2 - line.base
        is_usual = abs(height - 2 * usual[round(line.size, 2)]) < _EXACT
        if is_usual and _SEEN < abs(by) < _FAR:
            yield line, f"stands {abs(by):.1f} pt aside from the middle of its neighbours"


def _are_together(lines: Sequence[PrintedLine]) -> bool:
    """Tell whether lines are of one size, and on one page."""
    return len({(each.page, round(each.size, 2)) for each in lines}) == 1


def _find_near(
    lines: Iterable[PrintedLine], usual: Mapping[float, float]
) -> Iterator[tuple[PrintedLine, str]]:
    """Yield the first and last lines of paragraphs that stand nearer than the others do.

    A line that is higher than others, for a formula, only moves them farther away.
    """
    for _, group in groupby(lines, key=lambda line: (line.owner.paragraph, line.page)):
        own = list(group)
        apart = [round(one.base - two.base, 2) for one, two in pairwise(own)]
        if len(apart) < _FEW or not _are_together(own):
            continue
        for line, by, others in ((own[0], apart[0], apart[1:]), (own[-1], apart[-1], apart[:-1])):
            near = usual[round(line.size, 2)] - by
            if max(abs(each - by - near) for each in others) < _EXACT and _SEEN < near < _FAR:
                yield line, f"stands {near:.1f} pt nearer than the other lines of its paragraph"


def _find_scaled(lines: Iterable[PrintedLine]) -> Iterator[tuple[PrintedLine, str]]:
    """Yield the first lines of pages whose type has other sizes than that of their chapter.

    All of it is larger or smaller by the same little bit than on at least as many other pages:
    somebody has drawn the page again at another scale.
    """
    chapters: defaultdict[object, defaultdict[int, list[PrintedLine]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for line in lines:
        chapters[line.owner.chapter][line.page].append(line)
    for pages in chapters.values():
        spread = Counter(size for own in pages.values() for size in {*map(_size, own)})
        usual = [size for size, count in spread.items() if count > 1]
        for own in pages.values():
            sizes = {*map(_size, own)}
            scales = {
                round(size / like, 3)
                for size in sizes
                for like in usual
                if abs(size / like - 1) < _SCALED
            }
            is_odd = len(own) >= _MANY and not sizes & {*usual} and len(scales) == 1
            if is_odd and all(any(_is_scaled(z, u, scales) for u in usual) for z in sizes):
                yield own[0], f"is set {max(scales):.3f} times as large as on other pages"


def _size(line: PrintedLine) -> float:
    return round(line.size, 2)


def _is_scaled(size: float, usual: float, scales: Iterable[float]) -> bool:
    return round(size / usual, 3) in scales
