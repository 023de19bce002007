"""A source's blocks → what each is: title, contents, furniture, heading, note, text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.intake.account.answers import (
    answer_furniture,
    answer_headings,
    answers_about,
    block_at,
    find_said_lines,
)
from makeready.intake.asides import find_asides
from makeready.intake.blocks.indents import stands_right
from makeready.intake.blocks.keys import key
from makeready.intake.blocks.speeches import find_speeches
from makeready.intake.blocks.split import (
    Block,
    BlockKind,
    Profile,
    measure_profile,
    plain_block,
    split_blocks,
)
from makeready.intake.notes.apparatus import Apparatus, find_apparatus
from makeready.intake.notes.openings import Stretch, find_feet
from makeready.intake.notes.raised import Raised, find_raised, without_raised
from makeready.intake.page import metadata
from makeready.intake.page.edges import Pages, find_pages
from makeready.intake.page.folios import find_number_lines
from makeready.intake.page.frame import find_frame
from makeready.intake.page.furniture import Furniture, find_furniture, find_half_titles
from makeready.intake.page.heading_lines import find_labels, set_headings_apart
from makeready.intake.page.heading_numbers import is_label, read_number, strip_number
from makeready.intake.page.headings import LISTED, REPEATED, Heading, find_headings
from makeready.intake.page.lone_heads import find_lone_heads
from makeready.intake.page.metadata import Front
from makeready.intake.page.page_lines import LEAST, find_page_lines
from makeready.intake.page.people import is_name
from makeready.intake.page.split import restore_blocks, split_at, split_heads, split_runs
from makeready.intake.page.typed_contents import (
    Contents,
    find_contents,
    find_listed_blocks,
    find_named_lines,
    find_promised_pages,
    is_led_list,
)
from makeready.intake.page.verdicts import Verdict
from makeready.intake.scripts import CALL, breadth
from makeready.intake.titles import find_name, find_running_title

_COLUMNS = re.compile(r"\w\w(?: {3}|\t)[ \t]{0,99}\w")
SHORTEST_STANZA = 3  # lines
_SHAPED = frozenset({"H.short", "H.numbered"})  # rules that look at a line alone
SHORT = 0.75  # of a printed line: verse is shorter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from makeready.intake.account.answers import Placed
    from makeready.intake.notes.pairing import Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the blocks of a source are: the ground on which its text is laid out."""

    source: str
    how: Profile
    blocks: tuple[Block, ...]
    words: tuple[str, ...]
    front: Front
    contents: Contents
    furniture: Mapping[int, Verdict]
    headings: tuple[Heading, ...]
    apparatus: Apparatus
    doubted: tuple[tuple[tuple[int, int], ...], ...]
    raised: tuple[Raised, ...]

    @property
    def skip(self) -> Mapping[int, Verdict]:
        """The blocks that are no part of the text, with the reason."""
        listed = Verdict(rule="C.list", evidence="matched with the headings", confidence=0.98)
        said = Verdict(rule="T.metadata", evidence="", confidence=0.9)
        return {
            **dict.fromkeys(self.front.keys, said),
            **dict.fromkeys(self.contents.blocks, listed),
            **self.furniture,
        }


