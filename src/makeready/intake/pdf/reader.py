"""A PDF as surveyed → the manuscript with its ledger, questions and links."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.core.model import Matter, Text
from makeready.intake.account import ledger
from makeready.intake.account.accounting import account_for
from makeready.intake.account.answers import (
    answer_edits,
    answer_metadata,
    place_answers,
    unused_answers,
)
from makeready.intake.account.operations import Edited
from makeready.intake.account.questions import ask_once, ask_questions, report_findings
from makeready.intake.account.recipe import make_unmatched_error
from makeready.intake.model import Imported, Kind, NoteLink, Operation
from makeready.intake.notes.apparatus import Apparatus
from makeready.intake.notes.pairing import Call, Opening, Pair
from makeready.intake.pdf.notes.open_calls import ask_for_calls
from makeready.intake.pdf.old_pages import list_pages
from makeready.intake.pdf.page.furniture import line_key
from makeready.intake.pdf.text.front import front_of
from makeready.intake.pdf.text.hyphens import line_edits, tells_hyphens_apart
from makeready.intake.pdf.text.pieces import Sort, key
from makeready.intake.pdf.write.addresses import find_addresses, report_addresses
from makeready.intake.pdf.write.compose import Manuscript, measure_code, passages
from makeready.intake.text.emit import accept_edits
from makeready.intake.text.hyphens import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.core.findings import Finding
    from makeready.core.model import Asset
    from makeready.intake.account.answers import Placed
    from makeready.intake.model import Metadata, Question, RawText, Recipe
    from makeready.intake.pdf.survey import Printed, Survey
    from makeready.intake.pdf.text.front import Front
    from makeready.intake.pdf.values import Facts
    from makeready.intake.text.passages import Passage

CODES = table(
    Code(
        code="S-151",
        severity=Severity.HINT,
        title="The title pages are not in the text",
        why="makeready makes the title pages and the printed contents from book.toml; what those "
        "of the PDF say beyond title, names and date is set aside, and stands in the ledger.",
        remedy="Look at the first pages of the PDF, and put into book.toml or the text what is "
        "missing, such as a dedication.",
    ),
    Code(
        code="S-162",
        severity=Severity.HINT,
        title="File and pages name the book otherwise",
        why="The properties of a PDF are often those of a template or of whoever printed it; the "
        "pages were believed.",
        remedy="Compare title and people in book.toml with the title page.",
    ),
)


def make_imported(
    book: Printed,
    survey: Survey,
    raw: RawText,
    pictures: Sequence[Asset],
    recipe: Recipe | None = None,
) -> Imported:
    """Return the manuscript of a PDF, with a ledger line for every character of its pages.

    `pictures` are those of the survey's floats, in their order, named by the float's place; the
    recipe's answers go before the rules, ConfigError where one of them matches nothing.
    """
    answers = place_answers(recipe, raw.text)
    front = front_of(survey.pieces, book.facts, raw.text, survey.measure.size)
    known = answer_metadata(recipe, front.metadata)
    names = _names(survey, front)
    made = Manuscript(
        source=raw.text,
        survey=survey,
        names=names,
        pictures=_files(pictures),
        skip=frozenset(front.keys),
        levels=_levels(survey, front),
        code_step=measure_code(survey.pieces),
        addresses=find_addresses(book.pdf_pages, survey, raw.text, front.keys.keys()),
    )
    edited = _edit(tuple(passages(made)), answers, made, known)
    account = account_for(raw, edited, tuple(_set_aside(survey, front)), markdown=False)
    edited = account.edited
    notes = _apparatus(survey, names)
    asked = ask_questions(raw.text, notes, edited, words=count_words(raw.text), metadata=known)
    return Imported(
        texts=tuple(
            Text(file=target, matter=Matter.BODY, text=text)
            for target, text in ledger.replay(account.ledger).items()
            if target.startswith("text/")
        ),
        metadata=known,
        ledger=account.ledger,
        questions=ask_once(raw.text, _open(_with_calls(asked, raw.text, survey, names), answers)),
        links=tuple(_links(notes, survey, names)),
        findings=(
            *account.findings,
            *report_findings(raw.text, raw.name, notes, edited, known),
            *_front_told(survey, front, raw),
            *_report_unshown(book.facts, front, raw),
            *report_addresses(made.addresses, raw.name),
        ),
        images=tuple(pictures),
        beside=(list_pages(book.pdf_pages, survey.aside, account.ledger.operations, raw.text),),
    )


def _files(pictures: Sequence[Asset]) -> Mapping[int, str]:
    """Return the pictures' files by the float that each shows, which its name ends with."""
    return {int(each.name.rpartition("-")[2].partition(".")[0]): each.name for each in pictures}


def _names(survey: Survey, front: Front) -> Mapping[int, str]:
    """Return the names of the notes that the text calls, numbered in the order of their calls."""
    kept = {
        line_key(line)
        for place, piece in enumerate(survey.pieces)
        if place not in front.keys and piece.sort is not Sort.CODE
        for line in piece.paragraph.lines
    }
    kept |= {
        line_key(line)
        for each in survey.floats
        for line in (*(each.table.lines if each.table else ()), *each.caption)
    }
    names: dict[int, str] = {}
    for call in survey.calls:
        note = survey.linked.pairs.get(call.mark.start)
        if note is not None and call.line in kept and note not in names:
            names[note] = str(len(names) + 1)
    return names


