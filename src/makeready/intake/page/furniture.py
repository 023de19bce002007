"""Blocks → those that the page brought along: running heads, letterheads, folios."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from makeready.intake.blocks.keys import head_key, plain
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.notes import markers
from makeready.intake.page.heading_numbers import read_number
from makeready.intake.scripts import CJK, breadth, ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

REPEATS = 3  # times that make a line common
SHORTEST_KEY = 3  # letters of a running head
SHORTEST_LINE_KEY = 4  # letters of one that stands on a paragraph's edge
SHORTEST_LIKE = 9  # a longer key is compared with others that are misread
SHORTEST_TORN = 5  # the same of one that stands inside a sentence
MOST_LINES = 3  # of a running head
EDGE = 2  # blank lines: with more, a page may end
NEIGHBOURS = 3  # blocks between a page's head and the heading that it repeats
LONGEST_FOLIO = 20  # characters

LONGEST_HEAD = 160  # characters
ALIKE = 90.0  # two readings of one head, as rapidfuzz counts likeness
ALIKE_WIDE = 78.0  # the same of scripts that write a word with one or two characters
MOST_PAIRS = 4_000_000  # comparisons of two readings: with more, only equal ones are compared
PAGE = (250, 9_000)  # characters of text on a printed page, at least and at most

_FOLIO = re.compile(
    r"\W*(?:(?:page|seite|p\.|s\.|página|第)\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|von|/|页)\s*\d*)?\W*$",
    re.IGNORECASE,
)
_LABEL_KEYS = frozenset(
    (
        "chapter exercise figure fig table part section appendix example listing kapitel "
        "abbildung tabelle teil anhang abschnitt aufgabe chapitre tableau partie annexe "
        "exercice capítulo figura tabla parte apéndice note notes anmerkungen"
    ).split()
)


NOTE_LIKE = re.compile(r"\W{0,3}(?:\d{1,3}|[①-⑳*†‡§¶])\W{0,3}\s?[^\W\d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why a block is set aside."""

    rule: str
    evidence: str
    confidence: float
    by: str = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """A block that may be a running head."""

    index: int
    key: str
    folio: int | None
    interrupts: bool


