"""Blocks → the notes in them, each with the call that leads to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from makeready.intake import grammar
from makeready.intake.blocks import Block, Shape
from makeready.intake.inline import Sort, Token, tokens
from makeready.intake.matching import key
from makeready.intake.references import Call, Opening, Pair, align
from makeready.intake.spacing import URL
from makeready.intake.writing import NUMBERED_THINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

BIBLIOGRAPHY = frozenset(
    key(name)
    for name in (
        "References", "Bibliography", "Works cited", "Literature", "Literatur",
        "Literaturverzeichnis", "Bibliographie", "Bibliografía", "Referencias", "参考文献",
    )
)  # fmt: skip
NEAR = 4_000  # characters between a single quiet call and its note, at most
CLEAR = 0.5  # weight of a quiet call that stands as only a call does
LEAST_RUN = 4  # calls in sequence that show lost notes

# Numbers that may call a note though nothing raises them: kind, pattern, weight.
# The group is the call with the space before it.
_QUIET = (
    ("glued", r"(?:(?<=[^\W\d_][.,;:!?])|(?<=[.,;:!?][\"”’'»)\]*_])|(?<=[^\W\d_][\"”’'»)\]*_])"
     r"|(?<=[\"”’'»)][.,;:!?])|(?<=[。，、；：！？」』”’）》]))(?P<label>\d{1,4})"
     r"(?=$|[\s.,;:!?)\]\"”’。，；：—–-]|[\u3400-\u9fff])", 0.7),
    ("joined", r"(?<=[^\W\d_A-Z]{3})(?P<label>\d{1,4})(?=$|[\s.,;:!?)\]。，；：])"
     r"|(?<=[\u3400-\u9fff]{2})(?P<label2>\d{1,3})(?=[。，；：！？\u3400-\u9fff]|$)", 0.5),
    ("spaced", r"(?<=[^\W\d_][.,;:!?)\"”’])[ \xa0](?P<label>\d{1,4})(?=$|[\s.,;:!?)\]])"
     r"|(?<=[^\W\d_]{2})[ \xa0](?P<label2>\d{1,4})(?=[ ]?[.,;:)](?:\s|$)|[ ]?[(]|$|\s)", 0.3),
    ("bracket", r"[ \xa0]?\\?\[(?P<label>\d{1,4})\\?\](?![(:])", 0.6),
    ("round", r"[ \xa0]?\((?P<label>\d{1,3})\)(?=$|[\s.,;:!?])", 0.4),
    ("sign", r"(?<=[^\s*])(?P<label>(?:\\?[*∗†‡§¶]){1,3})"
     r"(?=$|[\s.,;:!?)\]\"”’。，；：！？、—–-]|[\u3400-\u9fff])", 0.5),
)  # fmt: skip
_PATTERNS = {kind: (re.compile(pattern), weight) for kind, pattern, weight in _QUIET}
_MIXES = (
    (), ("glued",), ("glued", "joined"), ("glued", "joined", "spaced"), ("bracket",), ("round",),
    ("sign",),
)  # fmt: skip
_OPENERS = ("", "bracket", "sign", "dot", "round", "bare", "glued")
_DISTINCT = frozenset({"bracket", "sign"})  # told from the words of a note even inside a line
_SIGNS = ("*", "†", "‡", "§", "¶", "**", "††", "‡‡", "§§", "¶¶")
_SPACE = re.compile(r"\s")
_LAST_WORD = re.compile(r"([^\W\d_]+)\W*$")
_UNIT = re.compile(r"(?:\b|\d|[\u3400-\u9fff])(?:km|cm|mm|dm|m|ft)$")
_RAISED_QUANTITY = re.compile(r"(?:\b(?:km|cm|mm|dm|ft|in|CO|[A-Za-z])|[\d=}])$")
# a note call in dollars is tried first: its second dollar opens no formula
_FORMULA = re.compile(r"\$\^\{?\d{1,4}\}?\$(?:\^\{\d\})*|(?<!\\)\$(?P<inner>[^$\n]{1,300})\$")
_ANCHOR = re.compile(r"<span id=\"([^\"<>]+)\">")
_TARGET = re.compile(r"\(#([^()\s]+)\)$")


_Marked = TypeVar("_Marked", Call, Opening)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A block that may hold calls and openings: its place in the sequence and its lines."""

    index: int
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Apparatus:
    """The notes of a source: what opens each, what calls it, what is left over.

    `pairs` join `calls` and `openings` by their places; `missing` are calls that no note answers.
    """

    calls: tuple[Call, ...]
    openings: tuple[Opening, ...]
    pairs: tuple[Pair, ...]
    missing: tuple[int, ...]