def survey_blocks(source: str, answers: Sequence[Placed] = ()) -> Survey:
    """Return what the blocks of a source are, the editor's answers heeded."""
    how = measure_profile(source)
    sheets = _find_furniture(source, split_blocks(source, how), answers)
    raised = find_raised(source, sheets.blocks, _read_pages(source, sheets.blocks).turns)
    cut, title = without_raised(sheets.blocks, raised), sheets.title
    words = tuple(plain_block(source, block) for block in cut)
    framed = find_frame(source, cut, words)
    title = None if "title" in framed.said else title
    page = answer_furniture(answers, cut, {**sheets.found, **framed.blocks})
    listed = find_contents(source, cut, words, page.keys())
    gone = page.keys() | set(listed.blocks)
    front = metadata.read_front(source, cut, words, title, gone, framed.said)
    gone |= front.keys.keys()
    named = {block for _, block in listed.found}
    said = [
        (each.start, each.end)
        for each in answers_about(answers, "note")
        if each.answer.do == "text"
    ]
    stretches = tuple(_make_stretches(source, cut, words, gone, named))
    moved = [call for each in raised for call in each.calls]
    notes = find_apparatus(source, stretches, markdown=how.markdown, not_marks=said, moved=moved)
    held = {find_block(cut, opening.start) for opening in select_openings(notes).values()}
    masked = mask_calls(source, notes)
    called = tuple(plain_block(masked, block) for block in cut)
    called = _number_named(called, listed)
    told = dict.fromkeys(sheets.first - gone - held, REPEATED) | dict.fromkeys(named, LISTED)
    doubted = _find_same(source, sheets.doubted)
    asides = find_asides(source, cut, called)
    heads = tuple(
        one
        for one in answer_headings(answers, cut, find_headings(cut, called, how, told, gone | held))
        if one.rule not in _SHAPED
        or not (
            cut[one.index].start in doubted
            or one.index in asides
            or (one.rule == "H.short" and _is_signature(source, cut, words, one.index, how.width))
        )
    )
    if not front.metadata.title:
        name = find_running_title(words, page) or find_name(cut, called, heads, gone | held)
        front = replace(front, metadata=replace(front.metadata, name=name))
    return Survey(
        source=source,
        how=how,
        blocks=cut,
        words=words,
        front=front,
        contents=listed,
        furniture=page,
        headings=heads,
        apparatus=notes,
        doubted=sheets.doubted,
        raised=raised,
    )


def _make_stretches(
    source: str,
    cut: Sequence[Block],
    words: Sequence[str],
    gone: AbstractSet[int],
    named: AbstractSet[int],
) -> Iterator[Stretch]:
    """Yield the blocks that may hold note calls and notes: `named` are headings of the list."""
    feet = find_feet(cut, words, _read_pages(source, cut).turns, gone)
    for index, block in enumerate(cut):
        listed = index in named and block.shape is not BlockKind.HEADING
        if index not in gone and not listed and not is_led_list(source, block.lines):
            size = breadth(source[block.start : block.end])
            yield Stretch(index=index, block=block, size=size, foot=index in feet)


def _number_named(words: Sequence[str], listed: Contents) -> tuple[str, ...]:
    """Return the words of blocks, headings with the number that only the contents list gives."""
    given = {block: listed.entries[entry].text for entry, block in listed.found}
    return tuple(
        given[index]
        if index in given
        and read_number(text) is None
        and not (index and is_label(words[index - 1]))
        and strip_number(given[index]) == text
        else text
        for index, text in enumerate(words)
    )


def _find_same(source: str, clusters: Iterable[Sequence[tuple[int, int]]]) -> frozenset[int]:
    """Return where lines start that repeat word for word, and of which it is asked what they are.

    No heading stands so often.
    """
    return frozenset(
        start
        for cluster in clusters
        if len({key(source[first:last]) for first, last in cluster}) == 1 and len(cluster) >= LEAST
        for start, _ in cluster
    )


def _is_signature(
    source: str, cut: Sequence[Block], words: Sequence[str], index: int, width: int
) -> bool:
    """Tell whether a short line stands in the right half of a page, or is a name below verse."""
    if stands_right(source, cut[index].lines[0], width):
        return True
    if any(_COLUMNS.search(source, *line) for line in cut[index].lines):
        return True  # the rows of a small table
    above = cut[index - 1].lines if index else ()
    verse = len(above) > SHORTEST_STANZA and all(b - a < SHORT * width for a, b in above)
    return verse and is_name(words[index])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheets:
    """The blocks of a source with page furniture set apart, and what was seen of it.

    `first` are the headings that the heads of pages repeat.
    """

    blocks: tuple[Block, ...]
    found: Mapping[int, Verdict]
    title: int | None
    first: frozenset[int]
    doubted: tuple[tuple[tuple[int, int], ...], ...]


