"""Blocks → the lines in them that may open a note."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.intake.blocks.keys import key
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.blocks.usual_headings import BIBLIOGRAPHY, NOTES
from makeready.intake.notes import markers
from makeready.intake.notes.gaps import HEADED
from makeready.intake.notes.pairing import Opening
from makeready.intake.scripts import NOTE_LIKE, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

LONGEST_NAME = 30  # characters of the heading of the notes
LONGEST_LABEL = 3  # digits of a note's number
# Words in small letters with which a note may begin.
NOTE_WORDS = frozenset(
    "cf ibid idem id op see vgl ebd ebenda s siehe voir ibídem véase cfr vid http https www".split()
)
LEAST_TEXT = 90  # as broad as this, what stands between notes is text of a page
_ANCHOR = re.compile(r"<span id=\"([^\"<>]+)\">")
_DISTINCT = frozenset({"bracket", "sign"})  # told from the words of a note even inside a line
_SIGNS = ("*", "†", "‡", "§", "¶", "**", "††", "‡‡", "§§", "¶¶")
_HASHES = re.compile(r" {0,3}#{1,6}[ \t]+")
_SENTENCE_END = re.compile(r"[.!?)\]”»]\s{1,3}(?=\d{1,3}[^\W\d_])")
_SPACE = re.compile(r"\s")
_STARRED = re.compile(r"[ \t]{0,20}(\*)[ \t]{1,9}[^\s*]")
_RAISED = re.compile(r"[1-9]\d{0,2}\Z")
_LONE = re.compile(r"([1-9]\d{0,2})[.)]?\Z")
_NOTE_START = re.compile(r"[\"“‘„«(\[]{0,2}[^\W\d_]")
_OPENS_ONLY = frozenset({"defect"})  # no call is spelt so

_Hit = tuple[int, int, str, str]  # where a marker stands and ends, its spelling, its label


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A block that may hold calls and openings: its place in the sequence and its breadth."""

    index: int
    block: Block
    size: int
    foot: bool = False  # it is the last of a page whose end is marked, or a note above it


def find_openings(source: str, stretches: Sequence[Stretch]) -> list[Opening]:
    """Return every line that may open a note; the groups are counted later."""
    found: list[Opening] = []
    bibliography = ended = False
    for place, stretch in enumerate(stretches):
        block = stretch.block
        ended = ended or _names_notes(source, block)
        if ended and (alone := _find_lone(source, block)):
            found.append(_make_opening(alone, stretch.index, first=True, foot=True))
            continue
        if block.shape is BlockKind.HEADING:
            words = source[block.start : block.end]
            bibliography = key(re.sub(r"<[^<>]*>", "", words)).lstrip("0123456789") in BIBLIOGRAPHY
            found += _find_headed(source, stretch)
            continue
        if block.shape not in (BlockKind.TEXT, BlockKind.ITEM):
            continue
        last = ""
        for number, line in enumerate(block.lines):
            hits = _read_line(source, stretches, place, number)
            inside = [] if hits else _hits_inside(source, *line, last)
            found += [_make_opening(hit, stretch.index, first=False) for hit in inside]
            last = inside[-1][3] if inside else last
            if not hits or (bibliography and hits[0][2] not in ("definition", "link")):
                continue
            certain = hits[0][2] in markers.CERTAIN
            if not (certain or stretch.foot) and _heads_text(source, stretches, place):
                continue
            foot = stretch.foot and _may_open(source, hits[0])
            if not certain and number and not foot and not _next(last, hits[0][3]):
                continue
            last = hits[-1][3]
            found += [
                _make_opening(hit, stretch.index, first=hit is hits[0], foot=stretch.foot)
                for hit in hits
            ]
    return found


def _read_line(source: str, stretches: Sequence[Stretch], place: int, number: int) -> list[_Hit]:
    """Return what may open notes at the head of a line of a block, or above it."""
    stretch = stretches[place]
    hits = _hits(source, *stretch.block.lines[number])
    hits = hits or _hits_above(source, stretch, number)
    if not hits and not number and (starred := _find_starred(source, stretches, place)):
        hits = [starred]
    signed = bool(hits) and hits[0][2] == "sign"
    block = stretch.block
    emphatic = signed and markers.EMPHASIS.search(source, block.start, block.end) is not None
    return [] if emphatic else hits


