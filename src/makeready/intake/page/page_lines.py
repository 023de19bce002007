"""Pages whose ends are marked → their running heads, feet and folios, line by line."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from makeready.core.numerals import ROMAN_SIGNS, read_roman
from makeready.intake.blocks.forms import is_text_by_form
from makeready.intake.blocks.keys import head_key, key, plain, split_folio
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.blocks.wording import interrupts, interrupts_often, is_open, may_be_text
from makeready.intake.page.split import LONGEST_HEADLINE
from makeready.intake.page.verdicts import Verdict
from makeready.intake.scripts import breadth, ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.intake.page.edges import Pages

LEAST = 3  # pages on which a line must repeat
DEEP = 5  # lines at a page's head or foot that may be furniture
LONGEST_FOLIO = 4  # digits
LONGEST = 160  # columns
SHORT = 60  # characters of a heading that stands at a page's head
FULL = 0.8  # of a printed line: a line as long is one of the text
NEXT = 2  # pages: as near as this is the next head of the same side
_SHAPES = (BlockKind.TEXT, BlockKind.HEADING, BlockKind.ITEM)
_RUNNING = (BlockKind.TEXT, BlockKind.ITEM)
_TABLES = (BlockKind.TABLE, BlockKind.HTML)
_SKIPPED = (BlockKind.MARK, BlockKind.RULE, BlockKind.PICTURE, BlockKind.LOSS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLines:
    """The lines at the edges of pages, by the offsets at which each starts.

    `found` are those that the pages brought along; `kept` are repeated lines that may be text;
    `first` are headings that heads of pages repeat; `doubted` are spans that may be either.
    """

    found: Mapping[int, Verdict]
    kept: frozenset[int] = frozenset()
    first: frozenset[int] = frozenset()
    doubted: tuple[tuple[tuple[int, int], ...], ...] = ()

    @property
    def apart(self) -> frozenset[int]:
        """Where the lines start that are paragraphs of their own."""
        doubted = {start for cluster in self.doubted for start, _ in cluster}
        return frozenset(self.found.keys() | self.first | doubted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line near a page's head or foot; `depth` counts from there."""

    start: int
    end: int
    page: int
    side: str
    depth: int
    text: str
    name: str
    folio: int | None
    roman: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edges:
    """The lines near the edges of pages, with all lines of the source as plain text by offset.

    `running` are the offsets of those in paragraphs and lists, `unnoted` are the same without what
    reads like a note; `full` is how long a full line is.
    """

    lines: tuple[_Line, ...]
    offsets: frozenset[tuple[bool, int]]
    texts: Mapping[int, str]
    running: tuple[int, ...]
    unnoted: tuple[int, ...]
    full: int


def find_page_lines(source: str, page: Pages) -> PageLines:
    """Return the lines that the pages brought along, and those that may be.

    A line is one where everything between it and the page's edge is one, too, and where it repeats
    at this edge on three pages that are near each other and seldom elsewhere, or where it is a
    number that counts the pages. The first of a chapter's heads is its heading, which stays.
    One that is worded like a line of the text must interrupt sentences: else it stays, in doubt.
    A formula, a caption, an item or a table's row is text, whatever it interrupts.
    """
    sheets = tuple(page.sheets())
    if len(sheets) < LEAST:
        return PageLines(found={})
    edges = _read_edges(source, page, sheets)
    everywhere = Counter(key(text) for text in edges.texts.values())
    repeated = _find_repeated(edges, everywhere)
    formed = _find_formed(source, edges, repeated)
    found = _find_outer(edges, repeated, formed)
    kept, doubted = _find_doubted(source, edges, found)
    kept |= formed
    if kept:
        found = _find_outer(edges, repeated, kept)
    first = set(_originals(edges.lines, found, everywhere, len(sheets)))
    lone = {line.start for line in edges.lines if line.start in first and len(line.text) <= SHORT}
    return PageLines(
        found={start: verdict for start, verdict in found.items() if start not in first},
        kept=kept,
        first=frozenset(lone),
        doubted=doubted,
    )