def split_heads(source: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with running heads that stand on a paragraph's edge split off."""
    counts = Counter(
        found[0]
        for block in blocks
        if block.shape in (BlockKind.TEXT, BlockKind.HEADING)
        for line in _edges(block)
        if len((found := head_key(plain(source, *line)))[0]) >= SHORTEST_LINE_KEY
    )
    common = {
        name for name, count in counts.items() if count >= REPEATS and len(name) < LONGEST_HEAD
    }
    return tuple(part for block in blocks for part in _split_off(source, block, common))


def _edges(block: Block) -> tuple[tuple[int, int], ...]:
    return block.lines[:1] if len(block.lines) == 1 else (block.lines[0], block.lines[-1])


def _split_off(source: str, block: Block, common: set[str]) -> Iterable[Block]:
    lines = block.lines
    if block.shape is not BlockKind.TEXT or len(lines) == 1 or not common:
        return (block,)
    if all(head_key(plain(source, *line))[0] in common for line in lines[:4]):
        return (block,)  # all of it is one head
    first = head_key(plain(source, *lines[0]))[0] in common
    last = head_key(plain(source, *lines[-1]))[0] in common
    cuts = [lines[:1]] * first + [lines[first : len(lines) - last]] + [lines[-1:]] * last
    return tuple(part_of(block, cut) for cut in cuts if cut) if first or last else (block,)


def part_of(block: Block, lines: tuple[tuple[int, int], ...]) -> Block:
    """Return the part of a block that these of its lines make."""
    leads = lines[0] == block.lines[0]
    return Block(
        start=lines[0][0],
        end=lines[-1][1],
        shape=block.shape,
        lines=lines,
        gap=block.gap if leads else 0,
        level=block.level,
        feed=block.feed and leads,
    )


def find_furniture(  # noqa: PLR0913 -- what is known of the list and of the title is told apart
    source: str,
    blocks: Sequence[Block],
    words: Sequence[str],
    title: int | None,
    *,
    listed: AbstractSet[int],
    named: AbstractSet[int],
) -> Mapping[int, Verdict]:
    """Return the blocks that are page furniture, by their index.

    `words` are the blocks' plain words; `title` is the block of the title, which a running head
    repeats and which stays; `listed` are the blocks of a contents list, `named` the
    headings that it names.
    """
    heads = tuple(head for head in _heads(blocks, words, source, title) if head.index not in listed)
    found: dict[int, Verdict] = {}
    for cluster in _clusters(heads, blocks):
        kept = [head.index for head in cluster if head.index in named]
        found |= _judge_cluster(cluster, blocks, kept[0] if kept else title, words)
    found |= _find_opening_head(blocks, words, found, title)
    for index in _folios(blocks, words, found):
        found[index] = Verdict(rule="F.folio", evidence="page number in sequence", confidence=0.95)
    found |= {
        index: Verdict(rule="F.page-mark", evidence="converter's mark", confidence=1.0)
        for index, block in enumerate(blocks)
        if block.shape is BlockKind.MARK
    }
    return found


def _heads(
    blocks: Sequence[Block], words: Sequence[str], source: str, title: int | None
) -> Iterable[_Head]:
    for index, block in enumerate(blocks):
        text = words[index]
        shaped = block.shape in (BlockKind.TEXT, BlockKind.HEADING) or (
            block.shape is BlockKind.ITEM and (block.gap or block.feed)
        )
        if not shaped or not 1 < len(text) <= LONGEST_HEAD:
            continue
        name, folio = head_key(text)
        if (
            len(name) < SHORTEST_KEY
            or (len(block.lines) > MOST_LINES and index != title)
            or "://" in text
        ):
            continue
        opening = markers.match_opening(source, block.start, block.end)
        if opening and opening[2] in markers.CERTAIN:
            continue
        interrupts = _interrupts(blocks, words, index)
        # a label, such as Notes or Exercise 3, heads what follows, unless a sentence goes on there
        if interrupts or name not in _LABEL_KEYS:
            yield _Head(index=index, key=name, folio=folio, interrupts=interrupts)


def _interrupts(blocks: Sequence[Block], words: Sequence[str], index: int) -> bool:
    """Tell whether a sentence goes on over this block."""
    before = next(_texts(blocks, words, range(index - 1, max(-1, index - 12), -1), 50), "")
    after = next(_texts(blocks, words, range(index + 1, min(len(blocks), index + 4)), 20), "")
    return bool(before and not ends_sentence(before)) or opens_lower(after)


def _texts(
    blocks: Sequence[Block], words: Sequence[str], places: range, least: int
) -> Iterator[str]:
    """Yield the running text at these places; notes that show themselves are none."""
    for place in places:
        block, text = blocks[place], words[place]
        wide = block.shape in (BlockKind.TEXT, BlockKind.ITEM) and breadth(text) > least
        if wide and not NOTE_LIKE.match(text):
            yield text


def _clusters(heads: Sequence[_Head], blocks: Sequence[Block]) -> Iterable[tuple[_Head, ...]]:
    """Return the heads that are readings of one text, with two members or more."""
    groups: dict[str, list[_Head]] = defaultdict(list)
    for head in heads:
        groups[head.key].append(head)
    long = {name: members for name, members in groups.items() if breadth(name) > SHORTEST_TORN}
    common = [
        name for name, members in long.items() if len(members) > 1 or not members[0].interrupts
    ]
    single = [name for name, members in long.items() if len(members) == 1]
    for name in single if len(single) * len(common) < MOST_PAIRS else ():
        if name not in groups:
            continue
        short = breadth(name) <= SHORTEST_LIKE
        if short and not groups[name][0].interrupts:
            continue
        alike = ALIKE_WIDE if CJK.search(name) or short else ALIKE
        found = process.extract(name, common, scorer=fuzz.ratio, score_cutoff=alike, limit=2)
        like = next((near for near, *_ in found if near != name and near in groups), None)
        edge = _at_edge(blocks, groups[name][0].index)
        proven = like is not None and (len(groups[like]) > 1 or edge)
        if like is not None and (proven or groups[name][0].interrupts):
            groups[like] += groups.pop(name)
        elif edge and name not in common:
            common.append(name)
    return tuple(
        tuple(sorted(members, key=lambda head: head.index))
        for members in groups.values()
        if len(members) > 1
    )


def _at_edge(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    return block.feed or block.gap > EDGE or index == 0


def _judge_cluster(
    cluster: tuple[_Head, ...], blocks: Sequence[Block], title: int | None, words: Sequence[str]
) -> dict[int, Verdict]:
    """Return the verdict on each member of a cluster that is a running head."""
    count = len(cluster)
    breaks = sum(head.interrupts for head in cluster)
    fed = sum(blocks[head.index].feed for head in cluster)
    folios = [head.folio for head in cluster if head.folio is not None]
    climbing = len(folios) >= REPEATS and all(a < b for a, b in pairwise(folios))
    titled = title is not None and any(head.index == title for head in cluster)
    alike = len({words[head.index] for head in cluster}) > 1 and not folios
    numbered = all(read_number(words[head.index]) is not None for head in cluster) and not folios
    letterhead = (
        alike
        and all(_at_edge(blocks, head.index) for head in cluster)
        and cluster[0].index == 0
        and title != 0
    )
    if not (
        letterhead
        or numbered
        or (climbing and len(folios) * 2 > count)
        or (titled and count > 1)
        or (count > 1 and breaks * 5 > count and breaks)
        or (count >= REPEATS and fed * 2 > count)
    ):
        return {}
    evidence = f"stands {count} times, {breaks} times inside a sentence"
    confidence = 0.99 if breaks > 1 or count > REPEATS + 2 else 0.9
    return {
        head.index: Verdict(rule="F.head", evidence=evidence, confidence=confidence)
        for head in cluster
        if not _is_original(head, cluster, title, blocks, letterhead=letterhead)
    }


def _is_original(
    head: _Head,
    cluster: tuple[_Head, ...],
    title: int | None,
    blocks: Sequence[Block],
    *,
    letterhead: bool,
) -> bool:
    """Tell whether this is the title or heading that the other members repeat."""
    if letterhead:
        return False
    if any(other.index == title for other in cluster):
        return head.index == title
    return head is _original(cluster, blocks)


def _original(cluster: tuple[_Head, ...], blocks: Sequence[Block]) -> _Head | None:
    """Return the heading that the other members repeat.

    Of several it is the one marked as a heading, else the second of two that stand together: the
    first of those is the head of the page on which the heading stands.
    """
    able = [head for head in cluster if head.folio is None and not head.interrupts]
    marked = [head for head in cluster if blocks[head.index].shape is BlockKind.HEADING]
    if marked and len(marked) * 2 <= len(cluster):
        return marked[0]
    if not able:
        return None
    together = len(able) > 1 and able[1].index - able[0].index <= NEIGHBOURS
    return able[1] if together and _at_top(blocks, able[0].index) else able[0]


def _at_top(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether little stands between this block and the next head-like one."""
    return all(block.end - block.start < LONGEST_HEAD for block in blocks[index : index + 2])


def _find_opening_head(
    blocks: Sequence[Block], words: Sequence[str], found: Mapping[int, Verdict], title: int | None
) -> dict[int, Verdict]:
    """Return the first page's running head where the source starts inside a sentence."""
    if not blocks or 0 in found or title == 0 or blocks[0].shape is not BlockKind.TEXT:
        return {}
    numbers = [i for i in range(1, min(3, len(blocks))) if _FOLIO.match(words[i])]
    after = 1 + len(numbers)
    if not numbers and head_key(words[0])[1] is None:
        return {}
    if after >= len(blocks) or len(words[0]) > LONGEST_HEAD or ends_sentence(words[0]):
        return {}
    if not opens_lower(words[after].replace("\xad", "")) or len(words[after]) < len(words[0]):
        return {}
    if opens_lower(words[0]):
        return {}
    verdict = Verdict(
        rule="F.head", evidence="stands before a page that starts inside a sentence", confidence=0.8
    )
    return dict.fromkeys([0, *numbers], verdict)


def _folios(
    blocks: Sequence[Block],
    words: Sequence[str],
    found: Mapping[int, Verdict],
) -> Iterable[int]:
    """Return the blocks that hold a page number in sequence, or one beside a running head."""
    numbers = [
        (index, int(match.group(1)))
        for index, text in enumerate(words)
        if blocks[index].shape in (BlockKind.TEXT, BlockKind.HEADING)
        and len(text) < LONGEST_FOLIO
        and (match := _FOLIO.match(text))
        and match.group(1).isdigit()
        and not (index and text[:1].isalpha() and words[index - 1].endswith(","))  # a note's rest
    ]
    written = "".join(words[:200])
    chain = _longest_run(numbers, blocks, narrow=breadth(written) > 1.5 * len(written))
    beside = {
        index
        for index, _ in numbers
        for near in (index - 1, index + 1)
        if near in found and found[near].rule == "F.head"
    }
    return sorted((set(chain) if len(chain) > 1 else set()) | beside)


def _longest_run(
    numbers: Sequence[tuple[int, int]], blocks: Sequence[Block], *, narrow: bool
) -> tuple[int, ...]:
    """Return the longest run of numbers that grow as the text between them does.

    `narrow` says that the text is written with wide characters, of which a page holds fewer.
    """
    best: list[tuple[int, int]] = []  # length and predecessor
    wide = 2 if narrow else 1
    for place, (index, number) in enumerate(numbers):
        choice = (1, -1)
        for earlier in range(max(0, place - 40), place):
            before, smaller = numbers[earlier]
            pages = number - smaller
            room = wide * (blocks[index].start - blocks[before].end)
            if pages > 0 and PAGE[0] * pages <= room + 100 and room <= PAGE[1] * pages:
                choice = max(choice, (best[earlier][0] + 1, earlier))
        best.append(choice)
    at = max(range(len(best)), key=lambda place: best[place][0], default=-1)
    run = []
    while at >= 0:
        run.append(numbers[at][0])
        at = best[at][1]
    return tuple(reversed(run))