def apparatus(
    source: str,
    stretches: Sequence[Stretch],
    *,
    markdown: bool,
    not_marks: Sequence[tuple[int, int]] = (),
) -> Apparatus:
    """Return the notes of the text and their calls; `not_marks` are stretches that hold neither.

    Spellings that show a note by themselves come first; quieter ones are taken where calls or
    notes are left over, and only the mixture whose numbers run in sequence.
    """
    openings = _without(_openings(source, stretches, markdown=markdown), not_marks)
    anchors = _anchors(source, openings)
    loud = _without(_loud_calls(source, stretches, anchors, markdown=markdown), not_marks)
    certain = [opening for opening in openings if opening.certain]
    loud = _outside(loud, certain)
    best = _trial(loud, certain, stretches)
    if best.pairs and len(best.pairs) * 2 >= min(len(loud), len(certain)):
        return _with_missing(best)
    quiet = {
        kind: _without(calls, not_marks)
        for kind, calls in _quiet_calls(source, stretches, markdown=markdown).items()
    }
    for opener in _OPENERS:
        chosen = certain + [o for o in openings if o.spelling == opener and not o.certain]
        chosen.sort(key=lambda opening: opening.start)
        for mix in _MIXES:
            calls = loud + [call for kind in mix for call in quiet[kind]]
            trial = _trial(_outside(sorted(calls, key=_place), chosen), chosen, stretches)
            best = max(best, _pruned(trial, best), key=_worth)
    return _with_missing(best, quiet)


def _without(found: Iterable[_Marked], spans: Sequence[tuple[int, int]]) -> list[_Marked]:
    return [
        each
        for each in found
        if not any(start < each.end and each.start < end for start, end in spans)
    ]


def _place(call: Call) -> tuple[int, int]:
    return call.start, call.end


def _worth(found: Apparatus) -> float:
    return sum(found.calls[pair.call].weight for pair in found.pairs)


def _trial(
    calls: Sequence[Call], openings: Sequence[Opening], stretches: Sequence[Stretch]
) -> Apparatus:
    grouped = _grouped(openings, stretches)
    return Apparatus(calls=tuple(calls), openings=grouped, pairs=align(calls, grouped), missing=())


def _outside(calls: Iterable[Call], openings: Sequence[Opening]) -> list[Call]:
    """Return the calls that are not themselves a note's opening."""
    starts = [opening.start for opening in openings]
    ends = [opening.end for opening in openings]
    kept = []
    for call in calls:
        at = bisect_right(starts, call.end) - 1
        if at < 0 or call.start >= ends[at]:
            kept.append(call)
    return kept


def _pruned(found: Apparatus, base: Apparatus) -> Apparatus:
    """Return a trial if its quiet pairs run in sequence; the base where they do not."""
    labels = [found.calls[pair.call].label for pair in found.pairs]
    quiet = [
        place
        for place, pair in enumerate(found.pairs)
        if found.calls[pair.call].weight < 1 or not found.openings[pair.note].certain
    ]
    if not quiet:
        return found
    if _thin(found):
        return base
    if len(quiet) < 3:
        near = all(_is_near(found, found.pairs[place]) for place in quiet)
        first = all(labels[place] in ("1", "2", "*", "†", "a") for place in quiet)
        return found if near and (first or len(found.pairs) > len(quiet)) else base
    clear = sum(found.calls[found.pairs[place].call].weight >= CLEAR for place in quiet)
    running = sum(_runs(labels, place) for place in quiet)
    if clear * 5 < len(quiet) * 2:
        return base
    return found if running * 10 >= len(quiet) * 7 else base


def _thin(found: Apparatus) -> bool:
    """Tell whether most lines that open like these notes are none: list items, likely."""
    quiet = sum(not opening.certain for opening in found.openings)
    paired = sum(not found.openings[pair.note].certain for pair in found.pairs)
    return quiet > 2 and paired * 2 < quiet


def _is_near(found: Apparatus, pair: Pair) -> bool:
    call, note = found.calls[pair.call], found.openings[pair.note]
    return pair.distance == 0 and 0 < note.start - call.end < NEAR and note.spelling != "dot"


