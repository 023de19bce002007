"""Blocks → blocks with the lines that may be page furniture set apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from makeready.intake.blocks.keys import head_key, plain
from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.scripts import ends_sentence, opens_lower

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

REPEATS = 3  # times that make a line common
SHORTEST_LINE_KEY = 4  # letters of a running head that stands on a paragraph's edge
LONGEST_HEAD = 160  # characters
LONGEST_HEADLINE = 60  # characters: a longer line that goes on in lower case is text


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
    first = head_key(plain(source, *lines[0]))[0] in common and not _goes_on(source, lines[:2])
    last = head_key(plain(source, *lines[-1]))[0] in common and not _goes_on(source, lines[-2:])
    cuts = [lines[:1]] * first + [lines[first : len(lines) - last]] + [lines[-1:]] * last
    return tuple(make_part(block, cut) for cut in cuts if cut) if first or last else (block,)


def _goes_on(source: str, lines: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether a full line of running text goes on in lower case on the line below."""
    above, below = (source[start:end] for start, end in lines)
    return len(above) > LONGEST_HEADLINE and not ends_sentence(above) and opens_lower(below)


def make_part(block: Block, lines: tuple[tuple[int, int], ...]) -> Block:
    """Return the part of a block that these of its lines make."""
    leads = lines[0] == block.lines[0]
    return Block(
        start=lines[0][0],
        end=lines[-1][1],
        shape=block.shape if leads or block.shape is not BlockKind.ITEM else BlockKind.TEXT,
        lines=lines,
        gap=block.gap if leads else 0,
        level=block.level,
        feed=block.feed and leads,
    )


def split_at(blocks: Sequence[Block], starts: AbstractSet[int]) -> tuple[Block, ...]:
    """Return the blocks with the lines that start at these offsets made blocks of their own."""
    return split_runs(blocks, dict.fromkeys(starts, 1))


def split_runs(blocks: Sequence[Block], sizes: Mapping[int, int]) -> tuple[Block, ...]:
    """Return the blocks with runs of lines made blocks of their own: as many lines as `sizes` says.

    A run is named by the offset at which it starts.
    """
    return tuple(part for block in blocks for part in _cut(block, sizes))


def _cut(block: Block, sizes: Mapping[int, int]) -> Iterator[Block]:
    held: list[tuple[int, int]] = []
    at = 0
    while at < len(block.lines):
        size = sizes.get(block.lines[at][0], 0)
        if size:
            if held:
                yield make_part(block, tuple(held))
            yield make_part(block, block.lines[at : at + size])
            held = []
        else:
            held.append(block.lines[at])
        at += max(1, size)
    if held:
        yield make_part(block, tuple(held))


def restore_blocks(
    before: Sequence[Block], after: Sequence[Block], found: Mapping[int, object]
) -> tuple[Block, ...]:
    """Return the blocks as they were before they were split, but for the parts in `found`.

    `found` names blocks of `after`.
    """
    gone = {after[index].start for index in found}
    parts: dict[int, list[Block]] = defaultdict(list)
    at = 0
    for place, block in enumerate(before):
        while at < len(after) and after[at].start < block.end:
            parts[place].append(after[at])
            at += 1
    return tuple(
        part for place, block in enumerate(before) for part in _merge(block, parts[place], gone)
    )


def _merge(block: Block, parts: Sequence[Block], gone: AbstractSet[int]) -> Iterator[Block]:
    if len(parts) == 1:
        yield block
        return
    held: tuple[tuple[int, int], ...] = ()
    for part in parts:
        if part.start in gone:
            if held:
                yield make_part(block, held)
            yield part
            held = ()
        else:
            held += part.lines
    if held:
        yield make_part(block, held)
