"""Text that a converter took from printed pages → a manuscript with its ledger."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from makeready.core.findings import Place, finding
from makeready.core.model import Matter, Text
from makeready.intake.account import ledger, operations
from makeready.intake.account.accounting import account_for
from makeready.intake.account.answers import (
    answer_edits,
    answer_joins,
    answer_metadata,
    place_answers,
    refuse_printed,
    unused_answers,
)
from makeready.intake.account.kept_lines import report_kept_lines, report_long_s
from makeready.intake.account.operations import Edited
from makeready.intake.account.questions import (
    Lines,
    ask_about_lines,
    ask_once,
    ask_questions,
    report_findings,
)
from makeready.intake.account.recipe import make_unmatched_error
from makeready.intake.blocks.keys import plain
from makeready.intake.model import Imported, Kind, Ledger, NoteLink, Operation, RawText, Recipe
from makeready.intake.notes.inline import read_tex
from makeready.intake.read.context import CODES
from makeready.intake.survey import Survey, find_block, mask_calls, select_openings, survey_blocks
from makeready.intake.text import joins, spacing
from makeready.intake.text.emit import accept_edits
from makeready.intake.text.hyphens import count_words
from makeready.intake.text.passages import Passage, Plan, Reading, Role, read_passage
from makeready.intake.text.units import Layout, Unit, make_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.core.findings import Finding
    from makeready.intake.account.answers import Placed
    from makeready.intake.model import Question
    from makeready.intake.notes.apparatus import Apparatus
    from makeready.intake.notes.pairing import Call, Opening
    from makeready.intake.text.hyphens import Vocabulary

NO_PICTURES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of a text besides its words: its pictures, and the TeX that cannot be set."""

    pictures: Mapping[str, str]
    unread: AbstractSet[str]


def clean(
    raw: RawText,
    recipe: Recipe | None = None,
    pictures: Mapping[str, str] = NO_PICTURES,
    unread: AbstractSet[str] = frozenset(),
) -> Imported:
    """Return the manuscript that the source holds, with a ledger line for every character of it.

    `pictures` gives the address of each picture that was taken its name in the title's folder;
    `unread` is the TeX of formulas that cannot be set, which become code.
    The recipe's answers go before the rules; ConfigError where one of them matches nothing.
    """
    answers = place_answers(recipe, raw.text)
    refuse_printed(answers)
    survey = survey_blocks(raw.text, answers)
    known = answer_metadata(recipe, survey.front.metadata)
    words = count_words(raw.text)
    passages = _make_passages(survey, answers, Given(pictures=pictures, unread=unread))
    edited = _edit_passages(passages, answers, words, known.language)
    aside = (*_set_aside(survey), *_drop_raised(survey))
    account = account_for(raw, edited, aside, markdown=survey.how.markdown)
    edited = account.edited
    return Imported(
        texts=tuple(_replay_texts(account.ledger)),
        metadata=known,
        ledger=account.ledger,
        questions=ask_once(
            raw.text,
            _select_open(
                (
                    *ask_about_lines(raw.text, survey.doubted),
                    *ask_questions(raw.text, survey.apparatus, edited, words=words, metadata=known),
                ),
                answers,
            ),
        ),
        links=tuple(_link_notes(survey.apparatus, edited)),
        findings=(
            *account.findings,
            *_report_unread(raw, edited),
            *report_kept_lines(raw, edited),
            *report_long_s(raw),
            *report_findings(raw.text, raw.name, survey.apparatus, edited, known),
        ),
    )


def _report_unread(raw: RawText, edited: Iterable[Edited]) -> Iterator[Finding]:
    """Yield where formulas are kept as code."""
    places = [atom.start for each in edited for atom in each.passage.atoms if atom.rule == "M.tex"]
    if places:
        said = "1 formula is" if len(places) == 1 else f"{len(places)} formulas are"
        place = Place(f"source/{raw.name}", Lines(raw.text).at(min(places)))
        yield finding(CODES["S-114"], f"{said} kept as code", place)


def _edit_passages(
    passages: Sequence[Passage], answers: Sequence[Placed], words: Vocabulary, language: str
) -> tuple[Edited, ...]:
    """Return the passages with the changes accepted for each: the editor's before the rules'."""
    edited = tuple(
        Edited(
            passage=passage,
            edits=accept_edits(
                (*answer_edits(answers, passage), *spacing.find_edits(passage, words, language))
            ),
        )
        for passage in passages
    )
    used = {edit.by for each in edited for edit in each.edits}
    for answer in unused_answers(answers, used):
        raise make_unmatched_error(answer, "these words are no part of the text")
    return edited


def _select_open(asked: Sequence[Question], answers: Sequence[Placed]) -> tuple[Question, ...]:
    """Return the questions that no answer speaks to."""
    spoken = [(each.start, each.end) for each in answers]
    return tuple(
        question
        for question in asked
        if not any(start < question.end and question.start < end for start, end in spoken)
    )


