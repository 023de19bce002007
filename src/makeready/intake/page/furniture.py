"""Blocks → those that the page brought along: running heads, letterheads, folios."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from makeready.intake.blocks.forms import is_text_by_form
from makeready.intake.blocks.keys import has_folio, head_key, key
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.blocks.wording import interrupts_often, may_be_text
from makeready.intake.notes import markers
from makeready.intake.page.edges import Edge, Pages
from makeready.intake.page.folios import YEAR, find_folios
from makeready.intake.page.heading_numbers import read_number
from makeready.intake.page.verdicts import Verdict
from makeready.intake.scripts import CJK, breadth, ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

REPEATS = 3  # times that make a line common
SHORTEST_KEY = 3  # letters of a running head
SHORTEST_LIKE = 9  # a longer key is compared with others that are misread
SHORTEST_TORN = 5  # the same of one that stands inside a sentence
MOST_LINES = 3  # of a running head
NEIGHBOURS = 3  # blocks between a page's head and the heading that it repeats
LONGEST_HEAD = 160  # characters
FULL_LINE = 60  # columns: a sentence as long is one of the text
FEW_WORDS = 400  # columns of a half-title and a title page, with what stands on them
ALIKE = 90.0  # two readings of one head, as rapidfuzz counts likeness
ALIKE_WIDE = 78.0  # the same of scripts that write a word with one or two characters
MOST_PAIRS = 4_000_000  # comparisons of two readings: with more, only equal ones are compared
# characters between the heads of two pages, at least; fewer where they repeat a heading
CLOSEST = (250, 100)

_LABEL_KEYS = frozenset(
    (
        "chapter exercise figure fig table part section appendix example listing kapitel "
        "abbildung tabelle teil anhang abschnitt aufgabe chapitre tableau partie annexe "
        "exercice capítulo figura tabla parte apéndice note notes anmerkungen"
    ).split()
)
_SPOKEN = (".", "!", "?", "。", "！", "？", ";", ",", "’", "”", "”")  # no running head ends so
_NUMBERS = re.compile(r"(?<![^\W_])\d+(?![^\W_])")
_ROMAN = re.compile(r"(?<![^\W_])[IVXLC]{1,7}(?![^\W_])")
SPELT = frozenset({"part", "chapter", "han", "hanround", "letter", "small", "appendix"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """The blocks that are page furniture, by their index; clusters of those that may be."""

    found: Mapping[int, Verdict]
    doubted: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """A block that may be a running head."""

    index: int
    key: str
    folio: int | None
    edge: Edge
    numbers: tuple[str, ...]

    @property
    def interrupts(self) -> bool:
        """Whether a sentence is open before this block."""
        return self.edge in (Edge.TORN, Edge.OPEN)


def find_furniture(
    source: str,
    page: Pages,
    title: int | None,
    *,
    listed: AbstractSet[int],
    named: AbstractSet[int],
) -> Furniture:
    """Return the blocks that are page furniture, and those that may be.

    `title` is the block of the title, which a running head repeats and which stays; `listed` are
    the blocks of a contents list, `named` the headings that it names. A line that repeats is text
    unless a page is seen to end there.
    """
    blocks, _words = page.blocks, page.words
    heads = tuple(head for head in _heads(page, source, title) if head.index not in listed)
    found: dict[int, Verdict] = {}
    doubted = []
    for cluster in _clusters(heads, page):
        kept = [head.index for head in cluster if head.index in named]
        judged = _judge_cluster(cluster, page, kept[0] if kept else title)
        if _may_be_text(source, page, [head for head in cluster if head.index in judged]):
            if not opens_lower(page.words[cluster[0].index]):
                doubted.append(tuple(head.index for head in cluster))
        else:
            found |= judged
    found = {index: found[index] for index in found.keys() - find_half_titles(page)}
    for index in find_folios(page, found):
        found[index] = Verdict(rule="F.folio", evidence="page number in sequence", confidence=0.95)
    found |= {
        index: Verdict(rule="F.page-mark", evidence="converter's mark", confidence=1.0)
        for index, block in enumerate(blocks)
        if block.shape is BlockKind.MARK
    }
    return Furniture(found=found, doubted=tuple(doubted))


def find_half_titles(page: Pages) -> frozenset[int]:
    """Return the lines that a half-title and the title page have alike; they are no page's head.

    They stand before the text, on pages of few words, and the heads of pages repeat them.
    """
    words, front = 0, 0
    for index, text in enumerate(page.words):
        if index in page.turns:
            front = index
        words += breadth(text)
        long = breadth(text) > FULL_LINE * (1 if ends_sentence(text) else 1.5)
        folio = has_folio(text) or (text.isdecimal() and int(text) < YEAR)
        if words > FEW_WORDS or long or folio:
            break
    keys = [key(text) for text in page.words[:front]]
    return frozenset(index for index, name in enumerate(keys) if name and keys.count(name) > 1)


def _may_be_text(source: str, page: Pages, heads: Sequence[_Head]) -> bool:
    """Tell whether lines that only the ends of pages show as heads may be lines of the text.

    They interrupt no sentence, and are worded like the text.
    """
    marked = sum(head.edge is Edge.MARKED for head in heads)
    letterhead = len({page.words[head.index] for head in heads}) > 1 and heads[0].index == 0
    if letterhead or marked * 2 <= len(heads):
        return False
    wide = CJK.search(page.words[heads[0].index]) is not None
    least = Edge.OPEN if wide else Edge.TORN
    torn = sum(page.find_tear(head.index) >= least for head in heads)
    if interrupts_often(len(heads), torn):
        return False
    doubts = sum(
        may_be_text(
            source[page.blocks[head.index].start : page.blocks[head.index].end],
            page.words[head.index],
            counts=head.folio is not None,
            head=True,
        )
        for head in heads
    )
    return doubts * 2 > len(heads)


def _heads(page: Pages, source: str, title: int | None) -> Iterable[_Head]:
    for index, block in enumerate(page.blocks):
        text = page.words[index]
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
        if (opening and opening[2] in markers.CERTAIN) or _is_formed(source, block, text):
            continue
        edge = page.edge(index)
        # a label, such as Notes or Exercise 3, heads what follows, unless a sentence goes on there
        if edge is Edge.TORN or name not in _LABEL_KEYS:
            yield _Head(
                index=index, key=name, folio=folio, edge=edge, numbers=read_numbers(text, folio)
            )


def _is_formed(source: str, block: Block, text: str) -> bool:
    """Tell whether a block's form says that it is text."""
    if len(block.lines) == 1:
        return is_text_by_form(source, block.start, block.end, text)
    return any(is_text_by_form(source, start, end, source[start:end]) for start, end in block.lines)


