"""Pages whose ends are marked → their running heads, feet and folios, line by line."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from makeready.intake.blocks.keys import head_key, key, plain
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.page.split import LONGEST_HEADLINE
from makeready.intake.page.verdicts import Verdict
from makeready.intake.scripts import ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.intake.page.edges import Pages

LEAST = 3  # pages on which a line must repeat
DEEP = 5  # lines at a page's head or foot that may be furniture
LONGEST_FOLIO = 4  # digits
LONGEST = 160  # characters
FULL = 0.8  # of a printed line: a line as long is one of the text
NEXT = 2  # pages: as near as this is the next head of the same side
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SHAPES = (BlockKind.TEXT, BlockKind.HEADING, BlockKind.ITEM)
_TABLES = (BlockKind.TABLE, BlockKind.HTML)
_SKIPPED = (BlockKind.MARK, BlockKind.RULE, BlockKind.PICTURE, BlockKind.LOSS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line near a page's head or foot; `depth` counts from there."""

    start: int
    page: int
    side: str
    depth: int
    text: str
    name: str
    folio: int | None
    roman: bool


def find_page_lines(source: str, page: Pages) -> Mapping[int, Verdict]:
    """Return the lines that the pages brought along, by the offset at which each starts.

    A line is one where everything between it and the page's edge is one, too, and where it repeats
    at this edge on three pages that are near each other and seldom elsewhere, or where it is a
    number that counts the pages. The first of a chapter's heads is its heading, which stays.
    """
    sheets = tuple(_sheets(page))
    if len(sheets) < LEAST:
        return {}
    edges = [line for number, sheet in enumerate(sheets) for line in _edges(source, number, sheet)]
    offsets = _offsets(edges)
    everywhere = Counter(
        key(plain(source, *span)) for sheet in sheets for block in sheet for span in block.lines
    )
    sizes = sorted(span[1] - span[0] for sheet in sheets for block in sheet for span in block.lines)
    full = round(FULL * sizes[len(sizes) * 9 // 10])
    repeated = _find_repeated(edges, offsets, everywhere)
    found: dict[int, Verdict] = {}
    for lines in _by_edge(edges).values():
        for line, inner in zip_longest(lines, lines[1:]):
            verdict = _verdict(line, offsets, repeated)
            whole = len(line.text) >= full or (inner is not None and _goes_on(line, inner))
            running = opens_lower(line.text) or (line.folio is None and whole)
            if verdict is None or (running and line.name):
                break
            found[line.start] = verdict
    for start in _originals(edges, found, everywhere, len(sheets)):
        del found[start]
    return found


def _goes_on(line: _Line, inner: _Line) -> bool:
    """Tell whether a long line at a page's head goes on in lower case on the line below."""
    long = line.side == "head" and len(line.text) > LONGEST_HEADLINE
    return long and not ends_sentence(line.text) and opens_lower(inner.text)


def _sheets(page: Pages) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks of each page."""
    held: list[Block] = []
    for index, block in enumerate(page.blocks):
        if index in page.turns and held:
            yield tuple(held)
            held = []
        held.append(block)
    if held:
        yield tuple(held)


def _edges(source: str, number: int, sheet: Sequence[Block]) -> Iterator[_Line]:
    """Yield the lines at a page's head and at its foot, from the edge inwards."""
    bare = [block for block in sheet if block.shape not in _SKIPPED]
    total = sum(len(block.lines) for block in bare)
    # some converters set a page's tables after its foot
    below = [block for block in bare[::-1] if block.shape not in _TABLES]
    for side, blocks in (("head", bare), ("foot", below)):
        depth = 0
        for block in blocks:
            if block.shape not in _SHAPES or depth >= min(DEEP, max(1, total // 2)):
                break
            for span in block.lines if side == "head" else block.lines[::-1]:
                if depth < min(DEEP, max(1, total // 2)):
                    yield _line(source, span, number, side, depth)
                depth += 1


def _line(source: str, span: tuple[int, int], number: int, side: str, depth: int) -> _Line:
    text = plain(source, *span)
    name, folio = head_key(text)
    bare = text.strip(" -–—|·•.[]()#").casefold()
    roman = bool(bare) and set(bare) <= ROMAN.keys()
    if (bare.isdecimal() and len(bare) <= 4) or roman:  # noqa: PLR2004 -- digits of a folio
        name, folio = "", _roman(bare) if roman else int(bare)
    return _Line(
        start=span[0], page=number, side=side, depth=depth, text=text, name=name, folio=folio,
        roman=roman,
    )  # fmt: skip


def _roman(text: str) -> int:
    values = [ROMAN[letter] for letter in text]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def _offsets(edges: Iterable[_Line]) -> frozenset[tuple[bool, int]]:
    """Return by how much printed page numbers differ from the pages' count, where three agree."""
    counts = Counter(
        (line.roman, line.folio - line.page) for line in edges if line.folio is not None
    )
    return frozenset(offset for offset, count in counts.items() if count >= LEAST)


def _counts(line: _Line, offsets: frozenset[tuple[bool, int]]) -> bool:
    """Tell whether a line's number counts the pages."""
    return line.folio is not None and (line.roman, line.folio - line.page) in offsets


def _name(line: _Line, offsets: frozenset[tuple[bool, int]]) -> str:
    """Return what a line has in common with those of other pages: a number that counts is none."""
    return line.name if line.folio is None or _counts(line, offsets) else key(line.text)


def _find_repeated(
    edges: Sequence[_Line], offsets: frozenset[tuple[bool, int]], everywhere: Counter[str]
) -> frozenset[tuple[str, str]]:
    """Return the sides and names of lines that repeat at the edges of pages."""
    pages: dict[tuple[str, str], set[int]] = defaultdict(set)
    for line in edges:
        if (name := _name(line, offsets)) and len(line.text) <= LONGEST:
            pages[line.side, name].add(line.page)
    return frozenset(
        (side, name)
        for (side, name), found in pages.items()
        if len(found) >= LEAST
        and sum(_has_next(page, found) for page in found) * 2 >= len(found)
        and max(everywhere[name], 1) <= 3 * len(found)
    )


def _has_next(page: int, found: set[int]) -> bool:
    return any(page + step in found for step in range(-NEXT, NEXT + 1) if step)


def _by_edge(edges: Iterable[_Line]) -> Mapping[tuple[int, str], list[_Line]]:
    lines: dict[tuple[int, str], list[_Line]] = defaultdict(list)
    for line in edges:
        lines[line.page, line.side].append(line)
    return lines


def _verdict(
    line: _Line,
    offsets: frozenset[tuple[bool, int]],
    repeated: frozenset[tuple[str, str]],
) -> Verdict | None:
    name = _name(line, offsets)
    if not name and _counts(line, offsets):
        return Verdict(rule="F.folio", evidence="counts the pages", confidence=0.99)
    if name and (line.side, name) in repeated:
        evidence = f"repeats at the {line.side} of pages"
        return Verdict(rule="F.head", evidence=evidence, confidence=0.98)
    return None


def _originals(
    edges: Sequence[_Line], found: Mapping[int, Verdict], everywhere: Counter[str], pages: int
) -> Iterator[int]:
    """Yield the first of the heads that repeat a heading which stands nowhere else.

    It is the heading itself, unless its page's number stands with it or nearly every page has it.
    """
    seen: dict[str, list[_Line]] = defaultdict(list)
    for line in edges:
        if line.side == "head" and line.start in found and line.name:
            seen[line.name].append(line)
    inner = {line.name for line in edges if line.start not in found or line.side == "foot"}
    for name, lines in seen.items():
        first = min(lines, key=lambda line: line.page)
        alone = name not in inner and everywhere[key(first.text)] <= len(lines)
        whole = len(lines) * 2 > pages and first.page > 0
        if first.folio is None and alone and not whole:
            yield first.start