def _runs(labels: Sequence[str], place: int) -> bool:
    """Tell whether a label follows the one before it, or starts again."""
    label = labels[place]
    before = labels[place - 1] if place else ""
    if not label.isdigit():
        return True
    after = labels[place + 1] if place + 1 < len(labels) else ""
    follows = before.isdigit() and int(label) - int(before) in (1, 2)
    leads = after.isdigit() and int(after) - int(label) in (1, 2)
    return follows or leads or label == "1"


def _openings(source: str, stretches: Sequence[Stretch], *, markdown: bool) -> list[Opening]:
    """Return every line that may open a note; the groups are counted later."""
    found: list[Opening] = []
    bibliography = False
    for stretch in stretches:
        block = stretch.block
        if block.shape is Shape.HEADING:
            words = source[block.start : block.end]
            bibliography = key(re.sub(r"<[^<>]*>", "", words)).lstrip("0123456789") in BIBLIOGRAPHY
            continue
        if block.shape not in (Shape.TEXT, Shape.ITEM):
            continue
        last = ""
        for number, line in enumerate(block.lines):
            hits = _hits(source, *line, markdown=markdown)
            if not hits or (bibliography and hits[0][2] not in ("definition", "link")):
                continue
            certain = hits[0][2] in grammar.CERTAIN
            if not certain and number and not _next(last, hits[0][3]):
                continue
            last = hits[-1][3]
            found += [
                Opening(
                    start=hit[0],
                    end=hit[1],
                    label=hit[3],
                    spelling=hit[2],
                    certain=hit[2] in grammar.CERTAIN,
                    group=stretch.index,
                    first=hit is hits[0],
                )
                for hit in hits
            ]
    return found


def _hits(source: str, start: int, end: int, *, markdown: bool) -> list[tuple[int, int, str, str]]:
    """Return the opening at the start of a line, and those that follow it in sequence inside it."""
    first = grammar.opening(source, start, end, markdown=markdown)
    if first is None:
        return []
    hits = [first]
    if first[2] in grammar.CERTAIN or first[2] in _DISTINCT:
        for space in _SPACE.finditer(source, first[1], end):
            hit = grammar.opening(source, space.end(), end, markdown=markdown)
            alike = hit and (hit[2] == first[2] or {hit[2], first[2]} <= grammar.CERTAIN)
            if hit and alike and _next(hits[-1][3], hit[3]):
                hits.append(hit)
    return hits


def _anchors(source: str, openings: Sequence[Opening]) -> frozenset[str]:
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
    return last.isdigit() and label.isdigit() and int(label) == int(last) + 1


def _grouped(openings: Sequence[Opening], stretches: Sequence[Stretch]) -> tuple[Opening, ...]:
    """Return the openings with their groups: runs of notes without text between them."""
    places = {stretch.index: place for place, stretch in enumerate(stretches)}
    holding = {opening.group for opening in openings}
    grouped: list[Opening] = []
    group, before = -1, -2
    for opening in openings:
        place = places[opening.group]
        between = range(before + 1, place) if before >= 0 else range(place)
        if (
            before < 0
            or any(_is_text(stretches[i], holding) for i in between)
            or (_leads_text(opening, stretches[place]) and place != before)
        ):
            group += 1
        before = place
        grouped.append(
            Opening(
                start=opening.start,
                end=opening.end,
                label=opening.label,
                spelling=opening.spelling,
                certain=opening.certain,
                group=group,
                first=opening.first,
            )
        )
    return tuple(grouped)


def _is_text(stretch: Stretch, holding: AbstractSet[int]) -> bool:
    block = stretch.block
    return stretch.index not in holding and block.end - block.start > 90


def _leads_text(opening: Opening, stretch: Stretch) -> bool:
    """Tell whether text of the page stands in the block before its first note."""
    return len(stretch.block.lines) > 1 and opening.start > stretch.block.lines[0][1]


def _loud_calls(
    source: str, stretches: Sequence[Stretch], anchors: AbstractSet[str], *, markdown: bool
) -> list[Call]:
    """Return the calls that show themselves; `anchors` are the names that notes bear."""
    found = []
    for stretch in stretches:
        if stretch.block.shape is Shape.CODE:
            continue
        block = stretch.block
        formulas = [
            match.span()
            for match in _FORMULA.finditer(source, block.start, block.end)
            if match["inner"]
        ]
        for start, end in block.lines:
            found += [
                _loud_call(source, token)
                for token in tokens(source, start, end, markdown=markdown)
                if token.sort is Sort.MARK
                and not (
                    token.label in "23"
                    and _UNIT.search(source, max(0, token.start - 6), token.start)
                )
                and not any(low < token.start < high for low, high in formulas)
                and (token.name != "link" or _leads(source, token, anchors))
            ]
    return found