def _read_edges(source: str, page: Pages, sheets: Sequence[Sequence[Block]]) -> _Edges:
    lines = tuple(
        line for number, sheet in enumerate(sheets) for line in _edges(source, number, sheet)
    )
    spans = [span for sheet in sheets for block in sheet for span in block.lines]
    sizes = sorted(end - start for start, end in spans)
    running = [
        (index, start)
        for index, block in enumerate(page.blocks)
        if block.shape in _RUNNING
        for start, _ in block.lines
    ]
    return _Edges(
        lines=lines,
        offsets=_offsets(lines),
        texts={start: plain(source, start, end) for start, end in spans},
        running=tuple(start for _, start in running),
        unnoted=tuple(start for index, start in running if not page.is_note(index)),
        full=round(FULL * sizes[len(sizes) * 9 // 10]),
    )


def _find_formed(
    source: str, edges: _Edges, repeated: frozenset[tuple[str, str]]
) -> frozenset[int]:
    """Return the repeated lines whose form says that they are text."""
    return frozenset(
        line.start
        for line in edges.lines
        if (line.side, _name(line, edges.offsets)) in repeated
        and is_text_by_form(source, line.start, line.end, line.text)
    )


def _find_outer(
    edges: _Edges, repeated: frozenset[tuple[str, str]], kept: frozenset[int]
) -> dict[int, Verdict]:
    """Return the verdicts on repeated lines, from each page's edges inwards; `kept` are text."""
    found: dict[int, Verdict] = {}
    for lines in _by_edge(edges.lines).values():
        for line, inner in zip_longest(lines, lines[1:]):
            verdict = None if line.start in kept else _verdict(line, edges.offsets, repeated)
            whole = len(line.text) >= edges.full or (inner is not None and _goes_on(line, inner))
            running = opens_lower(line.text) or (line.folio is None and whole)
            if verdict is None or (running and line.name):
                break
            found[line.start] = verdict
    return found


def _find_doubted(
    source: str, edges: _Edges, found: Mapping[int, Verdict]
) -> tuple[frozenset[int], tuple[tuple[tuple[int, int], ...], ...]]:
    """Return the repeated lines that may be text, and those of them to ask about, by clusters.

    Nobody is asked about lines that the line below goes on with.
    """
    clusters: dict[tuple[str, str], list[_Line]] = defaultdict(list)
    numbered = _find_numbered(edges, found)
    for line in edges.lines:
        if line.start in found:
            clusters[line.side, _cluster(line, edges.offsets, numbered)].append(line)
    running = [start for start in edges.running if start not in found]
    unnoted = [start for start in edges.unnoted if start not in found]
    kept: set[int] = set()
    doubted = []
    inner = _find_inner(edges, found)
    for lines in clusters.values():
        around = [_around(edges, running, line) for line in lines]
        apart = [_around(edges, unnoted, line) for line in lines]
        torn = sum(
            interrupts(*near) or interrupts(*far) for near, far in zip(around, apart, strict=True)
        )
        opened = sum(is_open(*each, edges.full) for each in around)
        if interrupts_often(len(lines), torn, opened):
            continue
        goes_on = sum(
            _opens_sentence(source, line, *each) for line, each in zip(lines, around, strict=True)
        )
        if goes_on * 2 > len(lines):
            kept |= {line.start for line in lines}
        elif _may_be_text(source, edges, lines, numbered):
            doubted.append(lines)
    unsure = {line.start for lines in doubted for line in lines}
    asked = [
        lines
        for lines in doubted
        # inside of a line that is surely a head nothing is text
        if sum(inner.get(line.start, line.start) in unsure for line in lines) * 2 > len(lines)
    ]
    kept |= {line.start for lines in asked for line in lines}
    return frozenset(kept), tuple(
        tuple((line.start, line.end) for line in lines) for lines in asked
    )


def _find_inner(edges: _Edges, found: Mapping[int, Verdict]) -> Mapping[int, int]:
    """Return where the line starts that is next from the edge inwards, a number set aside."""
    inner: dict[int, int] = {}
    for lines in _by_edge(edges.lines).values():
        heads = [line for line in lines if line.start in found and line.name]
        inner |= {outer.start: line.start for outer, line in pairwise(heads)}
    return inner


def _find_numbered(edges: _Edges, found: Mapping[int, Verdict]) -> frozenset[int]:
    """Return the pages with a number that counts them at the foot."""
    return frozenset(
        line.page
        for line in edges.lines
        if line.side == "foot" and line.start in found and _counts(line, edges.offsets)
    )


def _cluster(line: _Line, offsets: frozenset[tuple[bool, int]], numbered: frozenset[int]) -> str:
    """Return what a line has in common with others that may be of its kind."""
    if name := _name(line, offsets):
        return name
    return f"# {_is_doubted_number(line, numbered)}"  # no name has this sign


def _is_doubted_number(line: _Line, numbered: frozenset[int]) -> bool:
    """Tell whether a number that stands alone may be one of a poem or letter."""
    capital = line.roman and line.text.isupper()
    twice = line.side == "head" and line.page in numbered
    return capital or twice or line.text.rstrip().endswith(".")


def _may_be_text(
    source: str, edges: _Edges, lines: Sequence[_Line], numbered: frozenset[int]
) -> bool:
    """Tell whether the lines of a cluster are worded so that they may be of the text."""
    if not lines[0].name:
        return _is_doubted_number(lines[0], numbered)
    folios = [split_folio(line.text) for line in lines]
    if len({folio.first for folio in folios if folio is not None}) > 1:
        return False  # a number on the outer side of left and right pages
    doubts = sum(
        may_be_text(
            source[line.start : line.end],
            line.text,
            counts=_counts(line, edges.offsets),
            head=line.side == "head",
        )
        for line in lines
    )
    return doubts * 2 > len(lines)


def _around(edges: _Edges, running: Sequence[int], line: _Line) -> tuple[str, str]:
    """Return the lines of running text before and after a line of furniture."""
    at = bisect_left(running, line.start)
    before = edges.texts[running[at - 1]] if at else ""
    return before, edges.texts[running[at]] if at < len(running) else ""


def _opens_sentence(source: str, line: _Line, before: str, after: str) -> bool:
    """Tell whether the line below goes on, in lower case, with a sentence that this one opens."""
    end = source.find("\n", line.end)
    below = end >= 0 and source[end + 1 : end + 2].strip() != ""
    opened = below and line.side == "head" and not ends_sentence(line.text)
    return opened and opens_lower(after) and (not before or ends_sentence(before))


def _goes_on(line: _Line, inner: _Line) -> bool:
    """Tell whether a long line at a page's head goes on in lower case on the line below."""
    long = line.side == "head" and len(line.text) > LONGEST_HEADLINE
    return long and not ends_sentence(line.text) and opens_lower(inner.text)


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
    roman = bool(bare) and set(bare) <= ROMAN_SIGNS.keys()
    if (bare.isdecimal() and len(bare) <= 4) or roman:  # noqa: PLR2004 -- digits of a folio
        name, folio = "", read_roman(bare) if roman else int(bare)
    return _Line(
        start=span[0], end=span[1], page=number, side=side, depth=depth, text=text, name=name,
        folio=folio, roman=roman,
    )  # fmt: skip


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


def _find_repeated(edges: _Edges, everywhere: Counter[str]) -> frozenset[tuple[str, str]]:
    """Return the sides and names of lines that repeat at the edges of pages."""
    pages: dict[tuple[str, str], set[int]] = defaultdict(set)
    for line in edges.lines:
        if (name := _name(line, edges.offsets)) and breadth(line.text) <= LONGEST:
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