def _find_furniture(source: str, whole: Sequence[Block], answers: Sequence[Placed]) -> _Sheets:
    """Return the blocks with page furniture set apart, the verdicts, and the title."""
    pages = _read_pages(source, whole)
    edges = find_page_lines(source, pages)
    whole = split_at(whole, edges.apart | find_said_lines(source, whole, answers))
    whole = set_headings_apart(source, whole)
    numbered = {} if pages.turns else _find_numbers(source, whole)
    lines = {**numbered, **edges.found}
    whole = split_at(whole, numbered.keys())
    whole = split_at(whole, find_labels(source, whole))
    whole = split_runs(whole, find_speeches(source, whole))
    whole = split_runs(
        whole, find_named_lines(source, whole, tuple(plain_block(source, each) for each in whole))
    )
    split = split_heads(source, whole)
    repeated = _find_repeated(source, split, answers)
    cut = restore_blocks(whole, split, repeated.found)
    if len(cut) != len(split):
        repeated = _find_repeated(source, cut, answers)
    shown = _read_pages(source, cut)
    halves = find_half_titles(shown)
    said = {
        index: lines[block.start]
        for index, block in enumerate(cut)
        if block.start in lines and index not in halves
    }
    kept = {index for index, block in enumerate(cut) if block.start in edges.kept}
    words = tuple("" if index in said else text for index, text in enumerate(shown.words))
    title = _find_title(cut, words, answers)
    found = {**repeated.found, **said}
    clusters = (
        tuple((cut[index].start, cut[index].end) for index in cluster)
        for cluster in repeated.doubted
        if kept.isdisjoint(cluster) and said.keys().isdisjoint(cluster)
    )
    return _Sheets(
        blocks=cut,
        found={index: found[index] for index in found if index != title and index not in kept},
        title=title,
        first=frozenset(index for index, block in enumerate(cut) if block.start in edges.first),
        doubted=(*edges.doubted, *clusters),
    )


def _find_numbers(source: str, whole: Sequence[Block]) -> Mapping[int, Verdict]:
    """Return the page numbers inside blocks of a source that tells nothing else of pages."""
    words = tuple(plain_block(source, each) for each in whole)
    return find_number_lines(source, whole, find_promised_pages(source, whole, words))


def _read_pages(source: str, cut: Sequence[Block]) -> Pages:
    return find_pages(source, cut, tuple(plain_block(source, block) for block in cut))


def _find_title(
    cut: Sequence[Block], words: Sequence[str], answers: Sequence[Placed]
) -> int | None:
    """Return the block of the title, unless the editor says that it is a heading."""
    said = {block_at(cut, each) for each in answers_about(answers, "heading")}
    title = metadata.find_title(cut, words)
    return None if title in said else title


def _find_repeated(source: str, cut: Sequence[Block], answers: Sequence[Placed]) -> Furniture:
    """Return the blocks that are page furniture as their repetition shows."""
    page = _read_pages(source, cut)
    words = page.words
    title = _find_title(cut, words, answers)
    area = set(find_listed_blocks(source, cut, words, frozenset()))
    promised = find_contents(source, cut, words, frozenset())
    named = {block for _, block in promised.found}
    seen = find_furniture(source, page, title, listed=area, named=named)
    known = named if title is None else named | {title}
    lone = find_lone_heads(source, cut, words, known=known, found=seen.found)
    return replace(seen, found={**seen.found, **lone})


def select_openings(notes: Apparatus) -> dict[int, Opening]:
    """Return the openings that are notes: those with a call, and those that show it themselves."""
    paired = {pair.note for pair in notes.pairs}
    return {
        place: opening
        for place, opening in enumerate(notes.openings)
        if place in paired or opening.certain
    }


def find_block(cut: Sequence[Block], offset: int) -> int:
    """Return the first block that ends after this offset of the source."""
    return bisect_right(cut, offset, key=lambda block: block.end)


def mask_calls(source: str, notes: Apparatus) -> str:
    """Return the source with a sign of its own in place of every note call."""
    answered = {pair.call for pair in notes.pairs} | set(notes.missing)
    parts, at = [], 0
    for call in sorted((notes.calls[place] for place in answered), key=lambda call: call.start):
        if call.start >= at:
            parts += [source[at : call.start], CALL * (call.end - call.start)]
            at = call.end
    return "".join((*parts, source[at:]))
