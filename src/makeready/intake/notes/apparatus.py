"""Blocks → the notes in them, each with the call that leads to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from makeready.intake.blocks.split import BlockKind
from makeready.intake.notes.calls import DOUBTFUL, find_loud_calls, find_quiet_calls
from makeready.intake.notes.gaps import HEADED, fill_gaps, find_cell_calls
from makeready.intake.notes.openings import Stretch, find_anchors, find_openings, group_openings
from makeready.intake.notes.pairing import Call, Opening, Pair, align

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEW = 3  # pairs: with fewer, no sequence can be seen

ADJACENT = 4_000  # characters between a single quiet call and its note, at most
DIGITS = 3  # of a call whose note is lost, at most: four are a year
SHORT_FORM = 24  # characters: the longest form, and what is before it
LEAST_RUN = 4  # calls in sequence that show lost notes

_MIXES = (
    (), ("glued",), ("glued", "wide"), ("glued", "wide", "joined"),
    ("glued", "wide", "joined", "spaced"), ("bracket",), ("round",), ("sign",), ("named",),
    ("letter",),
)  # fmt: skip
_OPENERS = ("", "bracket", "named", "letter", "sign", "dot", "round", "bare", "glued")
# (1) counts the points of a sentence more often than it calls a note, and [a] completes one
_OWN = frozenset({"round", "named", "letter"})

# a word of up to four letters and a full stop, at a line's head or after a form like it
_FORM = re.compile(r"(?:^|\s|\(|\[)(?:[^\W_]{1,4}\.){1,4}\Z", re.MULTILINE)

_Marked = TypeVar("_Marked", Call, Opening)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apparatus:
    """The notes of a source: what opens each, what calls it, what is left over.

    `pairs` join `calls` and `openings` by their places; `missing` are calls that no note answers.
    """

    calls: tuple[Call, ...]
    openings: tuple[Opening, ...]
    pairs: tuple[Pair, ...]
    missing: tuple[int, ...]


def find_apparatus(
    source: str,
    stretches: Sequence[Stretch],
    *,
    markdown: bool,
    not_marks: Sequence[tuple[int, int]] = (),
    moved: Sequence[Call] = (),
) -> Apparatus:
    """Return the notes of the text and their calls; `not_marks` are stretches that hold neither.

    `moved` are calls that are known to stand where nothing of them is left.

    Spellings that show a note by themselves come first; quieter ones are taken where calls or
    notes are left over, and only the mixture whose numbers run in sequence.
    """
    openings = _without(find_openings(source, stretches), not_marks)
    names = find_anchors(source, openings)
    seen = find_loud_calls(source, stretches, names, markdown=markdown)
    loud = sorted(_without([*seen, *moved], not_marks), key=_place)
    certain = [opening for opening in openings if opening.certain]
    loud = _outside(loud, certain)
    best = _trial(loud, certain, stretches)
    if best.pairs and len(best.pairs) * 2 >= min(len(loud), len(certain)):
        return _with_missing(_fill(best, openings, source, stretches))
    quiet = {
        kind: _without(calls, not_marks)
        for kind, calls in find_quiet_calls(source, stretches).items()
    }
    spelt = {"", *(opening.spelling for opening in openings if not opening.certain)}
    for opener in (each for each in _OPENERS if each in spelt):
        chosen = certain + [o for o in openings if o.spelling == opener and not o.certain]
        chosen.sort(key=lambda opening: opening.start)
        for mix in _MIXES:
            if mix and mix[-1] != opener and (mix[-1] in _OWN or opener in ("named", "letter")):
                continue
            if mix and not quiet[mix[-1]]:
                continue  # the same as a mixture before it
            calls = loud + [call for kind in mix for call in quiet[kind]]
            trial = _trial(_outside(sorted(calls, key=_place), chosen), chosen, stretches)
            best = max(best, _prune(trial, best), key=_worth)
    return _with_missing(_fill(best, openings, source, stretches), source, quiet)


def _fill(
    found: Apparatus, openings: Sequence[Opening], source: str, stretches: Sequence[Stretch]
) -> Apparatus:
    """Return the apparatus with the partners of calls and notes that stand alone."""
    notes, pairs = fill_gaps(found.calls, found.openings, found.pairs, openings)
    tables = [
        (each.block.start, each.block.end)
        for each in stretches
        if each.block.shape is BlockKind.TABLE
    ]
    cells = tuple(find_cell_calls(source, tables, notes, pairs))
    added = tuple(
        Pair(call=at, note=note, distance=0) for at, (_, note) in enumerate(cells, len(found.calls))
    )
    calls = (*found.calls, *(call for call, _ in cells))
    return replace(found, calls=calls, openings=notes, pairs=(*pairs, *added))


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
    grouped = group_openings(openings, stretches)
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


def _prune(found: Apparatus, base: Apparatus) -> Apparatus:
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
    if len(quiet) < FEW:
        near = all(_is_adjacent(found, found.pairs[place]) for place in quiet)
        first = all(
            labels[place] in ("1", "2", "*", "†", "a")
            or found.openings[found.pairs[place].note].certain
            for place in quiet
        )
        return found if near and (first or len(found.pairs) > len(quiet)) else base
    clear = sum(_is_clear(found, found.pairs[place]) for place in quiet)
    running = sum(_runs(labels, place) for place in quiet)
    if clear * 5 < len(quiet) * 2:
        return base
    if running * 10 < len(quiet) * 7:
        return base
    astray = {
        place
        for place in quiet
        if found.calls[found.pairs[place].call].spelling in DOUBTFUL and not _runs(labels, place)
    }
    pairs = tuple(pair for place, pair in enumerate(found.pairs) if place not in astray)
    return replace(found, pairs=pairs)


def _is_clear(found: Apparatus, pair: Pair) -> bool:
    """Tell whether a call is spelt as calls are, or its note stands at the same page's foot."""
    near = found.openings[pair.note].foot and pair.distance == 0
    return near or found.calls[pair.call].spelling not in DOUBTFUL