def read_numbers(text: str, folio: int | None = None) -> tuple[str, ...]:
    """Return the numbers that tell a line from one worded like it, its folio set aside.

    The word before a number may be misread, and is no part of it.
    """
    number = read_number(text)
    last = number.text.split()[-1].strip(".)").casefold() if number else ""
    spelt = number is not None and number.family in SPELT and not _NUMBERS.search(last)
    found = [each for each in _NUMBERS.findall(text) if each != str(folio)]
    roman = [each.casefold() for each in _ROMAN.findall(text)]
    return (*((last,) if spelt and last not in roman else ()), *roman, *found)


def _clusters(heads: Sequence[_Head], page: Pages) -> Iterable[tuple[_Head, ...]]:
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
        lone = groups[name][0]
        short = breadth(name) <= SHORTEST_LIKE
        if short and not lone.interrupts:
            continue
        alike = ALIKE_WIDE if CJK.search(name) or short else ALIKE
        found = process.extract(name, common, scorer=fuzz.ratio, score_cutoff=alike, limit=2)
        like = next((near for near, *_ in found if near != name and near in groups), None)
        marked = lone.edge is Edge.MARKED
        proven = like is not None and (len(groups[like]) > 1 or marked)
        same = like is not None and groups[like][0].numbers == lone.numbers
        if like is not None and same and (proven or lone.interrupts):
            groups[like] += groups.pop(name)
        elif marked and name not in common:
            common.append(name)
    return tuple(
        part
        for members in groups.values()
        for part in _by_number(sorted(members, key=lambda head: head.index), page)
        if len(part) > 1
    )


def _by_number(members: Sequence[_Head], page: Pages) -> Iterable[tuple[_Head, ...]]:
    """Return the members as one cluster where their numbers are folios, else one a number.

    Folios climb, and pages are seen to end where they stand; the numbers of chapters and letters
    climb, too.
    """
    folios = [head.folio for head in members if head.folio is not None]
    seen = sum(head.edge is not Edge.NONE for head in members)
    shown = seen * 2 >= len(members) and _count(members, page)
    if len({head.numbers for head in members}) == 1 and (not folios or (shown and _climb(folios))):
        return (tuple(members),)
    parts: dict[tuple[object, ...], list[_Head]] = defaultdict(list)
    for head in members:
        parts[head.numbers, 0 if shown else head.folio].append(head)
    return tuple(tuple(part) for part in parts.values())