def _find_starred(source: str, stretches: Sequence[Stretch], place: int) -> _Hit | None:
    """Return the asterisk that opens a block like a bullet, where no list goes on around it."""
    near = stretches[max(0, place - 1) : place + 2]
    alone = sum(_STARRED.match(source, *each.block.lines[0]) is not None for each in near) == 1
    block = stretches[place].block
    match = _STARRED.match(source, *block.lines[0]) if alone else None
    return (match.start(1), match.end(1), "sign", "*") if match else None


def _find_headed(source: str, stretch: Stretch) -> Iterator[Opening]:
    """Yield the note that a converter made a heading of: one that a raised number opens."""
    block = stretch.block
    hashes = _HASHES.match(source, block.start, block.end)
    hit = markers.match_opening(source, hashes.end(), block.end) if hashes else None
    if hit and hit[2] in markers.CERTAIN and source[hit[1] : block.end].strip():
        opening = _make_opening((block.start, hit[1], HEADED, hit[3]), stretch.index, first=True)
        yield opening


def _names_notes(source: str, block: Block) -> bool:
    """Tell whether a block is the heading of the notes at the end of a book or an article."""
    start, end = block.lines[0]
    return end - start < LONGEST_NAME and key(source[start:end]) in NOTES


def _find_lone(source: str, block: Block) -> _Hit | None:
    """Return the number that stands above its note, in a block of its own or below the heading."""
    start, end = block.lines[-1]
    own = len(block.lines) == 1 or (len(block.lines) == 2 and _names_notes(source, block))  # noqa: PLR2004
    match = _LONE.match(source, start, end) if own else None
    return (start, end, "dot", match[1]) if match else None


def find_feet(
    blocks: Sequence[Block], words: Sequence[str], turns: AbstractSet[int], gone: AbstractSet[int]
) -> frozenset[int]:
    """Return the blocks at the feet of pages: the last of each and the notes above it.

    The block above these notes is one, too, since they may begin inside it. `turns` are the
    blocks that begin a page, `gone` those that are no part of the text.
    """
    feet: set[int] = set()
    open_ = bool(turns)
    for index in range(len(blocks) - 1, -1, -1):
        if index not in gone and blocks[index].shape in (BlockKind.TEXT, BlockKind.ITEM):
            if open_:
                feet.add(index)
            open_ = open_ and NOTE_LIKE.match(words[index]) is not None
        elif index not in gone and blocks[index].shape is BlockKind.HEADING:
            open_ = False
        open_ = open_ or index in turns
    return frozenset(feet)


def _heads_text(source: str, stretches: Sequence[Stretch], place: int) -> bool:
    """Tell whether a numbered line by itself heads the running text right below it."""
    block = stretches[place].block
    if len(block.lines) > 1 or ends_sentence(source[block.start : block.end]):
        return False
    above = stretches[place - 1].block if place else None
    if above is not None and not ends_sentence(source[above.start : above.end]):
        return False  # a sentence is open over it: it stands at a page's foot
    below = stretches[place + 1] if place + 1 < len(stretches) else None
    return (
        below is not None
        and below.block.shape is BlockKind.TEXT
        and below.size > LEAST_TEXT
        and markers.match_opening(source, below.block.start, below.block.end) is None
    )


def _may_open(source: str, hit: _Hit) -> bool:
    """Tell whether what follows a number at a page's foot may begin a note."""
    after = source[hit[1] : hit[1] + 40].lstrip(" .)\t\xa0")
    word = re.match(r"[^\W\d_]+", after)
    lower = after[:1].islower() and (word is None or word.group() not in NOTE_WORDS)
    return len(hit[3]) <= LONGEST_LABEL and bool(after) and not lower