def _make_passages(survey: Survey, answers: Sequence[Placed], given: Given) -> tuple[Passage, ...]:
    """Return the passages of the text in reading order."""
    openings: dict[int, list[tuple[int, Opening]]] = defaultdict(list)
    for place, opening in select_openings(survey.apparatus).items():
        openings[find_block(survey.blocks, opening.start)].append((place, opening))
    layout = Layout(
        source=survey.source,
        masked=mask_calls(survey.source, survey.apparatus),
        how=survey.how,
        blocks=survey.blocks,
        headings={heading.index: heading for heading in survey.headings},
        openings={index: tuple(found) for index, found in openings.items()},
        skip=survey.skip,
    )
    cut = tuple(make_units(layout))
    names, calls = _name_notes(survey.apparatus, cut)
    said = answer_joins(answers, survey.source)
    plans = joins.plan_passages(cut, names, survey.how, said)
    if nested := _find_nested_notes(plans, calls) | _find_empty_notes(plans, survey.source):
        names = {note: name for note, name in names.items() if name not in nested}
        calls = {start: call for start, call in calls.items() if call[1] not in nested}
        plans = joins.plan_passages(cut, names, survey.how, said)
    reading = Reading(
        source=survey.source,
        markdown=survey.how.markdown,
        calls=calls,
        starts=tuple(sorted(calls)),
        pictures=given.pictures,
        unread=frozenset(read_tex(tex) for tex in given.unread),
    )
    found = tuple(read_passage(plan, reading) for plan in plans)
    called = {name for passage in found for name in operations.find_called_notes(passage)}
    return tuple(
        replace(passage, plan=replace(passage.plan, role=Role.STRAY))
        if passage.plan.role is Role.NOTE and passage.plan.key not in called
        else passage
        for passage in found
    )


def _find_empty_notes(plans: Iterable[Plan], source: str) -> set[str]:
    """Return the names of the notes without a word: no edition can set them, either."""
    return {
        plan.key
        for plan in plans
        if plan.role is Role.NOTE and not any(plain(source, *span) for span in plan.spans)
    }


def _find_nested_notes(plans: Iterable[Plan], calls: Mapping[int, tuple[int, str]]) -> set[str]:
    """Return the names of the notes that another note calls: no edition can set them."""
    starts = sorted(calls)
    return {
        calls[at][1]
        for plan in plans
        if plan.role is Role.NOTE
        for start, end in plan.spans
        for at in starts[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
    }


def _name_notes(
    notes: Apparatus, cut: Iterable[Unit]
) -> tuple[dict[int, str], dict[int, tuple[int, str]]]:
    """Return the notes' names by their openings, and by their calls; numbered in call order."""
    spans = sorted(span for unit in cut if unit.role is not Role.NOTE for span in unit.spans)
    inside = (
        (notes.calls[pair.call], pair.note)
        for pair in notes.pairs
        if _within(spans, notes.calls[pair.call].start, notes.calls[pair.call].end)
    )
    pairs = sorted(inside, key=lambda pair: pair[0].start)
    names: dict[int, str] = {}
    calls: dict[int, tuple[int, str]] = {}
    for number, (call, note) in enumerate(pairs, start=1):
        names[note] = str(number)
        calls[call.start] = (call.end, str(number))
    return names, calls


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(spans, (start, len(spans) and spans[-1][1] + 1)) - 1
    return at >= 0 and spans[at][0] <= start and end <= spans[at][1]


def _set_aside(survey: Survey) -> Iterator[Operation]:
    """Yield what becomes of the blocks that are no part of the text."""
    for order, (index, verdict) in enumerate(sorted(survey.skip.items())):
        block = survey.blocks[index]
        key = survey.front.keys.get(index, "")
        aside = index not in survey.furniture and index not in survey.contents.blocks and key
        yield Operation(
            kind=Kind.TO_METADATA if aside else Kind.DROP,
            start=block.start,
            end=block.end,
            text=survey.source[block.start : block.end] if aside else "",
            target=f"book.toml#{key}" if aside else "",
            order=order,
            rule=verdict.rule,
            evidence=verdict.evidence,
            confidence=verdict.confidence,
            by=verdict.by,
        )


def _drop_raised(survey: Survey) -> Iterator[Operation]:
    """Yield what becomes of the lines that hold nothing but note calls: these stand elsewhere."""
    for each in survey.raised:
        yield Operation(
            kind=Kind.DROP,
            start=each.start,
            end=each.end,
            text="",
            target="",
            order=0,
            rule="N.raised",
            evidence="the numbers of calls, set above their line",
            confidence=0.9,
        )


def _replay_texts(account: Ledger) -> Iterator[Text]:
    for target, text in ledger.replay(account).items():
        if target.startswith("text/"):
            yield Text(file=target, matter=Matter.BODY, text=text)


def _link_notes(notes: Apparatus, edited: Iterable[Edited]) -> Iterator[NoteLink]:
    """Yield every call with its note, and those that stand alone."""
    names = {name for each in edited for name in operations.find_called_notes(each.passage)}
    strays = sorted({each.passage.plan.lead for each in edited if each.role is Role.STRAY})
    named = {call.start: str(number) for number, call in enumerate(_in_order(notes), start=1)}
    for pair in notes.pairs:
        call, note = notes.calls[pair.call], notes.openings[pair.note]
        key = named[call.start]
        alone = _within(strays, note.start, note.start + 1)
        yield NoteLink(
            key="" if alone or key not in names else key,
            marker=call.label,
            call=None if alone else (call.start, call.end),
            note=(note.start, note.end),
        )
    for place in notes.missing:
        call = notes.calls[place]
        yield NoteLink(key="", marker=call.label, call=(call.start, call.end), note=None)


def _in_order(notes: Apparatus) -> list[Call]:
    return sorted((notes.calls[pair.call] for pair in notes.pairs), key=lambda call: call.start)
