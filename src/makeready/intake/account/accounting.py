"""Passages with their edits → the ledger, and the passages kept that it cannot account for.

The last guard of an import: where a rule did what it may not do, the passage that it did it in is
taken as it stands in the source, and the editor is told of the rule and the place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.intake.account import ledger, operations
from makeready.intake.account.operations import Edited
from makeready.intake.account.questions import Lines
from makeready.intake.model import Ledger
from makeready.intake.text.passages import SEAM, Atom, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.model import Operation, RawText

CODES = table(
    Code(
        code="S-156",
        severity=Severity.WARNING,
        title="A passage was kept as it stands",
        why="A rule of the import did to it what it may not do, so nothing was changed there at "
        "all: no mark-up, hyphen or space of it was tidied.",
        remedy="Look through the passage in the manuscript, and report the rule and the passage "
        "to makeready.",
    ),
)
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The ledger of a source, the passages that it speaks of, and what is told of those kept."""

    ledger: Ledger
    edited: tuple[Edited, ...]
    findings: tuple[Finding, ...]


def account_for(
    raw: RawText, edited: Sequence[Edited], aside: Sequence[Operation], *, markdown: bool
) -> Account:
    """Return the ledger of the passages and of the operations that set the rest aside.

    `markdown` says that the source is Markdown: a passage that is kept stays Markdown then, and is
    otherwise words, in which nothing is mark-up.
    """
    made = _lay_out(raw, edited, aside)
    faults = ledger.find_faults(made, raw.text)
    if not faults:
        return Account(ledger=made, edited=tuple(edited), findings=())
    lines = Lines(raw.text)
    kept: list[Edited] = []
    told: list[Finding] = []
    for each in edited:
        if wrong := [fault for fault in faults if _stands_in(fault.operation, each.passage)]:
            in_lead = any(_is_in_lead(fault.operation, each.passage) for fault in wrong)
            passage = keep_whole(each.passage, raw.text, markdown=markdown, with_lead=in_lead)
            kept.append(Edited(passage=passage, edits=()))
            place = Place(f"source/{raw.name}", lines.at(_begin(each.passage)))
            words = " ".join(raw.text[_begin(each.passage) :][:_SHOWN].split())
            told.append(finding(CODES["S-156"], f"{wrong[0].told}: “{words} …”", place))
        else:
            kept.append(each)
    return Account(
        ledger=_lay_out(raw, kept, aside),
        edited=tuple(kept),
        findings=tuple(told),
    )


def _lay_out(raw: RawText, edited: Sequence[Edited], aside: Sequence[Operation]) -> Ledger:
    done = (*operations.make_operations(edited, raw.text), *aside)
    return Ledger(
        source=raw.name,
        digest=raw.digest,
        encoding=raw.encoding,
        length=len(raw.text),
        operations=ledger.lay_out(len(raw.text), done),
    )


def keep_whole(passage: Passage, source: str, *, markdown: bool, with_lead: bool) -> Passage:
    """Return the passage as it stands in the source, but for its note calls and its seams.

    With its lead it is a paragraph, since what stood for the lead is not known.
    """
    plan = passage.plan
    if with_lead and plan.lead[0] < plan.lead[1]:
        first = (plan.lead[0], plan.spans[0][1])
        plan = replace(
            plan,
            role=Role.PARAGRAPH,
            spans=(first, *plan.spans[1:]),
            lead=(first[0], first[0]),
            opening="",
        )
    elif with_lead:
        plan = replace(plan, role=Role.PARAGRAPH, opening="")
    calls = [atom for atom in passage.atoms if atom.rule == "N.call" and atom.out]
    atoms = tuple(_atoms(plan.spans, calls, source, markdown=markdown))
    offsets = tuple(accumulate((len(atom.value) for atom in atoms), initial=0))[:-1]
    text = "".join(atom.value for atom in atoms)
    lead_text = source[plan.lead[0] : plan.lead[1]]
    return Passage(plan=plan, atoms=atoms, text=text, offsets=offsets, lead_text=lead_text)


def _atoms(
    spans: Sequence[tuple[int, int]], calls: Sequence[Atom], source: str, *, markdown: bool
) -> Iterator[Atom]:
    before = spans[0][0]
    for number, (start, end) in enumerate(spans):
        if number:
            near = before <= start and not source[before:start].strip()
            yield Atom(before, start if near else before, SEAM, rule="B.seam")
        at = start
        for call in calls:
            if at <= call.start and call.end <= end:
                yield from _stretch(at, call.start, source, markdown=markdown)
                yield call
                at = call.end
        yield from _stretch(at, end, source, markdown=markdown)
        before = end


def _stretch(start: int, end: int, source: str, *, markdown: bool) -> Iterator[Atom]:
    if start < end:
        words = source[start:end]
        yield Atom(start, end, words, words if markdown else None, linear=not markdown)


def _begin(passage: Passage) -> int:
    lead = passage.plan.lead
    return lead[0] if lead[0] < lead[1] else passage.plan.spans[0][0]


def _stands_in(operation: Operation, passage: Passage) -> bool:
    """Tell whether an operation is about a stretch of the passage, or stands within it."""
    stretches = (*passage.plan.spans, passage.plan.lead)
    return any(
        start <= operation.start and operation.end <= end for start, end in stretches if start < end
    )


def _is_in_lead(operation: Operation, passage: Passage) -> bool:
    start, end = passage.plan.lead
    is_inside = start < end and start <= operation.start and operation.end <= end
    return (is_inside and operation.start < passage.plan.spans[0][0]) or (
        operation.rule in ("E.opening", "L.bullet", "N.stray", "M.mark")
    )