def _make_opening(hit: _Hit, group: int, *, first: bool, foot: bool = False) -> Opening:
    start, end, spelling, label = hit
    return Opening(
        start=start,
        end=end,
        label=label,
        spelling=spelling,
        certain=spelling in markers.CERTAIN,
        group=group,
        first=first,
        foot=foot,
    )


def _hits(source: str, start: int, end: int) -> list[_Hit]:
    """Return the opening at the start of a line, and those that follow it in sequence inside it."""
    first = markers.match_opening(source, start, end)
    if first is None:
        return []
    hits = [first]
    if first[2] in markers.CERTAIN or first[2] in _DISTINCT:
        for space in _SPACE.finditer(source, first[1], end):
            hit = markers.match_opening(source, space.end(), end)
            alike = hit and (hit[2] == first[2] or {hit[2], first[2]} <= markers.CERTAIN)
            if hit and alike and _next(hits[-1][3], hit[3]):
                hits.append(hit)
    elif first[2] == "glued":
        for end_ in _SENTENCE_END.finditer(source, first[1], end):
            hit = markers.match_opening(source, end_.end(), end)
            if hit and hit[2] == "glued" and _next(hits[-1][3], hit[3]):
                hits.append(hit)
    return hits


def _hits_above(source: str, stretch: Stretch, number: int) -> list[_Hit]:
    """Return the number that stands on a line of its own above its note, at a page's foot.

    pdftotext sets numbers so that are raised.
    """
    lines = stretch.block.lines
    if not stretch.foot or number + 1 >= len(lines):
        return []
    start, end = lines[number]
    raised = _RAISED.match(source, start, end)
    words = _NOTE_START.match(source, *lines[number + 1])
    return [(start, end, "bare", source[start:end])] if raised and words else []


def _hits_inside(source: str, start: int, end: int, last: str) -> list[_Hit]:
    """Return the openings inside a further line of a note, or of one torn by a page's edge.

    They stand after the end of a sentence and go on from the label `last`; an opening that
    nothing but an opening is spelt like needs none before it.
    """
    hits: list[_Hit] = []
    for space in _SPACE.finditer(source, start, end):
        hit = markers.match_opening(source, space.end(), end)
        if hit is None or hit[2] not in markers.CERTAIN or (hits and hits[-1][0] == hit[0]):
            continue
        goes_on = _next(last, hit[3]) and ends_sentence(source[start : space.start()])
        if goes_on or hit[2] in _OPENS_ONLY:
            hits.append(hit)
            last = hit[3]
    return hits


def find_anchors(source: str, openings: Sequence[Opening]) -> frozenset[str]:
    """Return the names of the places just before the notes that show themselves."""
    return frozenset(
        name
        for opening in openings
        if opening.certain
        for name in _ANCHOR.findall(source, max(0, opening.start - 200), opening.start)
    )


def _next(last: str, label: str) -> bool:
    if last in _SIGNS and label in _SIGNS:
        return _SIGNS.index(label) == _SIGNS.index(last) + 1
    return last.isdecimal() and label.isdecimal() and int(label) == int(last) + 1


def group_openings(
    openings: Sequence[Opening], stretches: Sequence[Stretch]
) -> tuple[Opening, ...]:
    """Return the openings with their groups: runs of notes without text between them."""
    places = {stretch.index: place for place, stretch in enumerate(stretches)}
    holding = {opening.group for opening in openings}
    grouped: list[Opening] = []
    group, before = -1, -2
    for opening in openings:
        place = places[opening.group]
        between = range(before + 1, place) if before >= 0 else range(place)
        apart = sum(_text_size(stretches[i], holding) for i in between) > LEAST_TEXT
        if before < 0 or apart or (_leads_text(opening, stretches[place]) and place != before):
            group += 1
        before = place
        grouped.append(replace(opening, group=group))
    return tuple(grouped)


def _text_size(stretch: Stretch, holding: AbstractSet[int]) -> int:
    return 0 if stretch.index in holding else stretch.size


def _leads_text(opening: Opening, stretch: Stretch) -> bool:
    """Tell whether text of the page stands in the block before its first note."""
    return len(stretch.block.lines) > 1 and opening.start > stretch.block.lines[0][1]