def _levels(survey: Survey, front: Front) -> Mapping[int, int]:
    """Return the headings' levels, the highest of the text at 1, none left out."""
    heads = {
        place: piece.level
        for place, piece in enumerate(survey.pieces)
        if piece.sort is Sort.HEADING and piece.level and place not in front.keys
    }
    used = sorted(set(heads.values()))
    return {place: used.index(level) + 1 for place, level in heads.items()}


def _edit(
    found: Sequence[Passage], answers: Sequence[Placed], made: Manuscript, known: Metadata
) -> tuple[Edited, ...]:
    """Return the passages with what becomes of their seams: the editor's answers first."""
    words = count_words(made.source)
    lines = [line for piece in made.survey.pieces for line in piece.paragraph.lines]
    apart = tells_hyphens_apart(lines, words)
    edited = tuple(
        Edited(
            passage=passage,
            edits=accept_edits(
                (
                    *answer_edits(answers, passage),
                    *line_edits(passage, words, known.language, apart=apart),
                )
            ),
        )
        for passage in found
    )
    used = {edit.by for each in edited for edit in each.edits}
    for answer in unused_answers(answers, used):
        raise make_unmatched_error(answer, "these words are no part of the text")
    return edited


def _set_aside(survey: Survey, front: Front) -> Iterator[Operation]:
    """Yield what becomes of what is no part of the text."""
    for order, (run, rule, why) in enumerate(survey.aside):
        yield _drop(run.start, run.end, rule, why, order)
    for order, (place, name) in enumerate(sorted(front.keys.items())):
        for line in survey.pieces[place].paragraph.lines:
            for run in line.runs:
                drop = _drop(run.start, run.end, "P.front", "the title pages", order)
                yield (
                    replace(drop, kind=Kind.TO_METADATA, text=run.text, target=f"book.toml#{name}")
                    if name
                    else drop
                )


def _drop(start: int, end: int, rule: str, why: str, order: int) -> Operation:
    return Operation(
        kind=Kind.DROP,
        start=start,
        end=end,
        text="",
        target="",
        order=order,
        rule=rule,
        evidence=why,
        confidence=0.95,
    )


def _apparatus(survey: Survey, names: Mapping[int, str]) -> Apparatus:
    """Return the calls and notes as the questions and the report know them."""
    calls = tuple(
        Call(
            start=call.mark.start,
            end=call.mark.end,
            label=call.mark.label,
            spelling="raised",
            weight=1.0,
        )
        for call in survey.calls
    )
    openings = tuple(
        Opening(
            start=note.mark.start,
            end=note.mark.end,
            label=note.mark.label,
            spelling="raised" if note.mark.raised else "dot",
            certain=place in names,
            group=note.page,
        )
        for place, note in enumerate(survey.notes)
    )
    lone = {call.mark.start for call in survey.linked.calls}
    pairs = tuple(
        Pair(call=at, note=survey.linked.pairs[call.start], distance=0)
        for at, call in enumerate(calls)
        if survey.linked.pairs.get(call.start) in names
    )
    missing = tuple(at for at, call in enumerate(calls) if call.start in lone)
    return Apparatus(calls=calls, openings=openings, pairs=pairs, missing=missing)


def _links(notes: Apparatus, survey: Survey, names: Mapping[int, str]) -> Iterator[NoteLink]:
    """Yield every call with its note, and those that stand alone."""
    for pair in notes.pairs:
        call, note = notes.calls[pair.call], notes.openings[pair.note]
        yield NoteLink(
            key=names[pair.note],
            marker=call.label,
            call=(call.start, call.end),
            note=(note.start, note.end),
        )
    for at in notes.missing:
        call = notes.calls[at]
        yield NoteLink(key="", marker=call.label, call=(call.start, call.end), note=None)
    for place, lone in enumerate(survey.notes):
        if place not in names:
            span = lone.mark.start, lone.mark.end
            yield NoteLink(key="", marker=lone.mark.label, call=None, note=span)


def _with_calls(
    asked: Sequence[Question], source: str, survey: Survey, names: Mapping[int, str]
) -> Iterator[Question]:
    """Yield the questions; about notes that nothing calls one for each page, in their place."""
    known = {note.mark.start for note in survey.notes}
    found = (
        *(each for each in asked if each.section != "note" or each.start not in known),
        *ask_for_calls(source, survey, names),
    )
    yield from sorted(found, key=lambda question: (question.start, question.section))


def _open(asked: Iterable[Question], answers: Sequence[Placed]) -> Iterator[Question]:
    """Yield the questions that no answer speaks to."""
    spoken = [(each.start, each.end) for each in answers]
    for question in asked:
        if not any(start < question.end and question.start < end for start, end in spoken):
            yield question


def _report_unshown(facts: Facts, front: Front, raw: RawText) -> Iterator[Finding]:
    """Yield what the file says of title and author where its pages say something else."""
    names = "; ".join(person.name for person in front.metadata.people)
    for what, said, found in (
        ("title", facts.title, front.metadata.title),
        ("author", facts.author, names),
    ):
        one, other = key(said), key(found)
        if one and other and one not in other and other not in one:
            shown = f"its {what} is {said[:80]!r} for the file, and {found[:80]!r} for the pages"
            yield finding(CODES["S-162"], shown, Place(f"source/{raw.name}"))


def _front_told(survey: Survey, front: Front, raw: RawText) -> Iterator[Finding]:
    words = [
        survey.pieces[place].paragraph.text.strip() for place, key in front.keys.items() if not key
    ]
    if words:
        shown = "; ".join(chain((words[0][:60],), (f"{len(words)} lines or paragraphs in all",)))
        yield finding(CODES["S-151"], shown, Place(f"source/{raw.name}"))