def _count(members: Sequence[_Head], page: Pages) -> bool:
    """Tell whether folios count the pages, where enough of these are known to say so."""
    marked = [head for head in members if head.edge is Edge.MARKED and head.folio is not None]
    if len(marked) < REPEATS:
        return True
    turns = sorted(page.turns)
    offsets = Counter((head.folio or 0) - bisect_right(turns, head.index) for head in marked)
    # a mark before the number counts on the page that it ends
    return sum(count for _, count in offsets.most_common(2)) * 2 >= len(marked)


def _climb(folios: Sequence[int]) -> bool:
    rising = sum(a < b for a, b in pairwise(folios))
    return len(folios) < REPEATS or rising * 10 >= (len(folios) - 1) * 8


def _judge_cluster(
    cluster: tuple[_Head, ...], page: Pages, title: int | None
) -> dict[int, Verdict]:
    """Return the verdict on each member of a cluster that is a running head."""
    blocks, words = page.blocks, page.words
    letterhead = (
        len({words[head.index] for head in cluster}) > 1
        and all(head.edge is Edge.MARKED for head in cluster)
        and cluster[0].index == 0
        and title != 0
        and not any(opens_lower(words[head.index]) for head in cluster)
        and not all(ends_sentence(words[head.index]) for head in cluster)
    )
    original = set() if letterhead else _find_original(cluster, title, blocks)
    others = [head for head in cluster if head.index not in original]
    if not letterhead and not _is_head(others, page, known=bool(original & {title})):
        return {}
    torn = sum(head.edge is Edge.TORN for head in others)
    marked = sum(head.edge is Edge.MARKED for head in others)
    evidence = f"stands {len(cluster)} times, {torn} times inside a sentence"
    if marked:
        evidence += f", {marked} times where a page ends"
    confidence = 0.99 if torn + marked > 1 and len(others) >= REPEATS else 0.9
    return {
        head.index: Verdict(rule="F.head", evidence=evidence, confidence=confidence)
        for head in others
    }


def _is_head(others: Sequence[_Head], page: Pages, *, known: bool) -> bool:
    """Tell whether pages are seen to end where these lines stand; `known` if they repeat a heading.

    Two lines are few: they must repeat a heading that is known, or count the pages.
    """
    count = len(others)
    seen = Counter(head.edge for head in others)
    bare = [page.words[head.index].rstrip("[]()*0123456789 ") for head in others]
    spoken = sum(text.endswith(_SPOKEN) for text in bare) * 2 > count
    wide = bool(others) and CJK.search(page.words[others[0].index]) is not None
    if spoken or not count or _are_close(others, page, CLOSEST[known] // (2 if wide else 1)):
        return seen[Edge.MARKED] * 2 > count >= REPEATS
    # where no small letters show it, a sentence that is open tells as much as a torn one
    strong = count - seen[Edge.NONE] - (0 if wide else seen[Edge.OPEN])
    weak = count - seen[Edge.NONE]
    if known:
        most = strong > 0 and weak * 3 >= count * 2
        return strong * 2 >= count or most or weak == count >= REPEATS
    climbing = sum(head.folio is not None for head in others) * 2 > count
    if count < REPEATS:
        return climbing and strong == count > 1
    torn = strong > 1 and strong * 3 >= count
    return seen[Edge.MARKED] * 2 > count or (
        (torn or (climbing and strong > 0)) and weak * 2 > count
    )


def _are_close(others: Sequence[_Head], page: Pages, least: int) -> bool:
    """Tell whether two of these lines stand nearer than the heads of two pages can."""
    blocks = page.blocks
    return any(blocks[b.index].start - blocks[a.index].end < least for a, b in pairwise(others))


def _find_original(
    cluster: tuple[_Head, ...], title: int | None, blocks: Sequence[Block]
) -> set[int | None]:
    """Return where the title or heading stands that the other members repeat, if one does."""
    if any(other.index == title for other in cluster):
        return {title}
    repeated = _original(cluster, blocks)
    return set() if repeated is None else {repeated.index}


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