def _loud_call(source: str, token: Token) -> Call:
    raised = token.name != "link" and _is_quantity(source, token.start)
    return Call(
        start=token.start,
        end=token.end,
        label=token.label,
        spelling=token.name,
        weight=0.4 if raised else 1.0,
    )


def _leads(source: str, token: Token, anchors: AbstractSet[str]) -> bool:
    """Tell whether a linked number leads to a note.

    It does where a note bears the name of its target; elsewhere it may cite a table or a figure,
    and then stands apart from the word before it.
    """
    target = _TARGET.search(token.value)
    if target and target.group(1) in anchors:
        return True
    before = source[max(0, token.start - 30) : token.start]
    return bool(before) and not before[-1].isspace() and before[-1] not in "(["


def _is_quantity(source: str, at: int) -> bool:
    return _RAISED_QUANTITY.search(source[max(0, at - 4) : at]) is not None


def _quiet_calls(
    source: str, stretches: Sequence[Stretch], *, markdown: bool
) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = {kind: [] for kind in _PATTERNS}
    for stretch in stretches:
        block = stretch.block
        if block.shape not in (Shape.TEXT, Shape.ITEM, Shape.QUOTE):
            continue
        urls = [match.span() for match in URL.finditer(source, block.start, block.end)]
        for kind, (pattern, weight) in _PATTERNS.items():
            found[kind] += _quiet_in(source, block, kind, (pattern, weight), urls)
    if markdown:  # a bare asterisk is emphasis there
        found["sign"] = [call for call in found["sign"] if source[call.start] != "*"]
    return found


def _quiet_in(
    source: str,
    block: Block,
    kind: str,
    rule: tuple[re.Pattern[str], float],
    urls: Sequence[tuple[int, int]],
) -> Iterator[Call]:
    for match in rule[0].finditer(source, block.start, block.end):
        start, end = match.span()
        if any(low < end and start < high - 1 for low, high in urls):
            continue
        word = _LAST_WORD.search(source[max(block.start, start - 20) : start])
        numbered = word is not None and word.group(1).lower() in NUMBERED_THINGS
        if numbered and kind != "sign":
            continue
        label = grammar.label_of(match.group())
        if label and label != "0":
            yield Call(start=start, end=end, label=label, spelling=kind, weight=rule[1])


def _with_missing(found: Apparatus, quiet: dict[str, list[Call]] | None = None) -> Apparatus:
    """Return the apparatus with the calls that no note answers named."""
    paired = {pair.call for pair in found.pairs}
    labels = {found.calls[pair.call].label for pair in found.pairs}
    missing = [
        place
        for place, call in enumerate(found.calls)
        if place not in paired and call.weight == 1.0 and (call.label.isdigit() or labels)
    ]
    calls = found.calls
    if quiet and not missing:
        taken = {found.calls[place].start for place in paired}
        lost = [call for call in _lost_run(quiet) if call.start not in taken]
        missing = list(range(len(calls), len(calls) + len(lost)))
        calls = (*calls, *lost)
    return Apparatus(
        calls=calls, openings=found.openings, pairs=found.pairs, missing=tuple(missing)
    )


def _lost_run(quiet: dict[str, list[Call]]) -> list[Call]:
    """Return the longest run of glued numbers that count up by one: calls, whatever the notes."""
    calls = sorted((*quiet["glued"], *quiet["joined"], *quiet["spaced"]), key=_place)
    ending: dict[int, tuple[int, int]] = {}  # number → length of the run that ends there, place
    trail: list[int] = []
    for place, call in enumerate(calls):
        number = int(call.label) if call.label.isdigit() else -1
        length, before = ending.get(number - 1, (0, -1))
        trail.append(before)
        if length + 1 > ending.get(number, (0, -1))[0]:
            ending[number] = (length + 1, place)
    length, at = max(ending.values(), default=(0, -1))
    run: list[Call] = []
    while at >= 0 and length >= LEAST_RUN:
        run.append(calls[at])
        at = trail[at]
    return run[::-1]