def _thin(found: Apparatus) -> bool:
    """Tell whether most lines that open like these notes are none: list items, likely.

    A bare number in sequence at the foot of a page is none.
    """
    notes = {pair.note for pair in found.pairs}
    labels = [opening.label for opening in found.openings]
    quiet = [
        place in notes
        for place, opening in enumerate(found.openings)
        if not opening.certain
        and (
            place in notes
            or not (opening.foot and opening.spelling == "bare" and _runs(labels, place))
        )
    ]
    return len(quiet) >= FEW and sum(quiet) * 2 < len(quiet)


def _is_adjacent(found: Apparatus, pair: Pair) -> bool:
    call, note = found.calls[pair.call], found.openings[pair.note]
    return pair.distance == 0 and 0 < note.start - call.end < ADJACENT and note.spelling != "dot"


def _runs(labels: Sequence[str], place: int) -> bool:
    """Tell whether a label follows the one before it, or starts again."""
    label = labels[place]
    before = labels[place - 1] if place else ""
    if not label.isdecimal():
        return True
    after = labels[place + 1] if place + 1 < len(labels) else ""
    follows = before.isdecimal() and int(label) - int(before) in (1, 2)
    leads = after.isdecimal() and int(after) - int(label) in (1, 2)
    return follows or leads or label == "1"


def _with_missing(
    found: Apparatus, source: str = "", quiet: dict[str, list[Call]] | None = None
) -> Apparatus:
    """Return the apparatus with the calls that no note answers named."""
    paired = {pair.call for pair in found.pairs}
    labels = {found.calls[pair.call].label for pair in found.pairs}
    headed = [opening for opening in found.openings if opening.spelling == HEADED]
    missing = [
        place
        for place, call in enumerate(found.calls)
        if place not in paired
        and call.weight == 1.0
        and (call.label.isdigit() or labels)
        and not any(opening.start <= call.start < opening.end for opening in headed)
    ]
    calls = found.calls
    if quiet and not missing:
        taken = {found.calls[place].start for place in paired}
        lost = [call for call in _lost_run(source, quiet) if call.start not in taken]
        missing = list(range(len(calls), len(calls) + len(lost)))
        calls = (*calls, *lost)
    return Apparatus(
        calls=calls, openings=found.openings, pairs=found.pairs, missing=tuple(missing)
    )


def _lost_run(source: str, quiet: dict[str, list[Call]]) -> list[Call]:
    """Return the longest run of glued numbers that count up by one: calls, whatever the notes.

    A number after a short form (VII.1, org.2) belongs to it.
    """
    calls = sorted(
        (
            call
            for call in (*quiet["glued"], *quiet["wide"])
            if not _FORM.search(source, max(0, call.start - SHORT_FORM), call.start)
        ),
        key=_place,
    )
    ending: dict[int, tuple[int, int]] = {}  # number → length of the run that ends there, place
    trail: list[int] = []
    for place, call in enumerate(calls):
        number = int(call.label) if call.label.isdecimal() and len(call.label) <= DIGITS else -1
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
